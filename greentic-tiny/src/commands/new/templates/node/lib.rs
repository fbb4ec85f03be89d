//! The node `{name}`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

{modules}use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::json;
use greentic_guest::prelude::*;

greentic_guest::component_entrypoint!({
    manifest: json::constant(include_str!("../manifest.json")),
    ops: {
        "greet" => greet,
{ops}    },
{imports}});

/// Greets whom a flow names: `{"name":"Ada"}` becomes `{"greeting":"Hello, Ada"}`.
fn greet<'a>(call: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    // A runner wraps what the flow gives; a test does not. This takes both.
    let name = call.input(input)?.payload().at("name").str()?;
    Ok(json!(call, {"greeting": call.concat(&["Hello, ", name])}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use greentic_guest::testing::context;

    #[test]
    fn greets_whom_the_input_names() {
        let (call, ctx) = (Call::new(), context());
        let answer = greet(&call, &ctx, r#"{"name":"Ada"}"#);
        assert_eq!(answer.unwrap(), r#"{"greeting":"Hello, Ada"}"#);
    }

    #[test]
    fn refuses_what_it_does_not_understand() {
        let (call, ctx) = (Call::new(), context());
        let error = greet(&call, &ctx, "{}").unwrap_err();
        assert_eq!(error.code.get(), "bad-json");
    }
}
