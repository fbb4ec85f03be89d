//! Tells envelopes from other documents. An envelope is an `InvocationEnvelope` of
//! greentic-types, as it writes itself.
//!
//! The document was checked, so that the first byte of a value says what it is, and
//! numbers can be read where they stand: reading each value by its type took 1,300
//! bytes more, as linked.

use crate::Call;
use crate::abi::from_utf8;
use crate::json::Json;

/// The fields of an envelope.
const NAMES: [&str; 6] = ["payload", "metadata", "ctx", "flow_id", "op", "node_id"];

/// The first bytes of their values; a node that has no name has `null`.
const NAMED: u64 = u64::from_be_bytes(*b"\0\0[[{\"\"\"");
const UNNAMED: u64 = u64::from_be_bytes(*b"\0\0[[{\"\"n");

/// Returns the text in the payload of an envelope; `None` where the value is none.
pub(super) fn payload<'a>(call: &'a Call, value: Json<'a>) -> Option<&'a str> {
    let mut places = [value.lack(); 6];
    value.find(&NAMES, &mut places, true).ok()?;
    let mut first = 0;
    for place in &places {
        // That of a field that is not there is 0.
        first = first << 8 | u64::from(place.byte());
    }
    if first != NAMED && first != UNNAMED {
        return None;
    }
    let [payload, metadata, ..] = places;
    bytes(call, metadata)?;
    from_utf8(bytes(call, payload)?)
}

/// Returns the bytes that an array has as numbers; `None` where there is something
/// else in it.
#[inline(never)]
pub(super) fn bytes<'a>(call: &'a Call, array: Json<'a>) -> Option<&'a [u8]> {
    let mut bytes = call.bytes();
    let mut number = EMPTY;
    let mut place = array;
    loop {
        place.at += 1;
        let byte = place.byte();
        let digit = u32::from(byte).wrapping_sub(u32::from(b'0'));
        if digit < 10 {
            // No number of JSON begins with a zero that is not all of it.
            number = (number & 0xFF) * 10 + digit;
            if number > 0xFF {
                return None;
            }
            continue;
        }
        if let Ok(byte) = u8::try_from(number) {
            bytes.push_byte(byte);
        }
        number = EMPTY;
        if byte == b']' {
            return Some(bytes.finish());
        }
        // What else may be behind a number, or in front of one.
        if byte > b' ' && byte != b',' {
            return None;
        }
    }
}

/// Stands for a number that has no digits yet: more than a byte, and a zero where
/// only a byte is looked at.
const EMPTY: u32 = 0x100;
