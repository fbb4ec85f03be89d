//! `snapshot`: writes the baseline, and a line of the history.

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use greentic_command::{Exit, Failure, files, output};
use greentic_size_model::numerals::{counted, number};
use serde::Serialize;

use super::project::{self, ProjectArgs, snapshot_failure};
use crate::shown::short;
use crate::snapshot::{History, Snapshot};

/// Writes the sizes of files as the baseline that `size check` holds later ones against.
///
/// The baseline has the numbers, the imports, bytes by crate and by what they are for, and
/// the 200 largest functions, so that a later check names what grew without the old files.
/// Equal files give equal bytes, but for the time (`SOURCE_DATE_EPOCH` chooses it) and the
/// commit. Commit it with the code.
#[derive(Args)]
pub struct SnapshotArgs {
    #[command(flatten)]
    project: ProjectArgs,

    /// Append a line to the history as well, whose lines are never changed
    #[arg(long)]
    append: bool,

    /// Mark the line as a release: `size check` measures drift from the last one
    #[arg(long, value_name = "NAME", requires = "append")]
    release: Option<String>,

    /// Print the snapshot as one JSON document
    #[arg(long)]
    json: bool,
}

/// A snapshot, as `--json` prints it: the schema of the baseline is within.
#[derive(Serialize)]
struct SnapshotReport<'a> {
    baseline: String,
    history: Option<String>,
    snapshot: &'a Snapshot,
}

impl SnapshotArgs {
    /// Runs the command line, and reports failures.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn run(&self) -> Result<()> {
        let budgets = self.project.budgets()?;
        let release = self.release.as_deref();
        let mut snapshot = Snapshot::begin(self.project.folder(), release);
        self.project.measure(budgets.as_ref(), |entry, _, sizes| {
            snapshot.files.insert(entry.name.clone(), sizes);
            Ok(())
        })?;
        let (baseline, history) = (self.project.baseline(), self.project.history());
        // A history that cannot be used is found before anything is written.
        if self.append {
            project::history(&history)?;
        }
        snapshot.write(&baseline).map_err(snapshot_failure)?;
        if self.append {
            History::append(&history, &snapshot).map_err(snapshot_failure)?;
        }
        let history = self.append.then(|| files::name(&history));
        let baseline = files::name(&baseline);
        if self.json {
            let document = SnapshotReport {
                baseline,
                history,
                snapshot: &snapshot,
            };
            return Ok(output::document(&document)?);
        }
        let mut said = String::new();
        for (name, sizes) in &snapshot.files {
            // Writing to a string does not fail.
            let _ = writeln!(said, "{}: {} bytes", short(name), number(sizes.bytes));
        }
        let files = counted(snapshot.files.len(), "file");
        let line = history.map(|history| format!(", and a line in {history}"));
        let _ = writeln!(said, "{files} in {baseline}{}", line.unwrap_or_default());
        Ok(output::text(&said)?)
    }
}
