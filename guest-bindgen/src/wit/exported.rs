//! The exports of a world.

use wit_parser::{InterfaceId, Resolve};

use super::items;
use crate::Error;

/// An interface that a world exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Its full name, `greentic:component/node@0.5.0` say.
    pub interface: String,
    /// The number of its functions; 0 where it only defines types.
    pub functions: usize,
}

/// The exports of a world, by name.
pub(crate) fn of(resolve: &Resolve, world: &str) -> Result<Vec<Exported>, Error> {
    let world = &resolve.worlds[items::world(resolve, world)?];
    let exported = |id: InterfaceId| {
        Some(Exported {
            interface: resolve.id_of(id)?,
            functions: resolve.interfaces[id].functions.len(),
        })
    };
    let mut exports: Vec<_> = items::interfaces(world.exports.values())
        .into_iter()
        .filter_map(exported)
        .collect();
    exports.sort_by(|a, b| a.interface.cmp(&b.interface));
    Ok(exports)
}
