//! Items that the WIT calls unstable: they are there where their feature is
//! asked for, and otherwise said to be missing.

use std::collections::BTreeSet;

use wit_parser::{PackageId, Resolve, Span, Stability, WorldKey};

use super::place::{of_item, place};
use super::scope::{Refusal, world_name};

/// An unstable item whose feature was not asked for.
#[derive(Clone, Debug)]
pub(crate) struct Unstable {
    /// The full name of the interface or world that it is, or is missing in.
    pub(crate) owner: String,
    /// `true` if it is all of that.
    pub(crate) whole: bool,
    /// The refusal of whoever asks for it.
    pub(crate) refusal: Refusal,
}

/// Returns the items of `all` that are of none of `features`. In `all` are the
/// items of all features there are.
pub(crate) fn missing(all: &Resolve, features: &[String]) -> Vec<Unstable> {
    let mut finder = Finder {
        all,
        features,
        found: Vec::new(),
    };
    for (id, _) in &all.packages {
        finder.package(id);
    }
    finder.found
}

/// Returns the names of all features that items of `all` are of.
pub(crate) fn features(all: &Resolve) -> BTreeSet<String> {
    let types = all.types.iter().map(|(_, def)| &def.stability);
    let interfaces = all.interfaces.iter().flat_map(|(_, interface)| {
        let functions = interface.functions.values();
        functions
            .map(|function| &function.stability)
            .chain([&interface.stability])
    });
    let worlds = all.worlds.iter().flat_map(|(_, world)| {
        let items = world.imports.iter().chain(&world.exports);
        items
            .map(|(_, item)| item.stability(all))
            .chain([&world.stability])
            .chain(world.includes.iter().map(|include| &include.stability))
    });
    types
        .chain(interfaces)
        .chain(worlds)
        .filter_map(feature)
        .map(str::to_owned)
        .collect()
}

/// The feature that an item is of.
fn feature(stability: &Stability) -> Option<&str> {
    match stability {
        Stability::Unstable { feature, .. } => Some(feature),
        _ => None,
    }
}

struct Finder<'a> {
    all: &'a Resolve,
    features: &'a [String],
    found: Vec<Unstable>,
}

impl Finder<'_> {
    fn package(&mut self, id: PackageId) {
        let all = self.all;
        let package = &all.packages[id];
        for &id in package.interfaces.values() {
            let interface = &all.interfaces[id];
            let name = all.id_of(id).unwrap_or_default();
            if let Some(feature) = self.unasked(&interface.stability) {
                self.note(&name, true, &name, feature, interface.span);
                continue;
            }
            for (ty, &id) in &interface.types {
                let def = &all.types[id];
                if let Some(feature) = self.unasked(&def.stability) {
                    self.note(
                        &name,
                        false,
                        &format!("{name}, type {ty}"),
                        feature,
                        def.span,
                    );
                }
            }
            for function in interface.functions.values() {
                if let Some(feature) = self.unasked(&function.stability) {
                    let item = format!("{name}, function {}", function.name);
                    self.note(&name, false, &item, feature, function.span);
                }
            }
        }
        for &id in package.worlds.values() {
            let world = &all.worlds[id];
            let name = world_name(all, world);
            let named = format!("world {name}");
            if let Some(feature) = self.unasked(&world.stability) {
                self.note(&name, true, &named, feature, world.span);
                continue;
            }
            for (verb, items) in [("import", &world.imports), ("export", &world.exports)] {
                for (key, item) in items {
                    let own = self.unasked(item.stability(all));
                    let of_interface = match key {
                        WorldKey::Interface(id) => self.unasked(&all.interfaces[*id].stability),
                        WorldKey::Name(_) => None,
                    };
                    if let Some(feature) = own.or(of_interface) {
                        let item_name = format!("{named}, {verb} {}", all.name_world_key(key));
                        let at = of_item(all, world, item);
                        self.note(&name, false, &item_name, feature, at);
                    }
                }
            }
        }
    }

    /// The feature that an item is of, where that was not asked for.
    fn unasked<'s>(&self, stability: &'s Stability) -> Option<&'s str> {
        feature(stability).filter(|feature| !self.features.iter().any(|asked| asked == feature))
    }

    fn note(&mut self, owner: &str, whole: bool, item: &str, feature: &str, at: Span) {
        self.found.push(Unstable {
            owner: owner.to_owned(),
            whole,
            refusal: Refusal {
                item: item.to_owned(),
                what: format!("unstable, of the feature `{feature}`"),
                instead: format!("ask for it with `--features {feature}`"),
                at: place(self.all, at),
            },
        });
    }
}
