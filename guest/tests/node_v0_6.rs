//! The expansion of `node!` with its keys, tested natively.

#![allow(clippy::unnecessary_wraps, reason = "operations can fail")]

use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::rev_0_4_113::component::v0_6::component_i18n::Guest as _;
use greentic_guest::rev_0_4_113::component::v0_6::component_qa::{Guest as _, QaMode};
use greentic_guest::rev_0_4_113::component::v0_6::node::{
    ComponentDescriptor, Example, Guest, InvocationEnvelope, InvocationResult, IoSchema, NodeError,
    Op, SchemaSource,
};

/// `{}` and `{"a": 1}` in CBOR.
const NOTHING: &[u8] = b"\xA0";
const ONE: &[u8] = b"\xA1\x61a\x01";

fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> Result<&'a [u8], NodeError<'a>> {
    Ok(envelope.payload_cbor.get())
}

fn whole<'a>(
    _: &'a Call,
    envelope: &'a InvocationEnvelope<'a>,
) -> Result<InvocationResult<'a>, (&'a str, &'a str)> {
    match envelope.metadata_cbor {
        Opt::None => Err(("no-metadata", "give some")),
        metadata @ Opt::Some(_) => Ok(InvocationResult {
            ok: false,
            output_cbor: List::new(ONE),
            output_metadata_cbor: metadata,
        }),
    }
}

fn questions(call: &Call) -> &[u8] {
    call.list([0xA1, 0x61, 0x61, 0x01])
}

fn apply<'a>(_: &'a Call, mode: QaMode, config: &'a [u8], answers: &'a [u8]) -> &'a [u8] {
    match mode {
        QaMode::Setup | QaMode::Update => answers,
        QaMode::Default | QaMode::Remove => config,
    }
}

fn texts(call: &Call) -> &[Str<'_>] {
    call.list(["computed".into()])
}

fn described(call: &Call) -> ComponentDescriptor<'_> {
    ComponentDescriptor {
        name: call.concat(&["com", "puted"]).into(),
        ..ComponentDescriptor::DEFAULT
    }
}

mod all_keys {
    use super::{Example, List, NOTHING, ONE, Str};

    const EXAMPLES: [Example<'static>; 1] = [Example {
        title: Str::new("nothing"),
        input_cbor: List::new(NOTHING),
        output_cbor: List::new(NOTHING),
    }];

    greentic_guest::node! {
        qa: { setup: const ONE, update: super::questions, remove: NOTHING, apply: super::apply },
        i18n: { "name", concat!("ti", "tle") },
        ops: {
            "echo" => super::echo { summary: "Gives it back", input: ONE, output: ONE, examples: &EXAMPLES },
            "whole" => super::whole,
            "closure" => |call, envelope| super::echo(call, envelope),
        },
        summary: "All of it",
        capabilities: { "http", "state" },
        imports: { secrets_store::v1_0 as Secrets },
        version: "2.0.0",
        name: "all",
        struct Node,
    }
}

mod least {
    greentic_guest::node! { as Node, name: "least", ops: {} }
}

mod asking {
    greentic_guest::node! {
        as Node,
        describe: super::described,
        ops: {},
        qa: { setup: super::ONE, remove: super::ONE },
        i18n: super::texts,
    }
}

mod constant {
    use super::{ComponentDescriptor, Str};

    const DESCRIPTOR: ComponentDescriptor<'static> = ComponentDescriptor {
        name: Str::new("constant"),
        ..ComponentDescriptor::DEFAULT
    };
    const KEYS: [Str<'static>; 2] = [Str::new("one"), Str::new("two")];

    greentic_guest::node! { as Node, describe: const DESCRIPTOR, ops: {}, i18n: const KEYS }
}

fn schema(cbor: &[u8]) -> IoSchema<'_> {
    IoSchema {
        schema: SchemaSource::InlineCbor(List::new(cbor)),
        content_type: "application/cbor".into(),
        schema_version: Opt::None,
    }
}

