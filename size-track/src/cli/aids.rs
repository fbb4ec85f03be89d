//! Files that know the names in another file.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, files};
use greentic_shrink::symbol_map::SymbolMap;
use greentic_size_model::{Aids, Error, File, names};

/// Files that know the names of a file that has none.
#[derive(Args)]
pub(super) struct AidArgs {
    /// The same program with names or DWARF: functions with the same code get its names.
    /// Of a file that was shrunk, what it was made of
    #[arg(long, value_name = "PATH")]
    pub(super) twin: Option<PathBuf>,

    /// The symbol map that --symbol-map wrote when the file was shrunk
    // `--companion`, its name before, is accepted for one release.
    #[arg(
        long,
        alias = "companion",
        value_name = "PATH",
        conflicts_with = "twin"
    )]
    pub(super) symbol_map: Option<PathBuf>,
}

/// The content of files that know names.
#[derive(Default)]
pub(super) struct Known {
    twin: Option<Vec<u8>>,
    symbol_map: Option<SymbolMap>,
}

impl AidArgs {
    /// Returns whether there is any such file.
    pub(super) fn is_given(&self) -> bool {
        self.twin.is_some() || self.symbol_map.is_some()
    }

    /// Reads the files that know the names of a file.
    pub(super) fn read(&self, file: &[u8]) -> Result<Known> {
        let mut known = Known::default();
        if let Some(path) = &self.symbol_map {
            let symbol_map = SymbolMap::from_bytes(&files::read(path)?)
                .or_exit(Exit::Unusable, "unusable")
                .with_context(|| files::name(path))?;
            known.symbol_map = Some(symbol_map);
        }
        if let Some(path) = &self.twin {
            let twin = files::read(path)?;
            // Damage of the twin is reported under its own name.
            unusable(File::read(&twin, &Aids::none()), &files::name(path))?;
            known.symbol_map = names::shrunk_from(file, &twin);
            known.twin = Some(twin);
        }
        Ok(known)
    }
}

impl Known {
    pub(super) fn aids(&self) -> Aids<'_> {
        let mut aids = Aids::none();
        if let Some(symbol_map) = &self.symbol_map {
            aids = aids.symbol_map(symbol_map);
        }
        if let Some(twin) = &self.twin {
            aids = aids.twin(twin);
        }
        aids
    }
}

/// Turns the error of a file that cannot be split into its parts into that of an unusable
/// file.
pub(super) fn unusable<T>(result: Result<T, Error>, name: &str) -> Result<T> {
    result
        .or_exit(Exit::Unusable, "unusable")
        .with_context(|| name.to_owned())
}
