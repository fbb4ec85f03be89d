//! Worlds and interfaces, and how one finds them.

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

/// The world of a full name.
pub(crate) fn world(resolve: &Resolve, name: &str) -> Result<WorldId, Error> {
    let worlds = worlds(resolve);
    let found = worlds.iter().find(|(world, _)| world == name);
    found
        .map(|&(_, id)| id)
        .ok_or_else(|| unknown(resolve, name))
}

/// The interface of a full name.
pub(crate) fn interface(resolve: &Resolve, name: &str) -> Result<InterfaceId, Error> {
    let mut ids = resolve.interfaces.iter().map(|(id, _)| id);
    ids.find(|&id| resolve.id_of(id).as_deref() == Some(name))
        .ok_or_else(|| unknown(resolve, name))
}

fn unknown(resolve: &Resolve, name: &str) -> Error {
    let worlds = worlds(resolve).into_iter().map(|(name, _)| name);
    let interfaces = resolve.interfaces.iter();
    Error::UnknownItem {
        name: name.to_owned(),
        known: worlds
            .chain(interfaces.filter_map(|(id, _)| resolve.id_of(id)))
            .map(|name| format!("\n  {name}"))
            .collect(),
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