#[test]
fn a_node_says_what_its_keys_say() {
    let call = Call::new();
    let node = all_keys::Node::describe(&call);
    // It is data.
    assert_eq!(all_keys::Node::DESCRIBE, Some(&node));
    assert_eq!((&*node.name, &*node.version), ("all", "2.0.0"));
    assert_eq!(node.summary, Opt::Some("All of it".into()));
    assert_eq!(node.capabilities, ["http".into(), "state".into()]);
    let plain = |name| Op {
        name,
        summary: Opt::None,
        input: schema(NOTHING),
        output: schema(NOTHING),
        examples: List::EMPTY,
    };
    let example = Example {
        title: "nothing".into(),
        input_cbor: NOTHING.into(),
        output_cbor: NOTHING.into(),
    };
    assert_eq!(
        node.ops,
        [
            Op {
                summary: Opt::Some("Gives it back".into()),
                input: schema(ONE),
                output: schema(ONE),
                examples: List::new(&[example]),
                ..plain("echo".into())
            },
            plain("whole".into()),
            plain("closure".into()),
        ]
    );
}

#[test]
fn what_is_left_out_of_a_descriptor_is_empty() {
    let call = Call::new();
    let due = ComponentDescriptor {
        name: "least".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        ..ComponentDescriptor::default()
    };
    assert_eq!(least::Node::describe(&call), due);
}

#[test]
fn a_descriptor_is_given_whole() {
    let call = Call::new();
    assert_eq!(&*constant::Node::describe(&call).name, "constant");
    assert!(constant::Node::DESCRIBE.is_some());
    assert_eq!(&*asking::Node::describe(&call).name, "computed");
    assert!(asking::Node::DESCRIBE.is_none());
}

#[test]
fn operations_answer_with_outputs_or_results() {
    let call = Call::new();
    let mut envelope = InvocationEnvelope {
        payload_cbor: ONE.into(),
        ..InvocationEnvelope::default()
    };
    for op in ["echo", "closure"] {
        let result = all_keys::Node::invoke(&call, op, &envelope).unwrap();
        let due = InvocationResult {
            ok: true,
            output_cbor: ONE.into(),
            output_metadata_cbor: Opt::None,
        };
        assert_eq!(result, due);
    }
    let error = all_keys::Node::invoke(&call, "whole", &envelope).unwrap_err();
    assert_eq!(
        (&*error.code, &*error.message),
        ("no-metadata", "give some")
    );
    envelope.metadata_cbor = Opt::Some(NOTHING.into());
    let result = all_keys::Node::invoke(&call, "whole", &envelope).unwrap();
    assert!(!result.ok);
    assert_eq!(result.output_metadata_cbor, Opt::Some(NOTHING.into()));
}

#[test]
fn an_unknown_operation_is_an_error_with_those_there_are() {
    let call = Call::new();
    let envelope = InvocationEnvelope::default();
    for (error, message) in [
        (
            all_keys::Node::invoke(&call, "ech", &envelope),
            "only echo, whole, closure",
        ),
        (least::Node::invoke(&call, "", &envelope), "no operations"),
    ] {
        let due = NodeError {
            code: "unknown-op".into(),
            message: message.into(),
            ..NodeError::default()
        };
        assert_eq!(error, Err(due));
    }
}

#[test]
fn each_mode_has_its_questions() {
    let call = Call::new();
    let asked = |mode| all_keys::Node::qa_spec(&call, mode);
    assert_eq!(asked(QaMode::Setup), ONE);
    assert_eq!(asked(QaMode::Update), ONE);
    assert_eq!(asked(QaMode::Remove), NOTHING);
    assert_eq!(asked(QaMode::Default), NOTHING);
}

#[test]
fn answers_are_the_settings_where_something_was_asked() {
    let call = Call::new();
    let (before, answers) = (b"\xA1\x61b\x02", ONE);
    for (mode, by_handler, by_default) in [
        (QaMode::Default, &before[..], &before[..]),
        (QaMode::Setup, answers, answers),
        (QaMode::Update, answers, before),
        (QaMode::Remove, before, before),
    ] {
        let applied = all_keys::Node::apply_answers(&call, mode, before, answers);
        assert_eq!(applied, by_handler, "{mode:?}");
        let applied = asking::Node::apply_answers(&call, mode, before, answers);
        assert_eq!(applied, by_default, "{mode:?}");
    }
}

#[test]
fn keys_of_texts_are_listed() {
    let call = Call::new();
    assert_eq!(
        all_keys::Node::i18n_keys(&call),
        ["name", "title"].map(Str::new)
    );
    assert!(all_keys::Node::I18N_KEYS.is_some());
    assert_eq!(
        constant::Node::i18n_keys(&call),
        ["one", "two"].map(Str::new)
    );
    assert_eq!(asking::Node::i18n_keys(&call), [Str::new("computed")]);
}
