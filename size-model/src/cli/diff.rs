//! `diff`: what has changed between two files.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use greentic_command::style::{self, Tone, paint};
use greentic_command::{Exit, Failure, files, output};
use serde::Serialize;

use super::text::short;
use super::{AidArgs, unusable};
use crate::diff::{Change, Difference, Quiet, What, diff};
use crate::numerals::{counted, number, signed};
use crate::{File, Model};

/// Says what grew, shrank, came and went between two components or core modules.
///
/// Functions are found again by name and by what their code is like: one that was
/// renamed, that stands elsewhere, or that was merged with another one of the same code
/// is nothing to speak of.
#[derive(Args)]
pub struct DiffArgs {
    /// The component or core module as it was
    before: PathBuf,

    /// The component or core module as it is
    after: PathBuf,

    /// Leave out changes of fewer bytes
    #[arg(long, value_name = "BYTES", default_value_t = 1)]
    min_change: u64,

    /// How many changes to show
    #[arg(long, value_name = "N", default_value_t = 30)]
    top: usize,

    /// A twin of the first file, with names
    #[arg(long, value_name = "PATH")]
    twin_before: Option<PathBuf>,

    /// A twin of the second file, with names
    #[arg(long, value_name = "PATH")]
    twin_after: Option<PathBuf>,

    /// The companion of the first file, where it was shrunk
    #[arg(long, value_name = "PATH", conflicts_with = "twin_before")]
    companion_before: Option<PathBuf>,

    /// The companion of the second file, where it was shrunk
    #[arg(long, value_name = "PATH", conflicts_with = "twin_after")]
    companion_after: Option<PathBuf>,

    /// Print one JSON document, with all changes
    #[arg(long)]
    json: bool,
}

/// A difference, as `--json` prints it.
#[derive(Serialize)]
struct Differs<'a> {
    files: [String; 2],
    #[serde(flatten)]
    difference: &'a Difference,
}

/// How many functions to name that code of a changed one was written in.
const WRITTEN: usize = 3;

impl DiffArgs {
    /// Does what the command line says, and tells what failed.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn run(&self) -> Result<()> {
        let before = files::read(&self.before)?;
        let after = files::read(&self.after)?;
        unusable(Model::read(&before), &self.before)?;
        unusable(Model::read(&after), &self.after)?;
        let aids = |twin: &Option<PathBuf>, companion: &Option<PathBuf>| AidArgs {
            twin: twin.clone(),
            companion: companion.clone(),
        };
        let known_before = aids(&self.twin_before, &self.companion_before).read(&before)?;
        let known_after = aids(&self.twin_after, &self.companion_after).read(&after)?;
        let one = unusable(File::read(&before, &known_before.aids()), &self.before)?;
        let other = unusable(File::read(&after, &known_after.aids()), &self.after)?;
        let difference = diff(&one, &other, self.min_change);
        let files = [files::name(&self.before), files::name(&self.after)];
        if self.json {
            let document = Differs {
                files,
                difference: &difference,
            };
            return Ok(output::document(&document)?);
        }
        Ok(output::text(&text(&files, &difference, self.top))?)
    }
}

fn text(files: &[String; 2], difference: &Difference, top: usize) -> String {
    let Difference {
        before,
        after,
        changes,
        quiet,
    } = difference;
    let more = bytes(*after) - bytes(*before);
    let mut text = format!(
        "{} -> {}: {} -> {} bytes ({})\n",
        files[0],
        files[1],
        number(*before),
        number(*after),
        if more == 0 {
            "0".to_owned()
        } else {
            signed(more)
        }
    );
    if changes.is_empty() {
        text.push_str("nothing to speak of\n");
    } else {
        text.push('\n');
    }
    for change in changes.iter().take(top) {
        text.push_str(&line(change));
    }
    if changes.len() > top {
        let others = &changes[top..];
        let sum: i64 = others.iter().map(|change| change.difference).sum();
        let sum = signed(sum);
        let many = others.len();
        let _ = writeln!(text, "{sum:>10}  in {many} more (--top shows more)");
    }
    let said = said(quiet);
    if !said.is_empty() {
        let _ = writeln!(text, "\nbeside that: {}", said.join(", "));
    }
    text
}

/// Files have less than 4 GiB.
fn bytes(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn line(change: &Change) -> String {
    let (what, tone) = match change.what {
        What::Grew => ("grew", Tone::Bad),
        What::Came => ("came", Tone::Bad),
        What::Shrank => ("shrank", Tone::Good),
        What::Went => ("went", Tone::Good),
    };
    let difference = format!("{:>10}", signed(change.difference));
    let difference = paint(style::on_stdout(), tone, &difference);
    let sizes = match change.what {
        What::Came | What::Went => String::new(),
        _ => format!(" ({} -> {})", number(change.before), number(change.after)),
    };
    let of = match change.of {
        crate::diff::Of::Import => "import ",
        crate::diff::Of::Export => "export ",
        crate::diff::Of::Function | crate::diff::Of::Parts => "",
    };
    let mut line = format!(
        "{difference}  {what:<7} {of}{}{sizes}\n",
        short(&change.name)
    );
    let others = change.written.iter().filter(|one| one.name != change.name);
    for one in others.take(WRITTEN) {
        // Writing to a string does not fail.
        let _ = writeln!(
            line,
            "{:20}{} written in {}",
            "",
            signed(one.difference),
            short(&one.name)
        );
    }
    line
}

/// What is nothing to speak of, in a few words.
fn said(quiet: &Quiet) -> Vec<String> {
    let mut said = Vec::new();
    for (bytes, what) in [
        (quiet.indices, "indices and headers"),
        (quiet.names, "names and debug information"),
        (quiet.small, "smaller changes"),
    ] {
        if bytes != 0 {
            said.push(format!("{what} {}", signed(bytes)));
        }
    }
    if quiet.merged_functions > 0 {
        let functions = counted(quiet.merged_functions, "function");
        said.push(format!(
            "{functions} merged with others {}",
            signed(quiet.merged)
        ));
    }
    if !quiet.renamed.is_empty() {
        said.push(format!(
            "{} renamed",
            counted(quiet.renamed.len(), "function")
        ));
    }
    if quiet.rewritten > 0 {
        let functions = counted(quiet.rewritten, "function");
        said.push(format!("{functions} with other code of the same size"));
    }
    said
}
