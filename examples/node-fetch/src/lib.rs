//! A node that asks a distributor where a component is, and a broker for the token to get
//! it with. It stops where the flow was cancelled.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::component::v0_5::{control, node::ExecCtx, node::NodeError};
use greentic_guest::distributor_api::v1_1::distributor::{self, ResolveComponentRequest};
use greentic_guest::oauth_broker::v1_0::broker_v1;
use greentic_guest::prelude::*;
use greentic_guest::{abi::Str, json};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"fetch","version":"1.0.0"}"#,
    ops: {
        "locate" => |call, ctx, input| locate(call, ctx, (&Distributor, &Broker, &Runner), input),
    },
    imports: {
        distributor_api::v1_1::distributor as Distributor,
        oauth_broker::v1_0::broker_v1 as Broker,
        component::v0_5::control as Runner,
    },
});

/// Answers `{"pack": "..", "component": "..", "version": ".."}` with the digest of the
/// component, where it is, and what to send along.
fn locate<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    (distributor, broker, runner): (
        &impl distributor::Host,
        &impl broker_v1::Host,
        &impl control::Host,
    ),
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    let input = call.input(input)?;
    let [pack, component, version] = input.payload().fields(["pack", "component", "version"])?;
    let wanted = ResolveComponentRequest {
        tenant_id: ctx.tenant.tenant_id,
        environment_id: ctx.tenant.env,
        pack_id: Str::new(pack.str()?),
        component_id: Str::new(component.str()?),
        version: Str::new(version.str()?),
        extra: Str::new("{}"),
    };
    let found = distributor.resolve_component(call, wanted).ready()?;
    if !found.signature_summary.verified {
        return Err(("not-signed", "nobody vouches for this component").into());
    }
    // The next question may wait for a person.
    runner.go_on(call)?;
    let token = broker.access_token(call, "registry", &ctx.tenant.tenant, &["pull"])?;
    Ok(json!(call, {
        "digest": found.digest.get(),
        "url": found.artifact_location.value.get(),
        "authorization": call.concat(&["Bearer ", token]),
    }))
}
