//! The node with bindings of wit-bindgen.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::node::{ExecCtx, Guest, InvokeResult, LifecycleStatus, StreamEvent};
use crate::{behaviour, context};

pub struct Node;

impl Guest for Node {
    fn get_manifest() -> String {
        behaviour::manifest()
    }

    fn on_start(ctx: ExecCtx) -> Result<LifecycleStatus, String> {
        behaviour::on_start(&ctx)
    }

    fn on_stop(ctx: ExecCtx, reason: String) -> Result<LifecycleStatus, String> {
        behaviour::on_stop(&ctx, &reason)
    }

    fn invoke(ctx: ExecCtx, op: String, input: String) -> InvokeResult {
        behaviour::invoke(|| context::json(&ctx), &op, input)
    }

    fn invoke_stream(ctx: ExecCtx, op: String, input: String) -> Vec<StreamEvent> {
        let answer = match Self::invoke(ctx, op, input) {
            InvokeResult::Ok(output) => StreamEvent::Data(output),
            InvokeResult::Err(error) => StreamEvent::Error(error.message),
        };
        vec![StreamEvent::Progress(0), answer, StreamEvent::Done]
    }
}
