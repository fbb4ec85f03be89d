//! The two forms of a component or a core module: as the linker left it, and shrunk.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use greentic_shrink::{Options, shrink};

use crate::file;
use crate::measure::{Measurement, measure, parts};
use crate::stack::Stack;

/// Both forms of a component or a core module.
///
/// It is shrunk without wasm-opt: sizes must be the same on every machine,
/// whether Binaryen is there or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forms {
    /// As the linker left it.
    pub plain: Vec<u8>,
    /// What it is used as.
    pub shrunk: Vec<u8>,
}

impl Forms {
    /// Shrinks what the linker left.
    ///
    /// # Errors
    /// When that is no component and no core module.
    pub fn of(plain: Vec<u8>) -> Result<Self> {
        let shrunk = shrink(&plain, &Options::default())?.component;
        Ok(Self { plain, shrunk })
    }

    /// The sizes of the shrunk form, and beside them how large the plain one
    /// is, and how much stack calls take.
    ///
    /// # Errors
    /// When a form cannot be taken apart.
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

/// Where the plain form of the component at `path` is.
pub fn plain(path: &Path) -> PathBuf {
    path.with_extension("plain.wasm")
}
