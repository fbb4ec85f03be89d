//! Core modules that stay core modules.
//!
//! The module is put into a component that does nothing but export it. There all
//! imports and exports of the module are a part of the component's world, which the
//! passes keep.

use crate::core_wasm;
use crate::error::{Error, Refusal};
use crate::options::Options;
use crate::pass::Pass;
use crate::pass_manager::{MAX_ROUNDS, gave_up};
use crate::report::Report;
use crate::sections::Sections;
use crate::shrink::{Shrunk, component, signatures};
use crate::symbol_map::core_modules;
use crate::validate::{Depth, features, validate};
use greentic_untrusted::guarded;
use wasm_encoder::{
    Component, ComponentExportKind, ComponentExportSection, ComponentSectionId, RawSection,
};

/// Makes a core module smaller. Its exports stay, and so do the imports that it
/// uses, and the custom sections of no known kind.
///
/// # Errors
///
/// - [`Error::Malformed`] if it is no valid core module.
pub(crate) fn module(input: &[u8], options: &Options) -> Result<Shrunk, Error> {
    let options = &options.for_plain();
    let features = features(input)?;
    let mut report = Report::of(input);
    let mut stripped = input.to_vec();
    // A section that holds places in the code would rule out dead-code
    // elimination.
    if options.has(Pass::Custom)
        && let Ok(fewer) = core_wasm::strip(&stripped, &|name| options.keeps(name))
    {
        stripped = fewer;
    }
    let split_sections = crate::split_sections::split_sections(input, options)?;
    let mut inner = passes(&stripped, options, &mut report)?;
    // wasm-opt may make the original module smaller than the one that the passes
    // left.
    if let Some(program) = options.program()
        && options.has(Pass::WasmOpt)
        && let Ok(Some(optimised)) = program.optimise(&stripped)
        && optimised.len() < inner.len()
    {
        let mut other = Report::of(input);
        let smaller = passes(&optimised, options, &mut other)?;
        if smaller.len() < inner.len() {
            other.saved(
                Pass::WasmOpt,
                stripped.len().saturating_sub(optimised.len()),
            );
            report = other;
            inner = smaller;
        }
    }
    // A mistake of a pass would make it invalid, or another one from outside.
    let checked = validate(&inner, features, Depth::Bodies)
        .map_err(Refusal::from)
        .and_then(|_| Ok(core_wasm::same_outside(input, &inner)?));
    let output = match checked {
        Ok(()) if inner.len() < input.len() => inner,
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
        split_sections,
        report,
    })
}

/// Runs the passes over a core module.
fn passes(module: &[u8], options: &Options, report: &mut Report) -> Result<Vec<u8>, Error> {
    let mut reduced = module.to_vec();
    // Imports that nothing uses go now. The others belong to the world.
    if options.has(Pass::Core)
        && let Ok(smaller) = core_wasm::dce(&reduced, &|_| true)
    {
        reduced = smaller;
    }
    match component(&around(&reduced), options) {
        Ok(shrunk) => {
            report.notes = shrunk.report.notes;
            report.warnings = shrunk.report.warnings;
            report.passes = shrunk.report.passes;
            // The one core module in the component.
            let modules = core_modules(&shrunk.component)?;
            Ok(modules
                .first()
                .map_or_else(Vec::new, |(_, module)| module.to_vec()))
        }
        // A type of a component cannot have every import: two of one name, for
        // example.
        Err(error) => {
            report.left(None, format!("no component can hold it: {error}"));
            Ok(alone(reduced, options, report))
        }
    }
}

/// Runs the passes on core modules over one that no component can hold.
fn alone(module: Vec<u8>, options: &Options, report: &mut Report) -> Vec<u8> {
    let mut best = module;
    for _ in 0..MAX_ROUNDS {
        let before = best.len();
        for pass in [Pass::Core, Pass::WasmOpt, Pass::Outline] {
            if !options.has(pass) {
                continue;
            }
            let smaller = guarded(|| match pass {
                Pass::Core => core_wasm::minimise(&best, &|_| true).map_err(Refusal::from),
                Pass::Outline => core_wasm::outline(&best).map_err(Refusal::from),
                _ => options.program().map_or_else(
                    || Ok(best.clone()),
                    |program| {
                        let smaller = program.optimise(&best);
                        let smaller = smaller.map_err(|error| Refusal(error.to_string()));
                        Ok(smaller?.unwrap_or_else(|| best.clone()))
                    },
                ),
            });
            match smaller.unwrap_or_else(|panic| Err(Refusal(gave_up(&panic)))) {
                Ok(smaller) if smaller.len() < best.len() => {
                    report.saved(pass, best.len() - smaller.len());
                    best = smaller;
                }
                Ok(_) => {}
                Err(refusal) => report.left(Some(pass), refusal.to_string()),
            }
        }
        if best.len() == before {
            break;
        }
    }
    best
}

/// Returns a component that exports a core module.
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
