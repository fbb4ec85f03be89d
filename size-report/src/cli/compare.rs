//! The command `size compare`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use greentic_command::failure::OrExit as _;
use greentic_command::progress::Steps;
use greentic_command::{Exit, Failure, output, style};
use serde::Serialize;

use crate::compare::{CompareOptions, Effort, compare, table};
use crate::track::comparison::{Claim, Comparison, Verdict, claims};
use crate::track::file;
use crate::workspace::Workspace;

/// Compares examples of this workspace with the same components made in other ways.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub(super) struct CompareArgs {
    /// Examples to compare; all that there are peers of if none is given
    examples: Vec<String>,

    /// Fail where a claim does not hold, or cannot be judged
    #[arg(long)]
    check: bool,

    /// Fail where a tool is missing, in place of leaving its rows out
    #[arg(long)]
    strict: bool,

    /// Measure for a second in place of minutes; times say little then
    #[arg(long)]
    quick: bool,

    /// Print JSON instead of tables
    #[arg(long)]
    json: bool,

    /// Write the JSON to a file as well, docs/measurements/compare.json say
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The document of `--json`: the comparison, and the verdicts on its claims.
#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison,
    claims: &'a [Claim],
}

impl CompareArgs {
    /// Runs the command line, and reports failures.
    pub(super) fn end(&self) -> ExitCode {
        match self.run() {
            Ok(true) => Exit::Good.code(),
            Ok(false) => Exit::Failed.code(),
            Err(failure) => failure.report(self.json),
        }
    }

    fn run(&self) -> Result<bool, Failure> {
        let workspace = Workspace::find(Path::new(".")).or_exit(Exit::Usage, "usage")?;
        let options = CompareOptions {
            examples: self.examples.clone(),
            strict: self.strict,
            effort: if self.quick {
                Effort::quick()
            } else {
                Effort::whole()
            },
            date: jiff::Timestamp::now().strftime("%F").to_string(),
        };
        let mut steps = Steps::on_stderr();
        let comparison = compare(&workspace, &options, &mut steps);
        // Also after a failure: the message comes below the lines that stay on the screen.
        steps.finish();
        let comparison = comparison.or_exit(Exit::Unusable, "build")?;
        let claims = claims(&comparison);
        let document = output::pretty(&Document {
            comparison: &comparison,
            claims: &claims,
        });
        if let Some(path) = &self.output {
            file::replace(path, document.as_bytes()).map_err(|error| {
                Failure::system(format!("cannot write {}: {error}", path.display()))
            })?;
        }
        if self.json {
            output::text(&document)?;
        } else {
            output::text(&table::render(&comparison, &claims, style::on_stdout()))?;
        }
        let mut broken = claims
            .iter()
            .filter(|claim| claim.verdict != Verdict::Holds);
        Ok(!self.check || broken.next().is_none())
    }
}
