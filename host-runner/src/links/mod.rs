//! The imports that a runner links for a component, and the interface by which it calls
//! it.

mod item;
mod table;
mod verdict;

use wit_parser::decoding::{DecodedWasm, decode};

use crate::Runner;
use item::items;
use table::Table;

pub use item::Item;
pub use verdict::{Called, Import, Link, Verdict};

/// The first bytes of every component.
const PREAMBLE: [u8; 8] = *b"\0asm\x0d\0\x01\0";

/// A component whose types cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("its types cannot be written as WIT: {message}")]
pub struct Unreadable {
    /// The message of the reader.
    pub message: String,
}

/// Says whether a runner links all that a component imports, and calls it. Nothing of
/// it is run.
///
/// A runner links `greentic:state` where the pack and its own settings allow it; here
/// they do. Of imports that it has by name only, WASI, their functions are not looked
/// at.
///
/// # Errors
///
/// If the bytes are no component, or one whose types WIT cannot say. The reader of the
/// types may panic over a component that was made for that.
///
/// # Panics
///
/// As the reader of types does, see above.
pub fn check(runner: Runner, component: &[u8]) -> Result<Verdict, Unreadable> {
    let unreadable = |message: String| Unreadable { message };
    if !component.starts_with(&PREAMBLE) {
        return Err(unreadable("it is no component".to_owned()));
    }
    let decoded = decode(component).map_err(|error| unreadable(format!("{error:#}")))?;
    let DecodedWasm::Component(resolve, world) = decoded else {
        return Err(unreadable(
            "it is a package of WIT in binary form".to_owned(),
        ));
    };
    let world = &resolve.worlds[world];
    let imports = items(&resolve, &world.imports);
    let exports = items(&resolve, &world.exports);
    Ok(Table::of(runner).verdict(runner, &imports, &exports))
}

/// Returns what a runner links for a component: interfaces with the functions that they
/// have, and without any where their types are not looked at.
#[must_use]
pub fn linked(runner: Runner) -> Vec<Item> {
    Table::of(runner).linked
}

#[cfg(test)]
mod tests;
