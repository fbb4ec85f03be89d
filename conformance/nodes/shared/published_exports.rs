//! The node by the published macro `export_component_node!`, which leaves the
//! functions of the interface to the author.

pub use greentic_interfaces_guest::component::node;
pub use greentic_interfaces_guest::secrets_store as secrets;

use crate::{behaviour, context};

struct Node;

greentic_interfaces_guest::export_component_node!(Node);

impl node::Guest for Node {
    fn get_manifest() -> String {
        behaviour::manifest()
    }

    fn on_start(ctx: node::ExecCtx) -> Result<node::LifecycleStatus, String> {
        behaviour::on_start(&ctx)
    }

    fn on_stop(ctx: node::ExecCtx, reason: String) -> Result<node::LifecycleStatus, String> {
        behaviour::on_stop(&ctx, &reason)
    }

    fn invoke(ctx: node::ExecCtx, op: String, input: String) -> node::InvokeResult {
        behaviour::invoke(|| context::json(&ctx), &op, input)
    }

    fn invoke_stream(ctx: node::ExecCtx, op: String, input: String) -> Vec<node::StreamEvent> {
        greentic_interfaces_guest::stream_from_invoke_result(Self::invoke(ctx, op, input))
    }
}
