//! The components of the tests, as text.

pub(crate) mod bombs;
pub(crate) mod hostile;
mod made;

pub(crate) use made::{Data, component, dummy, eight_fields, exporting};

use greentic_host_shim::{Component, Host, Instance, Limits, Shim};

/// Assembles text.
pub(crate) fn assemble(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the text of a test is valid")
}

/// A node; what it does is in the text.
pub(crate) fn node() -> Vec<u8> {
    assemble(include_str!("node.wat"))
}

/// A component that only describes itself.
pub(crate) fn describe() -> Vec<u8> {
    assemble(include_str!("describe.wat"))
}

/// A component that describes itself, with other core code: `module` has to
/// export the memory and the function `describe-json`.
pub(crate) fn describe_with(module: &str) -> Vec<u8> {
    assemble(&format!(
        r#"(component
          (core module $m {module})
          (core instance $i (instantiate $m))
          (func $describe (result string)
            (canon lift (core func $i "describe-json") (memory (core memory $i "memory"))))
          (instance $describe-v1 (export "describe-json" (func $describe)))
          (export "greentic:component/describe-v1@1.0.0" (instance $describe-v1)))"#
    ))
}

/// Loads a component that is known to be good.
pub(crate) fn load(limits: Limits, bytes: &[u8]) -> Component {
    Shim::new(limits)
        .expect("the limits are good")
        .load(bytes)
        .expect("the component is good")
}

/// The node under limits, with a host that denies everything.
pub(crate) fn instance(limits: Limits) -> Instance {
    load(limits, &node())
        .instantiate(Host::new())
        .expect("the node can be instantiated")
}
