//! A node of 0.6 that shows what it is called with.
//!
//! | operation | answer |
//! | --- | --- |
//! | `echo` | the payload, with the metadata beside it |
//! | `not-ok` | the payload, which is not ok |
//! | `fail` | an error, with the payload as its details |
//! | `context` | all else that the envelope holds |

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::abi::{Bytes, Opt, Str};
use greentic_guest::rev_0_4_113::component::v0_6::{component_i18n, component_qa, node};
use greentic_guest::{Call, cbor};

struct Demo;

greentic_guest::component! {
    export rev_0_4_113::component::v0_6::node => Demo,
    export rev_0_4_113::component::v0_6::component_qa => Demo,
    export rev_0_4_113::component::v0_6::component_i18n => Demo,
}

impl node::Guest for Demo {
    fn describe(call: &Call) -> node::ComponentDescriptor<'_> {
        let schema = |bytes| node::IoSchema {
            schema: node::SchemaSource::InlineCbor(bytes),
            content_type: "application/cbor".into(),
            schema_version: Opt::None,
        };
        let any = cbor!(call, {"type": "any"});
        node::ComponentDescriptor {
            name: "called".into(),
            version: "1.0.0".into(),
            summary: Opt::None,
            capabilities: (&[]).into(),
            ops: call
                .list([node::Op {
                    name: "echo".into(),
                    summary: Opt::Some("the payload".into()),
                    input: schema(any.into()),
                    output: schema(any.into()),
                    examples: (&[]).into(),
                }])
                .into(),
            schemas: (&[]).into(),
            setup: Opt::None,
        }
    }

    fn invoke<'a>(
        call: &'a Call,
        op: &'a str,
        envelope: &'a node::InvocationEnvelope<'a>,
    ) -> Result<node::InvocationResult<'a>, node::NodeError<'a>> {
        let answer = |ok, output_cbor| node::InvocationResult {
            ok,
            output_cbor,
            output_metadata_cbor: envelope.metadata_cbor,
        };
        match op {
            "echo" => Ok(answer(true, envelope.payload_cbor)),
            "not-ok" => Ok(answer(false, envelope.payload_cbor)),
            "context" => Ok(answer(true, context(call, envelope).into())),
            _ => Err(node::NodeError {
                code: "failed".into(),
                message: op.into(),
                retryable: true,
                backoff_ms: Opt::Some(250),
                details: Opt::Some(envelope.payload_cbor),
            }),
        }
    }
}

fn context<'a>(call: &'a Call, envelope: &node::InvocationEnvelope<'a>) -> &'a [u8] {
    let ctx = &envelope.ctx;
    let maybe = |text: Opt<Str<'a>>| text.get().map(Str::get);
    cbor!(call, {
        "tenant": ctx.tenant_id.get(),
        "team": maybe(ctx.team_id),
        "user": maybe(ctx.user_id),
        "env": ctx.env_id.get(),
        "trace": ctx.trace_id.get(),
        "correlation": ctx.correlation_id.get(),
        "deadline": ctx.deadline_ms,
        "attempts": [ctx.attempt, envelope.attempt],
        "idempotency": maybe(ctx.idempotency_key),
        "i18n": ctx.i18n_id.get(),
        "flow": envelope.flow_id.get(),
        "step": envelope.step_id.get(),
        "component": envelope.component_id.get(),
    })
}

impl component_qa::Guest for Demo {
    fn qa_spec(call: &Call, mode: component_qa::QaMode) -> &[u8] {
        let mode = match mode {
            component_qa::QaMode::Default => "default",
            component_qa::QaMode::Setup => "setup",
            component_qa::QaMode::Update => "update",
            component_qa::QaMode::Remove => "remove",
        };
        cbor!(call, {"mode": mode})
    }

    fn apply_answers<'a>(
        call: &'a Call,
        _: component_qa::QaMode,
        current_config: &'a [u8],
        answers: &'a [u8],
    ) -> &'a [u8] {
        pair(call, current_config, answers)
    }
}

/// Two documents in a list.
fn pair<'a>(call: &'a Call, first: &[u8], second: &[u8]) -> &'a [u8] {
    let mut bytes: Bytes<'a> = call.bytes();
    bytes.push(&[0x82]);
    bytes.push(first);
    bytes.push(second);
    bytes.finish()
}

impl component_i18n::Guest for Demo {
    fn i18n_keys(call: &Call) -> &[Str<'_>] {
        call.list(["called.title".into(), "called.text".into()])
    }
}
