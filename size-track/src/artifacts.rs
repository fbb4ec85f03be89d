//! The two artifacts of a component or a core module: as linked, and shrunk.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use greentic_shrink::{Options, shrink};

use crate::file;
use crate::measure::{Measurement, measure, parts};
use crate::stack::Stack;

/// Both artifacts of a component or a core module.
///
/// The shrunk one is made without wasm-opt, so that sizes are the same on machines with and
/// without Binaryen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifacts {
    /// The file as linked.
    pub linked: Vec<u8>,
    /// The shrunk file.
    pub shrunk: Vec<u8>,
}

impl Artifacts {
    /// Shrinks a file as linked.
    ///
    /// # Errors
    /// When the file is not a component or a core module.
    pub fn of(linked: Vec<u8>) -> Result<Self> {
        let shrunk = shrink(&linked, &Options::default())?.component;
        Ok(Self { linked, shrunk })
    }

    /// Measures the shrunk artifact, and adds the size of the linked one and the stack that
    /// calls take.
    ///
    /// # Errors
    /// When an artifact cannot be split into its parts.
    pub fn measure(&self) -> Result<Measurement> {
        let linked = parts(&self.linked)?;
        Ok(Measurement {
            plain_bytes: linked.bytes,
            plain_core_bytes: linked.core_bytes,
            stack: Stack::of(self)?,
            ..measure(&self.shrunk)?
        })
    }

    /// Writes the shrunk artifact to `path`, `NAME.wasm`, and the linked one to
    /// `NAME.plain.wasm` beside it.
    ///
    /// # Errors
    /// When a file cannot be written; it is unchanged then.
    pub fn write(&self, path: &Path) -> Result<()> {
        for (path, bytes) in [(path, &self.shrunk), (&*linked(path), &self.linked)] {
            file::replace(path, bytes)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    }
}

/// Returns the path of the linked artifact of the component at `path`.
pub fn linked(path: &Path) -> PathBuf {
    path.with_extension("plain.wasm")
}
