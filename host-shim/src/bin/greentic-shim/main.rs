//! `greentic-shim`: looks into a Greentic component and runs it.

mod apart;
mod bench;
mod call;
mod check;
mod cli;
mod context;
mod describe;
mod engine;
mod failure;
mod file;
mod host;
mod inspect;
mod invoke;
mod key;
mod limits;
mod mcp;
mod older;
mod output;
mod pack;
mod place;
mod precompile;
mod secrets;
mod session;
mod stack;
mod start;
mod stream;
mod value;
mod worker;

use std::process::ExitCode;

use clap::Parser;
use greentic_host_shim::compile_worker;

use crate::cli::{Cli, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    if compile_worker::is_asked() {
        return compile_worker::main();
    }
    if start::output_is_closed() {
        return Failure::no_output().report(false);
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => error.exit(),
        // What was asked for: the help, or the version.
        Err(help) => return output::help(&help),
    };
    let json = cli.command.json();
    let result = match &cli.command {
        Command::Inspect(args) => inspect::run(args),
        Command::Describe(args) => describe::run(args),
        Command::Invoke(args) => invoke::run(args),
        Command::Stream(args) => stream::run(args),
        Command::Call(args) => call::run(args),
        Command::Worker(args) => worker::run(args),
        Command::Pack(args) => pack::run(args),
        Command::Check(args) => check::run(args),
        Command::Bench(args) => bench::run(args),
        Command::Precompile(args) => precompile::run(args),
        Command::Mcp(args) => mcp::run(args),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}
