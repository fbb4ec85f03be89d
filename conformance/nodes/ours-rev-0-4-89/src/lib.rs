//! The node of `shared/` with our bindings, in the shape of `wit/`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[path = "../shared/ours.rs"]
mod ours;

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::component::v0_5::node;
use node::ExecCtx;
use ours::Object;

greentic_guest::component_entrypoint!({
    manifest: include_str!("../shared/manifest.json"),
    invoke: invoke,
    on_start: ours::on_start,
    on_stop: ours::on_stop,
    imports: { secrets_store::v1_0 as Secrets },
});

fn invoke<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> node::InvokeResult<'a> {
    ours::invoke(&Secrets, call, ctx, op, input)
}

/// Every field of the context.
fn context<'a>(call: &'a Call, ctx: &ExecCtx<'a>) -> &'a str {
    let of = &ctx.tenant;
    let mut attributes = call.text();
    attributes.push("[");
    for (index, pair) in of.attributes.iter().enumerate() {
        attributes.push(if index == 0 { "[" } else { ",[" });
        attributes.push_json(&pair.0);
        attributes.push(",");
        attributes.push_json(&pair.1);
        attributes.push("]");
    }
    attributes.push("]");
    let impersonation = of.impersonation.get().map(|who| {
        Object::new(call)
            .text("actor-id", who.actor_id)
            .maybe("reason", who.reason)
            .end()
    });
    let tenant = Object::new(call)
        .number("attempt", Opt::Some(of.attempt))
        .json("attributes", Some(attributes.finish()))
        .maybe("correlation-id", of.correlation_id)
        .number("deadline-ms", of.deadline_ms)
        .text("env", of.env)
        .maybe("flow-id", of.flow_id)
        .maybe("i18n-id", of.i18n_id)
        .maybe("idempotency-key", of.idempotency_key)
        .json("impersonation", impersonation)
        .maybe("node-id", of.node_id)
        .maybe("provider-id", of.provider_id)
        .maybe("session-id", of.session_id)
        .maybe("team", of.team)
        .maybe("team-id", of.team_id)
        .text("tenant", of.tenant)
        .text("tenant-id", of.tenant_id)
        .maybe("trace-id", of.trace_id)
        .maybe("user", of.user)
        .maybe("user-id", of.user_id)
        .end();
    Object::new(call)
        .text("flow-id", ctx.flow_id)
        .maybe("i18n-id", ctx.i18n_id)
        .maybe("node-id", ctx.node_id)
        .json("tenant", Some(tenant))
        .end()
}
