//! A component of every world links with the builder, and what it exports fits
//! the bindings; with one type changed it does not.

use std::collections::BTreeSet;

use fastrand::Rng;
use greentic_guest_bindgen::catalogue::Catalogue;
use greentic_guest_bindgen::host::directions;
use greentic_host_shim::Imports;
use greentic_host_shim::bindings::{EXPORTS, Export, Fit};
use wasmtime::component::{Component, HasSelf, InstancePre, Linker};
use wasmtime::{Config, Engine, OptLevel, Store};
use wit_parser::{
    Function, FunctionKind, InterfaceId, Param, Resolve, Type, TypeDefKind, TypeId, WorldItem,
    WorldKey,
};

use super::components::dummy;
use super::hosts::{Trapping, wait};
use super::shapes;

const SEED: u64 = 1;

pub(crate) fn engine() -> Engine {
    let mut config = Config::new();
    config.cranelift_opt_level(OptLevel::None);
    Engine::new(&config).expect("an engine")
}

fn linker(engine: &Engine, asynchronous: bool) -> Linker<Trapping> {
    let mut linker = Linker::new(engine);
    let mut imports = if asynchronous {
        Imports::new_async(&mut linker)
    } else {
        Imports::new(&mut linker)
    };
    imports
        .all::<HasSelf<Trapping>>(|host| host)
        .and_then(|imports| imports.pack::<HasSelf<Trapping>>(|host| host))
        .expect("an empty linker");
    linker
}

/// The binding of an interface in a revision.
fn export(catalogue: &Catalogue, name: &str) -> &'static Export {
    let revision = catalogue.revision.map(|revision| revision.module);
    EXPORTS
        .iter()
        .find(|export| {
            let module = export.module.split("::").next();
            export.name == name && module.filter(|module| module.starts_with("rev_")) == revision
        })
        .unwrap_or_else(|| panic!("{name} of {revision:?} is in no list"))
}

type Load = fn(&mut Store<Trapping>, &InstancePre<Trapping>) -> wasmtime::Result<()>;

/// A function for each module that takes its guest out of a component.
macro_rules! loads {
    ($($($module:ident)::+;)*) => {
        [$((
            stringify!($($module)::+).replace(' ', ""),
            {
                use greentic_host_shim::bindings::$($module)::+ as module;
                (|store, pre| {
                    let indices = module::GuestIndices::new(pre)?;
                    let instance = wait(pre.instantiate_async(&mut *store))?;
                    indices.load(store, &instance).map(drop)
                }) as Load
            },
        ),)*]
    };
}

fn load(module: &str) -> Load {
    let all = include!("loads.in");
    assert_eq!(all.len(), EXPORTS.len(), "loads.in lacks some");
    let found = all.into_iter().find(|(name, _)| name == module);
    found.unwrap_or_else(|| panic!("loads.in lacks {module}")).1
}

/// The exported interfaces of the worlds of a package that have functions.
fn exported(resolve: &Resolve, world: wit_parser::WorldId) -> Vec<InterfaceId> {
    let exports = resolve.worlds[world].exports.values();
    exports
        .filter_map(|item| match item {
            WorldItem::Interface { id, .. } => Some(*id),
            _ => None,
        })
        .filter(|id| !resolve.interfaces[*id].functions.is_empty())
        .collect()
}

