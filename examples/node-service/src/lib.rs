//! A node in front of a web service: it asks with a secret, remembers the answer
//! and says in telemetry what it did.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod fault;
mod json;
mod quote;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

use crate::quote::Services;

greentic_guest::component_entrypoint!({
    manifest: include_str!("../manifest.json"),
    ops: { "quote" => quote },
    imports: {
        http::v1_1 as Http,
        secrets_store::v1_0 as Secrets,
        state::v1_0 as State,
        telemetry::v1_0 as Logger,
    },
});

fn quote<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    let services = Services {
        http: Http,
        secrets: Secrets,
        state: State,
        logger: Logger,
    };
    services.quote(call, ctx, input).map_err(|fault| *fault)
}
