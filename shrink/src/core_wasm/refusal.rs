//! The reason why a module was left as it was.

use std::fmt;

/// The reason why a module was left as it was: the obstacle, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleRefusal {
    /// The obstacle, in words.
    what: String,
    /// Bytes from the beginning of the module, where there is such a place.
    offset: Option<u64>,
}

impl ModuleRefusal {
    /// Makes a refusal of something that is not at one place of the module.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            offset: None,
        }
    }

    /// Makes a refusal of something at `offset` bytes from the beginning of the
    /// module.
    pub(crate) fn at(what: impl Into<String>, offset: u64) -> Self {
        Self {
            what: what.into(),
            offset: Some(offset),
        }
    }

    /// Returns the offset of the obstacle from the beginning of the module; `None`
    /// if it is not at one place.
    pub fn offset(&self) -> Option<u64> {
        self.offset
    }
}

impl fmt::Display for ModuleRefusal {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.what)?;
        match self.offset {
            Some(offset) => write!(to, " (at offset {offset:#x})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ModuleRefusal {}

impl From<wasmparser::Error> for ModuleRefusal {
    fn from(error: wasmparser::Error) -> Self {
        Self::at(error.message(), error.offset())
    }
}

impl<E: fmt::Display> From<wasm_encoder::reencode::Error<E>> for ModuleRefusal {
    fn from(error: wasm_encoder::reencode::Error<E>) -> Self {
        match error {
            wasm_encoder::reencode::Error::ParseError(error) => error.into(),
            other => Self::new(other.to_string()),
        }
    }
}
