//! Who answers an interface: components, hosts, or both.

use wit_parser::{InterfaceId, Resolve, WorldKey};

use crate::Error;
use crate::wit::place::place;

/// Interfaces that a host may implement though no world imports them.
const HOSTED: [&str; 1] = ["greentic:deploy-plan/plan-api@1.0.0"];

/// The directions in which worlds have an interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directions {
    /// Components offer it.
    pub exported: bool,
    /// A host does.
    pub imported: bool,
}

/// Returns how worlds have an interface, those of other packages too. Always
/// neither for one without functions.
///
/// # Errors
///
/// [`Error::Unsupported`] where it has functions and no world has it.
pub fn directions(resolve: &Resolve, interface: InterfaceId) -> Result<Directions, Error> {
    let mut directions = Directions::default();
    if resolve.interfaces[interface].functions.is_empty() {
        return Ok(directions);
    }
    let key = WorldKey::Interface(interface);
    for (_, world) in &resolve.worlds {
        directions.exported |= world.exports.contains_key(&key);
        directions.imported |= world.imports.contains_key(&key);
    }
    let name = resolve.id_of(interface).unwrap_or_default();
    directions.imported |= HOSTED.contains(&&*name);
    if directions == Directions::default() {
        return Err(Error::Unsupported {
            at: place(resolve, resolve.interfaces[interface].span),
            item: name,
            what: "an interface with functions that no world imports or exports".into(),
            instead: "add it to a world, or to the interfaces that hosts implement all the same"
                .into(),
        });
    }
    Ok(directions)
}
