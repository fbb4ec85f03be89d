//! A node of `greentic:component/node@0.6.0`, which runners of the platform ask for
//! first: it describes itself with types, takes and gives CBOR, is set up by questions
//! (`component-qa`), and names its texts for translation (`component-i18n`).
//!
//! Constant answers are constants in the source: they are data of the component, for
//! which no code runs. Their CBOR is made when the component is compiled.

#![cfg_attr(target_family = "wasm", no_std)]

use greentic_guest::abi::List;
use greentic_guest::rev_0_4_113::component::v0_6::node::{InvocationEnvelope, NodeError};
use greentic_guest::{Call, cbor};

#[allow(unsafe_code, reason = "names the core functions that a host looks for")]
mod component {
    greentic_guest::node! {
        struct Node,
        name: "echo",
        version: "1.0.0",
        ops: { "echo" => super::echo },
        qa: { setup: super::SETUP },
        i18n: { "name" },
    }
}

/// Gives back what a flow gives it.
///
/// # Errors
///
/// None.
pub fn echo<'a>(
    _: &'a Call,
    envelope: &'a InvocationEnvelope<'a>,
) -> Result<List<'a, u8>, NodeError<'a>> {
    Ok(envelope.payload_cbor)
}

/// The questions of the component's setup, which asks only then. The answers are the
/// settings of the component.
const SETUP: &[u8] = cbor::constant!({
    "mode": "setup",
    "questions": [{
        "id": "name",
        "kind": {"type": "text"},
        "label": {"key": "name"}
    }]
});

#[cfg(test)]
mod tests {
    use greentic_guest::rev_0_4_113::component::v0_6::component_i18n::Guest as _;
    use greentic_guest::rev_0_4_113::component::v0_6::component_qa::{Guest as _, QaMode};
    use greentic_guest::rev_0_4_113::component::v0_6::node::Guest as _;

    use super::component::Node;
    use super::*;

    #[test]
    fn the_payload_comes_back() {
        let call = Call::new();
        let payload = cbor::constant!({"name": "Ada"});
        let envelope = InvocationEnvelope {
            payload_cbor: List::new(payload),
            ..InvocationEnvelope::default()
        };
        let result = Node::invoke(&call, "echo", &envelope).unwrap();
        assert!(result.ok);
        assert_eq!(&*result.output_cbor, payload);
        let error = Node::invoke(&call, "eccho", &envelope).unwrap_err();
        assert_eq!(&*error.code, "unknown-op");
    }

    #[test]
    fn the_questions_are_cbor_and_their_texts_have_keys() {
        let call = Call::new();
        let spec = Node::qa_spec(&call, QaMode::Setup);
        let spec: ciborium::Value = ciborium::from_reader(spec).unwrap();
        let text = format!("{spec:?}");
        for key in Node::i18n_keys(&call) {
            assert!(text.contains(&**key), "{text}");
        }
        let later = Node::qa_spec(&call, QaMode::Update);
        assert_eq!(later, cbor::constant!({}));
    }

    #[test]
    fn answers_of_a_setup_are_the_settings() {
        let call = Call::new();
        let (before, answers) = (b"\xA0".as_slice(), b"\xA1\x61a\x01".as_slice());
        let settings = |mode| Node::apply_answers(&call, mode, before, answers);
        assert_eq!(settings(QaMode::Setup), answers);
        assert_eq!(settings(QaMode::Remove), before);
    }
}
