//! Several components, one after the other.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Result;
use greentic_command::files::{self, Folders};
use greentic_command::places::{self, Inputs};
use greentic_command::{Exit, Failure, output, progress};
use serde_json::json;

use super::walk::{self, ComponentFile};
use super::{Arguments, print, sections, usage};
use crate::{Options, Report};

/// The report on one component.
struct ShrunkFile {
    /// Its file.
    name: String,
    report: Report,
}

impl Arguments {
    /// Shrinks all components that are named. One that fails does not stop the
    /// others.
    pub(super) fn run_many(&self) -> Result<()> {
        for (given, flag) in [
            (self.symbol_map.is_some(), "--symbol-map"),
            (self.aside.is_some(), "--aside"),
        ] {
            if given {
                usage(&format!(
                    "{flag} is about one component, and several are named"
                ))?;
            }
        }
        #[cfg(feature = "verify")]
        if self
            .verify
            .iter()
            .any(|option| matches!(option, super::verify::VerifyOption::Answers(_)))
        {
            usage("a file of answers is about one component, and several are named")?;
        }
        let search = walk::components(&self.inputs, self.recursive, self.output.as_deref())?;
        let streams = self.inputs.iter().chain(&self.output);
        if streams.into_iter().any(|path| files::is_stream(path)) {
            usage("`-` is one component, and several are named")?;
        }
        let jobs = self.jobs(search.files)?;
        let inputs = Inputs::of(jobs.iter().map(|job| &*job.input)).replaceable();
        for job in &jobs {
            self.spare(&inputs, job)?;
        }
        places::all_differ(jobs.iter().filter_map(|job| job.output.as_deref()))?;

        let options = self.options()?;
        let mut progress = progress::Steps::on_stderr();
        let mut folders = Folders::default();
        let (mut done, mut failed) = (Vec::new(), search.unreadable);
        let mut missing: Option<BTreeSet<String>> = None;
        let mut exits = BTreeSet::new();
        if !failed.is_empty() {
            exits.insert(Exit::System);
        }
        for (index, job) in jobs.iter().enumerate() {
            progress.step(index + 1, jobs.len(), &files::name(&job.input));
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
                Ok(report) => done.push(ShrunkFile {
                    name: files::name(&job.input),
                    report,
                }),
                Err(error) => {
                    let failure = Failure::from(error);
                    exits.insert(failure.exit());
                    failed.push(failure.to_string());
                }
            }
        }
        progress.finish();
        drop(folders);

        if self.json {
            output::document(&to_json(&done, &failed))?;
        } else {
            output::text(&table(&done))?;
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
                // The exit status that all failures have in common, or else that
                // something failed.
                let exit = match exits.len() {
                    1 => exits.pop_first().unwrap_or(Exit::Failed),
                    _ => Exit::Failed,
                };
                let message = format!("{count} of {of} failed:\n  {failed}");
                Err(Failure::new(exit, "failed", message).documented().into())
            }
        }
    }

    /// Lists the components to read and the files to write.
    fn jobs(&self, found: Vec<ComponentFile>) -> Result<Vec<Job>> {
        let mut names = BTreeSet::new();
        let mut jobs = Vec::new();
        for ComponentFile { path, within } in found {
            let output = match &self.output {
                Some(folder) => {
                    if !names.insert(within.clone()) {
                        let name = files::name(&path);
                        usage(&format!("{name}: another input has the same name"))?;
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

    /// Checks that an output destroys no input.
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
            // The target of a folder's link may be known only now.
            self.spare(inputs, job)?;
            files::prepare(output, &shrunk.component, self.how())?.finish()?;
        }
        Ok(shrunk.report)
    }
}

/// A component to read, and the file to write.
struct Job {
    input: PathBuf,
    output: Option<PathBuf>,
}

fn sums(done: &[ShrunkFile]) -> (usize, usize) {
    let before = done.iter().map(|component| component.report.before).sum();
    let after = done.iter().map(|component| component.report.after).sum();
    (before, after)
}

/// Returns a row for each component, and one for all of them.
fn table(done: &[ShrunkFile]) -> String {
    let width = done.iter().map(|component| component.name.len()).max();
    let width = width.unwrap_or_default().max("component".len());
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{:<width$} {:>10} {:>10}",
        "component", "before", "after"
    );
    for ShrunkFile { name, report } in done {
        let (before, after) = (report.before, report.after);
        let _ = writeln!(text, "{name:<width$} {before:>10} {after:>10}");
    }
    let (before, after) = sums(done);
    let _ = writeln!(text, "{:<width$} {before:>10} {after:>10}", "all");
    text
}

fn to_json(done: &[ShrunkFile], failed: &[String]) -> serde_json::Value {
    let (before, after) = sums(done);
    let components: Vec<_> = done
        .iter()
        .map(|ShrunkFile { name, report }| json!({ "name": name, "report": report }))
        .collect();
    json!({
        "components": components,
        "before": before,
        "after": after,
        "failed": failed,
    })
}

/// Returns lines with the name of a component before each.
fn with_name(name: &str, lines: &str) -> String {
    lines
        .lines()
        .fold(String::new(), |text, line| text + name + ": " + line + "\n")
}
