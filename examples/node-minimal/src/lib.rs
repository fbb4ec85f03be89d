//! The smallest node: a manifest and one handler.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult, NodeError};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"demo","version":"1.0.0"}"#,
    invoke: invoke,
});

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
    match op {
        "fail" => InvokeResult::Err(NodeError::new("demo", call.concat(&["bad input: ", input]))),
        _ => InvokeResult::Ok(call.concat(&["ok:", input]).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_with_the_input() {
        let (call, ctx) = (Call::new(), ExecCtx::default());
        assert_eq!(
            invoke(&call, &ctx, "echo", "a"),
            InvokeResult::Ok("ok:a".into())
        );
        assert_eq!(invoke(&call, &ctx, "", ""), InvokeResult::Ok("ok:".into()));
    }

    #[test]
    fn fails_where_it_is_told_to() {
        let (call, ctx) = (Call::new(), ExecCtx::default());
        let InvokeResult::Err(error) = invoke(&call, &ctx, "fail", "a") else {
            panic!("no error");
        };
        assert_eq!(
            (&*error.code, &*error.message, error.retryable),
            ("demo", "bad input: a", false)
        );
    }
}
