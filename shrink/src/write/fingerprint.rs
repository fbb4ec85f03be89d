//! Fingerprints, by which definitions are found to be the same.

use wasm_encoder::Component;

use super::Writer;
use super::section::flush;
use crate::error::Refusal;
use crate::model::{Id, Item};

/// Tells which items of a scope define the same thing.
pub struct Fingerprints(Writer);

impl Fingerprints {
    /// Makes fingerprints of items whose ids are below `next`.
    pub fn new(next: Id) -> Self {
        let mut writer = Writer::new(next, true);
        writer.depth = 1;
        Self(writer)
    }

    /// Returns the bytes of one item, with ids in place of the scope's indices.
    /// Items with the same bytes define the same thing, resources aside.
    ///
    /// # Errors
    ///
    /// - The item cannot be written.
    pub fn of(&mut self, item: &Item<'_>) -> Result<Vec<u8>, Refusal> {
        let mut component = Component::new();
        let mut section = None;
        self.0.item(&mut component, &mut section, item)?;
        flush(&mut component, section);
        Ok(component.finish())
    }
}
