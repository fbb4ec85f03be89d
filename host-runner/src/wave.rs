//! Bytes in WAVE, in more handy forms than lists of numbers.
//!
//! A list of bytes may be written as a form and a text: `text:..` is the text as UTF-8,
//! `json:..` the same after a check that it is JSON, `cbor:..` JSON that is sent as
//! [CBOR](crate::cbor), `hex:..` and `base64:..` what they say. A whole value is written
//! without quotes, `json:{"a":1}`; one within another value has its text in double quotes,
//! `{payload: json:"{\"a\":1}"}`.

use std::borrow::Cow;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use greentic_host_shim::to_wave;
use greentic_host_shim::wasmtime::component::{Type, Val};

use crate::cbor::{from_json, to_json};

/// The reason why the text of bytes in a short form cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bytes `{form}:..`: {message}")]
pub struct BytesError {
    /// The form, `json` say.
    pub form: &'static str,
    /// The fault of the text.
    pub message: String,
}

const FORMS: [&str; 5] = ["text", "json", "cbor", "hex", "base64"];

/// Returns a value in WAVE with all bytes in handy forms written out as lists of numbers.
/// Everything else stays as it is, whether it is WAVE or not.
///
/// ```
/// use greentic_host_runner::wave::with_bytes;
///
/// assert_eq!(with_bytes("text:hi").unwrap(), "[104, 105]");
/// assert_eq!(with_bytes(r#"ok({a: hex:"00ff"})"#).unwrap(), "ok({a: [0, 255]})");
/// assert_eq!(with_bytes("{text: \"hi\"}").unwrap(), "{text: \"hi\"}");
/// ```
///
/// # Errors
///
/// [`BytesError`] where the text after a form is not what the form says.
pub fn with_bytes(wave: &str) -> Result<Cow<'_, str>, BytesError> {
    if let Some((form, text)) = form_at(wave) {
        return Ok(list(&bytes(form, text)?).into());
    }
    let mut out = String::new();
    let mut copied = 0;
    let mut at = 0;
    // For each open bracket, whether it is one of a record or of flags.
    let mut open = Vec::new();
    let mut begins_field = false;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'%';
    while let Some(&byte) = wave.as_bytes().get(at) {
        match byte {
            b'{' => {
                open.push(true);
                begins_field = true;
            }
            b'[' | b'(' => {
                open.push(false);
                begins_field = false;
            }
            b'}' | b']' | b')' => {
                open.pop();
                begins_field = false;
            }
            b',' => begins_field = open.last() == Some(&true),
            b':' => begins_field = false,
            b'"' | b'\'' => {
                at += literal(&wave[at..]);
                continue;
            }
            byte if is_name(byte) => {
                if !begins_field
                    && let Some((form, text)) = form_at(&wave[at..])
                    && text.starts_with('"')
                {
                    let quoted = &text[..literal(text)];
                    if let Ok(Val::String(text)) = Val::from_wave(&Type::String, quoted) {
                        out.push_str(&wave[copied..at]);
                        out.push_str(&list(&bytes(form, &text)?));
                        at += form.len() + 1 + quoted.len();
                        copied = at;
                        continue;
                    }
                }
                let rest = wave.as_bytes()[at..].iter();
                at += rest.take_while(|byte| is_name(**byte)).count();
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    if copied == 0 {
        return Ok(wave.into());
    }
    out.push_str(&wave[copied..]);
    Ok(out.into())
}

/// Returns the form that a text begins with, and what is behind the colon.
fn form_at(text: &str) -> Option<(&'static str, &str)> {
    FORMS.iter().find_map(|form| {
        let rest = text.strip_prefix(form)?.strip_prefix(':')?;
        Some((*form, rest))
    })
}

/// Returns how many bytes the text or the character in quotes has that `text` begins with:
/// all of it if it does not end.
fn literal(text: &str) -> usize {
    let (quote, from) = match text.as_bytes() {
        [b'"', b'"', b'"', ..] => ("\"\"\"", 3),
        [b'"', ..] => ("\"", 1),
        _ => ("'", 1),
    };
    let mut at = from;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(quote.as_bytes()) {
            return at + quote.len();
        }
        at += if rest[0] == b'\\' { 2 } else { 1 };
    }
    text.len()
}

fn bytes(form: &'static str, text: &str) -> Result<Vec<u8>, BytesError> {
    let json =
        || serde_json::from_str::<serde_json::Value>(text).map_err(|error| error.to_string());
    let bytes = match form {
        "text" => Ok(text.as_bytes().to_vec()),
        "json" => json().map(|_| text.as_bytes().to_vec()),
        "cbor" => json().and_then(|value| from_json(&value).map_err(|error| error.to_string())),
        "hex" => {
            hex::decode(text).map_err(|_| "it is not two hexadecimal digits a byte".to_owned())
        }
        _ => STANDARD.decode(text).map_err(|error| error.to_string()),
    };
    bytes.map_err(|message| BytesError { form, message })
}

fn list(bytes: &[u8]) -> String {
    let mut list = String::with_capacity(bytes.len() * 5 + 2);
    list.push('[');
    for (at, byte) in bytes.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        // Writing to a string does not fail.
        let _ = write!(list, "{comma}{byte}");
    }
    list.push(']');
    list
}

