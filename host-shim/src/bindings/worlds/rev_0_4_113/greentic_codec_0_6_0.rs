//! Translation of payloads by a component of their own.
//! These are the shapes of revision 0.4.113.
//!
//! Generated from the WIT package `greentic:codec@0.6.0`. Do not edit.

/// Translates payloads in both directions. The codec implements this
/// interface, the host calls it.
///
/// WIT: `greentic:codec/codec@0.6.0`.
pub mod codec {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:codec/codec@0.6.0";

    /// Bytes that hold one CBOR value.
    pub type Cbor = Vec<u8>;

    guest! {
        /// Translates a payload into the form that the codec stands for. Cannot
        /// report failure: a codec that cannot translate the payload can only
        /// trap.
        "encode" encode encode_async call_encode call_encode_async(payload: &[u8]) -> (Cbor);
        /// Translates a payload back from the form that the codec stands for.
        /// Cannot report failure: a codec that cannot translate the payload can
        /// only trap.
        "decode" decode decode_async call_decode call_decode_async(payload: &[u8]) -> (Cbor);
    }
}
