//! `html`: one page about files.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Args;
use greentic_command::failure::OrExit as _;
use greentic_command::places::Inputs;
use greentic_command::{Exit, Failure, files, output};
use greentic_size_model::File;
use greentic_size_model::diff::diff;
use greentic_size_model::numerals::{counted, number, signed};
use serde::Serialize;

use super::aids::{AidArgs, unusable};
use super::inputs::{BuildArgs, label};
use crate::compress::Compressed;
use crate::input::Input;
use crate::page::{FILES, Moment, Page, Subject};
use crate::snapshot::History;

/// Makes one page of HTML about components and core modules: a treemap to click through, a
/// table to sort and filter, the history, and what has changed.
///
/// The page fetches nothing and has at most 500,000 bytes: of large files the largest parts
/// are shown, and the others are summed up. It is replaced in one step, or left as it was.
#[derive(Args)]
pub struct HtmlArgs {
    /// Files, folders of .wasm files, or Cargo packages; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Where to write the page; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Show what has changed since this component or core module; for one file
    #[arg(long, value_name = "FILE")]
    before: Option<PathBuf>,

    /// Show the history that `size snapshot` has written
    #[arg(long, value_name = "FILE")]
    history: Option<PathBuf>,

    #[command(flatten)]
    aids: AidArgs,

    /// A twin of the file before, with names
    #[arg(long, value_name = "PATH", requires = "before")]
    twin_before: Option<PathBuf>,

    /// The symbol map of the file before, where it was shrunk
    // `--companion-before`, its name before, is accepted for one release.
    #[arg(
        long,
        alias = "companion-before",
        value_name = "PATH",
        requires = "before",
        conflicts_with = "twin_before"
    )]
    symbol_map_before: Option<PathBuf>,

    #[command(flatten)]
    build: BuildArgs,

    /// Print one JSON document about the page
    #[arg(long)]
    json: bool,
}

/// A page, as `--json` prints it.
#[derive(Serialize)]
struct Written {
    page: String,
    /// Bytes of the page.
    bytes: usize,
    files: Vec<Shown>,
    /// The difference of the files in bytes, if there are two to compare.
    difference: Option<i64>,
    /// The number of moments in the history.
    moments: usize,
}

/// A file that a page is about, as `--json` prints it.
#[derive(Serialize)]
struct Shown {
    name: String,
    bytes: usize,
}

