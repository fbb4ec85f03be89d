//! Several components, one after the other.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use greentic_shrink::{Options, Report, shrink};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{Arguments, files, print};

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
        let paths = files::components(&self.inputs)?;
        let streams = self.inputs.iter().chain(&self.output);
        ensure!(
            !streams.into_iter().any(|path| files::is_stream(path)),
            "`-` is one component, and several are named"
        );
        let mut names = BTreeSet::new();
        for path in &paths {
            if self.output.is_some() && !names.insert(path.file_name()) {
                bail!("{}: another input has the same name", path.display());
            }
        }
        if let Some(folder) = &self.output {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }

        let options = self.options()?;
        let progress = Progress::new(paths.len());
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        for (index, path) in paths.iter().enumerate() {
            progress.step(index, path);
            match self.shrink_to_folder(path, &options) {
                Ok(report) => done.push(Done {
                    name: path.display().to_string(),
                    report,
                }),
                Err(error) => failed.push(format!("{error:#}")),
            }
        }
        progress.finish();

        if self.json {
            files::print(&to_json(&done, &failed)?)?;
        } else {
            files::print(&table(&done))?;
        }
        if self.verbose {
            for component in &done {
                let notes = print::notes(&component.report);
                eprint!("{}", with_name(&component.name, &notes));
            }
        }
        match failed.len() {
            0 => Ok(()),
            count => bail!(
                "{count} of {} failed:\n  {}",
                paths.len(),
                failed.join("\n  ")
            ),
        }
    }

    fn shrink_to_folder(&self, path: &Path, options: &Options) -> Result<Report> {
        let input = files::read(path)?;
        let context = || path.display().to_string();
        let shrunk = shrink(&input, options).with_context(context)?;
        #[cfg(feature = "verify")]
        if let Some(cases) = self.verify {
            super::verify::run(&input, &shrunk.component, cases, self.seed)
                .with_context(context)?;
        }
        if let Some(folder) = &self.output {
            let name = path.file_name().context("a component has a name")?;
            files::write(&folder.join(name), &shrunk.component)?;
        }
        Ok(shrunk.report)
    }
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
                bar.set_message(path.display().to_string());
            }
            None => eprintln!("[{}/{}] {}", index + 1, self.of, path.display()),
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
