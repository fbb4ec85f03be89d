//! `greentic-tiny`: builds the smallest components, looks into them, runs them,
//! serves them, shrinks and measures them.

mod apart;
mod bench;
mod build;
mod call;
mod check;
mod cli;
mod context;
mod describe;
mod engine;
mod exposed;
mod failure;
mod file;
mod host;
mod inspect;
mod invoke;
mod key;
mod limits;
mod manual;
mod mcp;
mod older;
mod pack;
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
use greentic_command::output;
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
        Err(error) => return output::not_parsed(&error),
    };
    cli.color.apply();
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
        Command::Build(args) => build::run(args),
        Command::Shrink(args) => Ok(args.end()),
        Command::Report(args) => Ok(args.end()),
        Command::Bindgen(args) => Ok(args.end()),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::pages(args),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}
