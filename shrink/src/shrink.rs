//! Input to output: the passes in between, and the validation in the end.

use crate::encode::Form;
use crate::error::Error;
use crate::options::{Options, SectionKind};
use crate::pass::custom::section_kind;
use crate::pass_manager::PassManager;
use crate::report::Report;
use crate::sections::{self, Sections};
use crate::validate::{Depth, Requirements};

/// A component, or a core module, that was shrunk.
#[derive(Clone, Debug)]
pub struct Shrunk {
    /// The component or the core module: never more bytes than the input.
    pub component: Vec<u8>,
    /// The custom sections that were split off, in an empty component: those of
    /// the component itself, and an empty core module or component in place of
    /// each within, with theirs.
    pub split_sections: Vec<u8>,
    /// The report.
    pub report: Report,
}

/// Makes a component or a core module smaller.
///
/// The result has the same world, gives the same results and traps, and calls the
/// same imports. A part that cannot be validated, or that is not understood,
/// stays as it was; the report says why.
///
/// A core module that carries `component-type` sections is made a component
/// first. Any other core module stays one: with the same exports, and no more
/// imports.
///
/// # Errors
///
/// - [`Error::Malformed`] if the input is not valid.
/// - [`Error::Encode`] if it is a core module that cannot become the component
///   that its `component-type` sections ask for.
pub fn shrink(input: &[u8], options: &Options) -> Result<Shrunk, Error> {
    match crate::encode::form(input)? {
        Form::Component(input) => component(&input, options),
        Form::Module => crate::plain::module(input, options),
    }
}

/// Makes a component smaller.
pub(crate) fn component(input: &[u8], options: &Options) -> Result<Shrunk, Error> {
    let requirements = Requirements::of(input)?;
    let mut report = Report::of(input);
    let best = if requirements.world().is_package() {
        report.left(
            None,
            "it is a WIT package, which tools read and nothing runs",
        );
        input.to_vec()
    } else {
        PassManager::new(input, &requirements, options, &mut report).run()
    };
    let component = match requirements.check(&best, Depth::Bodies) {
        Ok(()) => best,
        Err(refusal) => {
            report.left(None, refusal.to_string());
            report.passes.iter_mut().for_each(|pass| pass.bytes = 0);
            input.to_vec()
        }
    };
    signatures(input, &component, &mut report)?;
    report.after = component.len();
    report.sections_after = Sections::of(&component)?;
    Ok(Shrunk {
        split_sections: crate::split_sections::split_sections(input, options)?,
        component,
        report,
    })
}

/// Warns of signatures that were dropped, or that do not hold any more since the
/// bytes have changed.
pub(crate) fn signatures(input: &[u8], output: &[u8], report: &mut Report) -> Result<(), Error> {
    if input == output {
        return Ok(());
    }
    let after = sections::customs(output)?;
    for name in sections::customs(input)? {
        if section_kind(name) == SectionKind::Signature {
            let became = if after.contains(name) {
                "stays, and does not hold any more"
            } else {
                "was dropped"
            };
            report.warn(format!(
                "the section `{name}` {became}: it signs the bytes of the input; sign the output \
                 anew"
            ));
        }
    }
    Ok(())
}
