//! `component-shrink symbolize`: backtraces of shrunk components.

use std::path::PathBuf;

use crate::symbol_map::SymbolMap;
use anyhow::{Context as _, Result};
use clap::Args;

use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, files, output};

/// Tells the functions and lines of the frames of a backtrace, with the symbol map
/// that --symbol-map wrote.
///
/// Below each frame stand the functions that it was in the source. Lines that
/// say `about` were found by comparing the instructions of a function that was
/// rewritten; what cannot be told is `?`.
#[derive(Args)]
pub(crate) struct Symbolize {
    /// The file that --symbol-map wrote
    symbol_map: PathBuf,

    /// A file with what Wasmtime or V8 printed; `-` is standard input
    #[arg(default_value = "-")]
    backtrace: PathBuf,
}

impl Symbolize {
    /// Runs the subcommand.
    pub(crate) fn run(&self) -> Result<()> {
        let symbol_map = files::read(&self.symbol_map)?;
        let symbol_map = SymbolMap::from_bytes(&symbol_map)
            .or_exit(Exit::Unusable, "unusable")
            .with_context(|| files::name(&self.symbol_map))?;
        let backtrace = files::read(&self.backtrace)?;
        let text = symbol_map.symbolize(&String::from_utf8_lossy(&backtrace));
        Ok(output::text(&text)?)
    }
}
