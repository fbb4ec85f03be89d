//! Worlds and interfaces, and how one finds them.

use wit_parser::{IndexSet, InterfaceId, Resolve, WorldId, WorldItem};

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
pub(crate) fn world<'r>(resolve: &'r Resolve, name: &str) -> Result<&'r wit_parser::World, Error> {
    let worlds = worlds(resolve);
    match worlds.iter().find(|(world, _)| world == name) {
        Some(&(_, id)) => Ok(&resolve.worlds[id]),
        None => Err(Error::UnknownItem {
            name: name.to_owned(),
            known: worlds
                .into_iter()
                .map(|(name, _)| name)
                .chain(
                    resolve
                        .interfaces
                        .iter()
                        .filter_map(|(id, _)| resolve.id_of(id)),
                )
                .map(|name| format!("\n  {name}"))
                .collect(),
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
