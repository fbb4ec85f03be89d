//! A hook of an operator: it looks at every operation before it is carried out, and denies
//! those that a tenant may not have. Beside it, the codec that its payloads go through on
//! the wire.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::abi::Str;
use greentic_guest::rev_0_4_113::operator::v1_0::hook_api::{
    HookDecision, HookDeny, HookRequest, HookStage, OperationEnvelope, OperationStatus,
};
use greentic_guest::{Call, cbor};

greentic_guest::component! {
    export rev_0_4_113::operator::v1_0::hook_api { evaluate: evaluate },
    export rev_0_4_113::codec::v0_6::codec { encode: encode, decode: decode },
}

/// The number of replicas that a service may have.
const REPLICAS: u64 = 8;

/// Denies to scale a service to more than it may have, and what does not say to how many.
/// Any other operation goes on as it is.
fn evaluate<'a>(call: &'a Call, request: &'a HookRequest<'a>) -> HookDecision<'a> {
    let envelope = request.envelope;
    if request.stage == HookStage::Post || request.op_name != "scale" {
        return HookDecision::Continue(envelope);
    }
    let payload = call.read_cbor(envelope.payload_cbor.get());
    match payload.and_then(|payload| payload.at("replicas").u64()) {
        Ok(replicas) if replicas <= REPLICAS => HookDecision::Continue(envelope),
        Ok(_) => deny(&envelope, "a service has 8 replicas at most"),
        Err(_) => deny(&envelope, "the payload names no replicas"),
    }
}

fn deny<'a>(envelope: &OperationEnvelope<'a>, reason: &'static str) -> HookDecision<'a> {
    HookDecision::Deny(HookDeny {
        envelope: OperationEnvelope {
            status: OperationStatus::Denied,
            ..*envelope
        },
        reason: Str::new(reason),
    })
}

/// The version of what is on the wire.
const VERSION: u32 = 1;

/// Puts a payload into a frame with a version.
fn encode<'a>(call: &'a Call, payload: &'a [u8]) -> &'a [u8] {
    cbor!(call, {"v": VERSION, "body": payload})
}

/// Takes it out again. Bytes that are no frame of this version have no payload: the
/// answer is empty, which is no CBOR.
fn decode<'a>(call: &'a Call, frame: &'a [u8]) -> &'a [u8] {
    let Ok(frame) = call.read_cbor(frame) else {
        return &[];
    };
    match frame.at("v").u32() {
        Ok(VERSION) => frame.at("body").bytes().unwrap_or(&[]),
        _ => &[],
    }
}
