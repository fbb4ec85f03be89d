//! The most stack that the functions of a component take.

use std::path::Path;

use greentic_host_shim::Limits;
use greentic_shrink::stack::{ExportStack, analyse_within};

use crate::failure::Failure;
use crate::file;

/// The result of analysing the stack of a component.
pub(crate) struct Stack {
    /// The exported functions that there is room for. `None` if the component cannot be
    /// analysed, because compiled code has no visible frames.
    pub(crate) exports: Option<Vec<ExportStack>>,
    /// The number of functions that are left out.
    pub(crate) left_out: usize,
}

impl Stack {
    /// The result for compiled code.
    pub(crate) const UNKNOWN: Self = Self {
        exports: None,
        left_out: 0,
    };

    /// Analyses the component in a file. Keeps as many functions as fit into `room` bytes
    /// of JSON, because each function repeats the name of its interface.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn of(path: &Path, limits: &Limits, mut room: usize) -> Result<Self, Failure> {
        let bytes = file::bytes(path, limits)?;
        let Ok((mut exports, beyond)) = analyse_within(&bytes, room) else {
            return Ok(Self::UNKNOWN);
        };
        let all = exports.len() + beyond;
        let fits = |export: &ExportStack| {
            let said = serde_json::to_vec(export).ok()?;
            room = room.checked_sub(said.len())?;
            Some(())
        };
        let kept = exports.iter().map_while(fits).count();
        exports.truncate(kept);
        Ok(Self {
            exports: Some(exports),
            left_out: all - kept,
        })
    }

    /// Returns a line for each function that takes stack, and for each part without a
    /// bound.
    pub(crate) fn lines(&self) -> Vec<String> {
        let Some(exports) = &self.exports else {
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
        if self.left_out > 0 {
            lines.push(format!("and {} more functions", self.left_out));
        }
        lines
    }
}
