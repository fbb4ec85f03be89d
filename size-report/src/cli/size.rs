//! The commands about sizes of any file, as a subcommand of others.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use greentic_size_model::cli::{DiffArgs, ExplainArgs};

const EXAMPLES: &str = "\
Examples:
  greentic-tiny size explain node.wasm
  greentic-tiny size diff before.wasm after.wasm
  greentic-tiny size compare";

/// What is asked about sizes.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct SizeArgs {
    #[command(subcommand)]
    command: SizeCommand,
}

#[derive(Subcommand)]
enum SizeCommand {
    /// Say what the bytes of a component or a core module are for, and what keeps them in
    #[command(after_help = "\
Examples:
  greentic-tiny size explain node.wasm
  greentic-tiny size explain node.wasm --by crate --top 20
  greentic-tiny size explain node.small.wasm --companion node.companion
  greentic-tiny size explain node.small.wasm --twin node.wasm --retained
  greentic-tiny size explain app.wasm --import wasi:cli/stdout
  greentic-tiny size explain app.wasm --function core::fmt
  greentic-tiny size explain contract.wasm --json | jq '.groups[] | {name, bytes}'")]
    Explain(ExplainArgs),

    /// Say what grew, shrank, came and went between two components or core modules
    #[command(after_help = "\
Examples:
  greentic-tiny size diff before.wasm after.wasm
  greentic-tiny size diff before.wasm after.wasm --min-change 16
  greentic-tiny size diff old.small.wasm new.small.wasm --twin-before old.wasm --twin-after new.wasm
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
}

impl SizeArgs {
    /// Does what the command line says, and tells what failed.
    pub fn end(&self) -> ExitCode {
        match &self.command {
            SizeCommand::Explain(args) => args.end(),
            SizeCommand::Diff(args) => args.end(),
            #[cfg(feature = "compare")]
            SizeCommand::Compare(args) => args.end(),
        }
    }
}
