//! Writes everything in this repository that is generated from `wit/`, or says
//! where it differs: `cargo xtask codegen`.
//!
//! An internal tool. `greentic-guest-bindgen` makes the content of the files; this
//! program only knows their places.

mod difference;
mod format;
mod generated;
mod part;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;

use difference::Difference;
use generated::Generated;

/// The command that writes all of it.
const COMMAND: &str = "cargo xtask codegen";

/// Writes everything that is generated from `wit/`.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask codegen",
    after_help = "Exit status: 0 all is as it should be, 1 something differs or cannot be generated, 2 wrong usage"
)]
struct Arguments {
    /// Changes nothing; shows what differs.
    #[arg(long)]
    check: bool,
    /// The repository; that of this tool if left out.
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Writes or checks. Returns `false` where something stays different.
fn run(arguments: &Arguments) -> Result<bool> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = match &arguments.root {
        Some(root) => root,
        None => here
            .ancestors()
            .nth(2)
            .context("this tool is in no repository")?,
    };
    let generated = Generated::from(root)?;
    let mut differences = generated.differences(root)?;
    let all = differences.len();
    if !arguments.check {
        differences.retain(Difference::is_left_over);
        generated.write(root)?;
        let written = all - differences.len();
        println!("{written} of {} files written", generated.files.len());
    }
    for difference in &differences {
        print!("{difference}");
    }
    if differences.is_empty() {
        return Ok(true);
    }
    eprintln!("error: {}", summary(&differences));
    Ok(false)
}

/// Says how much differs, and what to do about it.
fn summary(differences: &[Difference]) -> String {
    let left_over = differences.iter().filter(|one| one.is_left_over()).count();
    let others = differences.len() - left_over;
    let mut parts = Vec::new();
    if others > 0 {
        parts.push(format!(
            "files that are not what comes of wit/: {others} (`{COMMAND}` writes them)"
        ));
    }
    if left_over > 0 {
        parts.push(format!(
            "files that come from nothing: {left_over} (remove them)"
        ));
    }
    parts.join("; ")
}
