//! Shows what it is called with, by all other interfaces than nodes of 0.5 and 0.6.
//!
//! | interface | answer |
//! | --- | --- |
//! | `node@0.4.0` | `echo`: the input; `context`: the context, as JSON; else an error |
//! | `component-runtime@0.6.0` | the input, and the state as the new one |
//! | `runtime@0.6.1` | `bytes`: what is no CBOR; else a list of the operation and the input |
//! | `qa`, `component-qa` | the mode; a list of what there is |
//! | `schema-core-api@1.0.0` | what it was given |

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::abi::{Bytes, Opt, Str};
use greentic_guest::component::v0_4::node as node_0_4;
use greentic_guest::component::{v0_6, v0_6_1};
use greentic_guest::provider_schema_core::v1_0 as schema_core_api;
use greentic_guest::{Call, cbor, json};

struct Demo;

greentic_guest::component! {
    export component::v0_4::node => Demo,
    export component::v0_6::component_descriptor => Demo,
    export component::v0_6::component_runtime => Demo,
    export component::v0_6::component_qa => Demo,
    export component::v0_6::component_i18n => Demo,
    export component::v0_6_1::descriptor => Demo,
    export component::v0_6_1::runtime => Demo,
    export component::v0_6_1::qa => Demo,
    export component::v0_6_1::component_i18n => Demo,
    export provider_schema_core::v1_0 => Demo,
}

impl node_0_4::Guest for Demo {
    fn get_manifest(_: &Call) -> &'static str {
        r#"{"name":"called-0.4"}"#
    }

    fn on_start<'a>(
        _: &'a Call,
        ctx: &'a node_0_4::ExecCtx<'a>,
    ) -> Result<node_0_4::LifecycleStatus, &'a str> {
        match ctx.flow_id.get() {
            "refused" => Err("not today"),
            _ => Ok(node_0_4::LifecycleStatus::Ok),
        }
    }

    fn on_stop<'a>(
        _: &'a Call,
        _: &'a node_0_4::ExecCtx<'a>,
        _: &'a str,
    ) -> Result<node_0_4::LifecycleStatus, &'a str> {
        Ok(node_0_4::LifecycleStatus::Ok)
    }

    fn invoke<'a>(
        call: &'a Call,
        ctx: &'a node_0_4::ExecCtx<'a>,
        op: &'a str,
        input: &'a str,
    ) -> node_0_4::InvokeResult<'a> {
        match op {
            "echo" => node_0_4::InvokeResult::Ok(input.into()),
            "context" => node_0_4::InvokeResult::Ok(context(call, ctx).into()),
            _ => node_0_4::InvokeResult::Err(node_0_4::NodeError {
                code: "failed".into(),
                message: input.into(),
                retryable: true,
                backoff_ms: Opt::Some(250),
                details: Opt::None,
            }),
        }
    }

    fn invoke_stream<'a>(
        call: &'a Call,
        _: &'a node_0_4::ExecCtx<'a>,
        _: &'a str,
        input: &'a str,
    ) -> &'a [node_0_4::StreamEvent<'a>] {
        call.list([
            node_0_4::StreamEvent::Progress(50),
            node_0_4::StreamEvent::Data(input.into()),
            node_0_4::StreamEvent::Done,
        ])
    }
}

fn context<'a>(call: &'a Call, ctx: &node_0_4::ExecCtx<'a>) -> &'a str {
    let of = &ctx.tenant;
    let maybe = |text: Opt<Str<'a>>| text.get().map(Str::get);
    json!(call, {
        "tenant": of.tenant.get(),
        "team": maybe(of.team),
        "user": maybe(of.user),
        "trace": maybe(of.trace_id),
        "correlation": maybe(of.correlation_id),
        "deadline": of.deadline_unix_ms.get(),
        "attempt": of.attempt,
        "idempotency": maybe(of.idempotency_key),
        "flow": ctx.flow_id.get(),
        "node": maybe(ctx.node_id),
    })
}

impl v0_6::component_descriptor::Guest for Demo {
    fn get_component_info(call: &Call) -> &[u8] {
        cbor!(call, {"id": "called"})
    }

    fn describe(call: &Call) -> &[u8] {
        cbor!(call, {"info": {"id": "called"}})
    }
}

impl v0_6::component_runtime::Guest for Demo {
    fn run<'a>(
        _: &'a Call,
        input: &'a [u8],
        state: &'a [u8],
    ) -> v0_6::component_runtime::RunResult<'a> {
        v0_6::component_runtime::RunResult {
            output: input.into(),
            new_state: state.into(),
        }
    }
}

impl v0_6::component_qa::Guest for Demo {
    fn qa_spec(call: &Call, mode: v0_6::component_qa::QaMode) -> &[u8] {
        use v0_6::component_qa::QaMode;

        let mode = match mode {
            QaMode::Default => "default",
            QaMode::Setup => "setup",
            QaMode::Upgrade => "upgrade",
            QaMode::Remove => "remove",
        };
        cbor!(call, {"mode": mode})
    }

    fn apply_answers<'a>(
        call: &'a Call,
        _: v0_6::component_qa::QaMode,
        current_config: &'a [u8],
        answers: &'a [u8],
    ) -> &'a [u8] {
        pair(call, current_config, answers)
    }
}

impl v0_6::component_i18n::Guest for Demo {
    fn i18n_keys(call: &Call) -> &[Str<'_>] {
        call.list(["called.title".into()])
    }
}

impl v0_6_1::descriptor::Guest for Demo {
    fn describe(call: &Call) -> &[u8] {
        cbor!(call, {"id": "called", "version": "0.6.1"})
    }
}

impl v0_6_1::runtime::Guest for Demo {
    fn invoke<'a>(call: &'a Call, op: &'a str, input_cbor: &'a [u8]) -> &'a [u8] {
        match op {
            "bytes" => b"\xff\x00",
            _ => pair(call, cbor!(call, op), input_cbor),
        }
    }
}

impl v0_6_1::qa::Guest for Demo {
    fn qa_spec(call: &Call, mode: v0_6_1::qa::Mode) -> &[u8] {
        use v0_6_1::qa::Mode;

        let mode = match mode {
            Mode::Default => "default",
            Mode::Setup => "setup",
            Mode::Upgrade => "upgrade",
            Mode::Remove => "remove",
        };
        cbor!(call, {"newer": mode})
    }

    fn apply_answers<'a>(call: &'a Call, _: v0_6_1::qa::Mode, answers_cbor: &'a [u8]) -> &'a [u8] {
        pair(call, cbor!(call, "newer"), answers_cbor)
    }
}

impl v0_6_1::component_i18n::Guest for Demo {
    fn i18n_keys(call: &Call) -> &[Str<'_>] {
        call.list(["called.newer".into()])
    }

    fn i18n_bundle<'a>(call: &'a Call, locale: &'a str) -> &'a [u8] {
        cbor!(call, {"called.newer": locale})
    }
}

impl schema_core_api::Guest for Demo {
    fn describe(_: &Call) -> &[u8] {
        br#"{"provider_type":"demo"}"#
    }

    fn validate_config<'a>(_: &'a Call, config_json: &'a [u8]) -> &'a [u8] {
        config_json
    }

    fn healthcheck(_: &Call) -> &[u8] {
        br#"{"ok":false,"error":"asleep"}"#
    }

    fn invoke<'a>(call: &'a Call, op: &'a str, input_json: &'a [u8]) -> &'a [u8] {
        let mut bytes: Bytes<'a> = call.bytes();
        bytes.push(call.json(op).as_bytes());
        bytes.push(b" of ");
        bytes.push(input_json);
        bytes.finish()
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
