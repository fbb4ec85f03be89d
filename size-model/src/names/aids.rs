//! Files that add knowledge to a file: a symbol map and a twin.

use greentic_shrink::symbol_map::{Origin, SymbolMap};

/// The sources of names for a file that has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aids<'f> {
    pub(super) symbol_map: Option<&'f SymbolMap>,
    pub(super) twin: Option<&'f [u8]>,
}

impl<'f> Aids<'f> {
    /// Makes aids that know nothing: the only names are those in the file.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the symbol map that the shrinker left beside the file.
    #[must_use]
    pub fn symbol_map(mut self, symbol_map: &'f SymbolMap) -> Self {
        self.symbol_map = Some(symbol_map);
        self
    }

    /// Adds a twin: the same program with names or DWARF. Its names and lines are used for
    /// functions with the same code.
    #[must_use]
    pub fn twin(mut self, twin: &'f [u8]) -> Self {
        self.twin = Some(twin);
        self
    }

    /// Returns the functions that the symbol map knows.
    pub(super) fn origins(&self) -> Vec<Origin> {
        self.symbol_map.map(SymbolMap::origins).unwrap_or_default()
    }
}
