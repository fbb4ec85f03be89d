//! `explain`: what the bytes of a file are for.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use greentic_command::{Exit, Failure, files, output};
use serde::Serialize;

use super::{AidArgs, text, unusable};
use crate::File;
use crate::explain::{self, Key, Wanted};

/// Says what the bytes of a component or a core module are for.
///
/// Every byte of the file is counted once. Names are those in the file, or what a twin or
/// a companion knows. Where DWARF is there, code that the compiler has put into other
/// functions counts where it was written.
#[derive(Args)]
pub struct ExplainArgs {
    /// The component, or a core module; `-` is standard input
    file: PathBuf,

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

    /// Print one JSON document, with all groups
    #[arg(long)]
    json: bool,
}

/// A chain, as `--json` prints it.
#[derive(Serialize)]
struct Kept<'a> {
    file: String,
    #[serde(flatten)]
    chain: &'a explain::Chain,
}

/// What something retains, as `--json` prints it.
#[derive(Serialize)]
struct Tree<'a> {
    file: String,
    tree: &'a explain::Retained,
}

/// An explanation, as `--json` prints it.
#[derive(Serialize)]
struct Explained<'a> {
    file: String,
    #[serde(flatten)]
    explanation: &'a explain::Explanation,
}

impl ExplainArgs {
    /// Does what the command line says, and tells what failed.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => Exit::Good.code(),
            Err(error) => Failure::from(error).report(self.json),
        }
    }

    fn run(&self) -> Result<()> {
        let bytes = files::read(&self.file)?;
        // Before a twin is looked at: it is the file that matters.
        unusable(crate::Model::read(&bytes), &self.file)?;
        let known = self.aids.read(&bytes)?;
        let file = unusable(File::read(&bytes, &known.aids()), &self.file)?;
        let name = files::name(&self.file);
        let wanted = match (&self.import, &self.function) {
            (Some(import), _) => Some(Wanted::Import(import)),
            (_, Some(function)) => Some(Wanted::Function(function)),
            _ => None,
        };
        if let Some(wanted) = wanted {
            return self.kept(&file, name, wanted);
        }
        if self.retained {
            let tree = explain::retained(&file, self.top);
            if self.json {
                let document = Tree {
                    file: name,
                    tree: &tree,
                };
                return Ok(output::document(&document)?);
            }
            return Ok(output::text(&text::retained(&name, &tree))?);
        }
        let explanation = explain::explain(&file, self.by);
        if self.json {
            let document = Explained {
                file: name,
                explanation: &explanation,
            };
            return Ok(output::document(&document)?);
        }
        Ok(output::text(&text::explanation(
            &name,
            &explanation,
            self.top,
        ))?)
    }

    fn kept(&self, file: &File<'_>, name: String, wanted: Wanted<'_>) -> Result<()> {
        let Some(chain) = explain::keeps(file, wanted) else {
            let (what, wanted) = match wanted {
                Wanted::Import(import) => ("import", import),
                Wanted::Function(function) => ("function with a name", function),
            };
            return Err(Failure::failed(format!(
                "{name}: no {what} fits `{wanted}`; --by section and --by function show \
                 what there is"
            ))
            .into());
        };
        if self.json {
            let document = Kept {
                file: name,
                chain: &chain,
            };
            return Ok(output::document(&document)?);
        }
        Ok(output::text(&text::chain(&name, &chain))?)
    }
}
