//! Text helpers, compared with `core` and with the crates that others use.

use base64::Engine as _;
use base64::engine::general_purpose;
use greentic_guest::Call;
use greentic_guest::abi::{Bytes, Text};
use greentic_guest::text::{Base64, letters, split_any, trim};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use proptest::prelude::*;

/// Returns what `write` appends.
fn text(write: impl FnOnce(&mut Text<'_>)) -> String {
    let call = Call::new();
    let mut text = call.text();
    write(&mut text);
    text.finish().to_owned()
}

/// Returns what `read` appends, where it takes the text.
fn bytes(read: impl FnOnce(&mut Bytes<'_>) -> Option<()>) -> Option<Vec<u8>> {
    let call = Call::new();
    let mut bytes = call.bytes();
    read(&mut bytes)?;
    Some(bytes.finish().to_vec())
}

/// Each form with the engine of `base64` that reads and writes just that.
fn forms() -> [(Base64, &'static general_purpose::GeneralPurpose); 4] {
    [
        (Base64::STANDARD, &general_purpose::STANDARD),
        (
            Base64::STANDARD.unpadded(),
            &general_purpose::STANDARD_NO_PAD,
        ),
        (Base64::URL, &general_purpose::URL_SAFE),
        (Base64::URL.unpadded(), &general_purpose::URL_SAFE_NO_PAD),
    ]
}

/// The characters that no URL needs to encode (RFC 3986, section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same, where `/` and `%` are kept.
const KEPT: &AsciiSet = &RESERVED.remove(b'/').remove(b'%');

/// Returns the text that some reader of a percent-encoded text must find: an error where
/// a `%` has no two digits, which `percent_encoding` leaves as it is.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut rest = text;
    while let Some((_, behind)) = rest.split_once('%') {
        let digits = behind.as_bytes().get(..2)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        rest = &behind[2..];
    }
    Some(percent_decode_str(text).collect())
}

/// Text in which what the helpers look for is frequent.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ \t\r\n,;aZß\u{1f30d}]{0,40}",
        "[%0-9a-fA-FxZ+=/_-]{0,24}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 3 } else { 1_000 },
        ..ProptestConfig::default()
    })]

    #[test]
    fn letters_are_characters(text in texts()) {
        prop_assert_eq!(letters(&text), text.chars().count());
    }

    #[test]
    fn trim_takes_ascii_white_space(text in texts()) {
        prop_assert_eq!(trim(&text), text.trim_matches(|letter: char| letter.is_ascii_whitespace()));
    }

    #[test]
    fn parts_are_those_of_core(text in texts()) {
        let ours: Vec<_> = split_any(&text, " \t\r\n").collect();
        let due: Vec<_> = text.split([' ', '\t', '\r', '\n']).collect();
        prop_assert_eq!(ours, due);
        // What is no ASCII separates nothing.
        let ours: Vec<_> = split_any(&text, ",ß;").collect();
        let due: Vec<_> = text.split([',', ';']).collect();
        prop_assert_eq!(ours, due);
    }

    #[test]
    fn case_is_that_of_core(input in texts()) {
        prop_assert_eq!(text(|text| text.push_lower(&input)), input.to_ascii_lowercase());
        prop_assert_eq!(text(|text| text.push_upper(&input)), input.to_ascii_uppercase());
    }

    #[test]
    fn hexadecimal_is_that_of_hex(input in any::<Vec<u8>>(), any in texts()) {
        let ours = text(|text| text.push_hex(&input));
        prop_assert_eq!(&ours, &hex::encode(&input));
        prop_assert_eq!(bytes(|bytes| bytes.push_hex(&ours)), Some(input));
        for text in [&any, &any.to_lowercase()] {
            prop_assert_eq!(bytes(|bytes| bytes.push_hex(text)), hex::decode(text).ok());
        }
    }

    #[test]
    fn base64_is_that_of_base64(input in any::<Vec<u8>>(), any in "[AQgw+/=_a-]{0,9}|.{0,9}") {
        for (form, engine) in forms() {
            let ours = text(|text| text.push_base64(&input, form));
            prop_assert_eq!(&ours, &engine.encode(&input));
            prop_assert_eq!(bytes(|bytes| bytes.push_base64(&ours, form)), Some(input.clone()));
            prop_assert_eq!(bytes(|bytes| bytes.push_base64(&any, form)), engine.decode(&any).ok(), "{}", any);
        }
    }

    #[test]
    fn percent_encoding_is_that_of_percent_encoding(input in texts()) {
        let ours = text(|text| text.push_percent(&input, ""));
        prop_assert_eq!(&ours, &utf8_percent_encode(&input, RESERVED).to_string());
        prop_assert_eq!(bytes(|bytes| bytes.push_percent(&ours)), Some(input.clone().into_bytes()));
        // What is no ASCII is not kept.
        let ours = text(|text| text.push_percent(&input, "/%ß"));
        let due = utf8_percent_encode(&input, KEPT).to_string();
        prop_assert_eq!(ours, due);
        prop_assert_eq!(bytes(|bytes| bytes.push_percent(&input)), decoded(&input));
    }
}

