//! `explain`: the purpose of the bytes of a file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use greentic_command::{Exit, Failure, files, output};
use greentic_size_model::explain::{self, Chain, Explanation, Key, Retained, Wanted};
use greentic_size_model::{File, Model};
use serde::Serialize;

use super::aids::{AidArgs, unusable};
use super::explained;
use super::inputs::{BuildArgs, end, failed, label};
use crate::input::Input;
use crate::report::Failed;

/// Says what the bytes of a component or a core module are for.
///
/// Every byte of the file is counted once. Names are those in the file, or what a twin or
/// a symbol map knows. Where DWARF is there, code that the compiler has put into other
/// functions counts where it was written.
#[derive(Args)]
pub struct ExplainArgs {
    /// A component or a core module, a folder of these, or a Cargo package, which is built;
    /// `-` is standard input
    path: PathBuf,

    /// What to put together
    #[arg(long, value_name = "KEY", value_enum, default_value_t, conflicts_with_all = ["retained", "import", "function"])]
    by: Key,

    /// How many groups to show, and how many items of each
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,

    /// Show what would go if something went: the tree of dominators over all references
    #[arg(long, conflicts_with_all = ["import", "function"])]
    retained: bool,

    /// Show what keeps an import in: its name, or the beginning of that
    #[arg(long, value_name = "NAME", conflicts_with = "function")]
    import: Option<String>,

    /// Show what keeps functions in: the path of one, or a part of it
    #[arg(long, value_name = "PATH")]
    function: Option<String>,

    #[command(flatten)]
    aids: AidArgs,

    #[command(flatten)]
    build: BuildArgs,

    /// Print one JSON document, with all groups
    #[arg(long)]
    json: bool,
}

/// The answer for one file, as `--json` prints it.
#[derive(Serialize)]
#[serde(untagged)]
enum Said {
    Kept {
        file: String,
        #[serde(flatten)]
        chain: Chain,
    },
    Tree {
        file: String,
        tree: Retained,
    },
    Explained {
        file: String,
        #[serde(flatten)]
        explanation: Explanation,
    },
}

/// The answers for several files, as `--json` prints them.
#[derive(Serialize)]
struct Several {
    files: Vec<Said>,
    failed: Vec<Failed>,
}

impl Said {
    fn text(&self, top: usize) -> String {
        match self {
            Self::Kept { file, chain } => explained::chain(file, chain),
            Self::Tree { file, tree } => explained::retained(file, tree),
            Self::Explained { file, explanation } => explained::explanation(file, explanation, top),
        }
    }
}

impl ExplainArgs {
    /// Runs the command line, and reports failures.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn run(&self) -> Result<()> {
        let found = self.build.find(&self.path)?;
        if found.is_one_file() {
            let said = self.explain(&found.inputs[0])?;
            if self.json {
                output::document(&said)?;
            } else {
                output::text(&said.text(self.top))?;
            }
            return Ok(());
        }
        let all = found.inputs.len() + found.unread.len();
        if self.aids.is_given() && all > 1 {
            return Err(Failure::usage(format!(
                "{}: --twin and --symbol-map know the names of one file, and here are {all}; name \
                 one of them",
                files::name(&self.path)
            ))
            .into());
        }
        let mut several = Several {
            files: Vec::new(),
            failed: found.failed(),
        };
        let mut nothing = None;
        for input in &found.inputs {
            match self.explain(input) {
                Ok(said) => several.files.push(said),
                Err(error) => {
                    let failure = Failure::from(error);
                    if failure.exit() == Exit::Failed {
                        nothing = Some(failure);
                    } else {
                        several.failed.push(failed(&input.name, &failure));
                    }
                }
            }
        }
        // None of the files has the part that was asked for.
        if let (Some(failure), true) = (nothing, several.files.is_empty()) {
            return Err(failure.into());
        }
        if self.json {
            output::document(&several)?;
        } else {
            let texts: Vec<_> = several
                .files
                .iter()
                .map(|said| said.text(self.top))
                .collect();
            output::text(&texts.join("\n"))?;
        }
        Ok(end(&several.failed, all, self.json)?)
    }

    fn explain(&self, input: &Input) -> Result<Said> {
        let (name, bytes) = (label(input), &input.bytes);
        // The file itself is checked before its twin.
        unusable(Model::read(bytes), &name)?;
        let known = self.aids.read(bytes)?;
        let file = unusable(File::read(bytes, &known.aids()), &name)?;
        let wanted = match (&self.import, &self.function) {
            (Some(import), _) => Some(Wanted::Import(import)),
            (_, Some(function)) => Some(Wanted::Function(function)),
            _ => None,
        };
        if let Some(wanted) = wanted {
            return kept(&file, name, wanted);
        }
        if self.retained {
            let tree = explain::retained(&file, self.top);
            return Ok(Said::Tree { file: name, tree });
        }
        let explanation = explain::explain(&file, self.by);
        Ok(Said::Explained {
            file: name,
            explanation,
        })
    }
}

fn kept(file: &File<'_>, name: String, wanted: Wanted<'_>) -> Result<Said> {
    let Some(chain) = explain::keeps(file, wanted) else {
        let (what, wanted) = match wanted {
            Wanted::Import(import) => ("import", import),
            Wanted::Function(function) => ("function with a name", function),
        };
        return Err(Failure::failed(format!(
            "{name}: no {what} fits `{wanted}`; --by section and --by function show what there is"
        ))
        .into());
    };
    Ok(Said::Kept { file: name, chain })
}