#[test]
fn every_world_links_and_fits() {
    let engine = engine();
    let linkers = [false, true].map(|asynchronous| linker(&engine, asynchronous));
    let mut seen = BTreeSet::new();
    for catalogue in shapes() {
        let resolve = catalogue.resolve();
        for package in &catalogue.packages {
            for &world in resolve.packages[package.id].worlds.values() {
                let component = Component::new(&engine, dummy(resolve, world))
                    .unwrap_or_else(|error| panic!("{}: {error:?}", package.name));
                for linker in &linkers {
                    let pre = linker
                        .instantiate_pre(&component)
                        .unwrap_or_else(|error| panic!("{}: {error:?}", package.name));
                    for interface in exported(resolve, world) {
                        let name = resolve.id_of(interface).expect("a name");
                        let export = export(&catalogue, &name);
                        let mut store = Store::new(&engine, Trapping);
                        load(export.module)(&mut store, &pre)
                            .unwrap_or_else(|error| panic!("{}: {error:?}", export.module));
                    }
                }
                let exported: BTreeSet<_> = exported(resolve, world)
                    .into_iter()
                    .map(|id| resolve.id_of(id).expect("a name"))
                    .collect();
                for other in EXPORTS {
                    let fit = (other.fit)(&component);
                    assert_eq!(
                        fit == Fit::NotExported,
                        !exported.contains(other.name),
                        "{} of {}: {fit:?}",
                        other.module,
                        package.name
                    );
                }
                for name in &exported {
                    let export = export(&catalogue, name);
                    assert_eq!((export.fit)(&component), Fit::Fits, "{}", export.module);
                    seen.insert(export.module);
                }
            }
        }
    }
    assert_eq!(seen.len(), EXPORTS.len(), "some are in no world");
}

/// One name and version has stood for three shapes: each component fits one.
#[test]
fn revisions_of_nodes_are_told_apart() {
    for version in ["0.4.0", "0.5.0"] {
        revisions_are_told_apart(version);
    }
}

fn revisions_are_told_apart(version: &str) {
    let engine = engine();
    let name = format!("greentic:component/node@{version}");
    let revisions: Vec<_> = EXPORTS
        .iter()
        .filter(|export| export.name == name)
        .collect();
    assert_eq!(revisions.len(), 3);
    let package = format!("greentic:component@{version}");
    let shapes = shapes();
    let nodes = shapes.iter().filter_map(|catalogue| {
        let mut packages = catalogue.packages.iter();
        Some((catalogue, packages.find(|one| one.name == package)?))
    });
    for (at, (catalogue, package)) in nodes.enumerate() {
        let world = catalogue.resolve().packages[package.id].worlds["component"];
        let component =
            Component::new(&engine, dummy(catalogue.resolve(), world)).expect("a component");
        for (other, export) in revisions.iter().enumerate() {
            match (export.fit)(&component) {
                Fit::Fits => assert_eq!(at, other),
                Fit::Differs { function, .. } => {
                    assert_ne!(at, other);
                    assert_eq!(function, "on-start");
                }
                Fit::NotExported => panic!("it is exported"),
            }
        }
    }
}

/// The types that a type is made of, itself included.
fn parts(resolve: &Resolve, ty: Type, found: &mut BTreeSet<TypeId>) {
    let Type::Id(id) = ty else { return };
    if !found.insert(id) {
        return;
    }
    let inner: Vec<Type> = match &resolve.types[id].kind {
        TypeDefKind::Type(ty) | TypeDefKind::Option(ty) | TypeDefKind::List(ty) => vec![*ty],
        TypeDefKind::Record(record) => record.fields.iter().map(|field| field.ty).collect(),
        TypeDefKind::Variant(variant) => variant.cases.iter().filter_map(|case| case.ty).collect(),
        TypeDefKind::Tuple(tuple) => tuple.types.clone(),
        TypeDefKind::Result(result) => [result.ok, result.err].into_iter().flatten().collect(),
        _ => Vec::new(),
    };
    for ty in inner {
        parts(resolve, ty, found);
    }
}

fn parts_of(resolve: &Resolve, function: &Function) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let params = function.params.iter().map(|param| param.ty);
    for ty in params.chain(function.result) {
        parts(resolve, ty, &mut found);
    }
    found
}

/// Another type than `ty` is.
fn other(resolve: &Resolve, mut ty: Type) -> Type {
    while let Type::Id(id) = ty {
        match resolve.types[id].kind {
            TypeDefKind::Type(target) => ty = target,
            _ => break,
        }
    }
    if ty == Type::String {
        Type::U32
    } else {
        Type::String
    }
}

