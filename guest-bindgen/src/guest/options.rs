//! What the generated code is made for.

/// Settings of the generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Where the generated code finds the `greentic_guest` crate: a path, or
    /// `crate` for `greentic_guest` itself.
    pub runtime: String,
    /// Names the WIT where another text defines packages of the same names and
    /// versions differently. A component with both in it is refused.
    pub revision: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime: "::greentic_guest".to_owned(),
            revision: None,
        }
    }
}

impl Options {
    /// Whether the bindings are part of `greentic_guest`, whose macros other
    /// crates use.
    pub(crate) fn in_the_guest(&self) -> bool {
        self.runtime == "crate"
    }
}
