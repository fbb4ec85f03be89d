//! Imports and exports, with their functions written out.

use std::collections::BTreeMap;

use semver::Version;
use wit_parser::{InterfaceId, Resolve, TypeDefKind, WorldItem, WorldKey};

use crate::surface::function;

/// An interface or a function of a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its name, with package and version.
    pub name: String,
    /// The functions of an interface, or the function, with their types written out;
    /// resources are among them.
    pub functions: BTreeMap<String, String>,
}

/// The items of a world, types by themselves left out.
pub(super) fn items<'a>(
    resolve: &Resolve,
    items: impl IntoIterator<Item = (&'a WorldKey, &'a WorldItem)>,
) -> Vec<Item> {
    let item = |(key, item): (&WorldKey, &WorldItem)| {
        let functions = match item {
            WorldItem::Function(one) => [(one.name.clone(), function(resolve, one))].into(),
            WorldItem::Interface { id, .. } => of_interface(resolve, *id),
            WorldItem::Type { .. } => return None,
        };
        let name = resolve.name_world_key(key);
        Some(Item { name, functions })
    };
    items.into_iter().filter_map(item).collect()
}

/// The functions of an interface, and its resources, which somebody has to have, too.
fn of_interface(resolve: &Resolve, id: InterfaceId) -> BTreeMap<String, String> {
    let interface = &resolve.interfaces[id];
    let functions = interface.functions.values();
    let functions = functions.map(|one| (one.name.clone(), function(resolve, one)));
    let resources = interface
        .types
        .iter()
        .filter(|(_, id)| matches!(resolve.types[**id].kind, TypeDefKind::Resource));
    let resources = resources.map(|(name, _)| (name.clone(), "resource\n".to_owned()));
    resources.chain(functions).collect()
}

/// The item that answers to a name: of the same version, or else the newest one of a
/// version that Wasmtime takes for it. These are the versions with the same first
/// number that is not 0.
pub(super) fn answering<'a>(items: &'a [Item], name: &str) -> Option<&'a Item> {
    if let Some(exact) = items.iter().find(|item| item.name == name) {
        return Some(exact);
    }
    let (track, _) = track(name)?;
    let of_track = items.iter().filter_map(|item| {
        let (other, version) = self::track(&item.name)?;
        (other == track).then_some((version, item))
    });
    of_track.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, item)| item)
}

/// Returns the part of a name that the compatible versions of an interface share, and the
/// version.
fn track(name: &str) -> Option<((&str, bool, u64), Version)> {
    let (interface, version) = name.split_once('@')?;
    let version = Version::parse(version).ok()?;
    if !version.pre.is_empty() {
        return None;
    }
    let numbers = match (version.major, version.minor) {
        (0, 0) => return None,
        (0, minor) => (false, minor),
        (major, _) => (true, major),
    };
    Some(((interface, numbers.0, numbers.1), version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_answer_for_each_other_as_in_wasmtime() {
        let items = [
            "a:b/c@0.2.6",
            "a:b/c@1.0.0",
            "a:b/c@1.1.0",
            "a:b/c@0.2.7-draft",
            "a:b/d",
        ];
        let items = items.map(|name| Item {
            name: name.to_owned(),
            functions: BTreeMap::new(),
        });
        for (name, found) in [
            ("a:b/c@0.2.0", Some("a:b/c@0.2.6")),
            ("a:b/c@0.2.9", Some("a:b/c@0.2.6")),
            ("a:b/c@0.2.7-draft", Some("a:b/c@0.2.7-draft")),
            ("a:b/c@0.2.8-draft", None),
            ("a:b/c@0.3.0", None),
            ("a:b/c@1.0.0", Some("a:b/c@1.0.0")),
            ("a:b/c@1.0.7", Some("a:b/c@1.1.0")),
            ("a:b/c@2.0.0", None),
            ("a:b/c@0.0.1", None),
            ("a:b/d", Some("a:b/d")),
            ("a:b/d@1.0.0", None),
        ] {
            let item = answering(&items, name).map(|item| &*item.name);
            assert_eq!(item, found, "{name}");
        }
    }
}
