//! The behaviour of every node of this folder, in terms of bindings that own their
//! values: those of the published crate, and those of wit-bindgen.
//!
//! The crate root has a module `node` with the types of the interface, `context`
//! for the shape that its contexts have, `object` of this folder, and `secrets`.

use alloc::{borrow::ToOwned, format, string::String};

use crate::context;
use crate::node::{ExecCtx, InvokeResult, LifecycleStatus, NodeError};
use crate::object::{always, object};
use crate::secrets::{self, SecretsError};

/// The manifest of all of them.
pub fn manifest() -> String {
    include_str!("manifest.json").to_owned()
}

/// Refuses the flow `refused`, with the context.
pub fn on_start(ctx: &ExecCtx) -> Result<LifecycleStatus, String> {
    match ctx.flow_id.as_str() {
        "refused" => Err(context::json(ctx)),
        _ => Ok(LifecycleStatus::Ok),
    }
}

/// Refuses the reason `refused`, with the context.
pub fn on_stop(ctx: &ExecCtx, reason: &str) -> Result<LifecycleStatus, String> {
    match reason {
        "refused" => Err(context::json(ctx)),
        _ => Ok(LifecycleStatus::Ok),
    }
}

/// `context` is the context as JSON, `echo` the input, `fail` an error with
/// everything that one can have, `secret` the secret that the input names.
pub fn invoke(context: impl FnOnce() -> String, op: &str, input: String) -> InvokeResult {
    match op {
        "context" => InvokeResult::Ok(context()),
        "echo" => InvokeResult::Ok(input),
        "fail" => InvokeResult::Err(NodeError {
            code: "failed".to_owned(),
            message: format!("failed with {input}"),
            retryable: true,
            backoff_ms: Some(1500),
            details: Some(object([("input", always(&input))])),
        }),
        "secret" => secret(&input),
        _ => error("unknown-op", format!("unknown operation: {op}")),
    }
}

fn secret(key: &str) -> InvokeResult {
    match secrets::get(key) {
        Ok(Some(bytes)) => match String::from_utf8(bytes) {
            Ok(text) => InvokeResult::Ok(text),
            Err(_) => error("secret-not-text", format!("secret {key} is not text")),
        },
        Ok(None) | Err(SecretsError::NotFound) => {
            error("secret-missing", format!("secret {key} is missing"))
        }
        Err(SecretsError::Denied) => {
            error("secret-denied", format!("secret {key} may not be read"))
        }
        Err(SecretsError::InvalidKey | SecretsError::Internal) => {
            error("secret-failed", format!("secret {key} cannot be had"))
        }
    }
}

fn error(code: &str, message: String) -> InvokeResult {
    InvokeResult::Err(NodeError {
        code: code.to_owned(),
        message,
        retryable: false,
        backoff_ms: None,
        details: None,
    })
}