impl HtmlArgs {
    /// Runs the command line, and reports failures.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn run(&self) -> Result<()> {
        if self.json && files::is_stream(&self.output) {
            let message =
                "--json and the page would both go to standard output; name a file with --output";
            return Err(Failure::usage(message).into());
        }
        let inputs = self.inputs()?;
        let mut page = Page::default();
        let mut difference = None;
        for input in &inputs {
            let name = label(input);
            let known = self.aids.read(&input.bytes)?;
            let file = unusable(File::read(&input.bytes, &known.aids()), &name)?;
            page.add(&Subject {
                name: &name,
                file: &file,
                compressed: Compressed::of(&input.bytes),
            });
            difference = self.compare(&mut page, &name, &file)?;
        }
        let moments = self.remember(&mut page, &inputs)?;
        let html = page.render();
        files::prepare(&self.output, html.as_bytes(), files::How::default())?.finish()?;
        let written = Written {
            page: files::name_of_output(&self.output),
            bytes: html.len(),
            files: inputs
                .iter()
                .map(|input| Shown {
                    name: label(input),
                    bytes: input.bytes.len(),
                })
                .collect(),
            difference,
            moments,
        };
        if self.json {
            return Ok(output::document(&written)?);
        }
        if !files::is_stream(&self.output) {
            output::text(&written.text())?;
        }
        Ok(())
    }

    /// Finds all files. None of them may be at the path of the page.
    fn inputs(&self) -> Result<Vec<Input>> {
        let mut inputs: Vec<Input> = Vec::new();
        for path in &self.paths {
            let found = self.build.find(path)?;
            if let Some(unread) = found.unread.first() {
                return Err(Failure::system(unread.error.to_string()).into());
            }
            inputs.extend(found.inputs);
        }
        let others = [
            &self.before,
            &self.history,
            &self.aids.twin,
            &self.aids.symbol_map,
            &self.twin_before,
            &self.symbol_map_before,
        ];
        let paths = inputs.iter().filter_map(|input| input.path.as_deref());
        let paths = paths.chain(others.into_iter().filter_map(|path| path.as_deref()));
        Inputs::of(paths).spare(&self.output, None)?;
        let many = inputs.len();
        if many > FILES {
            let message = format!(
                "there are {many} files, and one page shows {FILES} at most; name fewer of them"
            );
            return Err(Failure::usage(message).into());
        }
        let single = [
            ("--before", self.before.is_some()),
            ("--twin", self.aids.twin.is_some()),
            ("--symbol-map", self.aids.symbol_map.is_some()),
        ];
        if many > 1
            && let Some((option, _)) = single.iter().find(|(_, given)| *given)
        {
            let message =
                format!("{option} is for one file, and there are {many}; name one of them");
            return Err(Failure::usage(message).into());
        }
        Ok(inputs)
    }

    /// Adds the differences to the page. Returns the difference in bytes.
    fn compare(&self, page: &mut Page, name: &str, after: &File<'_>) -> Result<Option<i64>> {
        let Some(path) = &self.before else {
            return Ok(None);
        };
        let bytes = files::read(path)?;
        let aids = AidArgs {
            twin: self.twin_before.clone(),
            symbol_map: self.symbol_map_before.clone(),
        };
        let known = aids.read(&bytes)?;
        let before = unusable(File::read(&bytes, &known.aids()), &files::name(path))?;
        let difference = diff(&before, after, 1);
        let bytes = |bytes| i64::try_from(bytes).unwrap_or(i64::MAX);
        let more = bytes(difference.after) - bytes(difference.before);
        page.compare(&files::name(path), name, difference);
        Ok(Some(more))
    }

    /// Adds the history: of the files on the page, or of all files if none of these is in
    /// it. Returns the number of moments.
    fn remember(&self, page: &mut Page, inputs: &[Input]) -> Result<usize> {
        let Some(path) = &self.history else {
            return Ok(0);
        };
        // Without this check, a missing file would be a history without moments.
        std::fs::metadata(path).with_context(|| format!("cannot read {}", files::name(path)))?;
        let History { snapshots, torn } =
            History::read(path).or_exit(Exit::Unusable, "unusable")?;
        for line in torn {
            output::warning(&line);
        }
        let is_shown = |name: &String| inputs.iter().any(|input| input.name == *name);
        let any = snapshots
            .iter()
            .any(|snapshot| snapshot.files.keys().any(is_shown));
        for snapshot in &snapshots {
            let files = snapshot
                .files
                .iter()
                .filter(|(name, _)| !any || is_shown(name));
            page.remember(Moment {
                time: snapshot.time.to_string(),
                label: snapshot
                    .release
                    .clone()
                    .or_else(|| snapshot.commit.as_deref().map(short))
                    .unwrap_or_default(),
                release: snapshot.release.is_some(),
                files: files
                    .map(|(name, sizes)| (name.clone(), sizes.bytes, sizes.gzip_bytes))
                    .collect(),
            });
        }
        Ok(snapshots.len())
    }
}

impl Written {
    /// Returns the page's description for people. Writing to a string does not fail.
    fn text(&self) -> String {
        let about = match &self.files[..] {
            [one] => format!("{} ({} bytes)", one.name, number(one.bytes as u64)),
            several => counted(several.len(), "file"),
        };
        let mut text = format!(
            "{}: {} bytes, about {about}",
            self.page,
            number(self.bytes as u64)
        );
        if let Some(more) = self.difference {
            let _ = write!(text, ", {} since the file before", signed(more));
        }
        if self.moments > 0 {
            let _ = write!(text, ", with {}", counted(self.moments, "moment"));
        }
        text.push('\n');
        text
    }
}

/// Returns the beginning of a commit.
fn short(commit: &str) -> String {
    commit.chars().take(10).collect()
}
