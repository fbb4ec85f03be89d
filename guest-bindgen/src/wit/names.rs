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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_in_the_style_of_rust() {
        assert_eq!(snake("get-manifest"), "get_manifest");
        assert_eq!(snake("read-URL"), "read_url");
        assert_eq!(camel("not-found"), "NotFound");
        assert_eq!(shouty("may-read"), "MAY_READ");
    }

    /// rustfmt is asked, which reads names as the compiler does.
    #[test]
    fn keywords_are_made_usable() {
        assert_eq!(snake("type"), "r#type");
        assert_eq!(snake("self"), "self_");
        assert_eq!(snake("super"), "super_");
        assert_eq!(snake("crate"), "crate_");
        assert_eq!(camel("self"), "Self_");
        let names = [
            "abstract",
            "as",
            "async",
            "await",
            "become",
            "box",
            "break",
            "const",
            "continue",
            "crate",
            "do",
            "dyn",
            "else",
            "enum",
            "extern",
            "false",
            "final",
            "fn",
            "for",
            "gen",
            "if",
            "impl",
            "in",
            "let",
            "loop",
            "macro",
            "match",
            "mod",
            "move",
            "mut",
            "override",
            "priv",
            "pub",
            "ref",
            "return",
            "self",
            "static",
            "struct",
            "super",
            "trait",
            "true",
            "try",
            "type",
            "typeof",
            "union",
            "unsafe",
            "unsized",
            "use",
            "virtual",
            "where",
            "while",
            "yield",
            "raw",
            "safe",
            "dyn",
            "macro-rules",
            "default",
            "auto",
        ];
        for name in names {
            let (name, case) = (snake(name), camel(name));
            let source = format!("pub mod {name} {{}}\npub struct {case} {{ {name}: u8 }}\n");
            assert!(crate::rustfmt(&source).is_some(), "{source}");
        }
    }

    #[test]
    fn packages_have_their_version_in_their_name() {
        let mut name = PackageName {
            namespace: "my-org".into(),
            name: "a-b".into(),
            version: None,
        };
        assert_eq!(package(&name), "my_org_a_b");
        name.version = Some("1.0.0-rc.1".parse().expect("a version"));
        assert_eq!(package(&name), "my_org_a_b_1_0_0_rc_1");
    }
}
