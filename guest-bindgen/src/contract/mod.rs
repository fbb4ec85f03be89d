//! The contract of a package: everything that a component on the other side
//! can tell, one fact a line, whatever the WIT text looks like.

mod shapes;

use wit_parser::{PackageId, Resolve, Type, TypeDefKind, TypeId, WorldItem, WorldKey};

use crate::Wit;
#[cfg(feature = "repository")]
use crate::catalogue::Catalogue;
use shapes::Shapes;

impl Wit {
    /// The application binary interface of all packages, in one normal form:
    /// a line for each world, import, export, type and function, aliases
    /// resolved. Two WIT texts with the same form are the same to a component.
    pub fn contract(&self) -> String {
        let packages = self.packages().into_iter();
        packages
            .map(|id| package(&self.resolve, id))
            .collect::<Vec<_>>()
            .concat()
    }
}

/// Returns the contracts of all `texts`, one behind the other: `wit/abi.lock`.
#[cfg(feature = "repository")]
pub fn abi_lock(texts: &[Catalogue]) -> String {
    texts
        .iter()
        .map(|text| {
            let head = text.revision.map_or_else(String::new, |revision| {
                format!("revision {}\n", revision.name)
            });
            let own = text.own().map(|one| package(text.resolve(), one.id));
            head + &own.collect::<String>()
        })
        .collect()
}

/// Writes the lines of one package.
pub(crate) fn package(resolve: &Resolve, id: PackageId) -> String {
    let package = &resolve.packages[id];
    let mut lines = vec![format!("package {}", package.name)];
    let mut worlds: Vec<_> = package.worlds.iter().collect();
    worlds.sort();
    for (name, &world) in worlds {
        let world = &resolve.worlds[world];
        for (verb, items) in [("import", &world.imports), ("export", &world.exports)] {
            for (key, item) in items {
                lines.push(format!(
                    "world {name}: {verb} {}",
                    world_item(resolve, key, item)
                ));
            }
        }
    }
    let mut interfaces: Vec<_> = package.interfaces.iter().collect();
    interfaces.sort();
    for (name, &id) in interfaces {
        let shapes = Shapes {
            resolve,
            interface: id,
        };
        let interface = &resolve.interfaces[id];
        for (ty, &id) in &interface.types {
            lines.push(match used_from(resolve, id) {
                Some(target) => {
                    let target = shapes.reference(target);
                    let renamed = target.rsplit('.').next() != Some(ty);
                    let suffix = if renamed {
                        format!(" as {ty}")
                    } else {
                        String::new()
                    };
                    format!("{name}: use {target}{suffix}")
                }
                None => format!(
                    "{name}: type {ty} = {}",
                    shapes.kind(&resolve.types[id].kind)
                ),
            });
        }
        for function in interface.functions.values() {
            lines.push(format!("{name}: func {}", shapes.function(function)));
        }
    }
    lines.join("\n") + "\n"
}

fn world_item(resolve: &Resolve, key: &WorldKey, item: &WorldItem) -> String {
    let name = resolve.name_world_key(key);
    match item {
        WorldItem::Interface { .. } => name,
        WorldItem::Function(_) => format!("func {name}"),
        WorldItem::Type { .. } => format!("type {name}"),
    }
}

/// The type of another interface that `id` is only another name of.
fn used_from(resolve: &Resolve, id: TypeId) -> Option<TypeId> {
    match resolve.types[id].kind {
        TypeDefKind::Type(Type::Id(target))
            if resolve.types[target].owner != resolve.types[id].owner =>
        {
            Some(target)
        }
        _ => None,
    }
}
