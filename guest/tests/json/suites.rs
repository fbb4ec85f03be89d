//! Documents that others wrote down.

use super::read;
use greentic_guest::{Call, json};

include!("cases.inc");

#[test]
fn right_and_wrong_documents_are_told_apart() {
    let call = Call::new();
    for text in YES {
        assert!(call.read_json(text).is_ok(), "{text}");
        // The checker of constants is the same one.
        assert_eq!(json::constant(text), text.trim_ascii());
    }
    for text in NO {
        assert!(call.read_json(text).is_err(), "{text}");
        assert!(call.json_pick(text, ["a"]).is_err(), "{text}");
        // In an object, where it is skipped as the value of a field that nobody wants.
        let inside = format!("{{\"b\":1,\"a\":{text}}}");
        let inside = call.copy(&inside);
        let whole = text.trim_ascii();
        if !matches!(whole, "1,") && serde_json::from_str::<serde_json::Value>(inside).is_err() {
            assert!(call.json_pick(inside, ["b"]).is_err(), "{inside}");
        }
    }
}

fn documents(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

#[test]
fn the_parsing_suite_is_passed() {
    let mut counts = [0; 3];
    for line in documents(include_str!("json-test-suite.txt")) {
        let (name, text) = line.split_once(' ').expect("a name");
        let text: String = serde_json::from_str(text).expect("a string");
        let call = Call::new();
        let is = call.read_json(&text).is_ok();
        match &name[..1] {
            "y" => assert!(is, "{name}"),
            "n" => assert!(!is, "{name}"),
            // Numbers are taken however large, half surrogates are not, nor a BOM, nor
            // 500 arrays in each other.
            _ => assert_eq!(is, name.starts_with("i_number"), "{name}"),
        }
        counts[usize::from(name.starts_with('n')) + 2 * usize::from(name.starts_with('i'))] += 1;
    }
    assert_eq!(counts, [95, 174, 22]);
}

#[test]
fn the_checker_of_json_org_is_passed() {
    let mut count = 0;
    for line in documents(include_str!("json-checker.txt")) {
        let text: String = serde_json::from_str(line).expect("a string");
        assert!(read(&text).is_err(), "{text}");
        count += 1;
    }
    assert_eq!(count, 32);
}
