//! Worlds and interfaces, and how one finds them.

use greentic_untrusted::closest;
use wit_parser::{IndexSet, InterfaceId, Resolve, Type, TypeDefKind, WorldId, WorldItem};

use crate::Error;

/// The interfaces among the imports or the exports of a world.
pub(crate) fn interfaces<'a>(items: impl Iterator<Item = &'a WorldItem>) -> Vec<InterfaceId> {
    items
        .filter_map(|item| match item {
            WorldItem::Interface { id, .. } => Some(*id),
            _ => None,
        })
        .collect()
}

/// The full names of all worlds.
pub(crate) fn worlds(resolve: &Resolve) -> Vec<(String, WorldId)> {
    let mut names: Vec<_> = resolve
        .worlds
        .iter()
        .filter_map(|(id, world)| Some((resolve.id_of_name(world.package?, &world.name), id)))
        .collect();
    names.sort();
    names
}

/// The full names of all interfaces.
fn all_interfaces(resolve: &Resolve) -> impl Iterator<Item = (String, InterfaceId)> {
    let ids = resolve.interfaces.iter();
    ids.filter_map(|(id, _)| Some((resolve.id_of(id)?, id)))
}

/// The world of a name, in full or as much of it as fits one world only.
pub(crate) fn world(resolve: &Resolve, name: &str) -> Result<WorldId, Error> {
    named(resolve, name, worlds(resolve))
}

/// The interface of a name, in full or as much of it as fits one interface only.
pub(crate) fn interface(resolve: &Resolve, name: &str) -> Result<InterfaceId, Error> {
    named(resolve, name, all_interfaces(resolve))
}

/// The world or the interface of a name, in full or as much of it as fits one of all.
pub(crate) fn either(resolve: &Resolve, name: &str) -> Result<Item, Error> {
    let worlds = worlds(resolve).into_iter();
    let worlds = worlds.map(|(name, id)| (name, Item::World(id)));
    let interfaces = all_interfaces(resolve).map(|(name, id)| (name, Item::Interface(id)));
    named(resolve, name, worlds.chain(interfaces))
}

/// A world or an interface.
#[derive(Clone, Copy)]
pub(crate) enum Item {
    World(WorldId),
    Interface(InterfaceId),
}

fn named<T: Copy>(
    resolve: &Resolve,
    name: &str,
    all: impl IntoIterator<Item = (String, T)>,
) -> Result<T, Error> {
    let lines = |names: &mut dyn Iterator<Item = String>| {
        names.map(|name| format!("\n  {name}")).collect::<String>()
    };
    match &closest(name, all, |(full, _)| full.as_str())[..] {
        [(_, one)] => Ok(*one),
        [] => {
            let worlds = worlds(resolve).into_iter().map(|(name, _)| name);
            let interfaces = all_interfaces(resolve).map(|(name, _)| name);
            Err(Error::UnknownItem {
                name: name.to_owned(),
                known: lines(&mut worlds.chain(interfaces)),
            })
        }
        several => Err(Error::AmbiguousItem {
            name: name.to_owned(),
            several: lines(&mut several.iter().map(|(full, _)| full.clone())),
        }),
    }
}

/// The interfaces whose types one uses, directly or through others, in the
/// order in which they are met.
pub(crate) fn uses(resolve: &Resolve, interface: InterfaceId) -> IndexSet<InterfaceId> {
    let mut met = IndexSet::new();
    let mut open = vec![interface];
    while let Some(interface) = open.pop() {
        for other in resolve.interface_direct_deps(interface) {
            if met.insert(other) {
                open.push(other);
            }
        }
    }
    met
}

/// The types that one is made of, in the order in which they are written.
pub(crate) fn parts(kind: &TypeDefKind) -> Vec<Type> {
    match kind {
        TypeDefKind::Record(record) => record.fields.iter().map(|field| field.ty).collect(),
        TypeDefKind::Variant(variant) => variant.cases.iter().filter_map(|case| case.ty).collect(),
        TypeDefKind::Tuple(tuple) => tuple.types.clone(),
        TypeDefKind::Result(result) => [result.ok, result.err].into_iter().flatten().collect(),
        TypeDefKind::Map(key, value) => vec![*key, *value],
        TypeDefKind::Option(ty)
        | TypeDefKind::List(ty)
        | TypeDefKind::FixedLengthList(ty, _)
        | TypeDefKind::Type(ty) => vec![*ty],
        TypeDefKind::Future(ty) | TypeDefKind::Stream(ty) => ty.iter().copied().collect(),
        TypeDefKind::Resource
        | TypeDefKind::Handle(_)
        | TypeDefKind::Flags(_)
        | TypeDefKind::Enum(_)
        | TypeDefKind::Unknown => Vec::new(),
    }
}
