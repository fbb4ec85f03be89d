//! `guest-bindgen`: bindings from the command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use greentic_guest_bindgen::{Error, Wit};

/// Generates greentic-guest bindings from WIT.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 done, 1 the WIT cannot be read or has something in it that is out of scope, 2 usage"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write bindings for all packages of a WIT folder.
    #[command(after_help = "Example: guest-bindgen generate wit --out src/bindings.rs")]
    Generate {
        /// A WIT file, or a folder with a package and its `deps`.
        wit: PathBuf,
        /// The file to write; standard output if left out.
        #[arg(long, conflicts_with = "modules")]
        out: Option<PathBuf>,
        /// A folder to write one file a package to, and a `mod.rs`.
        #[arg(long)]
        modules: Option<PathBuf>,
        /// Where the generated code finds the `greentic_guest` crate.
        #[arg(long, default_value = "::greentic_guest")]
        runtime: String,
    },
    /// Print the contract of all packages: every world, type and function, one
    /// a line, whatever the WIT text looks like.
    #[command(after_help = "Example: guest-bindgen contract wit | diff abi.lock -")]
    Contract {
        /// A WIT file, or a folder with a package and its `deps`.
        wit: PathBuf,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Error> {
    match command {
        Command::Generate {
            wit,
            out,
            modules,
            runtime,
        } => {
            let bindings = Wit::read(wit)?.bindings_with_runtime(&runtime)?;
            match (modules, out) {
                (Some(folder), _) => bindings.write_modules(folder),
                (None, Some(file)) => bindings.write(file),
                (None, None) => print(&bindings.text()),
            }
        }
        Command::Contract { wit } => print(&Wit::read(wit)?.contract()),
    }
}

/// Prints to a reader who may have gone: that is no error.
fn print(text: &str) -> Result<(), Error> {
    use std::io::Write;
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::Write {
            path: "standard output".into(),
            cause,
        }),
        _ => Ok(()),
    }
}
