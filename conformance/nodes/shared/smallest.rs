//! The behaviour of `examples/node-minimal`, with strings that are owned.

use alloc::string::String;

use crate::node::{InvokeResult, NodeError};

pub fn manifest() -> String {
    r#"{"name":"demo","version":"1.0.0"}"#.into()
}

pub fn invoke(op: &str, input: &str) -> InvokeResult {
    match op {
        "fail" => InvokeResult::Err(NodeError {
            code: "demo".into(),
            message: ["bad input: ", input].concat(),
            retryable: false,
            backoff_ms: None,
            details: None,
        }),
        _ => InvokeResult::Ok(["ok:", input].concat()),
    }
}
