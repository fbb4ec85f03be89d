//! The commands about sizes of any file, as a subcommand of others.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use greentic_command::{Exit, Failure};
use greentic_host_shim::CompileWorker;
use greentic_size_track::cli::{
    CheckArgs, DiffArgs, ExplainArgs, HistoryArgs, HtmlArgs, ReportArgs, SnapshotArgs,
};
use greentic_size_track::report::Host;

use crate::native::Native;

const EXAMPLES: &str = "\
Examples:
  greentic-tiny size report node.wasm
  greentic-tiny size explain node.wasm
  greentic-tiny size diff before.wasm after.wasm
  greentic-tiny size html node.wasm -o node.html
  greentic-tiny size check
  greentic-tiny size snapshot --append
  greentic-tiny size history
  greentic-tiny size compare";

/// The arguments of the commands about sizes.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct SizeArgs {
    #[command(subcommand)]
    command: SizeCommand,
}

#[derive(Subcommand)]
enum SizeCommand {
    /// Say how large files are: as they are, compressed, shrunk, in parts, and in a host
    #[command(after_help = "\
Examples:
  greentic-tiny size report node.wasm
  greentic-tiny size report a.wasm b.wasm target/wasm32-wasip2/release
  greentic-tiny size report examples/node-minimal
  greentic-tiny size report . --package shop --profile release
  greentic-tiny size report plugins --no-shrink --no-precompile
  greentic-tiny size report contract.wasm --json | jq '{bytes: .files[0].bytes}'")]
    Report(ReportArgs),

    /// Say what the bytes of a component or a core module are for, and what keeps them in
    #[command(after_help = "\
Examples:
  greentic-tiny size explain node.wasm
  greentic-tiny size explain node.wasm --by crate --top 20
  greentic-tiny size explain node.small.wasm --symbol-map node.symbols
  greentic-tiny size explain node.small.wasm --twin node.wasm --retained
  greentic-tiny size explain app.wasm --import wasi:cli/stdout
  greentic-tiny size explain app.wasm --function core::fmt
  greentic-tiny size explain plugins --by section
  greentic-tiny size explain contract.wasm --json | jq '.groups[] | {name, bytes}'")]
    Explain(ExplainArgs),

    /// Say what grew, shrank, came and went between two components or core modules
    #[command(after_help = "\
Examples:
  greentic-tiny size diff before.wasm after.wasm
  greentic-tiny size diff before.wasm after.wasm --min-change 16
  greentic-tiny size diff old.small.wasm new.small.wasm --twin-before old.wasm --twin-after new.wasm
  greentic-tiny size diff release-1.0 release-1.1
  greentic-tiny size diff before.wasm after.wasm --json | jq '.changes[] | {name, difference}'")]
    Diff(DiffArgs),

    /// Compare examples of this workspace with the same components made in other ways
    ///
    /// Sizes, imports, memory, cold start and warm calls, in one process and run, of components
    /// made with wit-bindgen, the published guest crate, C and JavaScript. What answers
    /// otherwise than the example is refused. What was built is kept in
    /// target/size-report/peers. The first run takes minutes, and the registries of Rust and
    /// npm
    #[cfg(feature = "compare")]
    #[command(after_help = "\
Examples:
  greentic-tiny size compare
  greentic-tiny size compare node-minimal --quick
  greentic-tiny size compare --strict --check
  greentic-tiny size compare -o docs/measurements/compare.json
  greentic-tiny size compare --json | jq '.subjects[] | {example, rows: [.rows[] | {route, bytes: .figures.bytes}]}'")]
    Compare(super::compare::CompareArgs),
    /// Make one page of HTML about files: a treemap, a table, the history, what has changed
    #[command(after_help = "\
Examples:
  greentic-tiny size html node.wasm -o node.html
  greentic-tiny size html node.small.wasm --twin node.wasm -o node.html
  greentic-tiny size html after.wasm --before before.wasm -o change.html
  greentic-tiny size html plugins --history size-history.jsonl -o sizes.html
  greentic-tiny size html examples/node-minimal -o page.html --json | jq .bytes")]
    Html(HtmlArgs),

    /// Hold files against their budgets, a baseline and the last release
    #[command(after_help = "\
Examples:
  greentic-tiny size check dist --init
  greentic-tiny size check
  greentic-tiny size check --strict --markdown sizes.md --min-change 16
  greentic-tiny size check --github --toolchain-change allow
  greentic-tiny size check contract.wasm --json | jq '.broken[] | {component, key, message}'")]
    Check(CheckArgs),

    /// Write the sizes of files as the baseline of later checks, and into the history
    #[command(after_help = "\
Examples:
  greentic-tiny size snapshot
  greentic-tiny size snapshot dist --append
  greentic-tiny size snapshot --append --release v1.2.0")]
    Snapshot(SnapshotArgs),

    /// Show how large files were, snapshot by snapshot
    #[command(after_help = "\
Examples:
  greentic-tiny size history
  greentic-tiny size history --file contract --since v1.2.0
  greentic-tiny size history --svg sizes.svg
  greentic-tiny size history --json | jq '.snapshots[] | {time, bytes: .files.contract.bytes}'")]
    History(HistoryArgs),
}

impl SizeArgs {
    /// Runs the command line, and reports failures. `worker` compiles files that strangers
    /// made.
    pub fn end(&self, worker: Option<&CompileWorker>) -> ExitCode {
        match &self.command {
            SizeCommand::Report(args) => {
                let native = args.compile_limit().map(|most| Native::new(worker, most));
                match native.transpose() {
                    Ok(native) => args.end(native.as_ref().map(|native| native as &dyn Host)),
                    Err(error) => {
                        let message = format!("the engine cannot be set up: {error}");
                        Failure::new(Exit::System, "setup", message).report(args.json())
                    }
                }
            }
            SizeCommand::Explain(args) => args.end(),
            SizeCommand::Diff(args) => args.end(),
            #[cfg(feature = "compare")]
            SizeCommand::Compare(args) => args.end(),
            SizeCommand::Html(args) => args.end(),
            SizeCommand::Check(args) => args.end(),
            SizeCommand::Snapshot(args) => args.end(),
            SizeCommand::History(args) => args.end(),
        }
    }
}
