//! The node of `shared/` with our bindings, in the shape of revision 0.4.113.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[path = "../shared/ours.rs"]
mod ours;

use greentic_guest::Call;
use greentic_guest::abi::{Opt, Str};
use greentic_guest::rev_0_4_113::component::v0_5::node;
use node::{ExecCtx, InvokeResult, LifecycleStatus, StreamEvent};
use ours::Object;

greentic_guest::component! {
    export rev_0_4_113::component::v0_5::node => Node,
    import secrets_store::v1_0 as Secrets,
}

struct Node;

const MANIFEST: &str = include_str!("../shared/manifest.json");

impl node::Guest for Node {
    const GET_MANIFEST: Option<&'static Str<'static>> = Some(&Str::new(MANIFEST));

    fn get_manifest(_: &Call) -> &str {
        MANIFEST
    }

    fn on_start<'a>(call: &'a Call, ctx: &'a ExecCtx<'a>) -> Result<LifecycleStatus, &'a str> {
        ours::on_start(call, ctx).map(|()| LifecycleStatus::Ok)
    }

    fn on_stop<'a>(
        call: &'a Call,
        ctx: &'a ExecCtx<'a>,
        reason: &'a str,
    ) -> Result<LifecycleStatus, &'a str> {
        ours::on_stop(call, ctx, reason).map(|()| LifecycleStatus::Ok)
    }

    fn invoke<'a>(
        call: &'a Call,
        ctx: &'a ExecCtx<'a>,
        op: &'a str,
        input: &'a str,
    ) -> InvokeResult<'a> {
        ours::invoke(&Secrets, call, ctx, op, input)
    }

    fn invoke_stream<'a>(
        call: &'a Call,
        ctx: &'a ExecCtx<'a>,
        op: &'a str,
        input: &'a str,
    ) -> &'a [StreamEvent<'a>] {
        let answer = match Self::invoke(call, ctx, op, input) {
            InvokeResult::Ok(output) => StreamEvent::Data(output),
            InvokeResult::Err(error) => StreamEvent::Error(error.message),
        };
        call.keep([StreamEvent::Progress(0), answer, StreamEvent::Done])
    }
}

/// Every field of the context.
fn context<'a>(call: &'a Call, ctx: &ExecCtx<'a>) -> &'a str {
    let of = &ctx.tenant;
    let tenant = Object::new(call)
        .number("attempt", Opt::Some(of.attempt))
        .maybe("correlation-id", of.correlation_id)
        .number("deadline-unix-ms", of.deadline_unix_ms)
        .maybe("i18n-id", of.i18n_id)
        .maybe("idempotency-key", of.idempotency_key)
        .maybe("team", of.team)
        .text("tenant", of.tenant)
        .maybe("trace-id", of.trace_id)
        .maybe("user", of.user)
        .end();
    Object::new(call)
        .text("flow-id", ctx.flow_id)
        .maybe("i18n-id", ctx.i18n_id)
        .maybe("node-id", ctx.node_id)
        .json("tenant", Some(tenant))
        .end()
}
