//! The behaviour of `behaviour.rs`, with our bindings.
//!
//! The crate root has a module `node` with the types of the interface, and a
//! function `context` that gives every field of a context.

use core::fmt::Display;

use greentic_guest::Call;
use greentic_guest::abi::{Opt, Str, Text, from_utf8};
use greentic_guest::secrets_store::v1_0::{Host, SecretsError};

use crate::context;
use crate::node::{ExecCtx, InvokeResult, NodeError};

/// Refuses the flow `refused`, with the context.
pub(crate) fn on_start<'a>(call: &'a Call, ctx: &'a ExecCtx<'a>) -> Result<(), &'a str> {
    match &*ctx.flow_id {
        "refused" => Err(context(call, ctx)),
        _ => Ok(()),
    }
}

/// Refuses the reason `refused`, with the context.
pub(crate) fn on_stop<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    reason: &'a str,
) -> Result<(), &'a str> {
    match reason {
        "refused" => Err(context(call, ctx)),
        _ => Ok(()),
    }
}

/// The operations.
pub(crate) fn invoke<'a>(
    secrets: &impl Host,
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> InvokeResult<'a> {
    match op {
        "context" => InvokeResult::Ok(context(call, ctx).into()),
        "echo" => InvokeResult::Ok(input.into()),
        "fail" => InvokeResult::Err(NodeError {
            code: "failed".into(),
            message: call.concat(&["failed with ", input]).into(),
            retryable: true,
            backoff_ms: Opt::Some(1500),
            details: Opt::Some(Object::new(call).text("input", input.into()).end().into()),
        }),
        "secret" => secret(secrets, call, input),
        _ => error("unknown-op", call.concat(&["unknown operation: ", op])),
    }
}

fn secret<'a>(secrets: &impl Host, call: &'a Call, key: &'a str) -> InvokeResult<'a> {
    let say = |end| call.concat(&["secret ", key, end]);
    match secrets.get(call, key) {
        Ok(Some(bytes)) => match from_utf8(bytes) {
            Some(text) => InvokeResult::Ok(text.into()),
            None => error("secret-not-text", say(" is not text")),
        },
        Ok(None) | Err(SecretsError::NotFound) => error("secret-missing", say(" is missing")),
        Err(SecretsError::Denied) => error("secret-denied", say(" may not be read")),
        Err(SecretsError::InvalidKey | SecretsError::Internal) => {
            error("secret-failed", say(" cannot be had"))
        }
    }
}

fn error<'a>(code: &'a str, message: &'a str) -> InvokeResult<'a> {
    InvokeResult::Err(NodeError {
        code: code.into(),
        message: message.into(),
        ..NodeError::default()
    })
}

/// A JSON object that is being written; whoever does names the fields in their
/// order.
pub(crate) struct Object<'a> {
    call: &'a Call,
    text: Text<'a>,
    first: bool,
}

impl<'a> Object<'a> {
    pub(crate) fn new(call: &'a Call) -> Self {
        let mut text = call.text();
        text.push("{");
        Self {
            call,
            text,
            first: true,
        }
    }

    /// A field whose value is JSON already.
    pub(crate) fn json(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            if !self.first {
                self.text.push(",");
            }
            self.first = false;
            self.text.push_json(name);
            self.text.push(":");
            self.text.push(value);
        }
        self
    }

    pub(crate) fn text(self, name: &str, value: Str<'a>) -> Self {
        self.maybe(name, Opt::Some(value))
    }

    pub(crate) fn maybe(self, name: &str, value: Opt<Str<'a>>) -> Self {
        let value = value.get().map(|value| self.call.json(value.get()));
        self.json(name, value)
    }

    pub(crate) fn number(self, name: &str, value: Opt<impl Display>) -> Self {
        let value = value.get();
        let value = value.map(|value| self.call.format(format_args!("{value}")));
        self.json(name, value)
    }

    pub(crate) fn end(mut self) -> &'a str {
        self.text.push("}");
        self.text.finish()
    }
}
