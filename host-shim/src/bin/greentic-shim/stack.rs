//! How much stack the functions of a component take at worst.

use std::path::Path;

use greentic_host_shim::Limits;
use greentic_shrink::stack::{ExportStack, analyse};
use serde::Serialize;

use crate::failure::Failure;
use crate::file;

/// What the analysis says of a component.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Stack {
    /// Each exported function.
    Known(Vec<ExportStack>),
    /// The component cannot be analysed: compiled code has no frames to see.
    Unknown,
}

impl Stack {
    /// Analyses the component in a file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn of(path: &Path, limits: &Limits) -> Result<Self, Failure> {
        let bytes = file::bytes(path, limits)?;
        Ok(analyse(&bytes).map_or(Self::Unknown, Self::Known))
    }

    /// A line for each function that takes stack, and for what has no bound.
    pub(crate) fn lines(&self) -> Vec<String> {
        let Self::Known(exports) = self else {
            return vec!["unknown".to_owned()];
        };
        let mut lines = Vec::new();
        for export in exports {
            let size = match export.size {
                Some(size) => format!("{size} bytes"),
                None => "unknown".to_owned(),
            };
            if export.bytes > 0 {
                lines.push(format!("{} of {size}: {}", export.bytes, export.export));
            }
            for unbounded in &export.unbounded {
                lines.push(format!("  no bound: {unbounded}"));
            }
        }
        lines
    }
}
