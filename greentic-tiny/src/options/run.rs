//! The options of every command that calls a component on somebody's behalf.

use std::path::Path;

use clap::Args;
use greentic_host_shim::{Component, Instance};

use crate::failure::Failure;
use crate::file;
use crate::options::context::ContextArgs;
use crate::options::engine::LoadArgs;
use crate::options::host::HostArgs;

#[derive(Args)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) host: HostArgs,

    #[command(flatten)]
    pub(crate) context: ContextArgs,

    #[command(flatten)]
    pub(crate) load: LoadArgs,
}

impl RunArgs {
    /// Loads a component, and makes an instance of it.
    pub(crate) fn instance(&self, path: &Path) -> Result<(Component, Instance), Failure> {
        let component = file::component(path, &self.load)?;
        let instance = component.instantiate(self.host.host()?)?;
        Ok((component, instance))
    }
}
