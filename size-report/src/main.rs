//! The `greentic-size-report` command.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::Parser;
use greentic_size_report::progress::Progress;
use greentic_size_report::survey::{Options, survey};
use greentic_size_report::{Workspace, progress, table, worlds};

/// Builds every example component, runs it, measures it, and holds it against
/// its declared answers and its size budget.
///
/// An example is a package in the folder `examples` of a workspace with
/// `crate-type = ["cdylib"]`. It is built with the profile `tiny` for
/// wasm32-wasip2 and linked with the flags of .cargo/config.toml and no others:
/// RUSTFLAGS and the like have no effect. Missing targets are installed.
#[derive(Parser)]
#[command(version, after_long_help = AFTER_HELP)]
struct Arguments {
    /// Examples to look at, by name; all if none is given. With --worlds: worlds
    /// or packages, with their version or without
    names: Vec<String>,

    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,

    /// Lower the numbers of size-budgets.toml to what was measured, and fill in
    /// those that are missing
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

    [[answer]]                # any function of any interface, values in WAVE
    call = "example:shop/till@1.0.0#total"
    arguments = ['[{name: "tea", count: 2}]']
    host = { "example:shop/prices@1.0.0#price" = "some(350)" }
    result = "ok(700)"

  target/size-report/components/NAME.wasm and NAME.plain.wasm
                              the components that were measured and run
  wit, wit/revisions/NAME     the worlds that --worlds looks at
  target/size-report/worlds/NAME.wasm
                              their components

Environment:
  NO_COLOR                    no colour on a terminal

Exit status:
  0  every budget and every answer holds, or every limit of a world
  1  a budget, an answer or a limit is broken
  2  wrong usage, or a component could not be built

Examples:
  greentic-size-report
  greentic-size-report node-minimal node-secrets
  greentic-size-report --json | jq '.components[] | {name, bytes}'
  greentic-size-report --tighten
  greentic-size-report --worlds
  greentic-size-report --worlds greentic:component greentic:worker/worker@1.0.0
  greentic-size-report --worlds --json | jq '.worlds[] | {world, core_bytes, limit}'
"#;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether everything holds.
fn run(arguments: &Arguments) -> Result<bool> {
    let folder = match &arguments.manifest_path {
        Some(manifest) => folder_of(manifest)?,
        None => PathBuf::from("."),
    };
    let workspace = Workspace::find(&folder)?;
    let (text, verdict) = if arguments.worlds {
        let report = watched(|progress| worlds::survey(&workspace, &arguments.names, progress))?;
        let text = if arguments.json {
            report.to_json()
        } else {
            worlds::table::render(&report, colour())
        };
        let verdict = worlds::table::verdict(&report, colour_on_stderr());
        (text, (!report.holds()).then_some(verdict))
    } else {
        let options = Options {
            names: arguments.names.clone(),
            tighten: arguments.tighten,
        };
        let report = watched(|progress| survey(&workspace, &options, progress))?;
        let text = if arguments.json {
            report.to_json()
        } else {
            table::render(&report, colour())
        };
        let verdict = table::verdict(&report, colour_on_stderr());
        (text, (!report.holds()).then_some(verdict))
    };
    print(&text)?;
    // The table ends with it.
    if let (true, Some(verdict)) = (arguments.json, &verdict) {
        eprint!("{verdict}");
    }
    Ok(verdict.is_none())
}

/// Shows what is being done until it is.
fn watched<T>(work: impl FnOnce(&mut dyn Progress) -> Result<T>) -> Result<T> {
    let mut progress = progress::on_stderr();
    let result = work(&mut *progress);
    // Also when it failed: the message comes below what stays on the screen.
    progress.finish();
    result
}

fn colour() -> bool {
    io::stdout().is_terminal() && console::colors_enabled()
}

fn colour_on_stderr() -> bool {
    io::stderr().is_terminal() && console::colors_enabled_stderr()
}

/// The folder of a manifest that was named by hand.
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

/// Prints to standard output. A reader that has seen enough is no error.
fn print(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}
