//! The baseline: a file with one snapshot.

use std::fs::File;
use std::io;
use std::path::Path;

use greentic_untrusted::files::read_at_most;
use greentic_untrusted::on_one_line;
use serde::Deserialize;

use super::{SCHEMA_VERSION, Snapshot};
use crate::file;

/// Most bytes of a baseline, and of a history.
pub const MOST_BYTES: u64 = 64 << 20;

/// The reason why a file of snapshots cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The system refused.
    #[error("cannot {what} {name}: {error}")]
    Io {
        /// The file.
        name: String,
        /// The action that failed: `read` or `write`.
        what: &'static str,
        /// The error of the system.
        error: io::Error,
    },
    /// The file is not a snapshot.
    #[error(
        "{name}: line {line}, column {column}: {reason}; restore the file from your \
         repository, or write it anew with `size snapshot`"
    )]
    Damaged {
        /// The file.
        name: String,
        /// The line, the first one being 1.
        line: usize,
        /// The column, the first one being 1; 0 before it.
        column: usize,
        /// The fault.
        reason: String,
    },
    /// The file has another version.
    #[error(
        "{name}: line {line}: the snapshot is of schema {found}, and this command reads schema \
         {SCHEMA_VERSION}; use the version of the command that wrote it, or write the file anew"
    )]
    Schema {
        /// The file.
        name: String,
        /// The line, the first one being 1.
        line: usize,
        /// The version of the file.
        found: u64,
    },
}

/// The part of a snapshot that every version has.
#[derive(Deserialize)]
struct Version {
    schema_version: u64,
}

/// Returns the name of a file, for messages.
pub(super) fn name(path: &Path) -> String {
    on_one_line(&path.display().to_string()).into_owned()
}

/// Reads a file of at most [`MOST_BYTES`]. Returns `None` if there is none.
pub(super) fn bytes(path: &Path) -> Result<Option<Vec<u8>>, SnapshotError> {
    let read = File::open(path).and_then(|file| read_at_most(&file, MOST_BYTES));
    match read {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SnapshotError::Io {
            name: name(path),
            what: "read",
            error,
        }),
    }
}

/// Parses a snapshot. An error has the line and the column of the fault.
pub(super) fn parse(json: &[u8]) -> Result<Result<Snapshot, u64>, serde_json::Error> {
    let version: Version = serde_json::from_slice(json)?;
    if version.schema_version != u64::from(SCHEMA_VERSION) {
        return Ok(Err(version.schema_version));
    }
    serde_json::from_slice(json).map(Ok)
}

/// Returns the message of a reader of JSON without the place, which is reported
/// separately.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    on_one_line(said.strip_suffix(&place).unwrap_or(&said)).into_owned()
}

impl Snapshot {
    /// Reads a baseline. Returns `None` if there is none.
    ///
    /// # Errors
    /// - It cannot be read, or has more than [`MOST_BYTES`].
    /// - It is no snapshot, or one of another version.
    pub fn read(path: &Path) -> Result<Option<Self>, SnapshotError> {
        let Some(json) = bytes(path)? else {
            return Ok(None);
        };
        match parse(&json) {
            Ok(Ok(snapshot)) => Ok(Some(snapshot)),
            Ok(Err(found)) => Err(SnapshotError::Schema {
                name: name(path),
                line: 1,
                found,
            }),
            Err(error) => Err(SnapshotError::Damaged {
                name: name(path),
                line: error.line(),
                column: error.column(),
                reason: reason(&error),
            }),
        }
    }

    /// Writes a baseline. Equal snapshots are written as equal bytes.
    ///
    /// # Errors
    /// - It cannot be written; the file is unchanged then.
    ///
    /// # Panics
    /// Never: a snapshot can be written as JSON.
    pub fn write(&self, path: &Path) -> Result<(), SnapshotError> {
        let mut json = serde_json::to_string_pretty(self).expect("JSON");
        json.push('\n');
        file::replace(path, json.as_bytes()).map_err(|error| SnapshotError::Io {
            name: name(path),
            what: "write",
            error,
        })
    }
}
