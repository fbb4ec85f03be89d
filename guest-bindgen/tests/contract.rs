//! The WIT of this project is what `wit/abi.lock` says it is, and documented.

mod support;

use std::path::Path;

use greentic_guest_bindgen::Wit;
use support::{Comparison, compare, diff};
use wit_parser::{Docs, Resolve, TypeDefKind};

const WIT: &str = "../wit";
const LOCK: &str = "../wit/abi.lock";

#[test]
fn the_contract_is_the_one_that_was_agreed_on() {
    let contract = Wit::read(WIT).expect("the WIT").contract();
    match compare(Path::new(LOCK), &contract) {
        Comparison::Equal => {}
        Comparison::Missing => panic!("{LOCK} does not exist"),
        Comparison::Different(diff) => panic!(
            "the WIT has changed for components that exist already:\n{diff}\n\
             BLESS=1 cargo test -p greentic-guest-bindgen --test contract accepts this"
        ),
    }
}

/// Each of these changes what is passed, some without a change of any layout.
#[test]
fn a_changed_contract_is_noticed() {
    let lock = std::fs::read_to_string(LOCK).expect("the lock");
    let faults = [
        (
            "greentic-component-0.5.0",
            "retryable: bool",
            "retryable: u8",
        ),
        (
            "greentic-component-0.5.0",
            "flow-id: string",
            "flow-name: string",
        ),
        (
            "greentic-secrets-store-1.0.0",
            "func(key: string)",
            "func(key: list<u8>)",
        ),
        ("greentic-secrets-store-1.0.0", "denied,\n", "refused,\n"),
    ];
    for (package, from, to) in faults {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(Path::new(WIT), folder.path());
        let file = folder.path().join("deps").join(package).join("package.wit");
        let text = std::fs::read_to_string(&file).expect("a package");
        assert!(text.contains(from), "{package} has no {from:?}");
        std::fs::write(&file, text.replacen(from, to, 1)).expect("a file");
        let changed = Wit::read(folder.path()).expect("valid WIT").contract();
        assert_ne!(lock, changed, "{from:?} became {to:?}");
        let diff = diff(Path::new(LOCK), &lock, &changed);
        assert!(diff.contains("\n-") && diff.contains("\n+"), "{diff}");
    }
}

/// Documentation, order of packages and other names for a type are none of a
/// component's business.
#[test]
fn what_a_component_cannot_tell_is_not_in_the_contract() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let form = |text: &str| {
        let file = folder.path().join("a.wit");
        std::fs::write(&file, text).expect("a file");
        Wit::read(file).expect("valid WIT").contract()
    };
    let plain = form("package a:b;\ninterface c { d: func() -> string; }\n");
    let documented =
        form("package a:b;\n/// Doc.\ninterface c {\n  /// Doc.\n  d: func() -> string;\n}\n");
    assert_eq!(plain, documented);
    assert_eq!(plain, "package a:b\nc: func d() -> string\n");
}

#[test]
fn every_package_can_be_parsed() {
    for entry in std::fs::read_dir("../wit/deps").expect("the packages") {
        let path = entry.expect("a package").path();
        let text = std::fs::read_to_string(path.join("package.wit")).expect("a package");
        wit_parser::UnresolvedPackageGroup::parse(path.display().to_string(), &text)
            .unwrap_or_else(|_| panic!("{} cannot be parsed", path.display()));
    }
}

#[test]
fn every_item_is_documented() {
    let mut resolve = Resolve::new();
    resolve.push_path(WIT).expect("the WIT");
    let missing = undocumented(&resolve);
    assert!(missing.is_empty(), "without documentation: {missing:#?}");
}

#[test]
fn what_is_not_documented_is_noticed() {
    let mut resolve = Resolve::new();
    resolve
        .push_str(
            "a.wit",
            "/// P.\npackage a:b;\n/// I.\ninterface c {\n/// R.\nrecord d { e: u8 }\nf: func(); }\n",
        )
        .expect("valid WIT");
    assert_eq!(
        undocumented(&resolve),
        ["a:b/c, type d, e", "a:b/c, function f"]
    );
}

/// Every item that authors see and that has no documentation.
fn undocumented(resolve: &Resolve) -> Vec<String> {
    let mut missing = Vec::new();
    let mut check = |name: String, docs: &Docs| {
        if docs
            .contents
            .as_deref()
            .is_none_or(|text| text.trim().is_empty())
        {
            missing.push(name);
        }
    };
    for (_, package) in &resolve.packages {
        check(package.name.to_string(), &package.docs);
        for (name, &world) in &package.worlds {
            check(
                format!("{}, world {name}", package.name),
                &resolve.worlds[world].docs,
            );
        }
        for &id in package.interfaces.values() {
            let interface = &resolve.interfaces[id];
            let here = resolve
                .id_of(id)
                .expect("interfaces of a package have a name");
            check(here.clone(), &interface.docs);
            for (name, &ty) in &interface.types {
                let ty = &resolve.types[ty];
                let used = matches!(ty.kind, TypeDefKind::Type(wit_parser::Type::Id(target))
                    if resolve.types[target].owner != ty.owner);
                if used {
                    continue;
                }
                let here = format!("{here}, type {name}");
                check(here.clone(), &ty.docs);
                let members: Vec<(&str, &Docs)> = match &ty.kind {
                    TypeDefKind::Record(record) => record
                        .fields
                        .iter()
                        .map(|field| (&*field.name, &field.docs))
                        .collect(),
                    TypeDefKind::Variant(variant) => variant
                        .cases
                        .iter()
                        .map(|case| (&*case.name, &case.docs))
                        .collect(),
                    TypeDefKind::Enum(cases) => cases
                        .cases
                        .iter()
                        .map(|case| (&*case.name, &case.docs))
                        .collect(),
                    TypeDefKind::Flags(flags) => flags
                        .flags
                        .iter()
                        .map(|flag| (&*flag.name, &flag.docs))
                        .collect(),
                    _ => Vec::new(),
                };
                for (name, docs) in members {
                    check(format!("{here}, {name}"), docs);
                }
            }
            for (name, function) in &interface.functions {
                check(format!("{here}, function {name}"), &function.docs);
            }
        }
    }
    missing
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).expect("a copy");
        }
    }
}