/// Changes one thing in a function or in a type that it is made of. Says what,
/// and which types were changed.
fn mutate(
    resolve: &mut Resolve,
    interface: InterfaceId,
    function: &str,
    random: &mut Rng,
) -> (String, Option<TypeId>) {
    let signature = resolve.interfaces[interface].functions[function].clone();
    let ids: Vec<_> = parts_of(resolve, &signature)
        .into_iter()
        .filter(|id| {
            matches!(
                resolve.types[*id].kind,
                TypeDefKind::Record(_) | TypeDefKind::Variant(_) | TypeDefKind::Enum(_)
            )
        })
        .collect();
    let Some(&id) = random.choice(&ids).filter(|_| random.u8(..4) > 0) else {
        let result = signature.result.map(|ty| other(resolve, ty));
        let edited = &mut resolve.interfaces[interface].functions[function];
        assert_eq!(edited.kind, FunctionKind::Freestanding);
        if random.bool() {
            edited.result = result.or(Some(Type::Bool));
            return ("another result".into(), None);
        }
        edited.params.push(Param {
            name: "one-more".into(),
            ty: Type::U8,
            span: wit_parser::Span::default(),
        });
        return ("one more parameter".into(), None);
    };
    let before = resolve.clone();
    let def = &mut resolve.types[id];
    let changed = match &mut def.kind {
        TypeDefKind::Record(record) => {
            let at = random.usize(..record.fields.len());
            match random.u8(..3) {
                0 => record.fields[at].name = "renamed-field".into(),
                1 => record.fields[at].ty = other(&before, record.fields[at].ty),
                _ if record.fields.len() > 1 => drop(record.fields.remove(at)),
                _ => record.fields[at].ty = other(&before, record.fields[at].ty),
            }
            format!("field {at}")
        }
        TypeDefKind::Variant(variant) => {
            let at = random.usize(..variant.cases.len());
            let case = &mut variant.cases[at];
            if random.bool() {
                case.name = "renamed-case".into();
            } else {
                case.ty = match case.ty {
                    Some(ty) => Some(other(&before, ty)),
                    None => Some(Type::U8),
                };
            }
            format!("case {at}")
        }
        TypeDefKind::Enum(cases) => {
            let at = random.usize(..cases.cases.len());
            cases.cases[at].name = "renamed-case".into();
            format!("case {at}")
        }
        _ => unreachable!("others were left out"),
    };
    (format!("{changed} of {:?}", def.name), Some(id))
}

#[test]
fn one_change_is_found_and_its_function_named() {
    let engine = engine();
    let mut random = Rng::with_seed(SEED);
    let mut found = 0;
    for catalogue in shapes() {
        for package in &catalogue.packages {
            let interfaces = &catalogue.resolve().packages[package.id].interfaces;
            for &interface in interfaces.values() {
                let directions = directions(catalogue.resolve(), interface).expect("a world");
                if !directions.exported {
                    continue;
                }
                let name = catalogue.resolve().id_of(interface).expect("a name");
                let worlds = &catalogue.resolve().worlds;
                let (world, _) = worlds
                    .iter()
                    .find(|(_, world)| {
                        world.exports.contains_key(&WorldKey::Interface(interface))
                            && world.package == Some(package.id)
                    })
                    .expect("a world that exports it");
                let functions = &catalogue.resolve().interfaces[interface].functions;
                for function in functions.keys() {
                    let mut resolve = catalogue.resolve().clone();
                    let (what, ty) = mutate(&mut resolve, interface, function, &mut random);
                    // The first function that is made of the type.
                    let expected = match ty {
                        None => function,
                        Some(ty) => functions
                            .iter()
                            .find(|(_, other)| parts_of(catalogue.resolve(), other).contains(&ty))
                            .map(|(name, _)| name)
                            .expect("one at least"),
                    };
                    let bytes = dummy(&resolve, world);
                    let component = Component::new(&engine, bytes).expect("a component");
                    match (export(&catalogue, &name).fit)(&component) {
                        Fit::Differs {
                            function: differs,
                            why,
                        } => {
                            assert_eq!(differs, expected, "{name}, {function}, {what}: {why}");
                            assert!(!why.is_empty());
                        }
                        fit => panic!("{name}, {function}, {what}: {fit:?}"),
                    }
                    found += 1;
                }
            }
        }
    }
    assert!(found > 100, "{found}");
}
