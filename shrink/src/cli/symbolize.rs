//! `component-shrink symbolize`: backtraces of shrunk components.

use std::path::PathBuf;

use crate::companion::Companion;
use anyhow::{Context as _, Result};
use clap::Args;

use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, files, output};

/// Says which functions and lines the frames of a backtrace are, with the
/// companion file that --companion wrote.
///
/// Below each frame stand the functions that it was in the source. Lines that
/// say `about` were found by comparing the instructions of a function that was
/// rewritten; what cannot be told is `?`.
#[derive(Args)]
pub(crate) struct Symbolize {
    /// The file that --companion wrote
    companion: PathBuf,

    /// A file with what Wasmtime or V8 printed; `-` is standard input
    #[arg(default_value = "-")]
    backtrace: PathBuf,
}

impl Symbolize {
    /// Runs the subcommand.
    pub(crate) fn run(&self) -> Result<()> {
        let companion = files::read(&self.companion)?;
        let companion = Companion::from_bytes(&companion)
            .or_exit(Exit::Unusable, "unusable")
            .with_context(|| files::name(&self.companion))?;
        let backtrace = files::read(&self.backtrace)?;
        let text = companion.symbolize(&String::from_utf8_lossy(&backtrace));
        Ok(output::text(&text)?)
    }
}
