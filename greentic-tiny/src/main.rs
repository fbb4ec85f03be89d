//! `greentic-tiny`: builds the smallest components, looks into them, runs them,
//! serves them, shrinks and measures them.

mod cli;
mod commands;
mod failure;
mod file;
mod options;
mod purpose;
mod start;
mod value;

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
        Command::Inspect(args) => commands::inspect::run(args),
        Command::Describe(args) => commands::describe::run(args),
        Command::Descriptor(args) => commands::descriptor::run(args),
        Command::Manifest(args) => commands::manifest::run(args),
        Command::Qa(args) => commands::qa::run(args),
        Command::I18n(args) => commands::i18n::run(args),
        Command::Provider(args) => commands::provider::run(args),
        Command::Invoke(args) => commands::invoke::run(args),
        Command::Stream(args) => commands::stream::run(args),
        Command::Call(args) => commands::call::run(args),
        Command::Worker(args) => commands::worker::run(args),
        Command::Pack(args) => commands::pack::run(args),
        Command::Check(args) => commands::check::run(args),
        Command::ConfigSchema(args) => commands::config_schema::run(args),
        Command::Bench(args) => commands::bench::run(args),
        Command::Precompile(args) => commands::precompile::run(args),
        Command::Mcp(args) => commands::mcp::run(args),
        Command::New(args) => commands::new::run(args),
        Command::Build(args) => commands::build::run(args),
        Command::Shrink(args) => Ok(args.end()),
        Command::Report(args) => Ok(args.end()),
        Command::Size(args) => Ok(args.end(options::engine::worker().ok().as_ref())),
        Command::Bindgen(args) => Ok(args.end()),
        Command::Completions(args) => commands::manual::completions(args),
        Command::Man(args) => commands::manual::pages(args),
    };
    match result {
        Ok(code) => code,
        Err(failure) => failure.report(json),
    }
}
