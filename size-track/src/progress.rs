//! Progress messages for people who wait.

/// A receiver of progress messages.
pub trait Progress {
    /// Tells that step `number` of `of` begins, the first one being 1.
    fn step(&mut self, number: usize, of: usize, what: &str);

    /// Tells something worth a line of its own that stays.
    fn note(&mut self, line: &str);
}

/// A receiver that shows nothing.
pub struct Silent;

impl Progress for Silent {
    fn step(&mut self, _number: usize, _of: usize, _what: &str) {}
    fn note(&mut self, _line: &str) {}
}

#[cfg(feature = "cli")]
impl Progress for greentic_command::progress::Steps {
    fn step(&mut self, number: usize, of: usize, what: &str) {
        Self::step(self, number, of, what);
    }

    fn note(&mut self, line: &str) {
        Self::note(self, line);
    }
}
