//! What is being done, for people who wait.

/// Is told what is being done.
pub trait Progress {
    /// Step `number` of `of` begins, the first one being 1.
    fn step(&mut self, number: usize, of: usize, what: &str);

    /// Something worth a line of its own that stays.
    fn note(&mut self, line: &str);
}

/// Says nothing.
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
