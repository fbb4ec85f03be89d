//! `greentic-tiny completions` and `greentic-tiny man`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use greentic_command::files::{self, How, Prepared};
use greentic_command::output;

use crate::cli::Cli;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Args)]
pub(crate) struct ManArgs {
    /// The folder to write the pages to; it is made if it is not there
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
}

/// Prints the completions of a shell.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Cli::command(),
        "greentic-tiny",
        &mut script,
    );
    output::bytes(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a page of the manual for the command and for each below it.
pub(crate) fn pages(args: &ManArgs) -> Result<ExitCode, Failure> {
    let failed = |error| Failure::io("cannot write", &args.output, error);
    std::fs::create_dir_all(&args.output).map_err(failed)?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut rest = vec![command];
    while let Some(command) = rest.pop() {
        let name = command.get_display_name().unwrap_or(command.get_name());
        let path = args.output.join(format!("{name}.1"));
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone())
            .render(&mut page)
            .map_err(failed)?;
        files::prepare(&path, &page, How::default())
            .and_then(Prepared::finish)
            .map_err(greentic_command::Failure::from)?;
        rest.extend(command.get_subcommands().cloned());
    }
    Ok(ExitCode::SUCCESS)
}
