//! Text out of JSON strings, held against `serde_json`.

use greentic_guest::Call;
use proptest::prelude::*;

/// Pieces of which JSON strings, right and wrong ones, are made.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        ".{0,3}",
        r#"\\["\\/bfnrtuxé]"#,
        r"\\u[0-9a-fA-F+]{3,5}",
        r"\\ud[89a-f][0-9a-f]{2}",
        r"\\ud[89ab][0-9a-f]{2}\\u[d0][c-f0][0-9a-f]{2}",
        "[\u{0}-\u{1f}\"\\\\]",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(
        if cfg!(miri) { 4 } else { 5_000 }
    ) })]

    #[test]
    fn is_what_serde_json_reads(escaped in pieces()) {
        let expected: Option<String> = serde_json::from_str(&format!("\"{escaped}\"")).ok();
        let call = Call::new();
        prop_assert_eq!(call.unescape_json(&escaped), expected.as_deref());
    }

    #[test]
    fn takes_back_what_json_did(text in if cfg!(miri) { "(?s).{0,6}" } else { "(?s).{0,40}" }) {
        let call = Call::new();
        let json = call.json(&text);
        prop_assert_eq!(call.unescape_json(&json[1..json.len() - 1]), Some(&*text));
    }
}
