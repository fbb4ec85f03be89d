//! The WIT of this project is what `wit/abi.lock` says it is, and documented.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use greentic_guest_bindgen::catalogue::Catalogue;
use greentic_guest_bindgen::{Wit, abi_lock};
use support::{Comparison, compare, copy, diff};
use wit_parser::{Docs, Resolve, TypeDefKind};

const WIT: &str = "../wit";
const LOCK: &str = "../wit/abi.lock";

fn texts() -> Vec<Catalogue> {
    Catalogue::texts(Path::new(WIT)).expect("the WIT")
}

#[test]
fn the_contract_is_the_one_that_was_agreed_on() {
    match compare(Path::new(LOCK), &abi_lock(&texts())) {
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
        (
            "greentic-provider-schema-core-1.0.0",
            "-> validation-result",
            "-> list<u8>",
        ),
    ];
    for (package, from, to) in faults {
        let folder = tempfile::tempdir().expect("a temporary folder");
        copy(Path::new(WIT), folder.path());
        let file = folder.path().join("deps").join(package).join("package.wit");
        let text = std::fs::read_to_string(&file).expect("a package");
        assert!(text.contains(from), "{package} has no {from:?}");
        std::fs::write(&file, text.replacen(from, to, 1)).expect("a file");
        let changed = Wit::read(folder.path()).expect("valid WIT").contract();
        assert!(!lock.starts_with(&changed), "{from:?} became {to:?}");
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

/// With nothing but the packages that it names.
#[test]
fn every_package_can_be_parsed_alone() {
    for catalogue in texts() {
        let folder = Path::new(WIT).join(catalogue.folder());
        for package in &catalogue.packages {
            let mut resolve = Resolve::new();
            push(&mut resolve, &folder, &package.name)
                .unwrap_or_else(|error| panic!("{}: {error:#}", package.name));
        }
    }
}

#[test]
fn a_package_without_what_it_needs_is_noticed() {
    let mut resolve = Resolve::new();
    let error =
        push(&mut resolve, Path::new(WIT), "greentic:nothing@1.0.0").expect_err("no such package");
    assert!(error.to_string().contains("No such file"), "{error}");
}

/// Adds a package, after those that it names.
fn push(resolve: &mut Resolve, folder: &Path, package: &str) -> anyhow::Result<()> {
    let parts = package.replace([':', '@'], "-");
    let path = folder.join("deps").join(parts).join("package.wit");
    let text = std::fs::read_to_string(&path)?;
    let group = wit_parser::UnresolvedPackageGroup::parse(path.display().to_string(), &text)
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    for name in group.main.foreign_deps.keys() {
        if !resolve.package_names.contains_key(name) {
            push(resolve, folder, &name.to_string())?;
        }
    }
    resolve.push_group(group)?;
    Ok(())
}

#[test]
fn every_item_is_documented() {
    for catalogue in texts() {
        let missing = undocumented(catalogue.resolve());
        assert!(missing.is_empty(), "without documentation: {missing:#?}");
    }
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

/// Types that the contract has in more than one package: components exist that
/// tell one from the other, so they stay apart.
const APART: [&str; 12] = [
    // `state` 1.1 has its own of what `interfaces-types` has.
    "host-error",
    "op-ack",
    "diagnostic",
    "qa-mode",
    // `pack-export` 0.2.0 has what `types-core` 0.2.0 has.
    "a2a-candidate",
    "cloud",
    "flow-info",
    "iface-error",
    "platform",
    "run-opts",
    "run-result",
    "schema-doc",
];

#[test]
fn shared_types_are_defined_once() {
    let mut found = BTreeSet::new();
    for catalogue in texts() {
        let repeated = repeated(catalogue.resolve());
        found.extend(repeated.into_iter().map(|(name, _)| name));
    }
    let apart = BTreeSet::from(APART.map(str::to_owned));
    assert_eq!(
        found, apart,
        "use the type that there is, in place of a new one"
    );
}

#[test]
fn a_type_that_is_defined_again_is_noticed() {
    let mut resolve = Resolve::new();
    for name in ["a", "b"] {
        let text = format!("package a:{name};\ninterface c {{ record d {{ e: u8 }} }}\n");
        resolve
            .push_str(format!("{name}.wit"), &text)
            .expect("valid WIT");
    }
    let found = repeated(&resolve);
    assert_eq!(
        found,
        [("d".to_owned(), vec!["a:a/c".to_owned(), "a:b/c".to_owned()])]
    );
}

/// Types of one name and shape in different packages. Versions of one package
/// have much in common, and each stands for itself.
fn repeated(resolve: &Resolve) -> Vec<(String, Vec<String>)> {
    let mut found: BTreeMap<(String, String), BTreeMap<String, String>> = BTreeMap::new();
    for (_, package) in &resolve.packages {
        let name = &package.name;
        let stem = format!("{}:{}", name.namespace, name.name);
        for &id in package.interfaces.values() {
            for (ty, &type_id) in &resolve.interfaces[id].types {
                let definition = &resolve.types[type_id];
                // Other names, of which a component knows nothing.
                if matches!(definition.kind, TypeDefKind::Type(_)) {
                    continue;
                }
                let shape = format!("{:?}", shape(resolve, &definition.kind));
                let interface = resolve.id_of(id).unwrap_or_default();
                let places = found.entry((ty.clone(), shape)).or_default();
                places.insert(stem.clone(), interface);
            }
        }
    }
    found
        .into_iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|((name, _), places)| (name, places.into_values().collect()))
        .collect()
}

/// Lists the parts of a type, by names.
fn shape(resolve: &Resolve, kind: &TypeDefKind) -> Vec<String> {
    let of = |ty: &wit_parser::Type| match ty {
        wit_parser::Type::Id(id) => match &resolve.types[*id].name {
            Some(name) => name.clone(),
            None => shape(resolve, &resolve.types[*id].kind).join(" "),
        },
        plain => format!("{plain:?}"),
    };
    let mut parts = vec![kind.as_str().to_owned()];
    match kind {
        TypeDefKind::Record(record) => {
            parts.extend(
                record
                    .fields
                    .iter()
                    .map(|field| format!("{}: {}", field.name, of(&field.ty))),
            );
        }
        TypeDefKind::Variant(variant) => parts.extend(variant.cases.iter().map(|case| {
            format!(
                "{} {}",
                case.name,
                case.ty.as_ref().map(of).unwrap_or_default()
            )
        })),
        TypeDefKind::Enum(cases) => parts.extend(cases.cases.iter().map(|case| case.name.clone())),
        TypeDefKind::Flags(flags) => parts.extend(flags.flags.iter().map(|flag| flag.name.clone())),
        TypeDefKind::Option(ty) | TypeDefKind::List(ty) | TypeDefKind::Type(ty) => {
            parts.push(of(ty));
        }
        TypeDefKind::Tuple(tuple) => parts.extend(tuple.types.iter().map(of)),
        TypeDefKind::Result(result) => {
            let sides = [&result.ok, &result.err];
            parts.extend(sides.map(|side| side.as_ref().map(of).unwrap_or_default()));
        }
        _ => {}
    }
    parts
}
