//! `check`: holds files against budgets, the baseline and the last release.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Args;
use greentic_command::files::{self, How};
use greentic_command::{Exit, Failure, output};

use super::project::{ProjectArgs, baseline, budgets_failure, history};
use super::text;
use crate::budget::Allowance;
use crate::budget::own::OwnBudgets;
use crate::check::{
    Against, CheckReport, CheckedFile, ToolchainPolicy, annotations, file, summary,
};
use crate::project::Entry;
use crate::snapshot::{Sizes, Snapshot};

/// The variable with the file in which GitHub's runners expect a summary.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Holds files against their budgets, the baseline and the last release.
///
/// Each file may take what `size-budgets.toml` says, may grow by `step` since the baseline
/// that `size snapshot` wrote and by `drift` since the last release of the history, and may
/// import what `imports` allows, or without that what it imported in the baseline. What
/// breaks is told with the functions that grew, and a new import with what keeps it in.
#[derive(Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub struct CheckArgs {
    #[command(flatten)]
    project: ProjectArgs,

    /// Choose what to do when tools have other versions than in the baseline
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    toolchain_change: ToolchainPolicy,

    /// Have warnings count as faults
    #[arg(long)]
    strict: bool,

    /// Begin a table in the budgets for each file that has none, with what was measured
    #[arg(long)]
    init: bool,

    /// Lower the numbers of the budgets to what was measured; nothing is raised
    #[arg(long)]
    tighten: bool,

    /// Write a summary in Markdown; `-` is standard output, in place of the text
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,

    /// Print annotations for GitHub, and append the summary to `$GITHUB_STEP_SUMMARY`
    #[arg(long, conflicts_with = "json")]
    github: bool,

    /// Leave files out of the summary that have changed by less, in bytes or in per cent
    /// (`2 %`); where none is left and all holds, it is empty
    #[arg(long, value_name = "SIZE", default_value = "1")]
    min_change: Allowance,

    /// Show at most so many functions that grew, for each file
    #[arg(long, value_name = "N", default_value_t = 5)]
    top: usize,

    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

impl CheckArgs {
    /// Runs the command line, and reports failures.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(true) => Exit::Good.code(),
            Ok(false) => Exit::Failed.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    /// Returns whether everything holds.
    fn run(&self) -> Result<bool> {
        let on_stdout = self.markdown.as_deref().is_some_and(files::is_stream);
        if on_stdout && (self.json || self.github) {
            let message = "--markdown - has standard output for itself; name a file, or leave \
                           --json and --github out";
            return Err(Failure::usage(message).into());
        }
        let (budgets, report) = self.report()?;
        let summary = summary(&report, self.min_change);
        if let Some(path) = &self.markdown {
            let how = How::default();
            files::prepare(path, summary.as_bytes(), how)?.finish()?;
        }
        if self.json {
            output::document(&report)?;
        } else if !on_stdout {
            output::text(&text::check(&report, self.top))?;
        }
        if self.github {
            output::text(&annotations(&report, budgets.as_ref()))?;
            append_summary(&summary)?;
        }
        Ok(report.holds)
    }

    fn report(&self) -> Result<(Option<OwnBudgets>, CheckReport)> {
        let mut budgets = self.project.budgets()?;
        let baseline_path = self.project.baseline();
        let baseline = baseline(&baseline_path)?;
        let history = history(&self.project.history())?;
        if budgets.is_none() && baseline.is_none() && !self.init {
            return Err(nothing(&self.project.budgets, &baseline_path).into());
        }
        if budgets.is_none() && self.init {
            let begun = OwnBudgets::parse(&self.project.budgets, String::new());
            budgets = Some(begun.map_err(budgets_failure)?);
        }
        let now = Snapshot::begin(self.project.folder(), None);
        let mut looked_at = Vec::new();
        // A budget that is begun or lowered holds what it was made of.
        let before = budgets.clone();
        let against = Against {
            budgets: None,
            baseline: baseline.as_ref(),
            release: history.release(),
            now: &now,
            toolchain: self.toolchain_change,
        };
        let mut report = CheckReport::begin(&against);
        self.project.measure(before.as_ref(), |entry, one, sizes| {
            let mut name = entry.name.clone();
            let mut table = entry.table.clone();
            if let Some(budgets) = &mut budgets
                && let Some(begun) = self.change(budgets, entry, &sizes)
            {
                name.clone_from(&begun);
                table = Some(begun);
            }
            let subject = CheckedFile {
                name: &name,
                path: &entry.path,
                table: table.as_deref(),
                file: one,
                sizes: &sizes,
            };
            let against = Against {
                budgets: budgets.as_ref(),
                ..against
            };
            file(&mut report, &subject, &against);
            looked_at.push(name);
            Ok(())
        })?;
        if self.project.paths.is_empty()
            && let Some(baseline) = &baseline
        {
            let names = baseline.files.keys();
            let missing = names.filter(|name| !looked_at.contains(name));
            report.missing = missing.cloned().collect();
        }
        if self.strict {
            report.deny_warnings();
        }
        if let (Some(budgets), true) = (&budgets, self.init || self.tighten) {
            budgets.write().map_err(budgets_failure)?;
        }
        Ok((budgets, report))
    }

    /// Begins or lowers the budget of a file. Returns the table that was begun.
    fn change(&self, budgets: &mut OwnBudgets, entry: &Entry, sizes: &Sizes) -> Option<String> {
        let mut changes = Vec::new();
        let mut begun = None;
        match &entry.table {
            Some(table) if self.tighten => changes = budgets.tighten(table, sizes),
            None if self.init => {
                let file = entry.path.rsplit('/').next().unwrap_or(&entry.path);
                let stem = file.strip_suffix(".wasm").unwrap_or(file).to_owned();
                let taken = budgets.of(&[&stem]).is_some();
                let table = if taken { entry.name.clone() } else { stem };
                changes = budgets.begin(&table, Some(&entry.path), sizes);
                begun = (!changes.is_empty()).then_some(table);
            }
            _ => {}
        }
        for change in changes {
            output::note(&change);
        }
        begun
    }
}

fn nothing(budgets: &Path, baseline: &Path) -> Failure {
    Failure::usage(format!(
        "there is nothing to hold files against: neither {} nor {} is there; --init begins the \
         former, and `size snapshot` the latter",
        files::name(budgets),
        files::name(baseline)
    ))
}

/// Appends the summary to that of the running step on GitHub.
fn append_summary(summary: &str) -> Result<()> {
    let Some(path) = std::env::var_os(STEP_SUMMARY) else {
        output::note(&format!(
            "the summary is written nowhere: {STEP_SUMMARY} is not set, as it is on GitHub"
        ));
        return Ok(());
    };
    let path = PathBuf::from(path);
    let context = || format!("cannot write {}", files::name(&path));
    let file = File::options().append(true).create(true).open(&path);
    let mut file = file.with_context(context)?;
    file.write_all(summary.as_bytes()).with_context(context)
}
