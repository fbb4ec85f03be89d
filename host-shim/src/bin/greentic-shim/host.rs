//! What the component may use of its host, as options.

use clap::Args;
use greentic_host_shim::Host;

use crate::secrets::SecretArgs;

#[derive(Args)]
pub(crate) struct HostArgs {
    #[command(flatten)]
    secrets: SecretArgs,

    /// Let the component import WASI: clocks and random numbers, but no files, no
    /// network, no variables; what it prints goes nowhere
    #[arg(long, help_heading = "Host")]
    wasi: bool,
}

impl HostArgs {
    pub(crate) fn host(&self) -> Host {
        let host = self.secrets.host();
        if self.wasi { host.wasi() } else { host }
    }
}
