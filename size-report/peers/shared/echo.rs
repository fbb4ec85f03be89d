//! Does the same as `examples/component-v0-6`, over values that are owned. The crate that includes
//! this has the bindings as `node` and `component_qa`.

use crate::component_qa::QaMode;
use crate::node;

/// CBOR of a map without entries.
const NOTHING: &[u8] = b"\xA0";

/// CBOR of `{"mode": "setup", "questions": [{"id": "name", "kind": {"type": "text"},
/// "label": {"key": "name"}}]}`.
const SETUP: &[u8] =
    b"\xA2dmodeesetupiquestions\x81\xA3biddnamedkind\xA1dtypedtextelabel\xA1ckeydname";

pub fn describe() -> node::ComponentDescriptor {
    let schema = || node::IoSchema {
        schema: node::SchemaSource::InlineCbor(NOTHING.into()),
        content_type: "application/cbor".into(),
        schema_version: None,
    };
    node::ComponentDescriptor {
        name: "echo".into(),
        version: "1.0.0".into(),
        summary: None,
        capabilities: Vec::new(),
        ops: vec![node::Op {
            name: "echo".into(),
            summary: None,
            input: schema(),
            output: schema(),
            examples: Vec::new(),
        }],
        schemas: Vec::new(),
        setup: None,
    }
}

pub fn invoke(
    op: &str,
    envelope: node::InvocationEnvelope,
) -> Result<node::InvocationResult, node::NodeError> {
    match op {
        "echo" => Ok(node::InvocationResult {
            ok: true,
            output_cbor: envelope.payload_cbor,
            output_metadata_cbor: None,
        }),
        _ => Err(node::NodeError {
            code: "unknown-op".into(),
            message: "only echo".into(),
            retryable: false,
            backoff_ms: None,
            details: None,
        }),
    }
}

pub fn qa_spec(mode: QaMode) -> Vec<u8> {
    match mode {
        QaMode::Setup => SETUP.into(),
        _ => NOTHING.into(),
    }
}

pub fn apply_answers(mode: QaMode, current: Vec<u8>, answers: Vec<u8>) -> Vec<u8> {
    match mode {
        QaMode::Setup => answers,
        _ => current,
    }
}

pub fn i18n_keys() -> Vec<String> {
    vec!["name".into()]
}