#[test]
fn every_value_and_every_length_of_base64_comes_back() {
    for (form, engine) in forms() {
        for len in 0..12 {
            for first in (0..=u8::MAX).step_by(if cfg!(miri) { 97 } else { 1 }) {
                let input: Vec<_> = (0..len)
                    .map(|at| first.wrapping_mul(7).wrapping_add(83_u8.wrapping_mul(at)))
                    .collect();
                let ours = text(|text| text.push_base64(&input, form));
                assert_eq!(ours, engine.encode(&input));
                assert_eq!(bytes(|bytes| bytes.push_base64(&ours, form)), Some(input));
            }
        }
    }
}

#[test]
fn what_is_no_base64_is_refused() {
    for (form, engine) in forms() {
        for text in [
            "A",
            "A=",
            "A==",
            "A===",
            "=",
            "==",
            "====",
            "AA",
            "AA=",
            "AA==",
            "AA===",
            "AAA",
            "AAA=",
            "AAA==",
            "AAAA",
            "AAAA=",
            "AAAA====",
            "AB==",
            "AAB=",
            "AB",
            "AAB",
            "A=A=",
            "AA=A",
            "AA==AAAA",
            "AA A",
            "AA\n==",
            "++++",
            "----",
            "////",
            "____",
            "AA\u{e4}=",
            "AAA\0",
        ] {
            assert_eq!(
                bytes(|bytes| bytes.push_base64(text, form)),
                engine.decode(text).ok(),
                "{text} {form:?}"
            );
        }
    }
}

#[test]
fn bytes_grow_beside_text() {
    let call = Call::new();
    let (mut bytes, mut text) = (call.bytes(), call.text());
    assert!(bytes.is_empty() && text.is_empty());
    for byte in 0..=u8::MAX {
        bytes.push_byte(byte);
        bytes.push(&[byte, 1]);
        text.push_char(char::from(byte));
    }
    assert_eq!(bytes.len(), 768);
    let due: Vec<u8> = (0..=u8::MAX).flat_map(|byte| [byte, byte, 1]).collect();
    assert_eq!(bytes.finish(), due);
    assert_eq!(
        text.finish(),
        (0..=u8::MAX).map(char::from).collect::<String>()
    );
    assert_eq!(call.bytes().finish(), b"");
}

#[test]
fn every_character_is_appended_as_core_encodes_it() {
    let every = if cfg!(miri) { 9_973 } else { 1 };
    let all: String = ('\0'..=char::MAX).step_by(every).collect();
    assert_eq!(
        text(|text| all.chars().for_each(|letter| text.push_char(letter))),
        all
    );
}

/// A comparison that means something finds a fault in what is compared.
#[test]
fn a_fault_is_found() {
    // Standard base64 read as that of URLs, and the other way round.
    let [standard, _, url, _] = forms();
    let input = [0xFB, 0xFF];
    let ours = text(|text| text.push_base64(&input, standard.0));
    assert_ne!(ours, url.1.encode(input));
    assert_eq!(bytes(|bytes| bytes.push_base64(&ours, url.0)), None);
    // A `%` that stands for itself.
    assert_eq!(decoded("100%"), None);
    assert_eq!(percent_decode_str("100%").collect::<Vec<_>>(), b"100%");
}
