//! Names that the bindings of a component have to keep clear of.

use crate::wit::names::{camel, shouty, snake};

/// A parameter; those that the generated code has already get another name.
pub(crate) fn param(name: &str) -> String {
    let name = snake(name);
    let taken = matches!(
        name.as_str(),
        "call" | "core_params" | "core_result" | "core_import" | "core_value"
    ) || name.starts_with("flat");
    if taken { format!("{name}_") } else { name }
}

/// A type; those that the generated code uses by themselves are taken.
pub(crate) fn type_name(name: &str) -> String {
    let name = camel(name);
    let taken = matches!(
        name.as_str(),
        "Str"
            | "List"
            | "Opt"
            | "Res"
            | "Option"
            | "Result"
            | "Some"
            | "None"
            | "Ok"
            | "Err"
            | "From"
            | "Into"
            | "Call"
            | "Guest"
            | "Host"
            | "Imported"
            | "Exports"
            | "CoreParams"
            | "PartialEq"
            | "Eq"
    ) || name
        .strip_prefix("Tuple")
        .is_some_and(|members| members.parse::<u8>().is_ok());
    if taken { format!("{name}_") } else { name }
}

/// A flag; two constants stand beside them.
pub(crate) fn flag(name: &str) -> String {
    let name = shouty(name);
    if matches!(name.as_str(), "ALL" | "NONE") {
        format!("{name}_")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_generated_items_are_taken() {
        for name in ["str", "list", "option", "call", "guest", "host", "tuple2"] {
            assert!(type_name(name).ends_with('_'), "{name}");
        }
        assert_eq!(type_name("node-error"), "NodeError");
        assert_eq!(type_name("tuple-of-two"), "TupleOfTwo");
        assert_eq!(type_name("tuple"), "Tuple");
        // Type parameters end with `_`, which no name of WIT's does.
        assert_eq!((type_name("t"), type_name("e")), ("T".into(), "E".into()));
        assert_eq!(param("call"), "call_");
        assert_eq!(param("flat0"), "flat0_");
        assert_eq!(param("key"), "key");
        assert_eq!(flag("none"), "NONE_");
        assert_eq!(flag("all-of-it"), "ALL_OF_IT");
    }
}