/// The mark before a text that stands for bytes, while a value becomes text: a character
/// that nobody writes.
const MARK: char = '\u{f8fe}';

/// Returns a value in WAVE with bytes in a form that can be read, where they have one:
/// `text` if they are UTF-8 without control characters, `cbor` if they are CBOR that comes
/// back the same. [`with_bytes`] reads it. `None` if there is no WAVE for the value.
///
/// ```
/// use greentic_host_runner::wave::readable;
/// use greentic_host_shim::wasmtime::component::Val;
///
/// let bytes = |bytes: &[u8]| Val::List(bytes.iter().copied().map(Val::U8).collect());
/// assert_eq!(readable(&Val::Option(Some(bytes(b"hi").into()))).unwrap(), "some(text:\"hi\")");
/// assert_eq!(readable(&bytes(&[0xff, 0])).unwrap(), "[255, 0]");
/// ```
#[must_use]
pub fn readable(value: &Val) -> Option<String> {
    let plain = to_wave(value)?;
    let marked = to_wave(&marked(value));
    // As WAVE writes it.
    let mark = MARK.escape_unicode().to_string();
    Some(match marked {
        Some(marked) if !plain.contains(&mark) => {
            let mut text = marked;
            for form in ["text", "cbor"] {
                text = text.replace(&format!("\"{mark}{form}:"), &format!("{form}:\""));
            }
            text
        }
        // The value has the character itself, or WAVE will not have it in its place.
        _ => plain,
    })
}

/// Returns the value with a marked text in the place of bytes that can be read.
fn marked(value: &Val) -> Val {
    let boxed = |value: &Val| Box::new(marked(value));
    match value {
        Val::List(values) => match readable_bytes(values) {
            Some(text) => Val::String(text),
            None => Val::List(values.iter().map(marked).collect()),
        },
        Val::Tuple(values) => Val::Tuple(values.iter().map(marked).collect()),
        Val::Record(fields) => {
            let fields = fields.iter();
            Val::Record(
                fields
                    .map(|(name, value)| (name.clone(), marked(value)))
                    .collect(),
            )
        }
        Val::Variant(name, Some(value)) => Val::Variant(name.clone(), Some(boxed(value))),
        Val::Option(Some(value)) => Val::Option(Some(boxed(value))),
        Val::Result(Ok(Some(value))) => Val::Result(Ok(Some(boxed(value)))),
        Val::Result(Err(Some(value))) => Val::Result(Err(Some(boxed(value)))),
        other => other.clone(),
    }
}

