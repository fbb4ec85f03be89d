//! Selects the interfaces that bindings are generated for: all, or those that some worlds
//! and interfaces reach. Keeps the others, with the reason for each.

use std::collections::HashMap;
use std::fmt;

use wit_parser::{IndexSet, InterfaceId, PackageId, WorldId};

use super::items::{interfaces, uses};
use super::place::begin;
use super::scope::{self, Refusal, world_name};
use crate::{Error, Options, Wit};

/// An interface or a world that there are no bindings for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its full name.
    pub item: String,
    /// The place of the part that cannot be represented: file, line and column. Empty
    /// where the WIT is no text.
    pub at: String,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = begin(&self.at);
        write!(f, "{at}{} is left out: {}", self.item, self.reason)
    }
}

/// The interfaces that bindings are generated for.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    pub(crate) interfaces: IndexSet<InterfaceId>,
    pub(crate) skipped: Vec<Skipped>,
}

/// Selects what `options` ask for.
///
/// # Errors
///
/// [`Error::UnknownItem`] where they name what is not there, and
/// [`Error::Unsupported`] where something that is asked for cannot be
/// represented.
pub(crate) fn select(wit: &Wit, options: &Options) -> Result<Selection, Error> {
    let mut selector = Selector {
        wit,
        partial: options.partial,
        known: HashMap::new(),
        selection: Selection::default(),
    };
    if options.worlds.is_empty() && options.interfaces.is_empty() {
        selector.everything()?;
    } else {
        let mut asked = IndexSet::new();
        for name in &options.worlds {
            asked.extend(selector.world(wit.world(name)?)?);
        }
        for name in &options.interfaces {
            asked.insert(wit.interface(name)?);
        }
        selector.reached(asked)?;
    }
    Ok(selector.selection)
}

struct Selector<'w> {
    wit: &'w Wit,
    /// `true` if things are left out that were asked for.
    partial: bool,
    /// The refusal of an interface by itself, if it has one.
    known: HashMap<InterfaceId, Option<Refusal>>,
    selection: Selection,
}

impl Selector<'_> {
    /// All packages: what the root has and reaches is asked for, the others are
    /// taken as far as they go.
    fn everything(&mut self) -> Result<(), Error> {
        let resolve = &self.wit.resolve;
        let root = self.wit.root;
        let mut asked: IndexSet<_> = resolve.packages[root]
            .interfaces
            .values()
            .copied()
            .collect();
        let worlds: Vec<_> = resolve.packages[root].worlds.values().copied().collect();
        for world in worlds {
            asked.extend(self.world(world)?);
        }
        self.unstable_of(root, true)?;
        self.reached(asked)?;
        for (package, contents) in &resolve.packages {
            if package == root {
                continue;
            }
            for &world in contents.worlds.values() {
                if let Some(refusal) = self.refusal_of_world(world) {
                    let name = world_name(resolve, &resolve.worlds[world]);
                    self.skip(format!("world {name}"), &refusal);
                }
            }
            self.unstable_of(package, false)?;
            for &interface in contents.interfaces.values() {
                self.take(interface, false)?;
            }
        }
        Ok(())
    }

    /// Returns the interfaces that a world imports and exports.
    fn world(&mut self, id: WorldId) -> Result<Vec<InterfaceId>, Error> {
        let resolve = &self.wit.resolve;
        let world = &resolve.worlds[id];
        if let Some(refusal) = self.refusal_of_world(id) {
            if !self.partial {
                return Err(refusal.into());
            }
            self.skip(format!("world {}", world_name(resolve, world)), &refusal);
        }
        Ok(interfaces(
            world.imports.values().chain(world.exports.values()),
        ))
    }

    fn refusal_of_world(&self, id: WorldId) -> Option<Refusal> {
        let resolve = &self.wit.resolve;
        let name = world_name(resolve, &resolve.worlds[id]);
        scope::world(resolve, id)
            .err()
            .or_else(|| self.unstable_in(&name))
    }

    /// The interfaces that were asked for, and those whose types they use.
    fn reached(&mut self, asked: IndexSet<InterfaceId>) -> Result<(), Error> {
        for interface in asked {
            for used in uses(&self.wit.resolve, interface) {
                self.take(used, true)?;
            }
            self.take(interface, true)?;
        }
        Ok(())
    }

    /// Takes an interface, or leaves it out.
    fn take(&mut self, id: InterfaceId, asked: bool) -> Result<(), Error> {
        let resolve = &self.wit.resolve;
        let name = resolve.id_of(id).unwrap_or_default();
        let done = |skipped: &Skipped| skipped.item == name;
        if self.selection.interfaces.contains(&id) || self.selection.skipped.iter().any(done) {
            return Ok(());
        }
        let mut refusal = self.refusal(id);
        for used in uses(resolve, id) {
            if refusal.is_some() {
                break;
            }
            refusal = self.refusal(used).map(|other| Refusal {
                what: format!(
                    "types of {}, which are out of scope: {}: {}",
                    resolve.id_of(used).unwrap_or_default(),
                    other.item,
                    other.what
                ),
                item: name.clone(),
                ..other
            });
        }
        match refusal {
            None => _ = self.selection.interfaces.insert(id),
            Some(refusal) if asked && !self.partial => return Err(refusal.into()),
            Some(refusal) => self.skip(name, &refusal),
        }
        Ok(())
    }

    /// Returns the reason why there are no bindings for an interface by itself.
    fn refusal(&mut self, id: InterfaceId) -> Option<Refusal> {
        if let Some(known) = self.known.get(&id) {
            return known.clone();
        }
        let resolve = &self.wit.resolve;
        let name = resolve.id_of(id).unwrap_or_default();
        let refusal = scope::interface(resolve, id)
            .err()
            .or_else(|| self.unstable_in(&name));
        self.known.insert(id, refusal.clone());
        refusal
    }

    /// An unstable item that an interface or a world lacks.
    fn unstable_in(&self, name: &str) -> Option<Refusal> {
        let mut missing = self.wit.unstable.iter();
        let missing = missing.find(|missing| !missing.whole && missing.owner == name)?;
        Some(missing.refusal.clone())
    }

    /// Unstable interfaces and worlds of a package, which are missing as a
    /// whole.
    fn unstable_of(&mut self, package: PackageId, asked: bool) -> Result<(), Error> {
        let name = &self.wit.resolve.packages[package].name;
        let belongs = |owner: &str| {
            let (path, version) = owner.split_once('@').unwrap_or((owner, ""));
            let package = path.split('/').next().unwrap_or_default();
            package == format!("{}:{}", name.namespace, name.name)
                && version
                    == name
                        .version
                        .as_ref()
                        .map_or_else(String::new, ToString::to_string)
        };
        for missing in &self.wit.unstable {
            if !missing.whole || !belongs(&missing.owner) {
                continue;
            }
            if asked && !self.partial {
                return Err(missing.refusal.clone().into());
            }
            self.skip(missing.owner.clone(), &missing.refusal);
        }
        Ok(())
    }

    fn skip(&mut self, item: String, refusal: &Refusal) {
        self.selection.skipped.push(skipped(item, refusal));
    }
}

/// Returns what is said of an item that is left out.
pub(super) fn skipped(item: String, refusal: &Refusal) -> Skipped {
    Skipped {
        item,
        at: refusal.at.clone(),
        reason: format!("{}: {}; {}", refusal.item, refusal.what, refusal.instead),
    }
}
