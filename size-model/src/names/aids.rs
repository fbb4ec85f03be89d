//! Files that add knowledge to a file: a companion and a twin.

use greentic_shrink::companion::{Companion, Origin};

/// The sources of names for a file that has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aids<'f> {
    pub(super) companion: Option<&'f Companion>,
    pub(super) twin: Option<&'f [u8]>,
}

impl<'f> Aids<'f> {
    /// Makes aids that know nothing: the only names are those in the file.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the companion that the shrinker left beside the file.
    #[must_use]
    pub fn companion(mut self, companion: &'f Companion) -> Self {
        self.companion = Some(companion);
        self
    }

    /// Adds a twin: the same program with names or DWARF. Its names and lines are used for
    /// functions with the same code.
    #[must_use]
    pub fn twin(mut self, twin: &'f [u8]) -> Self {
        self.twin = Some(twin);
        self
    }

    /// Returns the functions that the companion knows.
    pub(super) fn origins(&self) -> Vec<Origin> {
        self.companion.map(Companion::origins).unwrap_or_default()
    }
}
