//! Writing, held against what `serde_json` reads.

use greentic_guest::json::ToJson;
use greentic_guest::{Call, json};
use serde_json::{Value, json as their_json};

#[test]
fn a_document_is_written_as_it_stands() {
    let call = Call::new();
    let (word, n) = ("a\"\\\n\u{1}\u{7f}é🌍", 7_u32);
    let name = "na\"me";
    let text = json!(call, {
        "word": word,
        "count": n,
        "items": [n, [], {}, null, true, [1_u8, -2_i64]],
        "object": {"deep": {"deeper": [[null]]}, "last": word.len()},
        "none": None::<u32>,
        "some": Some("x"),
        (name): {"a": 1_u8},
        ("list"): [1_u8],
        ("null"): null,
        "call": call.copy("f(x, y)"),
        "block": { "not a block": 1_u8 },
        "slice": [1_u32, 2].as_slice(),
        "end": 1.5_f64,
    });
    let due = their_json!({
        "word": word, "count": 7, "items": [7, [], {}, null, true, [1, -2]],
        "object": {"deep": {"deeper": [[null]]}, "last": word.len()},
        "none": null, "some": "x", name: {"a": 1}, "list": [1], "null": null,
        "call": "f(x, y)", "block": {"not a block": 1}, "slice": [1, 2], "end": 1.5,
    });
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), due);
    assert!(call.read_json(text).is_ok());
    // No byte more than it takes.
    assert_eq!(
        serde_json::from_str::<Value>(text)
            .unwrap()
            .to_string()
            .len(),
        text.len()
    );
}

#[test]
fn a_document_can_be_any_value() {
    let call = Call::new();
    assert_eq!(json!(call, {}), "{}");
    assert_eq!(json!(call, []), "[]");
    assert_eq!(json!(call, null), "null");
    assert_eq!(json!(call, "a"), "\"a\"");
    assert_eq!(json!(&call, [[[]], {},]), "[[[]],{}]");
    assert_eq!(json!(call, {"a": {},}), r#"{"a":{}}"#);
    assert_eq!(call.write_json(()), "null");
    assert_eq!(call.write_json([1_i8, -1]), "[1,-1]");
}

#[test]
fn numbers_are_written() {
    let call = Call::new();
    assert_eq!(call.write_json(u64::MAX), u64::MAX.to_string());
    assert_eq!(call.write_json(i64::MIN), i64::MIN.to_string());
    assert_eq!(call.write_json((i8::MIN, 0).0), "-128");
    assert_eq!(call.write_json(f64::NAN), "null");
    assert_eq!(call.write_json(0.1_f32), "0.1");
}

#[test]
fn strings_are_written_with_the_escapes_that_json_wants() {
    let call = Call::new();
    let all: String = ('\0'..='\u{2ff}')
        .chain("\u{2028}\u{ffff}\u{10000}\u{10ffff}".chars())
        .collect();
    let text = call.json(&all);
    assert_eq!(serde_json::from_str::<String>(text).unwrap(), all);
    assert_eq!(call.read_json(text).unwrap().str(), Ok(&*all));
    for letter in all.chars() {
        let letter = letter.to_string();
        assert_eq!(
            serde_json::from_str::<String>(call.json(&letter)).unwrap(),
            letter
        );
    }
    assert_eq!(call.json("\u{8}\u{c}\u{1f}"), r#""\b\f\u001f""#);
}

#[test]
fn parts_of_a_document_are_written_as_they_stand() {
    let call = Call::new();
    let json = call.read_json(r#"{"a": [1, {"b":"\u0041"}] }"#).unwrap();
    assert_eq!(
        json!(call, {"copy": json.at("a"), "not": json.at("x")}),
        r#"{"copy":[1, {"b":"\u0041"}],"not":null}"#
    );
    assert_eq!(
        json!(call, [json::raw("{}"), json::array([json::raw("1")])]),
        "[{},[1]]"
    );
}

#[test]
fn objects_and_arrays_are_written_by_closures_and_iterators() {
    let call = Call::new();
    let text = call.write_json(json::object(|object| {
        object.field("a\"", json::array("xy".chars().map(|letter| letter == 'x')));
        object.field("b", json::object(|_| ()));
        object.field("c", json::array::<[u8; 0]>([]));
    }));
    assert_eq!(text, r#"{"a\"":[true,false],"b":{},"c":[]}"#);
}

#[derive(Clone, Copy)]
struct Pair(u8, &'static str);

impl ToJson for Pair {
    fn to_json(self, text: &mut greentic_guest::abi::Text<'_>) {
        json::object(|object| {
            object.field("n", self.0);
            object.field("s", self.1);
        })
        .to_json(text);
    }
}

#[test]
fn types_of_others_are_written() {
    let call = Call::new();
    let pairs = [Pair(1, "a"), Pair(2, "b")];
    let due = r#"{"one":{"n":1,"s":"a"},"all":[{"n":1,"s":"a"},{"n":2,"s":"b"}]}"#;
    assert_eq!(json!(call, {"one": &pairs[0], "all": &pairs[..]}), due);
}

/// 4 KB and more, by text and by file.
const LONG: &str = json::constant(include_str!("long.json"));

#[test]
fn long_constants_are_checked_when_they_are_compiled() {
    assert!(LONG.len() > 4096);
    assert!(serde_json::from_str::<Value>(LONG).is_ok());
    assert!(!LONG.ends_with('\n'));
}

#[cfg(feature = "heapless")]
#[test]
fn strings_and_vectors_of_heapless_are_read_and_written() {
    use heapless::{String, Vec};

    let call = Call::new();
    let json = call.read_json(r#"["a\u0062",[1,2,3]]"#).unwrap();
    let mut items = json.items().unwrap();
    let (word, numbers) = (items.next().unwrap(), items.next().unwrap());
    let read: String<2> = word.read().unwrap();
    let list: Vec<u32, 3> = numbers.read().unwrap();
    assert_eq!(
        json!(call, {"word": read, "list": list}),
        r#"{"word":"ab","list":[1,2,3]}"#
    );
    // Without room it is an error of the value, or of the item.
    assert_eq!(word.read::<String<1>>().unwrap_err().path(), "/0");
    assert_eq!(numbers.read::<Vec<u32, 2>>().unwrap_err().path(), "/1/2");
}
