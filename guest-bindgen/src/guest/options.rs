//! The options of the generated code.

/// Settings of the generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The path of the `greentic_guest` crate in the generated code: a path, or
    /// `crate` for `greentic_guest` itself.
    pub runtime: String,
    /// Names the WIT where another text defines packages of the same names and
    /// versions differently. A component with both in it is refused.
    pub revision: Option<String>,
    /// The packages, by their full names, that the other text defines in the same
    /// way: what is refused is what has other types.
    pub unchanged: Vec<String>,
    /// The worlds to generate bindings for: what they import and export, and
    /// what that uses. They go by their full names, or by those that they have
    /// in the root package. Without any world or interface it is everything.
    pub worlds: Vec<String>,
    /// The interfaces to generate bindings for, in the same way.
    pub interfaces: Vec<String>,
    /// Leaves out what cannot be represented, rather than to refuse all: see
    /// [`Bindings::skipped`](crate::Bindings::skipped).
    pub partial: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime: "::greentic_guest".to_owned(),
            revision: None,
            unchanged: Vec::new(),
            worlds: Vec::new(),
            interfaces: Vec::new(),
            partial: false,
        }
    }
}

impl Options {
    /// Returns whether only a part of the WIT was asked for.
    pub(crate) fn scoped(&self) -> bool {
        !self.worlds.is_empty() || !self.interfaces.is_empty()
    }

    /// Returns whether the bindings are part of `greentic_guest`, whose macros other
    /// crates use.
    pub(crate) fn in_the_guest(&self) -> bool {
        self.runtime == "crate"
    }
}
