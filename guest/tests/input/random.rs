//! Random payloads in envelopes that the platform's own type writes.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use fastrand::Rng;
use greentic_guest::Call;
use greentic_guest::input::Input;
use greentic_guest::json::Json;
use serde_json::{Value, json};

use crate::types::{EnvId, InvocationEnvelope, TenantCtx, TenantId, UserId};

fn text(rng: &mut Rng) -> String {
    let letters = [
        'a', 'b', '/', '"', '\\', '\n', 'é', '水', '𐅑', '\0', '\u{7f}',
    ];
    (0..rng.usize(..12))
        .map(|_| letters[rng.usize(..11)])
        .collect()
}

/// A random value, of every kind that JSON has.
pub(crate) fn value(rng: &mut Rng, depth: u32) -> Value {
    match rng.u8(..if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => rng.bool().into(),
        2 => (rng.i64(..) >> rng.u32(..64)).into(),
        // With a fraction, so that it stays one in whatever is made of it.
        3 => (f64::from(rng.i32(..) >> 8) + 0.25).into(),
        4 | 5 => text(rng).into(),
        6 => (0..rng.usize(..4)).map(|_| value(rng, depth - 1)).collect(),
        _ => {
            let fields = (0..rng.usize(..5)).map(|_| (text(rng), value(rng, depth - 1)));
            Value::Object(fields.collect())
        }
    }
}

fn maybe<T>(rng: &mut Rng, make: impl FnOnce(&mut Rng) -> T) -> Option<T> {
    rng.bool().then(|| make(rng))
}

/// An envelope with this payload, in which all else is random.
pub(crate) fn envelope(rng: &mut Rng, payload: &Value) -> InvocationEnvelope {
    let env = EnvId::from_str("prod").expect("a name");
    let tenant = TenantId::from_str("acme").expect("a name");
    let mut ctx = TenantCtx::new(env, tenant);
    ctx.user = maybe(rng, |_| UserId::from_str("ada").expect("a name"));
    ctx.session_id = maybe(rng, text);
    ctx.node_id = maybe(rng, text);
    ctx.attributes = (0..rng.usize(..3))
        .map(|_| (text(rng), text(rng)))
        .collect::<BTreeMap<_, _>>();
    ctx.attempt = rng.u32(..);
    InvocationEnvelope {
        ctx,
        flow_id: text(rng),
        node_id: maybe(rng, text),
        op: text(rng),
        payload: serde_json::to_vec(payload).expect("JSON"),
        metadata: (0..rng.usize(..20)).map(|_| rng.u8(..)).collect(),
    }
}

fn parsed(json: Json<'_>) -> Value {
    serde_json::from_str(json.text()).expect("JSON")
}

/// Checks that an input says what its envelope had in it.
fn same(input: &Input<'_>, sent: &InvocationEnvelope) {
    let context = input.context().expect("an envelope");
    let tenant: TenantCtx = serde_json::from_str(context.tenant().text()).expect("a context");
    assert_eq!(tenant, sent.ctx);
    assert_eq!(context.flow_id(), sent.flow_id);
    assert_eq!(context.node_id(), sent.node_id.as_deref());
    assert_eq!(context.op(), sent.op);
    assert_eq!(context.metadata(), sent.metadata);
}

#[test]
fn the_payload_is_the_same_in_every_wrapping() {
    for seed in 0..150 {
        let rng = &mut Rng::with_seed(seed);
        let payload = value(rng, 3);
        let config = value(rng, 2);
        let both = json!({"config": config, "input": payload});
        let call = Call::new();
        for (whole, settings) in [(&payload, None), (&both, Some(&config))] {
            let sent = envelope(rng, whole);
            // In the order of the type, with space, and with its names sorted.
            for text in [
                serde_json::to_string(&sent),
                serde_json::to_string_pretty(&sent),
                serde_json::to_value(&sent).map(|value| format!(" {value}\n")),
            ] {
                let text = text.expect("JSON");
                for input in [call.input(&text), Input::envelope(&call, &text)] {
                    let input = input.unwrap();
                    assert_eq!(parsed(input.payload()), payload, "{text}");
                    assert_eq!(input.config().map(parsed).as_ref(), settings, "{text}");
                    assert_eq!(parsed(input.whole()), *whole, "{text}");
                    same(&input, &sent);
                }
                assert!(Input::bare(&call, &text).is_err(), "{text}");
            }
            let bare = whole.to_string();
            let input = call.input(&bare).unwrap();
            assert_eq!(parsed(input.payload()), payload, "{bare}");
            assert_eq!(input.config().map(parsed).as_ref(), settings, "{bare}");
            assert!(input.context().is_none(), "{bare}");
            let input = Input::bare(&call, &bare).unwrap();
            assert_eq!(parsed(input.payload()), *whole, "{bare}");
            assert!(input.config().is_none(), "{bare}");
            assert!(Input::envelope(&call, &bare).is_err(), "{bare}");
        }
    }
}
