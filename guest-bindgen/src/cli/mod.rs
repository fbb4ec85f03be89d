//! The command `guest-bindgen`, and the subcommand of others.

mod report;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use greentic_command::{Exit, Failure, exit, output, style};

use self::report::Report;
use crate::{Answers, Error, Options, Stub, Wit, modules_of};

/// Generates greentic-guest bindings from WIT.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// Print one JSON document: what was written or the text, and what was left out.
    #[arg(long, global = true)]
    json: bool,
}

/// `guest-bindgen`, by itself.
#[derive(Debug, Parser)]
#[command(name = "guest-bindgen", version, about = "Generates greentic-guest bindings from WIT", after_help = exit::TABLE)]
struct Program {
    #[command(flatten)]
    arguments: Arguments,

    #[command(flatten)]
    color: style::ColorArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write bindings for all packages of a WIT folder.
    #[command(after_help = "\
Examples:
  guest-bindgen generate wit -o src/bindings.rs
  guest-bindgen generate wit --world my-world -o src/bindings.rs
  guest-bindgen generate wit --modules src/worlds --revision 2026-06")]
    Generate {
        /// A WIT file, or a folder with a package and its `deps`.
        wit: PathBuf,
        /// The file to write; standard output if left out.
        #[arg(
            short,
            long = "output",
            alias = "out",
            value_name = "FILE",
            conflicts_with = "modules"
        )]
        out: Option<PathBuf>,
        /// A folder to write one file a package to, and a `mod.rs`.
        #[arg(long)]
        modules: Option<PathBuf>,
        /// The path of the `greentic_guest` crate in the generated code.
        #[arg(long, value_name = "PATH", default_value = "::greentic_guest")]
        runtime: String,
        /// A name for this text of the WIT, where packages of the same names
        /// and versions exist with other shapes: no component can have both.
        #[arg(long, value_name = "NAME")]
        revision: Option<String>,
        /// A package, with its version, of which the other text has the same
        /// shapes; may be given several times. Only with a revision.
        #[arg(long, value_name = "PACKAGE", requires = "revision")]
        unchanged: Vec<String>,
        /// Only what this world imports and exports, and what that uses; may be
        /// given several times.
        #[arg(long = "world", value_name = "WORLD")]
        worlds: Vec<String>,
        /// Only this interface and what it uses; may be given several times.
        #[arg(long = "interface", value_name = "INTERFACE")]
        interfaces: Vec<String>,
        /// Leave out what cannot be represented, and say what that is. Without it
        /// only what the WIT does not reach of its dependencies is left out.
        #[arg(long)]
        partial: bool,
        #[command(flatten)]
        unstable: UnstableFeatures,
    },
    /// Print the source of a component: a place to start from.
    ///
    /// It is the whole lib.rs of a `cdylib` that depends on greentic-guest: what
    /// it exports and imports, and a function to fill in for each that is
    /// exported.
    #[command(after_help = "\
Examples:
  guest-bindgen generate wit -o src/bindings.rs
  guest-bindgen stub wit my:package/my-world@1.0.0 > src/lib.rs
  guest-bindgen stub wit my:package/my-interface@1.0.0 --forward
  guest-bindgen stub wit greentic:component/node@0.5.0 > src/lib.rs")]
    Stub {
        /// A WIT file, or a folder with a package and its `deps`.
        wit: PathBuf,
        /// The world whose exports it has, or the interface that it exports.
        of: String,
        /// The functions ask the host, through an import of the interface that
        /// they are of; otherwise they answer with something empty.
        #[arg(long)]
        forward: bool,
        /// The module of the bindings, which `generate --output` is in; `crate::bindings`
        /// if left out. Greentic's own packages are in the guest crate then.
        #[arg(long, value_name = "PATH")]
        bindings: Option<String>,
        #[command(flatten)]
        unstable: UnstableFeatures,
    },
    /// Print the contract of all packages: every world, type and function, one
    /// a line, whatever the WIT text looks like.
    #[command(after_help = "\
Examples:
  guest-bindgen contract wit > wit/abi.lock
  guest-bindgen contract wit | diff wit/abi.lock -")]
    Contract {
        /// A WIT file, or a folder with a package and its `deps`.
        wit: PathBuf,
        #[command(flatten)]
        unstable: UnstableFeatures,
    },
}

/// The choice of unstable items.
#[derive(Debug, Args)]
struct UnstableFeatures {
    /// The features whose unstable items are there, with commas between them.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    features: Vec<String>,
}

/// Does what the command line of this process says.
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
    /// Does what the command line says, and tells what failed.
    pub fn end(&self) -> ExitCode {
        match run(&self.command).and_then(|report| report.print(self.json)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.report(self.json),
        }
    }
}

/// Blames the system for files that cannot be read or written, and the WIT for all else.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let exit = match error {
            Error::Write { .. } => Exit::System,
            _ => Exit::Unusable,
        };
        let failure = Self::new(exit, "wit", error.to_string());
        match error {
            Error::Unsupported { at, item, .. } => failure.with("at", at).with("item", item),
            _ => failure,
        }
    }
}

/// Does what a command says, up to what it prints.
fn run(command: &Command) -> Result<Report, Failure> {
    match command {
        Command::Generate {
            wit,
            out,
            modules,
            runtime,
            revision,
            unchanged,
            worlds,
            interfaces,
            partial,
            unstable,
        } => {
            let options = Options {
                runtime: runtime.clone(),
                revision: revision.clone(),
                unchanged: unchanged.clone(),
                worlds: worlds.clone(),
                interfaces: interfaces.clone(),
                partial: *partial,
            };
            let bindings = Wit::read_with(wit, &unstable.features)?.bindings_with(&options)?;
            let report = Report::left_out(&bindings.skipped);
            Ok(match (modules, out) {
                (Some(folder), _) => {
                    bindings.write_modules(folder)?;
                    report.written(folder)
                }
                (None, Some(file)) => {
                    bindings.write(file)?;
                    report.written(file)
                }
                (None, None) => report.text(bindings.text()),
            })
        }
        Command::Stub {
            wit,
            of,
            forward,
            bindings,
            unstable,
        } => {
            let answers = if *forward {
                Answers::Forwarded
            } else {
                Answers::Empty
            };
            // What the guest crate has needs no bindings of the author's own.
            let modules = match bindings {
                Some(_) => BTreeMap::new(),
                None => modules_of(None),
            };
            let stub = Stub {
                of: of.clone(),
                answers,
                bindings: bindings.clone().unwrap_or("crate::bindings".into()),
                modules,
            };
            let text = Wit::read_with(wit, &unstable.features)?.stub(&stub)?;
            Ok(Report::left_out(&[]).text(text))
        }
        Command::Contract { wit, unstable } => {
            let wit = Wit::read_with(wit, &unstable.features)?;
            Ok(Report::left_out(&wit.unstable()).text(wit.contract()))
        }
    }
}
