//! Custom sections, split into a file of their own.

use wasm_encoder::{Component, CustomSection, Module, ModuleSection, NestedComponentSection};
use wasmparser::{BinaryReaderError, Encoding, Parser, Payload};

use crate::options::{Options, SectionPolicy};

/// Returns an empty component with the custom sections that are to be split off:
/// those of the component itself, and an empty core module or component in place of
/// each within, with theirs. For a core module, returns an empty core module.
///
/// # Errors
///
/// - It cannot be parsed.
pub(crate) fn split_sections(
    component: &[u8],
    options: &Options,
) -> Result<Vec<u8>, BinaryReaderError> {
    let mut open: Vec<Skeleton> = Vec::new();
    let mut whole = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        match payload? {
            Payload::Version { encoding, .. } => open.push(match encoding {
                Encoding::Module => Skeleton::Module(Module::new()),
                Encoding::Component => Skeleton::Component(Component::new()),
            }),
            Payload::CustomSection(section)
                if options.policy(section.name()) == SectionPolicy::Split =>
            {
                let section = CustomSection {
                    name: section.name().into(),
                    data: section.data().into(),
                };
                match open.last_mut() {
                    Some(Skeleton::Module(module)) => _ = module.section(&section),
                    Some(Skeleton::Component(component)) => _ = component.section(&section),
                    None => {}
                }
            }
            Payload::End(_) => match (open.pop(), open.last_mut()) {
                (Some(Skeleton::Module(inner)), Some(Skeleton::Component(outer))) => {
                    outer.section(&ModuleSection(&inner));
                }
                (Some(Skeleton::Component(inner)), Some(Skeleton::Component(outer))) => {
                    outer.section(&NestedComponentSection(&inner));
                }
                (Some(Skeleton::Component(all)), _) => whole = all.finish(),
                (Some(Skeleton::Module(all)), None) => whole = all.finish(),
                _ => {}
            },
            _ => {}
        }
    }
    Ok(whole)
}

/// An empty module or component that is being written.
enum Skeleton {
    Module(Module),
    Component(Component),
}
