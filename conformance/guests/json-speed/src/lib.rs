//! Reads the same JSON with our reader and with serde-json-core, for
//! `benches/json.rs`: the operation says which and what.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod ours;
mod theirs;

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult, NodeError};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"json-speed","version":"1.0.0"}"#,
    invoke: invoke,
});

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
    let sum = match op {
        // What a call takes without reading.
        "call" => Some(0),
        "ours-fields" => ours::fields(call, input),
        "ours-items" => ours::items(call, input),
        "theirs-fields" => theirs::fields(input),
        "theirs-items" => theirs::items(input),
        _ => None,
    };
    let Some(sum) = sum else {
        return InvokeResult::Err(NodeError::new("json-speed", op));
    };
    let mut text = call.text();
    text.push_u64(sum);
    InvokeResult::Ok(text.finish().into())
}

/// Returns what all fields are, as a number.
fn sum(id: u32, name: &str, count: u32, fresh: bool) -> u64 {
    u64::from(id) + name.len() as u64 + u64::from(count) + u64::from(fresh)
}
