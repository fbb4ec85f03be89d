//! The command `greentic-size-report`, and the subcommand of others.

#[cfg(feature = "compare")]
mod compare;
mod size;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Args, Parser};
use greentic_command::failure::OrExit as _;
use greentic_command::progress::Steps;
use greentic_command::{Exit, Failure, exit, output, style};
use greentic_size_model::numerals::{counted, number};

pub use self::size::SizeArgs;
use crate::measurements::{Options, measure_examples};
use crate::progress::Progress;
use crate::track::readme;
use crate::twice::twice;
use crate::{Workspace, table, worlds};

/// Builds every example component, runs it, measures it, and holds it against
/// its declared answers and its size budget.
///
/// An example is a package in the folder `examples` of a workspace with
/// `crate-type = ["cdylib"]`. It is built with the profile `tiny` for
/// wasm32-wasip2 and linked with the flags of .cargo/config.toml and no others:
/// RUSTFLAGS and the like have no effect. Missing targets are installed.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
pub struct Arguments {
    /// Examples to look at, by name; all if none is given. With --worlds: worlds
    /// or packages, with their version or without
    names: Vec<String>,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Write into size-budgets.toml what was measured: all of it for a component that has
    /// no budget, the numbers that became smaller for others
    ///
    /// It raises nothing: a number that is too small is changed by hand. A component
    /// whose answers do not hold keeps the budget that it has. The file is made if it is
    /// not there
    #[arg(long)]
    tighten: bool,

    /// Show what each world of the folder wit costs instead: the smallest
    /// component that has all of its exports
    ///
    /// It answers each call with as little as the type allows. Its core module
    /// may have 400 bytes, and 90 for each exported function. Worlds that export
    /// nothing are left out. All are built together, which takes a few seconds
    #[arg(long, conflicts_with = "tighten")]
    worlds: bool,

    /// Say instead whether builds repeat: build from clean in two folders, and compare each
    /// byte
    ///
    /// Copies of the sources are built in the system's folder for temporary files
    #[arg(long, conflicts_with_all = ["tighten", "worlds"])]
    twice: bool,

    /// Write the tables of README.md and docs/pictures/compare.svg instead, from
    /// size-budgets.toml, the descriptions of the examples and docs/measurements/compare.json
    #[arg(long, conflicts_with_all = ["names", "json", "tighten", "worlds"])]
    readme: bool,

    /// Cargo.toml of the workspace, or of a package in it; found from the
    /// current folder if not given
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
}

const AFTER_HELP: &str = r#"Files:
  size-budgets.toml           bytes, plain_bytes, core_bytes, memory_pages,
                              stack, core_modules and imports of each component;
                              all must be there. A stack that is too small for
                              the deepest calls is broken, too
  examples/NAME/answers.toml  calls, and what must come back:

    [[answer]]
    call = "invoke"           # describe, manifest, start, stop, invoke, stream
    op = "greet"
    input = "Ada"
    secrets = { GREETING = "Hello" }
    ok = "Hello, Ada"         # or error = { code, message, retryable }

    [[answer]]                # imports that answer in WAVE, for any call
    call = "invoke"
    op = "quote"
    input = '{"symbol":"A"}'
    ok = '{"cents":99}'
    host."greentic:state/state-store@1.0.0#read" = 'ok(json:"{\"cents\":99}")'

    [[answer]]                # any function of any interface, values in WAVE
    call = "example:shop/till@1.0.0#total"
    arguments = ['[{name: "tea", count: 2}]']
    host = { "example:shop/prices@1.0.0#price" = "some(350)" }
    result = "ok(700)"        # a case that is called ok is %ok(..)

  target/size-report/components/NAME.wasm and NAME.plain.wasm
                              the components that were measured and run
  wit, wit/revisions/NAME     the worlds that --worlds looks at
  target/size-report/worlds/NAME.wasm
                              their components

Environment:
  NO_COLOR                    no colour on a terminal
"#;

const EXAMPLES: &str = "\
Examples:
  greentic-size-report
  greentic-size-report node-minimal node-secrets
  greentic-size-report --json | jq '.components[] | {name, bytes}'
  greentic-size-report --tighten
  greentic-size-report --twice
  greentic-size-report --readme
  greentic-size-report --worlds
  greentic-size-report --worlds greentic:component greentic:worker/worker@1.0.0
  greentic-size-report --worlds --json | jq '.worlds[] | {world, core_bytes, limit}'
";

/// `greentic-size-report`, by itself.
#[derive(Parser)]
#[command(name = "greentic-size-report", version, after_long_help = after_help())]
struct Program {
    #[command(flatten)]
    arguments: Arguments,

