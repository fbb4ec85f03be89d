//! Names that the bindings of a host have to keep clear of.

use crate::wit::names::camel;

/// A type; those that the bindings use by themselves are taken.
pub(super) fn type_name(name: &str) -> String {
    let name = camel(name);
    let taken = matches!(
        name.as_str(),
        "Option"
            | "Result"
            | "Vec"
            | "String"
            | "Box"
            | "Future"
            | "Some"
            | "None"
            | "Ok"
            | "Err"
            | "Guest"
            | "GuestIndices"
            | "Host"
            | "Debug"
            | "Clone"
            | "Copy"
            | "PartialEq"
            | "Eq"
            | "ComponentType"
            | "Lift"
            | "Lower"
    );
    if taken { format!("{name}_") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_the_bindings_use_are_taken() {
        for name in ["option", "guest-indices", "component-type", "vec"] {
            assert!(type_name(name).ends_with('_'), "{name}");
        }
        assert_eq!(type_name("host-error"), "HostError");
    }
}
