//! `greentic-shim`: looks into a Greentic component and runs it.

mod cli;
mod context;
mod describe;
mod failure;
mod file;
mod inspect;
mod invoke;
mod limits;
mod output;
mod secrets;
mod session;
mod stream;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let json = cli.command.json();
    let result = match &cli.command {
        Command::Inspect(args) => inspect::run(args),
        Command::Describe(args) => describe::run(args),
        Command::Invoke(args) => invoke::run(args),
        Command::Stream(args) => stream::run(args),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}
