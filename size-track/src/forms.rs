//! The two forms of a component or a core module: linked and shrunk.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use greentic_shrink::{Options, shrink};

use crate::file;
use crate::measure::{Measurement, measure, parts};
use crate::stack::Stack;

/// Both forms of a component or a core module.
///
/// The shrunk form is made without wasm-opt, so that sizes are the same on machines with
/// and without Binaryen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    /// The file as linked.
    pub plain: Vec<u8>,
    /// The shrunk file.
    pub shrunk: Vec<u8>,
}

impl Forms {
    /// Shrinks a file as linked.
    ///
    /// # Errors
    /// When the file is not a component or a core module.
    pub fn of(plain: Vec<u8>) -> Result<Self> {
        let shrunk = shrink(&plain, &Options::default())?.component;
        Ok(Self { plain, shrunk })
    }

    /// Measures the shrunk form, and adds the size of the plain form and the stack that
    /// calls take.
    ///
    /// # Errors
    /// When a form cannot be split into its parts.
    pub fn measure(&self) -> Result<Measurement> {
        let plain = parts(&self.plain)?;
        Ok(Measurement {
            plain_bytes: plain.bytes,
            plain_core_bytes: plain.core_bytes,
            stack: Stack::of(self)?,
            ..measure(&self.shrunk)?
        })
    }

    /// Writes the shrunk form to `path`, `NAME.wasm`, and the plain one to
    /// `NAME.plain.wasm` beside it.
    ///
    /// # Errors
    /// When a file cannot be written; it is unchanged then.
    pub fn write(&self, path: &Path) -> Result<()> {
        for (path, bytes) in [(path, &self.shrunk), (&*plain(path), &self.plain)] {
            file::replace(path, bytes)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

/// Returns the path of the plain form for the component at `path`.
pub fn plain(path: &Path) -> PathBuf {
    path.with_extension("plain.wasm")
}
