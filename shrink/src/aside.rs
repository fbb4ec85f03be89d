//! Custom sections in a file of their own.

use wasm_encoder::{Component, CustomSection, Module, ModuleSection, NestedComponentSection};
use wasmparser::{BinaryReaderError, Encoding, Parser, Payload};

use crate::options::{Options, Treatment};

/// Returns an empty component with the custom sections that are to be set aside:
/// those of the component itself, and an empty core module or component in place of
/// each within, with theirs. For a core module, returns an empty core module.
///
/// # Errors
///
/// - It cannot be parsed.
pub(crate) fn aside(component: &[u8], options: &Options) -> Result<Vec<u8>, BinaryReaderError> {
    let mut open: Vec<Open> = Vec::new();
    let mut whole = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        match payload? {
            Payload::Version { encoding, .. } => open.push(match encoding {
                Encoding::Module => Open::Module(Module::new()),
                Encoding::Component => Open::Component(Component::new()),
            }),
            Payload::CustomSection(section)
                if options.treatment(section.name()) == Treatment::SetAside =>
            {
                let section = CustomSection {
                    name: section.name().into(),
                    data: section.data().into(),
                };
                match open.last_mut() {
                    Some(Open::Module(module)) => _ = module.section(&section),
                    Some(Open::Component(component)) => _ = component.section(&section),
                    None => {}
                }
            }
            Payload::End(_) => match (open.pop(), open.last_mut()) {
                (Some(Open::Module(inner)), Some(Open::Component(outer))) => {
                    outer.section(&ModuleSection(&inner));
                }
                (Some(Open::Component(inner)), Some(Open::Component(outer))) => {
                    outer.section(&NestedComponentSection(&inner));
                }
                (Some(Open::Component(all)), _) => whole = all.finish(),
                (Some(Open::Module(all)), None) => whole = all.finish(),
                _ => {}
            },
            _ => {}
        }
    }
    Ok(whole)
}

enum Open {
    Module(Module),
    Component(Component),
}
