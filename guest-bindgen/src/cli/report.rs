//! The report of a command that is done.

use std::path::Path;

use greentic_command::{Failure, output};
use serde::Serialize;

use crate::Skipped;

/// The output of a command, and the items that it left out.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The file or folder that was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
    /// The text, where no file was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    skipped: Vec<LeftOut>,
}

/// A world, an interface or another item that nothing was made of.
#[derive(Debug, Serialize)]
struct LeftOut {
    item: String,
    at: String,
    reason: String,
    #[serde(skip)]
    message: String,
}

impl Report {
    /// Begins a report with what was left out.
    pub(super) fn left_out(skipped: &[Skipped]) -> Self {
        let skipped = skipped.iter().map(|skipped| LeftOut {
            item: skipped.item.clone(),
            at: skipped.at.clone(),
            reason: skipped.reason.clone(),
            message: skipped.to_string(),
        });
        Self {
            written: None,
            text: None,
            skipped: skipped.collect(),
        }
    }

    /// Adds the file or folder that was written.
    pub(super) fn written(mut self, path: &Path) -> Self {
        self.written = Some(path.display().to_string());
        self
    }

    /// Adds the text that was asked for.
    pub(super) fn text(mut self, text: String) -> Self {
        self.text = Some(text);
        self
    }

    /// Prints the report: as one JSON document, or the text alone with what was left
    /// out on standard error.
    pub(super) fn print(&self, json: bool) -> Result<(), Failure> {
        if json {
            return output::document(self);
        }
        for left_out in &self.skipped {
            eprintln!("{}", left_out.message);
        }
        self.text.as_deref().map_or(Ok(()), output::text)
    }
}
