//! Reading, method by method.

use greentic_guest::Call;
use greentic_guest::json::JsonErrorKind;

#[test]
fn fields_are_read_in_one_pass_whatever_their_order() {
    let call = Call::new();
    for text in [
        r#"{"a":"x","b":2}"#,
        r#" { "b" : 2 , "a" : "x" } "#,
        r#"{"\u0061":"\u0078","b":2}"#,
    ] {
        let [a, b, c] = call.json_fields(text, ["a", "b", "c"]).unwrap();
        assert_eq!((a.str(), b.u32()), (Ok("x"), Ok(2)), "{text}");
        assert!(c.is_absent() && c.optional().is_none() && !c.is_null());
        assert_eq!(c.text(), "");
    }
}

#[test]
fn strict_reading_refuses_what_is_unknown_or_twice() {
    let call = Call::new();
    for (text, kind, at, path) in [
        (r#"{"a":1,"b":2}"#, JsonErrorKind::Unknown, 11, "/b"),
        (r#"{"a":1,"\u0061":2}"#, JsonErrorKind::Twice, 16, "/a"),
        (r#"{"a":1"#, JsonErrorKind::Syntax, 6, ""),
        (r#"{"a":1} x"#, JsonErrorKind::Syntax, 8, ""),
        (r#"["a"]"#, JsonErrorKind::Object, 0, ""),
        ("", JsonErrorKind::Syntax, 0, ""),
        (
            r#"{"a":[1,{"b":tru}]}"#,
            JsonErrorKind::Syntax,
            16,
            "/a/1/b",
        ),
    ] {
        let error = call.json_fields(text, ["a"]).unwrap_err();
        assert_eq!(
            (error.kind(), error.at(), error.path()),
            (kind, at, path),
            "{text}"
        );
    }
    // Others do not matter, but the same one twice does, and so does what is not JSON.
    let [a] = call
        .json_pick(r#"{"b":{"a":2},"a":1,"b":0}"#, ["a"])
        .unwrap();
    assert_eq!(a.u64(), Ok(1));
    for text in [
        r#"{"a":1,"a":1}"#,
        r#"{"a":1,"b":[}"#,
        r#"{"a":1,"b":"\x"}"#,
        r#"{"a":1,"b":NaN}"#,
    ] {
        assert!(call.json_pick(text, ["a"]).is_err(), "{text}");
    }
}

#[test]
fn whole_numbers_are_read_within_their_range() {
    let call = Call::new();
    let json = |text| call.read_json(text).unwrap();
    assert_eq!(json("4294967295").u32(), Ok(u32::MAX));
    assert_eq!(json("18446744073709551615").u64(), Ok(u64::MAX));
    assert_eq!(
        (json("-2147483648").i32(), json("2147483647").i32()),
        (Ok(i32::MIN), Ok(i32::MAX))
    );
    assert_eq!(json("-9223372036854775808").i64(), Ok(i64::MIN));
    for text in [
        "4294967296",
        "-1",
        "1.0",
        "1e3",
        "1E0",
        "\"1\"",
        "true",
        "null",
        "[1]",
        "18446744073709551616",
        "123456789012345678901234567890",
    ] {
        let error = json(text).u32().unwrap_err();
        assert_eq!(
            (error.kind(), error.at()),
            (JsonErrorKind::Integer, 0),
            "{text}"
        );
    }
    assert!(json("18446744073709551616").u64().is_err());
    assert!(json("-9223372036854775809").i64().is_err());
    assert!(json("-2147483649").i32().is_err() && json("2147483648").i32().is_err());
}

#[test]
fn whole_numbers_may_be_written_in_other_forms_where_that_is_asked_for() {
    let call = Call::new();
    let json = |text| call.read_json(text).unwrap();
    for (text, number) in [
        ("3.0", 3),
        ("1e3", 1000),
        ("1.50E+1", 15),
        ("100e-2", 1),
        ("-0", 0),
        ("0e99999999999", 0),
        ("7", 7),
    ] {
        assert_eq!(json(text).whole_u32(), Ok(number), "{text}");
        assert_eq!(json(text).whole_i64(), Ok(number.into()), "{text}");
    }
    assert_eq!(json("-2.0").whole_i32(), Ok(-2));
    for text in [
        "1.5",
        "1e-1",
        "1e10",
        "-1",
        "1e99999999999999999999",
        "\"1\"",
        "null",
    ] {
        assert!(json(text).whole_u32().is_err(), "{text}");
    }
}

#[test]
fn floats_are_read() {
    let call = Call::new();
    let json = |text| call.read_json(text).unwrap();
    assert_eq!(json("-1.5e-3").f64(), Ok(-0.0015));
    assert_eq!(json("0.1").f32(), Ok(0.1));
    for text in ["1e400", "-1e400", "\"1\"", "null", "[1]", "{}"] {
        assert!(json(text).f64().is_err(), "{text}");
    }
}

#[test]
fn values_are_found_by_their_names() {
    let call = Call::new();
    let json = call
        .read_json(r#"{"a":{"b":[1,{"c":"d"}]},"a":2}"#)
        .unwrap();
    assert_eq!(
        json.at("a")
            .at("b")
            .items()
            .unwrap()
            .nth(1)
            .unwrap()
            .at("c")
            .str(),
        Ok("d")
    );
    assert_eq!(json.at("a").text(), r#"{"b":[1,{"c":"d"}]}"#);
    assert_eq!(
        json.at("x").at("y").u32().unwrap_err().kind(),
        JsonErrorKind::Missing
    );
}

#[test]
fn what_is_read_in_any_order_is_the_same() {
    let call = Call::new();
    let json = call.read_json(r#"[[1,[2]],[3],{"a":[4]},[[5]]]"#).unwrap();
    let mut first = json.items().unwrap();
    let mut second = json.items().unwrap();
    let mut texts = Vec::new();
    for item in first.by_ref() {
        // In between others read to their ends, or not.
        if let Ok(mut items) = item.items() {
            items.next();
        }
        let other = second.next().unwrap();
        assert_eq!(other.text(), item.text());
        for list in other.items().into_iter().flatten() {
            let _ = list.items().map(Iterator::count);
        }
        texts.push(item.text());
    }
    assert_eq!(texts, ["[1,[2]]", "[3]", r#"{"a":[4]}"#, "[[5]]"]);
    assert!(first.next().is_none() && second.next().is_none());
}
