//! The history: a file with one snapshot a line, which only grows.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde_json::error::Category;

use super::baseline::{bytes, name, parse, reason};
use super::{Snapshot, SnapshotError};

/// The snapshots of a history, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The snapshots, in the order of the lines.
    pub snapshots: Vec<Snapshot>,
    /// Messages for people about lines that were not written to their end, for example
    /// because a machine stopped. These lines stay in the file and are skipped.
    pub torn: Vec<String>,
}

impl History {
    /// Reads a history. Without a file it is empty.
    ///
    /// # Errors
    /// - The file cannot be read, or has more than [`super::MOST_BYTES`].
    /// - A line is not a snapshot. A line that ends too early is skipped. The last line is
    ///   skipped for any fault, if another line is left.
    pub fn read(path: &Path) -> Result<Self, SnapshotError> {
        let Some(content) = bytes(path)? else {
            return Ok(Self::default());
        };
        let name = name(path);
        let mut history = Self::default();
        let mut first = None;
        let lines: Vec<_> = content.split(|byte| *byte == b'\n').collect();
        let written = |line: &[u8]| !line.trim_ascii().is_empty();
        let last = lines.iter().rposition(|line| written(line));
        for (place, line) in lines.iter().enumerate().filter(|(_, line)| written(line)) {
            let number = place + 1;
            let error = match parse(line) {
                Ok(Ok(snapshot)) => {
                    history.snapshots.push(snapshot);
                    continue;
                }
                Ok(Err(found)) => SnapshotError::Schema {
                    name: name.clone(),
                    line: number,
                    found,
                },
                Err(error) => {
                    let torn = error.classify() == Category::Eof || Some(place) == last;
                    let reason = reason(&error);
                    if torn {
                        history.torn.push(format!(
                            "{name}: line {number} was not written to its end ({reason}, after \
                             {} bytes) and is passed over; it stays in the file",
                            line.len()
                        ));
                    }
                    let damaged = SnapshotError::Damaged {
                        name: name.clone(),
                        line: number,
                        column: error.column(),
                        reason,
                    };
                    if torn {
                        first.get_or_insert(damaged);
                        continue;
                    }
                    damaged
                }
            };
            return Err(error);
        }
        match first {
            Some(error) if history.snapshots.is_empty() => Err(error),
            _ => Ok(history),
        }
    }

    /// Appends a snapshot, without its functions, as one line. The content of the file
    /// stays as it is. If its last line was not written to its end, the snapshot begins on
    /// a new one. Two processes wait for each other.
    ///
    /// # Errors
    /// - The file cannot be written.
    pub fn append(path: &Path, snapshot: &Snapshot) -> Result<(), SnapshotError> {
        append(path, snapshot).map_err(|error| SnapshotError::Io {
            name: name(path),
            what: "write",
            error,
        })
    }

    /// Returns the newest snapshot of a release, or if there is none the oldest of all.
    pub fn release(&self) -> Option<&Snapshot> {
        let mut newest = self.snapshots.iter().rev();
        let release = newest.find(|snapshot| snapshot.release.is_some());
        release.or(self.snapshots.first())
    }
}

fn append(path: &Path, snapshot: &Snapshot) -> io::Result<()> {
    let mut snapshot = snapshot.clone();
    for sizes in snapshot.files.values_mut() {
        sizes.functions = Vec::new();
    }
    let mut line = serde_json::to_vec(&snapshot)?;
    line.push(b'\n');

    let mut options = File::options();
    let mut file = options.read(true).append(true).create(true).open(path)?;
    match file.lock() {
        // Without locks, a single write at the end of the file is the best that can be
        // done.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
        locked => locked?,
    }
    if file.seek(SeekFrom::End(0))? > 0 {
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            line.insert(0, b'\n');
        }
    }
    file.write_all(&line)?;
    file.sync_data()
}
