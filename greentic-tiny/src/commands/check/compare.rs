//! What a component or a world has to do with its outside, and how two of them
//! differ.

use std::collections::BTreeMap;

use serde::Serialize;
use wit_parser::{Function, InterfaceId, Resolve, WorldId, WorldItem, WorldKey};

use super::spell;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Direction {
    Export,
    Import,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    Missing,
    Different,
    Additional,
}

/// One function that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Difference {
    pub(super) direction: Direction,
    /// `None` for a function that stands by itself.
    pub(super) interface: Option<String>,
    pub(super) function: String,
    pub(super) kind: Kind,
    pub(super) expected: Option<String>,
    pub(super) found: Option<String>,
}

impl Difference {
    /// What a component exports beyond the world hurts nobody.
    pub(super) fn matters(&self) -> bool {
        (self.direction, self.kind) != (Direction::Export, Kind::Additional)
    }
}

type Place = (Direction, Option<String>, String);

/// Functions with their types, written out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Surface {
    functions: BTreeMap<Place, String>,
    /// Whether imports count.
    whole: bool,
}

impl Surface {
    pub(super) fn of_world(resolve: &Resolve, world: WorldId) -> Self {
        let mut surface = Self {
            functions: BTreeMap::new(),
            whole: true,
        };
        let world = &resolve.worlds[world];
        for (direction, items) in [
            (Direction::Export, &world.exports),
            (Direction::Import, &world.imports),
        ] {
            for (key, item) in items {
                match item {
                    WorldItem::Function(function) => {
                        surface.insert(resolve, direction, None, function);
                    }
                    WorldItem::Interface { id, .. } => {
                        surface.interface(resolve, direction, &name(resolve, key), *id);
                    }
                    WorldItem::Type { .. } => {}
                }
            }
        }
        surface
    }

    /// What exports an interface, and may import anything.
    pub(super) fn of_interface(resolve: &Resolve, name: &str, interface: InterfaceId) -> Self {
        let mut surface = Self::default();
        surface.interface(resolve, Direction::Export, name, interface);
        surface
    }

    fn interface(&mut self, resolve: &Resolve, direction: Direction, name: &str, id: InterfaceId) {
        for function in resolve.interfaces[id].functions.values() {
            self.insert(resolve, direction, Some(name.to_owned()), function);
        }
    }

    fn insert(
        &mut self,
        resolve: &Resolve,
        direction: Direction,
        interface: Option<String>,
        function: &Function,
    ) {
        let place = (direction, interface, function.name.clone());
        self.functions
            .insert(place, spell::function(resolve, function));
    }

    /// How this one, a component's, differs from what is expected.
    pub(super) fn against(&self, expected: &Self) -> Vec<Difference> {
        let mut differences = Vec::new();
        let mut add = |place: &Place, kind, expected: Option<&String>, found: Option<&String>| {
            let (direction, interface, function) = place.clone();
            differences.push(Difference {
                direction,
                interface,
                function,
                kind,
                expected: expected.cloned(),
                found: found.cloned(),
            });
        };
        for (place, wanted) in &expected.functions {
            match self.functions.get(place) {
                Some(found) if found == wanted => {}
                Some(found) => add(place, Kind::Different, Some(wanted), Some(found)),
                // Nobody has to use what there is.
                None if place.0 == Direction::Import => {}
                None => add(place, Kind::Missing, Some(wanted), None),
            }
        }
        for (place, found) in &self.functions {
            let counts = expected.whole || place.0 == Direction::Export;
            if counts && !expected.functions.contains_key(place) {
                add(place, Kind::Additional, None, Some(found));
            }
        }
        differences
    }
}

fn name(resolve: &Resolve, key: &WorldKey) -> String {
    resolve.name_world_key(key)
}
