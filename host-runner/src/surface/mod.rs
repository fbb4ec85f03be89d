//! The functions that a component or a world exchanges with its outside, and the
//! differences between two such sets.

use std::collections::BTreeMap;

mod spell;

use serde::Serialize;
use wit_parser::{Function, InterfaceId, Resolve, WorldId, WorldItem, WorldKey};

pub(crate) use spell::function;

/// Which way a function goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// The component has it.
    Export,
    /// The component uses it.
    Import,
}

/// The kind of a difference between two functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The component lacks it.
    Missing,
    /// It has other types.
    Different,
    /// Only the component has it, or uses it.
    Additional,
}

/// One function that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Which way it goes.
    pub direction: Direction,
    /// `None` for a function that stands by itself.
    pub interface: Option<String>,
    /// Its name.
    pub function: String,
    /// The kind of the difference.
    pub kind: Kind,
    /// The type that is expected, over several lines.
    pub expected: Option<String>,
    /// The type that it has.
    pub found: Option<String>,
}

impl Difference {
    /// Returns whether the difference is in the way. Exports beyond those of the world
    /// harm nobody.
    #[must_use]
    pub fn matters(&self) -> bool {
        (self.direction, self.kind) != (Direction::Export, Kind::Additional)
    }
}

type Place = (Direction, Option<String>, String);

/// Functions with their types, written out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    functions: BTreeMap<Place, String>,
    /// `true` if imports count.
    whole: bool,
}

impl Surface {
    /// Returns that of a world, imports included.
    #[must_use]
    pub fn of_world(resolve: &Resolve, world: WorldId) -> Self {
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

    /// Returns that of whatever exports an interface; it may import anything.
    #[must_use]
    pub fn of_interface(resolve: &Resolve, name: &str, interface: InterfaceId) -> Self {
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

    /// Returns the functions of one interface with their types, or those that stand by
    /// themselves.
    pub fn functions(
        &self,
        direction: Direction,
        interface: Option<&str>,
    ) -> impl Iterator<Item = (&str, &str)> {
        self.functions
            .iter()
            .filter(move |((way, of, _), _)| *way == direction && of.as_deref() == interface)
            .map(|((_, _, name), ty)| (&**name, &**ty))
    }

    /// Adds the imports of a world to what may be imported.
    pub fn allow_world(&mut self, resolve: &Resolve, world: WorldId) {
        for (key, item) in &resolve.worlds[world].imports {
            match item {
                WorldItem::Function(function) => {
                    self.insert(resolve, Direction::Import, None, function);
                }
                WorldItem::Interface { id, .. } => {
                    self.allow_interface(resolve, &name(resolve, key), *id);
                }
                WorldItem::Type { .. } => {}
            }
        }
    }

    /// Adds an interface to what may be imported.
    pub fn allow_interface(&mut self, resolve: &Resolve, name: &str, interface: InterfaceId) {
        self.interface(resolve, Direction::Import, name, interface);
    }

    /// Returns how this one, a component's, differs from what is expected.
    #[must_use]
    pub fn against(&self, expected: &Self) -> Vec<Difference> {
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
