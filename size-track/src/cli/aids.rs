//! Files that know the names in another file.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use greentic_command::failure::OrExit as _;
use greentic_command::{Exit, files};
use greentic_shrink::companion::Companion;
use greentic_size_model::{Aids, Error, File, names};

/// Files that know the names of a file that has none.
#[derive(Args)]
pub(super) struct AidArgs {
    /// The same program with names or DWARF: functions with the same code get its names.
    /// Of a file that was shrunk, what it was made of
    #[arg(long, value_name = "PATH")]
    pub(super) twin: Option<PathBuf>,

    /// The symbol map that --companion wrote when the file was shrunk
    #[arg(long, value_name = "PATH", conflicts_with = "twin")]
    pub(super) companion: Option<PathBuf>,
}

/// The content of files that know names.
#[derive(Default)]
pub(super) struct AidContents {
    twin: Option<Vec<u8>>,
    companion: Option<Companion>,
}

impl AidArgs {
    /// Returns whether there is any such file.
    pub(super) fn is_given(&self) -> bool {
        self.twin.is_some() || self.companion.is_some()
    }

    /// Reads the files that know the names of a file.
    pub(super) fn read(&self, file: &[u8]) -> Result<AidContents> {
        let mut known = AidContents::default();
        if let Some(path) = &self.companion {
            let companion = Companion::from_bytes(&files::read(path)?)
                .or_exit(Exit::Unusable, "unusable")
                .with_context(|| files::name(path))?;
            known.companion = Some(companion);
        }
        if let Some(path) = &self.twin {
            let twin = files::read(path)?;
            // Damage of the twin is reported under its own name.
            unusable(File::read(&twin, &Aids::none()), &files::name(path))?;
            known.companion = names::shrunk_from(file, &twin);
            known.twin = Some(twin);
        }
        Ok(known)
    }
}

impl AidContents {
    pub(super) fn aids(&self) -> Aids<'_> {
        let mut aids = Aids::none();
        if let Some(companion) = &self.companion {
            aids = aids.companion(companion);
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
