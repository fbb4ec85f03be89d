use ciborium::Value;
use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::rev_0_4_113::operator::v1_0::hook_api::{
    HookDecision, HookRequest, HookStage, OperationEnvelope, OperationStatus, TenantCtx,
};

use super::{decode, encode, evaluate};

fn cbor(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn scale(payload: &[u8]) -> HookRequest<'_> {
    HookRequest {
        stage: HookStage::Pre,
        op_name: Str::new("scale"),
        envelope: OperationEnvelope {
            op_id: Str::new("1"),
            op_name: Str::new("scale"),
            ctx: TenantCtx::DEFAULT,
            payload_cbor: List::new(payload),
            meta_cbor: Opt::None,
            status: OperationStatus::Pending,
            result_cbor: Opt::None,
        },
    }
}

#[test]
fn a_service_has_8_replicas_at_most() {
    let call = Call::new();
    for (replicas, allowed) in [(0, true), (8, true), (9, false), (-1, false)] {
        let payload = cbor(&Value::Map(vec![("replicas".into(), replicas.into())]));
        let request = scale(&payload);
        match evaluate(&call, &request) {
            HookDecision::Continue(envelope) => {
                assert!(allowed, "{replicas}");
                assert_eq!(envelope, request.envelope);
            }
            HookDecision::Deny(deny) => {
                assert!(!allowed, "{replicas}");
                assert_eq!(deny.envelope.status, OperationStatus::Denied);
            }
        }
    }
    for payload in [b"".as_slice(), b"\xA0", b"\xFF"] {
        assert!(matches!(
            evaluate(&call, &scale(payload)),
            HookDecision::Deny(_)
        ));
    }
}

#[test]
fn what_is_over_and_what_is_something_else_goes_on() {
    let call = Call::new();
    let over = HookRequest {
        stage: HookStage::Post,
        ..scale(b"")
    };
    let other = HookRequest {
        op_name: Str::new("restart"),
        ..scale(b"")
    };
    for request in [over, other] {
        assert!(matches!(
            evaluate(&call, &request),
            HookDecision::Continue(_)
        ));
    }
}

#[test]
fn a_payload_comes_out_of_its_frame() {
    let call = Call::new();
    let payload = cbor(&Value::Array(vec![1.into(), "two".into()]));
    let frame = encode(&call, &payload);
    let expected = Value::Map(vec![
        ("v".into(), 1.into()),
        ("body".into(), Value::Bytes(payload.clone())),
    ]);
    assert_eq!(frame, cbor(&expected));
    assert_eq!(decode(&call, frame), payload);
    let newer = cbor(&Value::Map(vec![
        ("v".into(), 2.into()),
        ("body".into(), Value::Bytes(payload)),
    ]));
    for other in [&*newer, b"", b"\x01", b"\xA1\x61v\x01"] {
        assert_eq!(decode(&call, other), []);
    }
}
