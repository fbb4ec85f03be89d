//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::context::ContextArgs;
use crate::limits::{FileLimitArgs, LimitArgs};
use crate::secrets::SecretArgs;

/// The same list is in the documentation of the library.
const EXIT_CODES: &str = "\
Exit codes:
  0  all went well
  1  the component ran and answered with an error
  2  the command line makes no sense
  3  the file is no component, too large, or not one that this host can run
  4  the component trapped or handed over an invalid value
  5  a limit stopped the component
  6  the host failed: a file that cannot be read, no memory, ..

Examples:
  greentic-shim inspect node.wasm
  greentic-shim invoke node.wasm --op greet --input World --secret GREETING=Hello";

/// Looks into a Greentic component and runs it, without WASI and within limits
#[derive(Parser)]
#[command(name = "greentic-shim", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show what a component exports, imports and consists of
    #[command(after_help = "\
Examples:
  greentic-shim inspect node.wasm
  greentic-shim inspect node.wasm --json | jq .imports")]
    Inspect(InspectArgs),

    /// Print a component's description, or the manifest of a node
    #[command(after_help = "\
Examples:
  greentic-shim describe describe.wasm
  greentic-shim describe node.wasm --json | jq .document.name")]
    Describe(DescribeArgs),

    /// Run one operation of a node and print its output
    #[command(
        long_about = "Run one operation of a node and print its output\n\n\
            Only the operation is called; --lifecycle adds on-start and on-stop. The output \
            goes to standard output with a line feed after it. An error that the node answers \
            goes to standard error, and the exit code is 1.",
        after_help = "\
Examples:
  greentic-shim invoke node.wasm --op greet --input World --secret GREETING=Hello
  echo '{\"a\":1}' | greentic-shim invoke node.wasm --op run --input-file - --tenant acme"
    )]
    Invoke(CallArgs),

    /// Run one operation of a node and print the events of its answer
    #[command(
        long_about = "Run one operation of a node and print the events of its answer\n\n\
            One line an event, with its name. The exit code is 1 if one of them is an error. \
            Only the operation is called; --lifecycle adds on-start and on-stop.",
        after_help = "\
Examples:
  greentic-shim stream node.wasm --op greet --input World
  greentic-shim stream node.wasm --op greet --input World --json | jq '.events[].type'"
    )]
    Stream(CallArgs),
}

impl Command {
    /// Whether a program reads the output.
    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Inspect(args) => args.json,
            Self::Describe(args) => args.json,
            Self::Invoke(args) | Self::Stream(args) => args.json,
        }
    }
}

#[derive(Args)]
pub(crate) struct InspectArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) limits: FileLimitArgs,
}

#[derive(Args)]
pub(crate) struct DescribeArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// Print one JSON document with the text, its parsed form and where it is from
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

#[derive(Args)]
pub(crate) struct CallArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// The operation
    #[arg(long)]
    pub(crate) op: String,

    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Call on-start before the operation and on-stop after it
    #[arg(long)]
    pub(crate) lifecycle: bool,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) secrets: SecretArgs,

    #[command(flatten)]
    pub(crate) context: ContextArgs,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

/// Where the input comes from; empty if nowhere.
#[derive(Args)]
#[group(multiple = false)]
pub(crate) struct InputArgs {
    /// The input itself, JSON or plain text; empty if left out
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) input: Option<String>,

    /// A file with the input, taken as it is; - reads standard input
    #[arg(long, value_name = "PATH")]
    pub(crate) input_file: Option<PathBuf>,
}
