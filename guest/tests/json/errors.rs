//! The places that errors give.

use greentic_guest::Call;
use greentic_guest::json::JsonErrorKind;

#[test]
fn a_place_is_told_by_byte_and_path() {
    let call = Call::new();
    for (text, at, path, kind) in [
        ("", 0, "", JsonErrorKind::Syntax),
        (" ", 1, "", JsonErrorKind::Syntax),
        ("nul", 3, "", JsonErrorKind::Syntax),
        ("[1,2,x]", 5, "/2", JsonErrorKind::Syntax),
        ("[1 2]", 3, "", JsonErrorKind::Syntax),
        (r#"{"a":1 "b":2}"#, 7, "", JsonErrorKind::Syntax),
        (r#"{"a":[{"b":01}]}"#, 12, "/a/0", JsonErrorKind::Syntax),
        (
            r#"{"a/b":{"~":[tru]}}"#,
            16,
            "/a~1b/~0/0",
            JsonErrorKind::Syntax,
        ),
        (r#"{"a":"b\x"}"#, 8, "/a", JsonErrorKind::Syntax),
        (r#"{"a":1}}"#, 7, "", JsonErrorKind::Syntax),
        (r#"{"a":["#, 6, "/a/0", JsonErrorKind::Syntax),
        (r#"{"a"#, 3, "", JsonErrorKind::Syntax),
    ] {
        let error = call.read_json(text).unwrap_err();
        assert_eq!(
            (error.at(), error.path(), error.kind()),
            (at, path, kind),
            "{text}"
        );
    }
}

#[test]
fn a_value_of_another_type_is_told() {
    let call = Call::new();
    let json = call.read_json(r#"{"a":[1,{"b":"c"}],"d":7}"#).unwrap();
    let item = json.at("a").items().unwrap().nth(1).unwrap();
    let error = item.at("b").u32().unwrap_err();
    assert_eq!(
        error.message(),
        "at byte 13, `/a/1/b`: this is no whole number, or out of range"
    );
    let error = item.at("x").str().unwrap_err();
    assert_eq!(
        error.message(),
        "at byte 8, `/a/1`: a field of this object is missing"
    );
    let error = json.at("d").at("x").str().unwrap_err();
    assert_eq!(error.message(), "at byte 23, `/d`: this is no object");
    assert_eq!(json.at("a").bool().unwrap_err().kind(), JsonErrorKind::Bool);
    assert_eq!(
        json.at("a").str().unwrap_err().kind(),
        JsonErrorKind::String
    );
    assert_eq!(
        json.at("d").items().unwrap_err().kind(),
        JsonErrorKind::Array
    );
    assert_eq!(
        json.at("d").entries().unwrap_err().kind(),
        JsonErrorKind::Object
    );
    assert_eq!(
        json.at("d").fields(["a"]).unwrap_err().kind(),
        JsonErrorKind::Object
    );
    assert_eq!(
        format!("{error}, {error:?}"),
        format!("{0}, {0}", error.message())
    );
}

#[test]
fn a_missing_field_is_an_error_of_its_object() {
    let call = Call::new();
    let [a, b] = call.json_fields(r#"{"a":{}}"#, ["a", "b"]).unwrap();
    let error = b.str().unwrap_err();
    assert_eq!(
        error.message(),
        "at byte 0: a field of this object is missing"
    );
    let [c] = a.pick(["c"]).unwrap();
    assert_eq!(c.u32().unwrap_err().path(), "/a");
}

#[test]
fn depth_is_told() {
    let call = Call::new();
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let most = if cfg!(feature = "json-deep") { 127 } else { 63 };
    let fits = deep(most);
    assert!(call.read_json(&fits).is_ok());
    let deeper = deep(most + 1);
    let error = call.read_json(&deeper).unwrap_err();
    assert_eq!((error.kind(), error.at()), (JsonErrorKind::Depth, most));
    // The same bytes, where no value may stand.
    assert_eq!(
        call.read_json("[1[").unwrap_err().kind(),
        JsonErrorKind::Syntax
    );
    let object = format!("{{\"a\":{deeper}}}");
    assert_eq!(
        call.json_pick(&object, ["b"]).unwrap_err().kind(),
        JsonErrorKind::Depth
    );
}

#[cfg(feature = "component-v0-5")]
#[test]
fn an_error_becomes_one_of_the_world() {
    use greentic_guest::component::v0_5::node::NodeError;

    fn node<'a>(call: &'a Call, text: &'a str) -> Result<u32, NodeError<'a>> {
        let [a] = call.json_fields(text, ["a"])?;
        Ok(a.u32()?)
    }
    fn text<'a>(call: &'a Call, text: &'a str) -> Result<u32, &'a str> {
        Ok(call.read_json(text)?.at("a").u32()?)
    }
    let call = Call::new();
    let message = "at byte 5, `/a`: this is no whole number, or out of range";
    assert_eq!(
        node(&call, r#"{"a":-1}"#),
        Err(NodeError::new("bad-json", message))
    );
    assert_eq!(text(&call, r#"{"a":-1}"#), Err(message));
    assert_eq!(node(&call, r#"{"a":1}"#), Ok(1));
}
