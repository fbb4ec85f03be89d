//! Core modules that stay core modules.
//!
//! One is put into a component that does nothing but export it. There all that
//! it imports and exports is a part of the component's world, which the passes
//! keep.

use crate::companion::core_modules;
use crate::core;
use crate::error::{Error, Refusal};
use crate::options::Options;
use crate::pass::Pass;
use crate::prove::{Depth, features, validate};
use crate::report::Report;
use crate::sections::Sections;
use crate::shrink::{Shrunk, component, signatures};
use wasm_encoder::{
    Component, ComponentExportKind, ComponentExportSection, ComponentSectionId, RawSection,
};

/// Makes a core module smaller. Its exports stay, and so do the imports that it
/// uses.
///
/// # Errors
///
/// - [`Error::Malformed`] if it is no valid core module.
pub(crate) fn module(input: &[u8], options: &Options) -> Result<Shrunk, Error> {
    let features = features(input)?;
    let mut report = Report::of(input);
    let mut swept = input.to_vec();
    // Where lines are told by places in the code nothing could be swept.
    if options.has(Pass::Custom)
        && let Ok(stripped) = core::strip(&swept, &|name| options.keeps(name))
    {
        swept = stripped;
    }
    // Imports that nothing uses go now. What is left of them belongs to the world.
    if options.has(Pass::Core)
        && let Ok(smaller) = core::sweep(&swept, &|_| true)
    {
        swept = smaller;
    }
    let aside = crate::aside::aside(input, options)?;
    let inner = match component(&around(&swept), options) {
        Ok(shrunk) => {
            report.notes = shrunk.report.notes;
            report.warnings = shrunk.report.warnings;
            report.passes = shrunk.report.passes;
            // The one core module that is in it.
            let modules = core_modules(&shrunk.component)?;
            modules
                .first()
                .map_or_else(Vec::new, |(_, module)| module.to_vec())
        }
        // A type of a component cannot say what the module imports, two of one
        // name say.
        Err(error) => {
            report.left(None, format!("only what nothing reaches is gone: {error}"));
            swept
        }
    };
    // Not valid is what a mistake of a pass would be.
    let checked = validate(&inner, features, Depth::Bodies).map_err(Refusal::from);
    let output = match checked {
        Ok(_) if inner.len() < input.len() => inner,
        checked => {
            report.passes = Report::of(input).passes;
            if let Err(refusal) = checked {
                report.left(None, refusal.to_string());
            }
            input.to_vec()
        }
    };
    signatures(input, &output, &mut report)?;
    report.account(Pass::Core, output.len());
    report.sections_after = Sections::of(&output)?;
    Ok(Shrunk {
        component: output,
        aside,
        report,
    })
}

/// A component that exports a core module.
fn around(module: &[u8]) -> Vec<u8> {
    let mut component = Component::new();
    component.section(&RawSection {
        id: ComponentSectionId::CoreModule.into(),
        data: module,
    });
    let mut exports = ComponentExportSection::new();
    exports.export("module", ComponentExportKind::Module, 0, None);
    component.section(&exports);
    component.finish()
}
