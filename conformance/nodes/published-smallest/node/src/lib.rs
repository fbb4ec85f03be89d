//! `examples/node-minimal` with the published crate.

use greentic_interfaces_guest::component::node::{InvokeResult, NodeError};

greentic_interfaces_guest::component_entrypoint!({
    manifest: manifest,
    invoke: invoke,
});

fn manifest() -> String {
    r#"{"name":"demo","version":"1.0.0"}"#.into()
}

fn invoke(op: String, input: String) -> InvokeResult {
    match op.as_str() {
        "fail" => InvokeResult::Err(NodeError {
            code: "demo".into(),
            message: ["bad input: ", &input].concat(),
            retryable: false,
            backoff_ms: None,
            details: None,
        }),
        _ => InvokeResult::Ok(["ok:", &input].concat()),
    }
}
