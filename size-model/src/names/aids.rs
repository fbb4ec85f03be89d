//! Files beside a file that know more of it than it does.

use greentic_shrink::companion::{Companion, Origin};

/// What may know the names of a file that has none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Aids<'f> {
    pub(super) companion: Option<&'f Companion>,
    pub(super) twin: Option<&'f [u8]>,
}

impl<'f> Aids<'f> {
    /// Makes aids that know nothing: the names are those that the file has.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the companion that shrinking the file has left.
    #[must_use]
    pub fn companion(mut self, companion: &'f Companion) -> Self {
        self.companion = Some(companion);
        self
    }

    /// Adds a twin: the same program with names or DWARF. What it knows of functions with
    /// the same code is taken over.
    #[must_use]
    pub fn twin(mut self, twin: &'f [u8]) -> Self {
        self.twin = Some(twin);
        self
    }

    /// What the companion knows.
    pub(super) fn origins(&self) -> Vec<Origin> {
        self.companion.map(Companion::origins).unwrap_or_default()
    }
}