    #[command(flatten)]
    color: style::ColorArgs,
}

/// Returns the end of `--help`.
pub fn after_help() -> String {
    format!("{AFTER_HELP}\n{}\n{EXAMPLES}", exit::TABLE)
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    match Program::try_parse() {
        Err(error) => output::not_parsed(&error),
        Ok(program) => {
            program.color.apply();
            program.arguments.end()
        }
    }
}

impl Arguments {
    /// Runs the command line, and reports failures.
    pub fn end(&self) -> ExitCode {
        match run(self) {
            Ok(true) => Exit::Good.code(),
            Ok(false) => Exit::Failed.code(),
            Err(failure) => failure.report(self.json),
        }
    }
}

/// Returns whether everything holds.
fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let folder = match &arguments.manifest_path {
        Some(manifest) => folder_of(manifest).or_exit(Exit::Usage, "usage")?,
        None => PathBuf::from("."),
    };
    let workspace = Workspace::find(&folder).or_exit(Exit::Usage, "usage")?;
    if arguments.twice {
        return build_twice(&workspace, arguments);
    }
    if arguments.readme {
        let changed = readme::write(&workspace.root).or_exit(Exit::Unusable, "readme")?;
        for path in &changed {
            output::note(&format!("wrote {}", path.display()));
        }
        return Ok(true);
    }
    let (text, verdict) = if arguments.worlds {
        let report =
            watched(|progress| worlds::measure_worlds(&workspace, &arguments.names, progress))?;
        let text = if arguments.json {
            output::pretty(&report)
        } else {
            worlds::table::render(&report, style::on_stdout())
        };
        let verdict = worlds::table::verdict(&report, style::on_stderr());
        (text, (!report.holds()).then_some(verdict))
    } else {
        let selected = workspace.select(&arguments.names);
        selected.or_exit(Exit::Usage, "usage")?;
        let options = Options {
            names: arguments.names.clone(),
            tighten: arguments.tighten,
        };
        let report = watched(|progress| measure_examples(&workspace, &options, progress))?;
        let text = if arguments.json {
            output::pretty(&report)
        } else {
            table::render(&report, style::on_stdout())
        };
        let verdict = table::verdict(&report, style::on_stderr());
        (text, (!report.holds()).then_some(verdict))
    };
    output::text(&text)?;
    // A table already ends with the verdict.
    if let (true, Some(verdict)) = (arguments.json, &verdict) {
        eprint!("{verdict}");
    }
    Ok(verdict.is_none())
}

/// Returns whether builds repeat.
fn build_twice(workspace: &Workspace, arguments: &Arguments) -> Result<bool, Failure> {
    let names = &arguments.names;
    workspace.select(names).or_exit(Exit::Usage, "usage")?;
    let examples = watched(|progress| twice(workspace, names, progress))?;
    let differ = examples.iter().filter(|one| one.first_difference.is_some());
    let differ = differ.count();
    if arguments.json {
        output::document(&serde_json::json!({ "examples": examples }))?;
        return Ok(differ == 0);
    }
    let mut text = String::new();
    for one in &examples {
        let (name, bytes) = (&one.name, number(one.bytes));
        let _ = match one.first_difference {
            None => writeln!(text, "same {name}: {bytes} bytes as linked"),
            Some(at) => writeln!(
                text,
                "DIFFERS {name}: {bytes} bytes as linked; the first other byte is at {} (`greentic-tiny size diff` on both in target/size-report/twice says where that is)",
                number(at)
            ),
        };
    }
    let all = counted(examples.len(), "example");
    let _ = writeln!(
        text,
        "{all} built from clean in two folders, {differ} with differences."
    );
    output::text(&text)?;
    Ok(differ == 0)
}

/// Shows the progress of some work. Its errors are reported as errors of a build.
fn watched<T>(work: impl FnOnce(&mut dyn Progress) -> Result<T>) -> Result<T, Failure> {
    let mut steps = Steps::on_stderr();
    let result = work(&mut steps);
    // Also after a failure: the message comes below the lines that stay on the screen.
    steps.finish();
    result.or_exit(Exit::Unusable, "build")
}

/// Returns the folder of a manifest that was named by hand.
fn folder_of(manifest: &Path) -> Result<PathBuf> {
    let manifest = manifest
        .canonicalize()
        .with_context(|| format!("--manifest-path {}", manifest.display()))?;
    if manifest.is_dir() {
        return Ok(manifest);
    }
    let folder = manifest.parent().context("a file has a folder")?;
    Ok(folder.to_owned())
}
