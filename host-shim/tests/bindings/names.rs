//! Rust names for WIT names.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Words that Rust 2024 keeps for itself and that `r#` makes usable.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// A function, field, parameter or module.
pub(crate) fn snake(name: &str) -> String {
    let name = name.to_snake_case();
    assert!(
        !["crate", "self", "super"].contains(&&*name),
        "{name} is no name in Rust"
    );
    if KEYWORDS.contains(&&*name) {
        format!("r#{name}")
    } else {
        name
    }
}

/// A type. None of our WIT has the name of one that the bindings use by
/// themselves.
pub(crate) fn type_name(name: &str) -> String {
    let name = camel(name);
    assert!(
        ![
            "Option",
            "Result",
            "Vec",
            "String",
            "Box",
            "Future",
            "Some",
            "None",
            "Ok",
            "Err",
            "Guest",
            "GuestIndices",
            "Host",
            "Debug",
            "Clone",
            "Copy",
            "PartialEq",
            "Eq",
            "ComponentType",
            "Lift",
            "Lower",
        ]
        .contains(&&*name),
        "{name} is taken: give it another name here"
    );
    name
}

/// A case.
pub(crate) fn camel(name: &str) -> String {
    let name = name.to_upper_camel_case();
    assert_ne!(name, "Self", "no name in Rust");
    name
}
