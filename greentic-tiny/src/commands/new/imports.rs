//! The imports of a component, by the flags of the command.

use clap::Args;

#[derive(Args, Default)]
#[allow(clippy::struct_excessive_bools, reason = "a flag each")]
pub(crate) struct ImportArgs {
    /// Send requests: imports http@1.1.0
    #[arg(long)]
    http: bool,

    /// Remember values between calls: imports state@1.0.0
    #[arg(long)]
    state: bool,

    /// Read secrets: imports secrets-store@1.0.0
    #[arg(long)]
    secrets: bool,

    /// Tell what it does: imports telemetry@1.0.0
    #[arg(long)]
    telemetry: bool,

    /// Read what the deployment sets: imports runtime-config@1.0.0
    #[arg(long)]
    settings: bool,
}

/// An import, as a flag asks for it.
pub(super) struct Import {
    /// Its module in the guest crate, below `greentic_guest`.
    pub(super) path: &'static str,
    /// The name of its type in the component.
    pub(super) host: &'static str,
    /// The feature that switches it on.
    pub(super) feature: &'static str,
    /// A module of a node that uses it, by name, and its source.
    pub(super) module: (&'static str, &'static str),
    /// The operation of that node, and the handler of it.
    pub(super) operation: (&'static str, &'static str),
}

const HTTP: Import = Import {
    path: "http::v1_1",
    host: "Http",
    feature: "http-client-v1-1",
    module: ("status", include_str!("templates/node/http.rs")),
    operation: ("status", "|call, _, _| status::status(call, &Http)"),
};

const STATE: Import = Import {
    path: "state::v1_0",
    host: "State",
    feature: "state-store-v1",
    module: ("visits", include_str!("templates/node/state.rs")),
    operation: ("visits", "|call, _, _| visits::visits(call, &State)"),
};

const SECRETS: Import = Import {
    path: "secrets_store::v1_0",
    host: "Secrets",
    feature: "secrets-store-v1",
    module: ("token", include_str!("templates/node/secrets.rs")),
    operation: ("token", "|call, _, _| token::token(call, &Secrets)"),
};

const TELEMETRY: Import = Import {
    path: "telemetry::v1_0",
    host: "Logger",
    feature: "telemetry-logger-v1",
    module: ("ping", include_str!("templates/node/telemetry.rs")),
    operation: ("ping", "|call, ctx, _| ping::ping(call, ctx, &Logger)"),
};

const SETTINGS: Import = Import {
    path: "runtime_config::v1_0",
    host: "Settings",
    feature: "runtime-config-v1",
    module: ("retries", include_str!("templates/node/settings.rs")),
    operation: ("retries", "|call, _, _| retries::retries(call, &Settings)"),
};

impl ImportArgs {
    /// Returns the imports whose flags are set.
    pub(super) fn all(&self) -> Vec<&'static Import> {
        [
            (self.http, &HTTP),
            (self.state, &STATE),
            (self.secrets, &SECRETS),
            (self.telemetry, &TELEMETRY),
            (self.settings, &SETTINGS),
        ]
        .into_iter()
        .filter_map(|(asked, import)| asked.then_some(import))
        .collect()
    }
}
