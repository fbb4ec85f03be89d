//! Several components, one after the other.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};
use greentic_shrink::{Options, Report};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::files::Folders;
use super::places::{self, Inputs};
use super::walk::{self, Found};
use super::{Arguments, files, print, sections};

/// What came of a component.
struct Done {
    /// Its file.
    name: String,
    report: Report,
}

impl Arguments {
    /// Shrinks all that is named. What fails keeps none of the others.
    pub(super) fn run_many(&self) -> Result<()> {
        for (given, flag) in [
            (self.companion.is_some(), "--companion"),
            (self.aside.is_some(), "--aside"),
        ] {
            ensure!(
                !given,
                "{flag} is about one component, and several are named"
            );
        }
        #[cfg(feature = "verify")]
        ensure!(
            !self
                .verify
                .iter()
                .any(|given| matches!(given, super::verify::Given::Answers(_))),
            "a file of answers is about one component, and several are named"
        );
        let walk = walk::components(&self.inputs, self.recursive, self.output.as_deref())?;
        let streams = self.inputs.iter().chain(&self.output);
        ensure!(
            !streams.into_iter().any(|path| files::is_stream(path)),
            "`-` is one component, and several are named"
        );
        let jobs = self.jobs(walk.found)?;
        let inputs = Inputs::of(jobs.iter().map(|job| &*job.input));
        for job in &jobs {
            self.spare(&inputs, job)?;
        }
        places::all_differ(jobs.iter().filter_map(|job| job.output.as_deref()))?;

        let options = self.options()?;
        let progress = Progress::new(jobs.len());
        let mut folders = Folders::default();
        let (mut done, mut failed) = (Vec::new(), walk.unreadable);
        let mut missing: Option<BTreeSet<String>> = None;
        let mut status = Vec::new();
        for (index, job) in jobs.iter().enumerate() {
            progress.step(index, &job.input);
            let result = files::read(&job.input).and_then(|input| {
                let here = sections::missing(&options, [input.as_slice()]);
                let here = BTreeSet::from_iter(here);
                missing = Some(match missing.take() {
                    Some(before) => &before & &here,
                    None => here,
                });
                self.shrink_to(job, &input, &options, &inputs, &mut folders)
            });
            match result {
                Ok(report) => done.push(Done {
                    name: files::name(&job.input),
                    report,
                }),
                Err(error) => {
                    status.push(super::status(&error));
                    failed.push(format!("{error:#}"));
                }
            }
        }
        progress.finish();
        drop(folders);

        if self.json {
            files::print(&to_json(&done, &failed)?)?;
        } else {
            files::print(&table(&done))?;
        }
        for component in &done {
            let warnings = print::warnings(&component.report);
            eprint!("{}", with_name(&component.name, &warnings));
            if self.verbose {
                let notes = print::notes(&component.report);
                eprint!("{}", with_name(&component.name, &notes));
            }
        }
        let missing: Vec<_> = missing.into_iter().flatten().collect();
        eprint!("{}", sections::warnings(&missing));
        match failed.len() {
            0 => Ok(()),
            count => {
                let of = done.len() + count;
                let failed = failed.join("\n  ");
                let all_unverified = status.len() == count && status.iter().all(|code| *code != 1);
                Err(Failed {
                    message: format!("{count} of {of} failed:\n  {failed}"),
                    status: if all_unverified { status[0] } else { 1 },
                }
                .into())
            }
        }
    }

    /// What is to be read and written.
    fn jobs(&self, found: Vec<Found>) -> Result<Vec<Job>> {
        let mut names = BTreeSet::new();
        let mut jobs = Vec::new();
        for Found { path, within } in found {
            let output = match &self.output {
                Some(folder) => {
                    if !names.insert(within.clone()) {
                        bail!("{}: another input has the same name", files::name(&path));
                    }
                    Some(folder.join(within))
                }
                None => self.in_place.then(|| path.clone()),
            };
            jobs.push(Job {
                input: path,
                output,
            });
        }
        Ok(jobs)
    }

    /// Holds an output against all inputs.
    fn spare(&self, inputs: &Inputs, job: &Job) -> Result<()> {
        let own = self.in_place.then_some(&*job.input);
        match &job.output {
            Some(output) => inputs.spare(output, own),
            None => Ok(()),
        }
    }

    fn shrink_to(
        &self,
        job: &Job,
        input: &[u8],
        options: &Options,
        inputs: &Inputs,
        folders: &mut Folders,
    ) -> Result<Report> {
        let shrunk = self.shrink(&job.input, input, options, false)?;
        if let Some(output) = &job.output {
            if let Some(folder) = output.parent() {
                folders.make(folder)?;
            }
            // Where a folder leads may be known only now.
            self.spare(inputs, job)?;
            files::prepare(output, &shrunk.component, self.how())?.finish()?;
        }
        Ok(shrunk.report)
    }
}

/// A component to read, and where to write what becomes of it.
struct Job {
    input: PathBuf,
    output: Option<PathBuf>,
}

/// Some of several components failed.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(super) struct Failed {
    message: String,
    /// The exit status of the command.
    pub(super) status: u8,
}

/// Says which component is next: in one line that changes on a terminal, in a
/// line for each anywhere else.
struct Progress {
    bar: Option<ProgressBar>,
    of: usize,
}

impl Progress {
    fn new(of: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("[{pos}/{len}] {wide_msg}");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(of as u64).with_style(style)
        });
        Self { bar, of }
    }

    fn step(&self, index: usize, path: &Path) {
        match &self.bar {
            Some(bar) => {
                bar.set_position(index as u64 + 1);
                bar.set_message(files::name(path));
            }
            None => eprintln!("[{}/{}] {}", index + 1, self.of, files::name(path)),
        }
    }

    fn finish(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}

fn sums(done: &[Done]) -> (usize, usize) {
    let before = done.iter().map(|component| component.report.before).sum();
    let after = done.iter().map(|component| component.report.after).sum();
    (before, after)
}

/// A row for each component, and one for all of them.
fn table(done: &[Done]) -> String {
    let width = done.iter().map(|component| component.name.len()).max();
    let width = width.unwrap_or_default().max("component".len());
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{:<width$} {:>10} {:>10}",
        "component", "before", "after"
    );
    for Done { name, report } in done {
        let (before, after) = (report.before, report.after);
        let _ = writeln!(text, "{name:<width$} {before:>10} {after:>10}");
    }
    let (before, after) = sums(done);
    let _ = writeln!(text, "{:<width$} {before:>10} {after:>10}", "all");
    text
}

fn to_json(done: &[Done], failed: &[String]) -> Result<String> {
    let (before, after) = sums(done);
    let components: Vec<_> = done
        .iter()
        .map(|Done { name, report }| json!({ "name": name, "report": report }))
        .collect();
    let all = json!({
        "components": components,
        "before": before,
        "after": after,
        "failed": failed,
    });
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

/// Lines with the name of a component before each.
fn with_name(name: &str, lines: &str) -> String {
    lines
        .lines()
        .fold(String::new(), |text, line| text + name + ": " + line + "\n")
}
