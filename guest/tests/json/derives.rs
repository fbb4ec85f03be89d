//! serde's derives over our JSON, held against `serde_json`.

use std::collections::BTreeMap;

use greentic_guest::Call;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Deserialize, Serialize)]
enum Shape {
    Point,
    Circle(u32),
    Line(i8, i8),
    Box { wide: u16, high: Option<f64> },
}

#[derive(Debug, PartialEq, Deserialize, Serialize)]
struct Inner<'a> {
    #[serde(rename = "say \"name\"")]
    name: &'a str,
    letter: char,
}

#[derive(Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Outer<'a> {
    #[serde(borrow)]
    inner: Inner<'a>,
    shapes: Vec<Shape>,
    map: BTreeMap<u8, bool>,
    pair: (i64, u64),
    unit: (),
    #[serde(default)]
    more: Option<String>,
}

fn outer(more: Option<&str>) -> Outer<'static> {
    Outer {
        inner: Inner {
            name: "plain",
            letter: 'é',
        },
        shapes: vec![
            Shape::Point,
            Shape::Circle(7),
            Shape::Line(-1, 2),
            Shape::Box {
                wide: 3,
                high: Some(0.5),
            },
            Shape::Box {
                wide: 4,
                high: None,
            },
        ],
        map: BTreeMap::from([(1, true), (2, false)]),
        pair: (i64::MIN, u64::MAX),
        unit: (),
        more: more.map(str::to_owned),
    }
}

#[test]
fn what_is_written_is_what_serde_json_writes_and_reads_back() {
    let call = Call::new();
    for more in [None, Some(""), Some("a\"\n\u{1}🌍")] {
        let value = outer(more);
        let text = call.to_json(&value).unwrap();
        assert_eq!(text, serde_json::to_string(&value).unwrap());
        assert_eq!(call.from_json::<Outer>(text), Ok(value));
    }
}

#[test]
fn an_error_has_its_place() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only errors are looked at")]
    struct List {
        items: Vec<Item>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only errors are looked at")]
    struct Item {
        n: u8,
        #[serde(default)]
        shape: Option<Shape>,
    }
    let call = Call::new();
    for (text, path) in [
        (r#"{"items":[{"n":1},{"n":"2"}]}"#, "/items/1/n"),
        (r#"{"items":[{"n":1},{"n":256}]}"#, "/items/1/n"),
        (r#"{"items":[{"n":1},{"m":2}]}"#, "/items/1/m"),
        (r#"{"items":[{"n":1},{}]}"#, "/items/1"),
        (r#"{"items":[{"n":1,"n":2}]}"#, "/items/0/n"),
        (r#"{"items":[{"n":1,"shape":"Oval"}]}"#, "/items/0/shape"),
        (
            r#"{"items":[{"n":1,"shape":{"Line":[1,2,3]}}]}"#,
            "/items/0/shape/Line",
        ),
        (r#"{"items":7}"#, "/items"),
        ("{}", ""),
        ("[]", ""),
        (r#"{"items":[]} x"#, ""),
    ] {
        let error = call.from_json::<List>(text).unwrap_err();
        assert_eq!(error.path(), path, "{text}");
        assert!(serde_json::from_str::<List>(text).is_err(), "{text}");
    }
    assert!(
        call.from_json::<List>(r#"{"items":[{"n":1,"shape":{"Circle":7}}]}"#)
            .is_ok()
    );
}
