//! The list of packages and the WIT beside it.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use greentic_guest_bindgen::catalogue::Catalogue;
use greentic_guest_bindgen::{Error, host};
use support::copy;

const WIT: &str = "../wit";

/// Keeps the code of authors compiling: no two packages share a feature
/// or a path, and all names are in the style of the others.
#[test]
fn features_and_paths_are_unique_and_in_style() {
    let texts = Catalogue::texts(Path::new(WIT)).expect("the WIT");
    for catalogue in &texts {
        let mut seen = BTreeSet::new();
        for package in &catalogue.packages {
            assert!(seen.insert(&package.path), "{} twice", package.path.0);
            let (module, version) = &package.path;
            let name = package.name.split(['@', ':']).nth(1).expect("a name");
            assert!(
                module.ends_with(&name.replace('-', "_")),
                "{module} is not {name}"
            );
            let numbers = package.name.split('@').nth(1).expect("a version");
            let numbers = format!("v{}", numbers.replace('.', "_"));
            assert!(
                numbers.starts_with(version.as_str()),
                "{version} of {numbers}"
            );
        }
    }
    let usual = &texts[0];
    let features: BTreeSet<_> = usual
        .packages
        .iter()
        .map(|package| &package.feature)
        .collect();
    assert_eq!(features.len(), usual.packages.len());
    let style = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(features.iter().all(|feature| feature.chars().all(style)));
}

/// Our own WIT, in which `from` of a file became `to`.
fn changed(file: &str, from: &str, to: &str) -> Result<Vec<Catalogue>, Error> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(Path::new(WIT), folder.path());
    let file = folder.path().join(file);
    let text = std::fs::read_to_string(&file).expect("a file");
    assert!(text.contains(from), "no {from:?}");
    std::fs::write(&file, text.replacen(from, to, 1)).expect("a file");
    Catalogue::shapes(folder.path())
}

#[test]
fn a_list_that_does_not_fit_the_wit_is_refused() {
    let faults = [
        (
            "packages.toml",
            "[\"greentic:build@1.0.0\"]",
            "[\"greentic:build@1.0.1\"]",
            "nothing is said of `greentic:build@1.0.0`",
        ),
        (
            "packages.toml",
            "[\"greentic:build@1.0.0\"]",
            "[\"greentic:more@1.0.0\"]\nfeature = \"more\"\npath = \"more::v1_0\"\n\n[\"greentic:build@1.0.0\"]",
            "has no package `greentic:more@1.0.0`",
        ),
        (
            "packages.toml",
            "path = \"build::v1_0\"",
            "path = \"build\"",
            "greentic:build@1.0.0: the path `build` has one part",
        ),
        (
            "packages.toml",
            "interface = \"builder-api\"",
            "interface = \"builder\"",
            "greentic:build@1.0.0 has no interface `builder`; it has `builder-api`",
        ),
        (
            "packages.toml",
            "path = \"build::v1_0\"",
            "paths = \"build::v1_0\"",
            "unknown field `paths`",
        ),
        (
            "revisions/0.4.113/deps/greentic-component-0.5.0/package.wit",
            "i18n-id:",
            "i18n:",
            "has no field `i18n-id`",
        ),
        (
            "revisions/0.4.93/deps/greentic-interfaces-types-0.1.0/package.wit",
            "attempt: u32",
            "attempt: u64",
            "greentic:interfaces-types@0.1.0 is said to be unchanged and is not",
        ),
        (
            "revisions/0.4.93/packages.toml",
            "path = \"component::v0_4\"",
            "path = \"component::v0_4\"\nunchanged = true",
            "greentic:component@0.4.0 is said to be unchanged and is not",
        ),
    ];
    for (file, from, to, says) in faults {
        let error = changed(file, from, to).expect_err(says);
        assert!(matches!(error, Error::Catalogue { .. }), "{error}");
        let error = error.to_string();
        assert!(error.contains("packages.toml: "), "{error}");
        assert!(error.contains(says), "{error}");
    }
}

/// Beside what is refused for components.
#[test]
fn what_hosts_have_no_bindings_for_is_refused_by_name() {
    let many: Vec<_> = (0..257).map(|case| format!("c{case}")).collect();
    let many = many.join(", ");
    let faults = [
        (
            "enum build-state {",
            "flags kinds { one, two }\n    enum build-state {".to_owned(),
            "greentic:build/builder-api@1.0.0, type kinds: flags",
        ),
        (
            "enum build-state {",
            format!("enum many {{ {many} }}\n    enum build-state {{"),
            "type many: an enum of 257 cases",
        ),
        (
            "interface builder-api {",
            "interface idle { f: func(); }\ninterface builder-api {".to_owned(),
            "greentic:build/idle@1.0.0: an interface with functions that no world",
        ),
    ];
    for (from, to, says) in faults {
        let file = "deps/greentic-build-1.0.0/package.wit";
        let shapes = changed(file, from, &to).expect("WIT that fits its list");
        let error = host::files(&shapes).expect_err(says);
        assert!(matches!(error, Error::Unsupported { .. }), "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }
}
