//! CBOR from JSON (RFC 8949, section 6.2).

use super::fields::Fields;
use super::walk::DEPTH;
use super::write::ToCbor;
use super::writer::Writer;
use crate::Call;
use crate::json::{Json, JsonError, JsonErrorKind};
use crate::number;

/// Returns what a JSON value says in CBOR, in the one form that the platform
/// hashes.
///
/// Numbers without a fraction or an exponent are integers, those of more than 64
/// bits and all others floats; `-0` is one too, which has no integer. Of two
/// fields of one name the later stays.
///
/// # Errors
/// When the value is absent, has a number that is beyond all floats, or more than
/// 63 arrays and objects in each other.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::cbor;
///
/// let json = call.read_json(r#"{"count": 3, "a": [0.5, null]}"#).unwrap();
/// assert_eq!(cbor::from_json(&call, json).unwrap(), b"\xA2\x61a\x82\xF9\x38\x00\xF6\x65count\x03");
/// ```
pub fn from_json<'a>(call: &'a Call, json: Json<'a>) -> Result<&'a [u8], JsonError<'a>> {
    let mut converter = Converter {
        call,
        text: json.text(),
        at: 0,
        to: Writer::new(call),
    };
    if converter.document() {
        return Ok(converter.to.finish());
    }
    // What is absent is no number either.
    let kind = match converter.text.as_bytes().get(converter.at) {
        Some(b'{' | b'[') => JsonErrorKind::Depth,
        _ => JsonErrorKind::Number,
    };
    Err(json.error_at(json.at + converter.at, kind))
}

/// A place in the text of a value that was checked.
struct Converter<'a> {
    call: &'a Call,
    text: &'a str,
    at: usize,
    to: Writer<'a>,
}

impl Converter<'_> {
    /// Appends the value. Returns whether all of it can be said.
    fn document(&mut self) -> bool {
        // An array has the place of its head and its length so far, an object its
        // fields, and whether the next string is a name.
        let mut arrays = [(0, 0); DEPTH + 1];
        let mut maps = [const { None::<(Fields<'_>, bool)> }; DEPTH + 1];
        let mut depth = 0;
        loop {
            let Some(byte) = self.text.as_bytes().get(self.at) else {
                return false;
            };
            let mut name = false;
            match byte {
                b'{' | b'[' => {
                    if depth == DEPTH {
                        return false;
                    }
                    self.at += 1;
                    depth += 1;
                    maps[depth & DEPTH] = None;
                    if *byte == b'{' {
                        maps[depth & DEPTH] = Some((Fields::new(&mut self.to), true));
                    } else {
                        arrays[depth & DEPTH] = (self.to.bytes.len(), 0);
                        self.to.head(4, 0);
                    }
                    continue;
                }
                b'}' | b']' => {
                    self.at += 1;
                    if let Some((fields, _)) = maps[depth & DEPTH].take() {
                        fields.finish(&mut self.to);
                    } else {
                        let (start, count) = arrays[depth & DEPTH];
                        self.to.count(start, count);
                    }
                    depth -= 1;
                }
                b'"' => {
                    self.string();
                    name = matches!(maps[depth & DEPTH], Some((_, true)));
                }
                b't' | b'f' => {
                    self.at += if *byte == b't' { 4 } else { 5 };
                    (*byte == b't').to_cbor(&mut self.to);
                }
                b'n' => {
                    self.at += 4;
                    ().to_cbor(&mut self.to);
                }
                b'-' | b'0'..=b'9' => {
                    if !self.number() {
                        return false;
                    }
                }
                // Space, commas and colons.
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            // Behind a value, or a name.
            if depth == 0 {
                return true;
            }
            match &mut maps[depth & DEPTH] {
                Some((fields, due)) => {
                    *due = !name;
                    if name {
                        fields.named(&self.to);
                    } else {
                        fields.field(&mut self.to);
                    }
                }
                None => arrays[depth & DEPTH].1 += 1,
            }
        }
    }

    /// Passes a string and appends it.
    fn string(&mut self) {
        let start = self.at + 1;
        loop {
            self.at += 1;
            match self.text.as_bytes().get(self.at) {
                Some(b'\\') => self.at += 1,
                Some(b'"') | None => break,
                _ => {}
            }
        }
        let text = crate::abi::slice(self.text, start, self.at);
        self.at += 1;
        self.to
            .text(self.call.unescape_json(text).unwrap_or_default());
    }

    /// Passes a number and appends it.
    fn number(&mut self) -> bool {
        let start = self.at;
        while matches!(
            self.text.as_bytes().get(self.at),
            Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')
        ) {
            self.at += 1;
        }
        let text = crate::abi::slice(self.text, start, self.at);
        let (major, digits) = match text.strip_prefix('-') {
            Some(digits) => (1, digits),
            None => (0, text),
        };
        match (number::parse_u64(digits), number::parse_f64(text)) {
            (Some(number), _) if number >= major => {
                self.to.head(major as u8, number - major);
                true
            }
            (_, Some(number)) if number.is_finite() => {
                number.to_cbor(&mut self.to);
                true
            }
            _ => {
                // Where it starts is where the error is.
                self.at = start;
                false
            }
        }
    }
}
