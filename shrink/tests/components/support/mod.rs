//! Components to work on.

pub(crate) mod answers;
pub(crate) mod examples;
pub(crate) mod foreign;
pub(crate) mod program;
pub(crate) mod texts;
pub(crate) mod worlds;

use wasmparser::{Parser, Payload};

/// A component and its name.
#[derive(Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Returns every component that the tests work on.
pub(crate) fn components() -> Vec<Named> {
    let mut all = texts::components();
    all.extend(worlds::components());
    all.extend_from_slice(examples::all());
    all.push(program::component());
    all.extend(foreign::components());
    all
}

/// Returns the world of a component in WIT, by a tool that is not ours.
pub(crate) fn wit(component: &[u8]) -> String {
    let decoded = wit_component::decode(component).unwrap();
    let others: Vec<_> = decoded
        .resolve()
        .packages
        .iter()
        .map(|(id, _)| id)
        .filter(|id| *id != decoded.package())
        .collect();
    let mut printer = wit_component::WitPrinter::default();
    printer
        .print(decoded.resolve(), decoded.package(), &others)
        .unwrap();
    printer.output.to_string()
}

/// Counts the core modules in a component, at any depth.
pub(crate) fn core_modules(component: &[u8]) -> usize {
    let payloads = Parser::new(0).parse_all(component);
    let modules = payloads.filter(|payload| {
        let payload = payload.as_ref().unwrap();
        matches!(payload, Payload::ModuleSection { .. })
    });
    modules.count()
}

/// Returns the component with other bytes in place of all `from`, of which there
/// are some.
pub(crate) fn replaced(component: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut component = component.to_vec();
    let places: Vec<_> = component
        .windows(from.len())
        .enumerate()
        .filter_map(|(at, bytes)| (bytes == from).then_some(at))
        .collect();
    assert!(!places.is_empty(), "{}", String::from_utf8_lossy(from));
    for at in places {
        component[at..at + to.len()].copy_from_slice(to);
    }
    component
}
