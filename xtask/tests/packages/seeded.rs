//! Faults that the checks must find.

use std::collections::BTreeSet;
use std::path::Path;

use crate::checks::{
    dependency_faults, file_faults, include_faults, inside, is_keyword, manifest_faults,
    package_faults, readme_faults, rule_faults,
};
use crate::json::Json;

#[test]
fn a_poor_manifest_is_found() {
    let poor = r#"{"name": "greentic-guest", "description": "Guest.", "license": "MIT",
        "repository": null, "readme": "../README.md", "keywords": ["Web Assembly"],
        "categories": ["webassembly"], "metadata": {"docs": {"rs": {"all-features": false}}},
        "dependencies": [
            {"name": "a", "path": "/a", "req": "*", "kind": null},
            {"name": "kit", "path": "/kit", "req": "^0.1.0", "kind": "dev"},
            {"name": "kit", "path": "/kit", "req": "*", "kind": null},
            {"name": "greentic-guest", "path": "/guest", "req": "*", "kind": "dev"},
            {"name": "kit", "path": "/kit", "req": "*", "kind": "dev"},
            {"name": "a", "path": "/a", "req": "^0.1.0", "kind": null},
            {"name": "serde", "path": null, "req": "^1", "kind": null}]}"#;
    let poor = Json::read(poor).unwrap();
    assert_eq!(manifest_faults(&poor).len(), 8);
    let published = BTreeSet::from(["a", "greentic-guest"]);
    assert_eq!(
        dependency_faults(&poor, &published, "0.1.0"),
        [
            "greentic-guest: the dependency on a asks for `*`",
            "greentic-guest: the dependency of tests on kit asks for `^0.1.0`",
            "greentic-guest: the dependency on kit asks for `*`",
        ]
    );
    let found = BTreeSet::from(["a", "greentic-guest"]);
    assert_eq!(
        package_faults(&poor, &found),
        [
            "greentic-guest: a has no version",
            "greentic-guest: kit has `publish = false`",
            "greentic-guest: kit has `publish = false`",
        ]
    );
    assert!(is_keyword("no-std") && is_keyword("utf8"));
    for word in [
        "",
        "Wasm",
        "two words",
        "a-word-of-21-letters-x",
        "-a",
        "8bit",
    ] {
        assert!(!is_keyword(word), "{word}");
    }
}

#[test]
fn files_outside_of_a_package_are_found() {
    let source = "// include_str!(\"../../comment\")\n\
        #[path = \"../../b/src/lib.rs\"]\nmod b;\n\
        const A: &str = include_str!(\"../README.md\");\n\
        const B: &str = include_str!(\n    \"../../README.md\"\n);\n\
        const C: &[u8] = include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../c\"));\n\
        const D: &str = include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/d\"));\n\
        include!(\"missing.rs\");\ninclude!(concat!(env!(\"OUT_DIR\"), \"/e.rs\"));\n";
    let files = [
        "Cargo.toml",
        "README.md",
        "src/d",
        "src/lib.rs",
        "tests/a.rs",
    ];
    let files = BTreeSet::from(files.map(str::to_owned));
    assert_eq!(
        include_faults("src/lib.rs", source, &files),
        [
            "src/lib.rs: `src/../../README.md` is not in the package",
            "src/lib.rs: `../c` is not in the package",
            "src/lib.rs: `src/missing.rs` is not in the package",
            "src/lib.rs: `src/../../b/src/lib.rs` is not in the package",
        ]
    );
    assert_eq!(
        file_faults("a", &files),
        [
            "a: `LICENSE-APACHE` is not in the package",
            "a: `LICENSE-MIT` is not in the package",
            "a: `tests/a.rs` needs the repository",
        ]
    );
    assert_eq!(inside(Path::new("src/a/../../b")), Some("b".to_owned()));
    assert_eq!(inside(Path::new("src/../../b")), None);
}

#[test]
fn poor_readmes_and_broken_rules_are_found() {
    let readme = "# b\n\n[c](../c.md), [d](https://example.com)\n";
    assert_eq!(
        readme_faults("a", readme),
        [
            "a: the README begins with its name",
            "a: the README has 10 to 60 lines",
            "a: the README's link `../c.md` leads nowhere on crates.io",
        ]
    );
    let rules = "deny = [\n    { crate = \"openssl\", reason = \"a\" },\n]\n\
        allow-registry = [\"https://registry\"]\n";
    let lock = "[[package]]\nname = \"openssl\"\nsource = \"registry+https://registry\"\n\
        [[package]]\nname = \"a\"\nsource = \"git+https://a\"\n";
    assert_eq!(
        rule_faults(rules, lock),
        [
            "Cargo.lock: openssl is banned",
            "Cargo.lock: \"git+https://a\"",
        ]
    );
}
