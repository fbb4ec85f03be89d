//! JSON from CBOR (RFC 8949, section 6.1).

use super::error::{CborError, CborErrorKind};
use super::value::Cbor;
use super::walk::DEPTH;
use crate::abi::Text;
use crate::text::Base64;

/// Returns what a CBOR value says in JSON.
///
/// By the advice of RFC 8949, section 6.1: byte strings are base64url without
/// padding, or what a tag of 21 to 23 right on them asks for; an integer of more
/// than 64 bits (tags 2 and 3) is such a string too, with a `~` in front of a
/// negative one; other tags are left out. Integers are digits, whatever their
/// size.
///
/// # Errors
/// When the value is absent, or has what JSON cannot say: a name that is no text,
/// a float that is not finite, `undefined` or another simple value but `null`,
/// `true` and `false`. [`from_cbor_lossy`](crate::json::from_cbor_lossy) writes
/// `null` for all of these but the name.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::json;
///
/// let cbor = call.read_cbor(b"\xA2\x61a\x82\xF9\x38\x00\xF6\x63key\x42\x01\xFF").unwrap();
/// assert_eq!(json::from_cbor(cbor), Ok(r#"{"a":[0.5,null],"key":"Af8"}"#));
///
/// let cbor = call.read_cbor(b"\xA1\x01\x02").unwrap();
/// assert_eq!(json::from_cbor(cbor).unwrap_err().message(), "at byte 1, `/1`: this is no text");
/// // Infinite.
/// let cbor = call.read_cbor(b"\xA1\x61a\xF9\x7C\x00").unwrap();
/// assert_eq!(json::from_cbor(cbor).unwrap_err().message(), "at byte 3, `/a`: JSON cannot say this");
/// assert_eq!(json::from_cbor_lossy(cbor), Ok(r#"{"a":null}"#));
/// ```
pub fn to_json(cbor: Cbor<'_>) -> Result<&str, CborError<'_>> {
    convert(cbor, false)
}

/// Returns what a CBOR value says in JSON, like
/// [`from_cbor`](crate::json::from_cbor), and `null` for floats that are not
/// finite, `undefined` and other simple values, as RFC 8949 advises.
///
/// # Errors
/// When the value is absent, or has a name that is no text.
///
/// ```
/// use greentic_guest::{Call, cbor};
///
/// let call = Call::new();
/// let bytes = call.read_cbor(b"\x42\x01\x02").unwrap();
/// assert!(cbor::to_json_lossy(bytes).is_ok());
/// ```
pub fn to_json_lossy(cbor: Cbor<'_>) -> Result<&str, CborError<'_>> {
    convert(cbor, true)
}

fn convert(cbor: Cbor<'_>, lossy: bool) -> Result<&str, CborError<'_>> {
    let mut text = cbor.document.call.get().text();
    if cbor.is_absent() {
        return Err(cbor.error(CborErrorKind::Other));
    }
    // What is due in each array or map, and what ends it.
    let mut open = [(2, ""); DEPTH + 1];
    let mut depth = 0;
    let mut value = cbor;
    let mut separator = "";
    loop {
        let (due, end) = open.get(depth).copied().unwrap_or_default();
        let mut reader = value.reader();
        if reader.ends(due) {
            text.push(end);
            if depth == 0 {
                return Ok(text.finish());
            }
            depth -= 1;
            value.at = reader.at;
            separator = ",";
            continue;
        }
        text.push(separator);
        separator = ",";
        let mut left = super::reader::after(due);
        if end == "}" {
            text.push_json(value.untagged().str()?);
            text.push(":");
            left = super::reader::after(left);
            reader.value(false);
            value.at = reader.at;
        }
        if let Some(place) = open.get_mut(depth) {
            place.0 = left;
        }
        let mut tag = 0;
        while let Some((outer, content)) = value.tag() {
            (tag, value) = (outer, content);
        }
        reader = value.reader();
        reader.item(false, false);
        if reader.major() & 6 == 4 {
            let (start, end) = if reader.major() == 5 {
                ("{", "}")
            } else {
                ("[", "]")
            };
            text.push(start);
            separator = "";
            depth += 1;
            if let Some(place) = open.get_mut(depth) {
                *place = (reader.due(), end);
            }
        } else if !scalar(&mut text, value, tag) {
            if !lossy {
                return Err(value.error(CborErrorKind::Json));
            }
            text.push("null");
        }
        value.at = reader.at;
    }
}

/// Appends a value that has no others in it. Returns whether JSON can say it.
fn scalar(text: &mut Text<'_>, value: Cbor<'_>, tag: u64) -> bool {
    let head = value.item();
    match head.first {
        0..0x20 => text.push_u64(head.number),
        0x20..0x40 => {
            text.push("-");
            match head.number.checked_add(1) {
                Some(number) => text.push_u64(number),
                None => text.push("18446744073709551616"),
            }
        }
        0x40..0x60 => {
            text.push(if tag == 3 { "\"~" } else { "\"" });
            match tag {
                22 => text.push_base64(head.said, Base64::STANDARD),
                23 => text.push_hex(head.said),
                _ => text.push_base64(head.said, Base64::URL.unpadded()),
            }
            text.push("\"");
        }
        0x60..0x80 => text.push_json(value.str().unwrap_or_default()),
        0xF4 => text.push("false"),
        0xF5 => text.push("true"),
        0xF6 => text.push("null"),
        _ => match value.f64() {
            Ok(number) if number.is_finite() => text.push_f64(number),
            _ => return false,
        },
    }
    true
}
