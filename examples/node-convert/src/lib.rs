//! A node that converts amounts between currencies, with a library of the author's own:
//! [`exchange_rates`] takes what the component imports as `&impl Host`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::prelude::*;
use greentic_guest::{http, json, secrets_store, state};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"convert","version":"1.0.0"}"#,
    ops: {
        "convert" => |call, _ctx, input| convert(call, (&Http, &State, &Secrets), input),
    },
    imports: {
        http::v1_1::http_client as Http,
        state::v1_1::state_store as State,
        secrets_store::v1_0::secrets_store as Secrets,
    },
});

/// Answers `{"cents": 1250, "from": "EUR", "to": "USD"}` with the cents of the other
/// currency.
fn convert<'a>(
    call: &'a Call,
    hosts: (
        &impl http::v1_1::http_client::Host,
        &impl state::v1_1::state_store::Host,
        &impl secrets_store::v1_0::secrets_store::Host,
    ),
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    let input = call.input(input)?;
    let [cents, from, to] = input.payload().fields(["cents", "from", "to"])?;
    let (cents, from, to) = (cents.i64()?, from.str()?, to.str()?);
    let rate = exchange_rates::rate(call, hosts, (from, to))?;
    let Some(cents) = rate.of(cents) else {
        return Err(("too-much", "the amount is out of range").into());
    };
    Ok(json!(call, {"cents": cents, "currency": to}))
}
