//! Rust names for WIT names.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use wit_parser::PackageName;

/// Words that Rust 2024 keeps for itself and that `r#` makes usable.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that are taken even with `r#`.
const RESERVED: &[&str] = &["crate", "self", "super"];

/// A function, field, parameter or module.
pub(crate) fn snake(name: &str) -> String {
    let name = name.to_snake_case();
    if RESERVED.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

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
            | "Params"
            | "Entry"
            | "ReturnArea"
    ) || name
        .strip_prefix("Tuple")
        .is_some_and(|members| members.parse::<u8>().is_ok());
    if taken { format!("{name}_") } else { name }
}

/// A case.
pub(crate) fn camel(name: &str) -> String {
    let name = name.to_upper_camel_case();
    // `Self` is the one keyword that is written in this style.
    if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    }
}

/// A constant.
pub(crate) fn shouty(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// The module of a package: its name and version, `greentic_component_0_5_0`.
pub(crate) fn package(name: &PackageName) -> String {
    let mut module = format!("{}_{}", name.namespace, name.name);
    if let Some(version) = &name.version {
        module.push('_');
        module.push_str(&version.to_string());
    }
    module
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect()
}
