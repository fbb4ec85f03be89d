//! `history`: the sizes of files over time.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use comfy_table::Table;
use greentic_command::files::{self, How};
use greentic_command::style::{self, Tone, paint};
use greentic_command::{Exit, Failure, output};
use greentic_size_model::numerals::{number, signed};
use greentic_untrusted::on_one_line;
use jiff::Timestamp;
use serde::Serialize;

use super::grid;
use super::project::{HISTORY, history};
use super::text;
use crate::chart;
use crate::shown::short;
use crate::snapshot::{History, Snapshot};

/// The titles of the table.
const TITLES: [&str; 7] = ["day", "commit", "release", "bytes", "", "gzip", "imports"];

/// The fewest letters that name a commit.
const COMMIT: usize = 7;

/// Shows how large files were, snapshot by snapshot.
///
/// Lines that were not written to their end are told of, and passed over.
#[derive(Args)]
pub struct HistoryArgs {
    /// The history
    #[arg(value_name = "FILE", default_value = HISTORY)]
    history: PathBuf,

    /// Show this file, by its name in the history; all if none is given
    #[arg(long, value_name = "NAME")]
    file: Vec<String>,

    /// Begin with a release, a commit, or a day (2026-11-28) or time
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,

    /// Draw the course as SVG; `-` is standard output, in place of the table
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// A history, as `--json` prints it.
#[derive(Serialize)]
struct Course<'a> {
    history: String,
    files: &'a [&'a str],
    snapshots: &'a [&'a Snapshot],
    torn: &'a [String],
}

impl HistoryArgs {
    /// Runs the command line, and reports failures.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn run(&self) -> Result<()> {
        let on_stdout = self.svg.as_deref().is_some_and(files::is_stream);
        if on_stdout && self.json {
            let message =
                "--svg - has standard output for itself; name a file, or leave --json out";
            return Err(Failure::usage(message).into());
        }
        let name = files::name(&self.history);
        // A user who names a history expects it to exist.
        if !self.history.exists() {
            let message =
                format!("cannot read {name}: it is not there; `size snapshot --append` begins one");
            return Err(Failure::system(message).into());
        }
        let history = history(&self.history)?;
        let snapshots = self.selected(&name, &history)?;
        let names = self.names(&name, &snapshots)?;
        if let Some(path) = &self.svg {
            if names.len() > chart::MOST_FILES {
                return Err(Failure::usage(format!(
                    "{name}: {} files are too many for one picture, which has at most {}; \
                     choose some with --file",
                    names.len(),
                    chart::MOST_FILES
                ))
                .into());
            }
            let svg = chart::svg(&snapshots, &names);
            files::prepare(path, svg.as_bytes(), How::default())?.finish()?;
        }
        if self.json {
            let document = Course {
                history: name,
                files: &names,
                snapshots: &snapshots,
                torn: &history.torn,
            };
            return Ok(output::document(&document)?);
        }
        if on_stdout {
            return Ok(());
        }
        Ok(output::text(&course(&snapshots, &names))?)
    }

    /// Returns the snapshots from `--since` on.
    fn selected<'h>(&self, name: &str, history: &'h History) -> Result<Vec<&'h Snapshot>> {
        let all = &history.snapshots;
        let Some(since) = &self.since else {
            return Ok(all.iter().collect());
        };
        let release = all
            .iter()
            .rposition(|snapshot| snapshot.release.as_ref() == Some(since));
        let commit = || {
            all.iter().position(|snapshot| {
                let commit = snapshot.commit.as_deref();
                since.len() >= COMMIT && commit.is_some_and(|commit| commit.starts_with(&**since))
            })
        };
        if let Some(first) = release.or_else(commit) {
            return Ok(all[first..].iter().collect());
        }
        if let Some(time) = time(since) {
            return Ok(all
                .iter()
                .filter(|snapshot| snapshot.time >= time)
                .collect());
        }
        let mut releases: Vec<_> = all
            .iter()
            .filter_map(|snapshot| snapshot.release.as_deref())
            .map(short)
            .collect();
        releases.dedup();
        let releases = match releases.as_slice() {
            [] => "it has no releases".to_owned(),
            releases => format!("its releases are {}", releases.join(", ")),
        };
        Err(Failure::usage(format!(
            "{name}: `{}` is no release and no commit in there, and no day such as 2026-11-28; \
             {releases}",
            on_one_line(since)
        ))
        .into())
    }

    /// Returns the names of the files to show.
    fn names<'h>(&'h self, name: &str, snapshots: &[&'h Snapshot]) -> Result<Vec<&'h str>> {
        let mut known: Vec<_> = snapshots
            .iter()
            .flat_map(|snapshot| snapshot.files.keys())
            .map(String::as_str)
            .collect();
        known.sort_unstable();
        known.dedup();
        if self.file.is_empty() {
            return Ok(known);
        }
        let missing = self.file.iter().find(|file| !known.contains(&&***file));
        if let Some(missing) = missing {
            let known: Vec<_> = known.iter().map(|file| short(file)).collect();
            return Err(Failure::usage(format!(
                "{name}: there is no file `{}` in there; there are {}",
                on_one_line(missing),
                known.join(", ")
            ))
            .into());
        }
        Ok(self.file.iter().map(String::as_str).collect())
    }
}

/// Parses a day in UTC, or a time.
fn time(text: &str) -> Option<Timestamp> {
    let time = text.parse::<Timestamp>().ok();
    time.or_else(|| format!("{text}T00:00:00Z").parse().ok())
}

/// Returns a table for each file, with one line for each snapshot.
fn course(snapshots: &[&Snapshot], names: &[&str]) -> String {
    let colour = style::on_stdout();
    let mut text = String::new();
    for (place, name) in names.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        let title = paint(colour, Tone::Heading, &short(name));
        let _ = writeln!(text, "{title}");
        for line in table(snapshots, name).lines() {
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    if names.is_empty() {
        text.push_str("no snapshots\n");
    }
    text
}

fn table(snapshots: &[&Snapshot], name: &str) -> Table {
    let mut before = None;
    let rows = snapshots.iter().filter_map(|snapshot| {
        let sizes = snapshot.files.get(name)?;
        let more = before.map(|before| i128::from(sizes.bytes) - i128::from(before));
        let more = match more.map(i64::try_from) {
            Some(Ok(0)) | None => String::new(),
            Some(Ok(more)) => signed(more),
            Some(Err(_)) => "..".to_owned(),
        };
        before = Some(sizes.bytes);
        Some(vec![
            text::day(snapshot.time),
            snapshot
                .commit
                .as_deref()
                .map(text::short_commit)
                .unwrap_or_default(),
            snapshot.release.as_deref().map(short).unwrap_or_default(),
            number(sizes.bytes),
            more,
            number(sizes.gzip_bytes),
            number(sizes.imports.len() as u64),
        ])
    });
    grid(TITLES.into_iter(), rows, 3)
}
