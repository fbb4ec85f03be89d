//! The example `node-service` with serde's derives in place of its own JSON.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[path = "../example/fault.rs"]
mod fault;
mod json;
#[path = "../example/quote.rs"]
mod quote;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

use crate::quote::Services;

greentic_guest::component_entrypoint!({
    manifest: include_str!("../manifest.json"),
    invoke: invoke,
    imports: {
        http::v1_1 as Http,
        secrets_store::v1_0 as Secrets,
        state::v1_0 as State,
        telemetry::v1_0 as Logger,
    },
});

fn invoke<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    let services = Services {
        http: Http,
        secrets: Secrets,
        state: State,
        logger: Logger,
    };
    match op {
        "quote" => services.quote(call, ctx, input).map_err(|fault| *fault),
        _ => Err(NodeError::new(
            "unknown-op",
            call.concat(&["unknown operation: ", op]),
        )),
    }
}
