//! The files of a project on a command line, and the files that are kept beside them.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, Failure};
use greentic_size_model::File;
use greentic_untrusted::on_one_line;

use super::inputs::BuildArgs;
use crate::budget::BudgetsError;
use crate::budget::own::OwnBudgets;
use crate::project::{Entry, MeasuredFile, ProjectError, entries};
use crate::snapshot::{History, Sizes, Snapshot, SnapshotError};

/// The files of a project.
#[derive(Args)]
pub(super) struct ProjectArgs {
    /// Files, folders of files, or Cargo packages, which are built; by default those that
    /// the budgets name
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// The budgets
    #[arg(long, value_name = "FILE", default_value = "size-budgets.toml")]
    pub(super) budgets: PathBuf,

    /// The baseline; size-baseline.json beside the budgets if not given
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// The history; size-history.jsonl beside the budgets if not given
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,

    #[command(flatten)]
    build: BuildArgs,
}

impl ProjectArgs {
    /// Returns the folder of the project: that of its budgets.
    pub(super) fn folder(&self) -> &Path {
        folder(&self.budgets)
    }

    pub(super) fn baseline(&self) -> PathBuf {
        beside(self.baseline.as_ref(), self.folder(), "size-baseline.json")
    }

    pub(super) fn history(&self) -> PathBuf {
        beside(self.history.as_ref(), self.folder(), HISTORY)
    }

    pub(super) fn budgets(&self) -> Result<Option<OwnBudgets>> {
        Ok(OwnBudgets::read(&self.budgets).map_err(budgets_failure)?)
    }

    /// Measures all files one by one, and passes each to `take`.
    pub(super) fn measure(
        &self,
        budgets: Option<&OwnBudgets>,
        mut take: impl FnMut(&Entry, &File<'_>, Sizes) -> Result<()>,
    ) -> Result<()> {
        let found = entries(&self.paths, budgets, |path| self.build.find(path));
        let found = found.map_err(Failure::from)?;
        for mut entry in found {
            let bytes = std::mem::take(&mut entry.bytes);
            let name = || on_one_line(&entry.path).into_owned();
            let measured = MeasuredFile::of(bytes, entry.shrink);
            let measured = measured
                .or_exit(Exit::Unusable, "unusable")
                .with_context(name)?;
            let table = entry.table.as_deref();
            let limits = budgets
                .zip(table)
                .and_then(|(budgets, table)| budgets.of(&[table]));
            let stack = limits.is_some_and(|(_, limits)| limits.stack.is_some());
            if let (Some(error), true) = (measured.stack_unknown(), stack) {
                let message = format!("{}: {error}; take `stack` out of its budget", name());
                return Err(Failure::unusable(message).into());
            }
            let file = measured.file().or_exit(Exit::Unusable, "unusable");
            let file = file.with_context(name)?;
            take(&entry, &file, measured.sizes(&file))?;
        }
        Ok(())
    }
}

/// The name of the history.
pub(super) const HISTORY: &str = "size-history.jsonl";

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn beside(given: Option<&PathBuf>, folder: &Path, name: &str) -> PathBuf {
    given.cloned().unwrap_or_else(|| {
        let here = folder == Path::new(".");
        if here { name.into() } else { folder.join(name) }
    })
}

pub(super) fn baseline(path: &Path) -> Result<Option<Snapshot>> {
    Ok(Snapshot::read(path).map_err(snapshot_failure)?)
}

/// Reads a history, and warns of lines that are skipped.
pub(super) fn history(path: &Path) -> Result<History> {
    let history = History::read(path).map_err(snapshot_failure)?;
    for torn in &history.torn {
        greentic_command::output::warning(torn);
    }
    Ok(history)
}

pub(super) fn budgets_failure(error: BudgetsError) -> Failure {
    let message = error.to_string();
    match error {
        BudgetsError::File { error, .. } => file_failure(&error, message),
        _ => Failure::unusable(message),
    }
}

pub(super) fn snapshot_failure(error: SnapshotError) -> Failure {
    let message = error.to_string();
    match error {
        SnapshotError::Io { error, .. } => file_failure(&error, message),
        _ => Failure::unusable(message),
    }
}

/// Makes a failure. Errors of reading belong to the system; errors in the content or size
/// of a file belong to the file.
fn file_failure(error: &io::Error, message: String) -> Failure {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::FileTooLarge => Failure::unusable(message),
        _ => Failure::system(message),
    }
}

impl From<ProjectError<Self>> for Failure {
    fn from(error: ProjectError<Self>) -> Self {
        match error {
            ProjectError::Input(failure) => failure,
            ProjectError::Nothing(_) | ProjectError::Twice { .. } => Self::usage(error.to_string()),
        }
    }
}
