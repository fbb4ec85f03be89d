//! `diff`: the differences between two files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use greentic_command::{Exit, Failure, files, output};
use greentic_size_model::diff::{Difference, diff};
use greentic_size_model::{File, Model};
use greentic_untrusted::on_one_line;
use serde::Serialize;

use super::aids::{AidArgs, unusable};
use super::differences;
use super::inputs::{BuildArgs, end, failed, label};
use crate::input::{Found, Input, Kind};
use crate::report::Failed;

/// Says what grew, shrank, came and went between two components or core modules.
///
/// Functions are found again by name and by what their code is like: one that was
/// renamed, that stands elsewhere, or that was merged with another one of the same code
/// is nothing to speak of.
#[derive(Args)]
pub struct DiffArgs {
    /// The component or core module as it was, or a folder or a Cargo package of them
    before: PathBuf,

    /// The same as it is; files of folders are compared by name
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

    /// The symbol map of the first file, where it was shrunk
    // `--companion-before`, its name before, is accepted for one release.
    #[arg(
        long,
        alias = "companion-before",
        value_name = "PATH",
        conflicts_with = "twin_before"
    )]
    symbol_map_before: Option<PathBuf>,

    /// The symbol map of the second file, where it was shrunk
    // `--companion-after`, its name before, is accepted for one release.
    #[arg(
        long,
        alias = "companion-after",
        value_name = "PATH",
        conflicts_with = "twin_after"
    )]
    symbol_map_after: Option<PathBuf>,

    #[command(flatten)]
    build: BuildArgs,

    /// Print one JSON document, with all changes
    #[arg(long)]
    json: bool,
}

/// A difference of two files, as `--json` prints it.
#[derive(Serialize)]
struct Differs<'a> {
    files: [String; 2],
    #[serde(flatten)]
    difference: &'a Difference,
}

/// The differences between several files, as `--json` prints them.
#[derive(Serialize)]
pub(super) struct Several {
    /// The folders or packages.
    pub(super) files: [String; 2],
    /// All bytes before.
    pub(super) before: u64,
    /// All bytes after.
    pub(super) after: u64,
    /// The files, sorted by name.
    pub(super) pairs: Vec<Pair>,
    /// The files that cannot be used.
    failed: Vec<Failed>,
}

/// A file of both, or of one of them.
#[derive(Serialize)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) what: Fate,
    /// Bytes before; 0 if it is new.
    pub(super) before: u64,
    /// Bytes after; 0 if it is gone.
    pub(super) after: u64,
    /// The differences, if it is in both and not the same.
    pub(super) difference: Option<Difference>,
}

/// The kind of change of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Fate {
    /// Its bytes differ.
    Changed,
    /// Its bytes are the same.
    Same,
    /// It is only in the second folder.
    Came,
    /// It is only in the first folder.
    Went,
}

impl DiffArgs {
    /// Runs the command line, and reports failures.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn run(&self) -> Result<()> {
        let before = self.build.find(&self.before)?;
        let after = self.build.find(&self.after)?;
        // A folder is always a list; a package may be one file.
        let single = |found: &Found| found.inputs.len() == 1 && found.kind != Kind::Folder;
        if single(&before) && single(&after) {
            let inputs = [&before.inputs[0], &after.inputs[0]];
            let difference = self.differ(inputs)?;
            let files = inputs.map(label);
            if self.json {
                let difference = &difference;
                return Ok(output::document(&Differs { files, difference })?);
            }
            let files = files.join(" -> ");
            let text = differences::of_files(&files, &difference, self.top);
            return Ok(output::text(&text)?);
        }
        let names = [&self.before, &self.after].map(|path| files::name(path));
        if before.is_one_file() || after.is_one_file() {
            return Err(Failure::usage(format!(
                "{} and {} are a file and several; name two files, two folders or two packages",
                names[0], names[1]
            ))
            .into());
        }
        let aids = [
            &self.twin_before,
            &self.twin_after,
            &self.symbol_map_before,
            &self.symbol_map_after,
        ];
        if aids.into_iter().any(Option::is_some) {
            return Err(Failure::usage(
                "twins and symbol maps know the names of one file; name two files",
            )
            .into());
        }
        let several = self.several(names, before, after);
        if self.json {
            output::document(&several)?;
        } else {
            output::text(&differences::of_folders(&several, self.top))?;
        }
        let all = several.pairs.len() + several.failed.len();
        Ok(end(&several.failed, all, self.json)?)
    }

    /// Compares files of the same name.
    fn several(&self, files: [String; 2], before: Found, after: Found) -> Several {
        let mut all = before.failed();
        all.extend(after.failed());
        // A file that cannot be read is neither new nor gone.
        let unread: BTreeSet<String> = all.iter().map(|failed| failed.name.clone()).collect();
        let mut names: BTreeMap<String, [Option<Input>; 2]> = BTreeMap::new();
        for (side, found) in [before, after].into_iter().enumerate() {
            for input in found.inputs {
                let pair = names.entry(input.name.clone()).or_default();
                pair[side] = Some(input);
            }
        }
        let mut several = Several {
            files,
            before: 0,
            after: 0,
            pairs: Vec::new(),
            failed: all,
        };
        for (name, pair) in names {
            if unread.contains(&*on_one_line(&name)) {
                continue;
            }
            let bytes = |side: &Option<Input>| {
                let bytes = side.as_ref().map(|input| input.bytes.len() as u64);
                bytes.unwrap_or_default()
            };
            let (before, after) = (bytes(&pair[0]), bytes(&pair[1]));
            let compared = match &pair {
                [Some(one), Some(other)] if one.bytes == other.bytes => {
                    readable(one).map(|()| (Fate::Same, None))
                }
                [Some(one), Some(other)] => self
                    .differ([one, other])
                    .map(|difference| (Fate::Changed, Some(difference))),
                [None, Some(input)] => readable(input).map(|()| (Fate::Came, None)),
                [one, _] => one
                    .as_ref()
                    .map_or(Ok(()), readable)
                    .map(|()| (Fate::Went, None)),
            };
            match compared {
                Ok((what, difference)) => {
                    several.before += before;
                    several.after += after;
                    several.pairs.push(Pair {
                        name: on_one_line(&name).into_owned(),
                        what,
                        before,
                        after,
                        difference,
                    });
                }
                Err(error) => several.failed.push(failed(&name, &Failure::from(error))),
            }
        }
        several
    }

    fn differ(&self, [before, after]: [&Input; 2]) -> Result<Difference> {
        readable(before)?;
        readable(after)?;
        let aids = |twin: &Option<PathBuf>, symbol_map: &Option<PathBuf>| AidArgs {
            twin: twin.clone(),
            symbol_map: symbol_map.clone(),
        };
        let known_before = aids(&self.twin_before, &self.symbol_map_before).read(&before.bytes)?;
        let known_after = aids(&self.twin_after, &self.symbol_map_after).read(&after.bytes)?;
        let one = File::read(&before.bytes, &known_before.aids());
        let one = unusable(one, &label(before))?;
        let other = File::read(&after.bytes, &known_after.aids());
        let other = unusable(other, &label(after))?;
        Ok(diff(&one, &other, self.min_change))
    }
}

/// Checks that a file can be read, so that its own damage is reported before that of its
/// aids.
fn readable(input: &Input) -> Result<()> {
    unusable(Model::read(&input.bytes), &label(input)).map(|_| ())
}
