//! The options for compiling and loading components.

use std::path::{Path, PathBuf};

use clap::Args;
use greentic_host_shim::{Cache, CompileWorker, Pool, Shim, ShimBuilder, SigningKey};

use crate::failure::Failure;
use crate::options::key;
use crate::options::limits::LimitArgs;

/// The options of every command that compiles.
#[derive(Args)]
pub(crate) struct EngineArgs {
    #[command(flatten)]
    pub(crate) limits: LimitArgs,

    /// Keep compiled code in this folder, and look there first
    #[arg(
        long,
        value_name = "FOLDER",
        requires = "cache_key",
        help_heading = "Compiling"
    )]
    cache: Option<PathBuf>,

    /// The file with the key that signs what is in the cache; made if it is not
    /// there. Keep it to yourself: who has it can run code on this machine
    #[arg(
        long,
        value_name = "FILE",
        requires = "cache",
        help_heading = "Compiling"
    )]
    cache_key: Option<PathBuf>,

    /// Interpret the component in place of running machine code; only for components
    /// that you trust: the interpreter does not check its stack everywhere
    #[arg(long, help_heading = "Compiling")]
    interpreter: bool,
}

impl EngineArgs {
    pub(crate) fn shim(&self, pool: Option<Pool>) -> Result<Shim, Failure> {
        let mut builder = self.builder()?;
        if let Some(pool) = pool {
            builder = builder.pool(pool);
        }
        Ok(builder.build()?)
    }

    /// Returns an engine's builder with these settings.
    pub(crate) fn builder(&self) -> Result<ShimBuilder, Failure> {
        let mut builder = Shim::builder()
            .limits(self.limits.limits())
            .trap_details()
            .compile_worker(worker()?);
        if let (Some(folder), Some(key)) = (&self.cache, &self.cache_key) {
            let key = key::load_or_create(key)?;
            builder = builder.cache(Cache::new(folder, key)?);
        }
        if self.interpreter {
            builder = builder.interpreter();
        }
        Ok(builder)
    }
}

/// Returns this command as the process that compiles.
pub(crate) fn worker() -> Result<CompileWorker, Failure> {
    // SAFETY: `main` looks at `compile_worker::is_asked` first, and answers with
    // `compile_worker::main`.
    #[allow(unsafe_code, reason = "what this command answers itself")]
    let worker = unsafe { CompileWorker::this_program() };
    worker.map_err(|source| Failure::Io {
        what: "cannot find this program to compile with".into(),
        source,
    })
}

/// The options of every command that loads a component.
#[derive(Args)]
pub(crate) struct LoadArgs {
    #[command(flatten)]
    pub(crate) engine: EngineArgs,

    #[command(flatten)]
    pub(crate) key: KeyArgs,
}

/// The key of files that `precompile` has made, for commands that load them.
#[derive(Args)]
pub(crate) struct KeyArgs {
    /// The file is one that `precompile` has made with the key in this file
    #[arg(long, value_name = "FILE", help_heading = "Compiling")]
    key: Option<PathBuf>,
}

impl KeyArgs {
    /// Returns the key. It must exist, because a new one would fit no file.
    pub(crate) fn key(&self) -> Result<Option<SigningKey>, Failure> {
        let Some(path) = &self.key else {
            return Ok(None);
        };
        present(path)?;
        Ok(Some(key::load_or_create(path)?))
    }
}

fn present(path: &Path) -> Result<(), Failure> {
    std::fs::metadata(path)
        .map(|_| ())
        .map_err(|error| Failure::io("cannot read the key", path, error))
}