fn readable_bytes(values: &[Val]) -> Option<String> {
    let byte = |value: &Val| match value {
        Val::U8(byte) => Some(*byte),
        _ => None,
    };
    let bytes: Vec<u8> = values.iter().map(byte).collect::<Option<_>>()?;
    if bytes.is_empty() {
        return None;
    }
    if let Ok(text) = str::from_utf8(&bytes)
        && !text.contains(char::is_control)
    {
        return Some(format!("{MARK}text:{text}"));
    }
    let json = to_json(&bytes).ok()?;
    let same = from_json(&json).is_ok_and(|again| again == bytes);
    same.then(|| format!("{MARK}cbor:{json}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_values_are_written_without_quotes() {
        for (value, expected) in [
            ("text:", "[]"),
            ("text:a:b", "[97, 58, 98]"),
            ("json:[1]", "[91, 49, 93]"),
            ("json:\"a\"", "[34, 97, 34]"),
            ("cbor:{\"a\":1}", "[161, 97, 97, 1]"),
            ("hex:00Ff", "[0, 255]"),
            ("base64:AP8=", "[0, 255]"),
            ("\"text:a\"", "\"text:a\""),
            ("{a: 1}", "{a: 1}"),
            ("other:1", "other:1"),
            ("some", "some"),
        ] {
            assert_eq!(with_bytes(value).unwrap(), expected, "{value}");
        }
        for value in [
            "hex:0",
            "hex:0g",
            "base64:A",
            "json:{",
            "cbor:{\"$bytes\":1}",
            "ok(json:\"{\")",
        ] {
            let error = with_bytes(value).expect_err(value);
            let form = error.form;
            let said = error.to_string();
            assert!(
                said.starts_with(&format!("the bytes `{form}:..`: ")),
                "{said}"
            );
        }
    }

    #[test]
    fn forms_within_a_value_are_told_from_fields_texts_and_cases() {
        for (value, expected) in [
            (r#"some(text:"a")"#, "some([97])"),
            (r#"[text:"a", hex:"ff"]"#, "[[97], [255]]"),
            (r#"(1, text:"a")"#, "(1, [97])"),
            (
                r#"{text: text:"a", b: [text:"\"é"]}"#,
                "{text: [97], b: [[34, 195, 169]]}",
            ),
            (
                r#"{a: {}, json:"x", hex:"y"}"#,
                r#"{a: {}, json:"x", hex:"y"}"#,
            ),
            (r#"{text:"a"}"#, r#"{text:"a"}"#),
            (r#"some("text:\"a\"")"#, r#"some("text:\"a\"")"#),
            (r#"['"', text:"a"]"#, r#"['"', [97]]"#),
            (r#"["\"", text:"a"]"#, r#"["\"", [97]]"#),
            (r#"subtext(text:"a")"#, "subtext([97])"),
            (r#"context("a")"#, r#"context("a")"#),
            (r#"some(text:"a"#, r#"some(text:"a"#),
            (r#"some("a"#, r#"some("a"#),
        ] {
            assert_eq!(with_bytes(value).unwrap(), expected, "{value}");
        }
    }

    #[test]
    fn what_is_readable_is_read_back() {
        let bytes = |bytes: &[u8]| Val::List(bytes.iter().copied().map(Val::U8).collect());
        let record = Val::Record(vec![
            ("a".into(), bytes(b"{\"x\":\"y\\n\"}")),
            ("b".into(), bytes(&[0xa1, 0x61, 0x61, 0x01])),
            ("c".into(), bytes(&[0xff, 0x00])),
            ("d".into(), bytes(b"two\nlines")),
            ("e".into(), bytes(&[])),
            ("f".into(), Val::String("text:\"a\"".into())),
            ("g".into(), Val::List(vec![Val::U32(7)])),
            ("h".into(), Val::Result(Err(Some(Box::new(bytes(b"x")))))),
        ]);
        let text = readable(&record).unwrap();
        assert!(text.contains(r#"a: text:"{\"x\":\"y\\n\"}""#), "{text}");
        assert!(text.contains(r#"b: cbor:"{\"a\":1}""#), "{text}");
        assert!(text.contains("c: [255, 0]"), "{text}");
        assert!(text.contains(r#"h: err(text:"x")"#), "{text}");
        assert_eq!(with_bytes(&text).unwrap(), to_wave(&record).unwrap());
        let odd = Val::Tuple(vec![bytes(b"x"), Val::String(MARK.to_string())]);
        assert_eq!(
            with_bytes(&readable(&odd).unwrap()).unwrap(),
            to_wave(&odd).unwrap()
        );
    }
}
