//! The worlds and interfaces that a component can be held against.
//!
//! The packages of this project are part of the command, as text that the tests
//! make of them and compare. They stand within this crate, so that what is
//! published builds by itself.

use std::path::Path;

use wit_parser::{InterfaceId, PackageId, Resolve, WorldId};

use super::compare::Surface;
use crate::failure::Failure;

/// Revision and text, the usual one first.
const KNOWN: [(&str, &str); 4] = [
    ("current", include_str!("packages/current.wit")),
    ("0.4.93", include_str!("packages/rev_0_4_93.wit")),
    ("0.4.113", include_str!("packages/rev_0_4_113.wit")),
    ("0.4.57", include_str!("packages/rev_0_4_57.wit")),
];

#[derive(Clone, Copy, Debug)]
enum Item {
    World(WorldId),
    Interface(InterfaceId),
}

/// A world or interface of one revision.
pub(super) struct Target {
    pub(super) name: String,
    /// `None` for WIT from elsewhere.
    pub(super) revision: Option<&'static str>,
    resolve: Resolve,
    item: Item,
}

impl Target {
    pub(super) fn surface(&self) -> Surface {
        match self.item {
            Item::World(world) => Surface::of_world(&self.resolve, world),
            Item::Interface(id) => Surface::of_interface(&self.resolve, &self.name, id),
        }
    }

    /// Why the validator would not take the component for one of this world;
    /// `None` if it does, and for interfaces.
    pub(super) fn refusal(&self, component: &[u8]) -> Option<String> {
        match self.item {
            Item::World(world) => wit_component::targets(&self.resolve, world, component, false)
                .err()
                .map(|error| format!("{error:#}")),
            Item::Interface(_) => None,
        }
    }
}

/// What is known by that name, in each revision that differs.
pub(super) fn known(name: &str) -> Result<Vec<Target>, Failure> {
    let mut resolves = Vec::new();
    for (revision, text) in KNOWN {
        let mut resolve = Resolve::default();
        let result = resolve.push_str(format!("{revision}.wit"), text);
        result.map_err(|error| Failure::Usage {
            message: format!("the WIT of revision {revision} cannot be read: {error:#}"),
        })?;
        resolves.push((Some(revision), resolve));
    }
    let mut targets = select(resolves, name)?;
    let mut seen: Vec<Surface> = Vec::new();
    targets.retain(|target| {
        let surface = target.surface();
        let new = !seen.contains(&surface);
        seen.push(surface);
        new
    });
    Ok(targets)
}

/// What has that name in a file or folder.
pub(super) fn from_path(path: &Path, name: &str) -> Result<Vec<Target>, Failure> {
    std::fs::metadata(path).map_err(|error| Failure::io("cannot read", path, error))?;
    let mut resolve = Resolve::default();
    resolve.push_path(path).map_err(|error| Failure::Usage {
        message: format!("{} is no WIT: {error:#}", path.display()),
    })?;
    select(vec![(None, resolve)], name)
}

/// The items that the name fits best: in full, without the version, without
/// the package.
fn select(
    resolves: Vec<(Option<&'static str>, Resolve)>,
    name: &str,
) -> Result<Vec<Target>, Failure> {
    let mut all: Vec<(usize, String, Item)> = Vec::new();
    for (at, (_, resolve)) in resolves.iter().enumerate() {
        all.extend(items(resolve).map(|(name, item)| (at, name, item)));
    }
    let closeness = |full: &str| {
        let unversioned = full.split_once('@').map_or(full, |(name, _)| name);
        let own = unversioned.rsplit_once('/').map_or(full, |(_, name)| name);
        [full, unversioned, own].iter().position(|one| *one == name)
    };
    let Some(closest) = all.iter().filter_map(|(_, full, _)| closeness(full)).min() else {
        return Err(unknown(name, all.iter().map(|(_, full, _)| full.as_str())));
    };
    all.retain(|(_, full, _)| closeness(full) == Some(closest));
    let mut names: Vec<_> = all.iter().map(|(_, full, _)| full.clone()).collect();
    names.sort();
    names.dedup();
    if names.len() > 1 {
        return Err(Failure::Usage {
            message: format!(
                "`{name}` may be any of these, give more of the name: {}",
                names.join(", ")
            ),
        });
    }
    let mut targets = Vec::new();
    for (at, (revision, resolve)) in resolves.into_iter().enumerate() {
        let found = all.iter().find(|(of, ..)| *of == at);
        if let Some((_, name, item)) = found {
            targets.push(Target {
                name: name.clone(),
                revision,
                resolve,
                item: *item,
            });
        }
    }
    Ok(targets)
}

/// Full names of all worlds and interfaces.
fn items(resolve: &Resolve) -> impl Iterator<Item = (String, Item)> {
    let full = |package: PackageId, name: &str| resolve.id_of_name(package, name);
    resolve.packages.iter().flat_map(move |(id, package)| {
        let worlds = package.worlds.iter();
        let interfaces = package.interfaces.iter();
        worlds
            .map(move |(name, world)| (full(id, name), Item::World(*world)))
            .chain(interfaces.map(move |(name, one)| (full(id, name), Item::Interface(*one))))
    })
}

fn unknown<'a>(name: &str, all: impl Iterator<Item = &'a str>) -> Failure {
    let mut near: Vec<_> = all
        .map(|full| (similar::TextDiff::from_chars(name, full).ratio(), full))
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by_key(|(_, full)| *full);
    let near: Vec<_> = near.iter().take(4).map(|(_, full)| *full).collect();
    Failure::Usage {
        message: if near.is_empty() {
            format!("there is no world or interface, so not `{name}` either")
        } else {
            format!(
                "there is no world or interface `{name}`; the nearest are {}",
                near.join(", ")
            )
        },
    }
}
