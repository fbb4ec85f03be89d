//! A node of `greentic:component/node@0.6.0`, which runners of the platform ask for
//! first: it describes itself with types, takes and gives CBOR, is set up by questions
//! (`component-qa`), and names its texts for translation (`component-i18n`).
//!
//! What is constant is given once, as a constant: it is data of the component, for which
//! no code runs. The CBOR in it is made when the component is compiled.

#![cfg_attr(target_family = "wasm", no_std)]

use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::rev_0_4_113::component::v0_6::component_qa::QaMode;
use greentic_guest::rev_0_4_113::component::v0_6::node::{
    ComponentDescriptor, InvocationEnvelope, InvocationResult, IoSchema, NodeError, Op,
    SchemaSource,
};
use greentic_guest::{Call, cbor};

#[allow(unsafe_code, reason = "names the core functions that a host looks for")]
mod component {
    greentic_guest::component! {
        export rev_0_4_113::component::v0_6::node {
            describe: const super::DESCRIPTOR,
            invoke: super::invoke,
        },
        export rev_0_4_113::component::v0_6::component_qa {
            qa_spec: super::qa_spec,
            apply_answers: super::apply_answers,
        },
        export rev_0_4_113::component::v0_6::component_i18n { i18n_keys: const &super::KEYS },
    }
}

/// Takes and gives anything.
const ANYTHING: IoSchema<'static> = IoSchema {
    schema: SchemaSource::InlineCbor(List::new(cbor::constant!({}))),
    content_type: Str::new("application/cbor"),
    schema_version: Opt::None,
};

const DESCRIPTOR: ComponentDescriptor<'static> = ComponentDescriptor {
    name: Str::new("echo"),
    version: Str::new("1.0.0"),
    ops: List::new(&[Op {
        name: Str::new("echo"),
        summary: Opt::None,
        input: ANYTHING,
        output: ANYTHING,
        examples: List::new(&[]),
    }]),
    ..ComponentDescriptor::DEFAULT
};

/// Gives back what a flow gives it.
fn invoke<'a>(
    _: &'a Call,
    op: &'a str,
    envelope: &'a InvocationEnvelope<'a>,
) -> Result<InvocationResult<'a>, NodeError<'a>> {
    if op != "echo" {
        return Err(NodeError {
            code: Str::new("unknown-op"),
            message: Str::new("only echo"),
            ..NodeError::default()
        });
    }
    Ok(InvocationResult {
        ok: true,
        output_cbor: envelope.payload_cbor,
        output_metadata_cbor: Opt::None,
    })
}

/// What is asked when the component is set up; nothing is asked again later.
const SETUP: &[u8] = cbor::constant!({
    "mode": "setup",
    "questions": [{
        "id": "name",
        "kind": {"type": "text"},
        "label": {"key": "name"}
    }]
});
const NOTHING: &[u8] = cbor::constant!({});

fn qa_spec(_: &Call, mode: QaMode) -> &[u8] {
    if mode == QaMode::Setup {
        SETUP
    } else {
        NOTHING
    }
}

/// The answers of a setup are the settings.
fn apply_answers<'a>(
    _: &'a Call,
    mode: QaMode,
    current_config: &'a [u8],
    answers: &'a [u8],
) -> &'a [u8] {
    if mode == QaMode::Setup {
        answers
    } else {
        current_config
    }
}

const KEYS: [Str<'static>; 1] = [Str::new("name")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payload_comes_back() {
        let call = Call::new();
        let payload = cbor::constant!({"name": "Ada"});
        let envelope = InvocationEnvelope {
            payload_cbor: List::new(payload),
            ..InvocationEnvelope::default()
        };
        let result = invoke(&call, "echo", &envelope).unwrap();
        assert!(result.ok);
        assert_eq!(&*result.output_cbor, payload);
        let error = invoke(&call, "eccho", &envelope).unwrap_err();
        assert_eq!(&*error.code, "unknown-op");
    }

    #[test]
    fn the_questions_are_cbor_and_their_texts_have_keys() {
        let call = Call::new();
        let spec = qa_spec(&call, QaMode::Setup);
        let spec: ciborium::Value = ciborium::from_reader(spec).unwrap();
        let text = format!("{spec:?}");
        for key in KEYS {
            assert!(text.contains(&*key), "{text}");
        }
        let later = qa_spec(&call, QaMode::Update);
        assert_eq!(later, NOTHING);
    }

    #[test]
    fn answers_of_a_setup_are_the_settings() {
        let call = Call::new();
        let (before, answers) = (b"\xA0".as_slice(), b"\xA1\x61a\x01".as_slice());
        assert_eq!(
            apply_answers(&call, QaMode::Setup, before, answers),
            answers
        );
        assert_eq!(
            apply_answers(&call, QaMode::Remove, before, answers),
            before
        );
    }
}
