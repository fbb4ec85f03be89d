//! Inputs that are CBOR, as `ciborium` writes them.

use ciborium::Value as Cbor;
use fastrand::Rng;
use greentic_guest::Call;
use greentic_guest::input::RunInput;
use greentic_guest::json::{Json, from_cbor};
use serde_json::{Value, json};

use crate::random::{envelope, value};
use crate::types::TenantCtx;

fn written(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("CBOR");
    bytes
}

fn said(cbor: greentic_guest::cbor::Cbor<'_>) -> Value {
    serde_json::from_str(from_cbor(cbor).expect("names that are text")).expect("JSON")
}

#[test]
fn the_payload_is_the_same_with_settings_and_without() {
    for seed in 0..150 {
        let rng = &mut Rng::with_seed(seed);
        let (payload, config) = (value(rng, 3), value(rng, 2));
        let both = json!({"config": config, "input": payload});
        let call = Call::new();
        for (whole, settings) in [(&payload, None), (&both, Some(&config))] {
            let bytes = written(whole);
            let input = call.input_cbor(&bytes).unwrap();
            assert_eq!(said(input.payload()), payload);
            assert_eq!(input.config().map(said).as_ref(), settings);
            assert_eq!(said(input.whole()), *whole);
            let RunInput::Bare(input) = call.input_run(&bytes).unwrap() else {
                panic!("{whole} is no envelope");
            };
            assert_eq!(said(input.payload()), payload);

            // The runner writes the whole envelope as it would be as JSON.
            let sent = envelope(rng, whole);
            let bytes = written(&serde_json::to_value(&sent).expect("JSON"));
            let RunInput::Enveloped(input, context) = call.input_run(&bytes).unwrap() else {
                panic!("{sent:?} is an envelope");
            };
            let text = |json: Json<'_>| serde_json::from_str::<Value>(json.text()).unwrap();
            assert_eq!(text(input.payload()), payload);
            assert_eq!(input.config().map(text).as_ref(), settings);
            let ctx: TenantCtx = serde_json::from_value(said(context.tenant())).expect("a context");
            assert_eq!(ctx, sent.ctx);
            assert_eq!(context.flow_id(), sent.flow_id);
            assert_eq!(context.node_id(), sent.node_id.as_deref());
            assert_eq!(context.op(), sent.op);
            assert_eq!(context.metadata(), sent.metadata);
        }
    }
}

#[test]
fn what_is_nearly_an_envelope_is_bare() {
    let rng = &mut Rng::with_seed(1);
    let sent = serde_json::to_value(envelope(rng, &json!({"a": 1}))).expect("JSON");
    let is_bare = |value: &Cbor| {
        let call = Call::new();
        let bytes = written(value);
        let input = call.input_run(&bytes).unwrap();
        matches!(input, RunInput::Bare(input) if input.payload().encoded() == bytes)
    };
    let whole = Cbor::serialized(&sent).expect("a value");
    assert!(!is_bare(&whole));
    let entries = whole.as_map().expect("a map").clone();
    assert_eq!(entries.len(), 6);
    for at in 0..6 {
        let mut fewer = entries.clone();
        let removed = fewer.remove(at);
        assert!(is_bare(&Cbor::Map(fewer.clone())));
        let mut twice = entries.clone();
        twice.push(removed.clone());
        assert!(is_bare(&Cbor::Map(twice)));
        fewer.push((removed.0, Cbor::Float(1.0)));
        assert!(is_bare(&Cbor::Map(fewer)));
        let mut more = entries.clone();
        more.push((Cbor::Text("more".into()), Cbor::Null));
        assert!(is_bare(&Cbor::Map(more)));
    }
    for bytes in [
        json!([256]),
        json!([-1]),
        json!([49.5]),
        json!("e30="),
        json!([123]),
        json!([34, 255, 34]),
        json!({"0": 49}),
    ] {
        let mut other = sent.clone();
        other["payload"] = bytes;
        assert!(
            is_bare(&Cbor::serialized(&other).expect("a value")),
            "{other}"
        );
    }
    // Bytes that are a byte string are not what greentic-types writes.
    let mut other = entries;
    for (name, value) in &mut other {
        if name.as_text() == Some("payload") {
            *value = Cbor::Bytes(b"{}".to_vec());
        }
    }
    assert!(is_bare(&Cbor::Map(other)));
}

#[test]
fn what_is_no_cbor_is_an_error_that_says_where() {
    let call = Call::new();
    for bytes in [b"".as_slice(), b"\xA1", b"\x01\x01", b"\x61\xFF"] {
        let error = call.read_cbor(bytes).unwrap_err();
        assert_eq!(call.input_cbor(bytes).unwrap_err(), error);
        assert_eq!(call.input_run(bytes).unwrap_err(), error);
    }
}
