//! The node by the published macro `component_entrypoint!`. That hands no context
//! to `invoke`, so `context` gives the one of the last `on-start`.

use std::sync::Mutex;

pub use greentic_interfaces_guest::component::node;
pub use greentic_interfaces_guest::secrets_store as secrets;

use crate::{behaviour, context};

greentic_interfaces_guest::component_entrypoint!({
    manifest: behaviour::manifest,
    invoke: invoke,
    on_start: on_start,
    on_stop: on_stop,
});

static STARTED: Mutex<String> = Mutex::new(String::new());

fn on_start(ctx: node::ExecCtx) -> Result<node::LifecycleStatus, String> {
    *STARTED.lock().expect("one thread") = context::json(&ctx);
    behaviour::on_start(&ctx)
}

fn on_stop(ctx: node::ExecCtx, reason: String) -> Result<node::LifecycleStatus, String> {
    behaviour::on_stop(&ctx, &reason)
}

fn invoke(op: String, input: String) -> node::InvokeResult {
    let context = || STARTED.lock().expect("one thread").clone();
    behaviour::invoke(context, &op, input)
}
