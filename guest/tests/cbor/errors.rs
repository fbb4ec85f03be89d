//! The places that errors give, and their words.

use greentic_guest::Call;
use greentic_guest::cbor::CborErrorKind;

use super::from_hex;

#[test]
fn a_place_is_told_by_byte_and_path() {
    let call = Call::new();
    for (hex, at, path, kind) in [
        ("", 0, "", CborErrorKind::End),
        ("1c", 0, "", CborErrorKind::Syntax),
        ("18", 0, "", CborErrorKind::End),
        ("830102", 0, "", CborErrorKind::Length),
        ("820118", 2, "/1", CborErrorKind::End),
        ("a11800f81f", 3, "/0", CborErrorKind::Syntax),
        ("a162c32800", 1, "/?", CborErrorKind::Utf8),
        ("830102fe", 3, "/2", CborErrorKind::Syntax),
        ("8301025a00010000", 3, "/2", CborErrorKind::Length),
        ("83010262c328", 3, "/2", CborErrorKind::Utf8),
        ("8301027f61c361a9ff", 4, "/2", CborErrorKind::Utf8),
        ("8301025f6161ff", 4, "/2", CborErrorKind::Syntax),
        ("830102ff", 3, "/2", CborErrorKind::Syntax),
        ("9bffffffffffffffff00", 0, "", CborErrorKind::Length),
        ("a2616101", 0, "", CborErrorKind::Length),
        ("a1616181a1010000", 7, "", CborErrorKind::More),
        ("0000", 1, "", CborErrorKind::More),
        ("a1616181a101c1f800", 7, "/a/0/1", CborErrorKind::Syntax),
        (
            "a163612f6281a120816200",
            9,
            "/a~1b/0/-1/0",
            CborErrorKind::Length,
        ),
        ("9f01", 2, "/1", CborErrorKind::End),
        ("a1", 0, "", CborErrorKind::Length),
    ] {
        let bytes = from_hex(hex);
        let bytes: &[u8] = bytes.leak();
        match call.read_cbor(bytes) {
            Ok(_) => panic!("{hex} is read"),
            Err(error) => {
                assert_eq!(
                    (error.at(), error.path(), error.kind()),
                    (at, path, kind),
                    "{hex}"
                );
            }
        }
    }
}

#[test]
fn what_has_another_form_is_told() {
    let call = Call::new();
    for (hex, at) in [
        ("8301021817", 3),
        ("8301029fff", 3),
        ("8301025fff", 3),
        ("830102fa00000000", 3),
        ("830102fb7ff8000000000000", 3),
        ("830102f97c01", 3),
        // In another order, and twice.
        ("a2616201616102", 4),
        ("a2616101616102", 4),
        ("a262616101616202", 5),
        ("81a2616181a261620061610061630a", 9),
    ] {
        let bytes: &[u8] = from_hex(hex).leak();
        assert!(call.read_cbor(bytes).is_ok(), "{hex}");
        let error = call.read_canonical_cbor(bytes).unwrap_err();
        assert_eq!(
            (error.at(), error.kind()),
            (at, CborErrorKind::Form),
            "{hex}"
        );
    }
    // Names of any type: shorter first, then byte by byte.
    for hex in ["a30a0018640020f6", "a2820101008100f6", "a181a2020001000a"] {
        let bytes: &[u8] = from_hex(hex).leak();
        assert!(call.read_cbor(bytes).is_ok(), "{hex}");
        assert!(call.read_canonical_cbor(bytes).is_err(), "{hex}");
    }
    assert!(
        call.read_canonical_cbor(b"\xA4\x0A\x00\x20\x00\x61a\x00\x81\xA0\xF6")
            .is_ok()
    );
}

#[test]
fn a_value_of_another_type_is_told() {
    let call = Call::new();
    // {"a": [1, {"b": "c"}], "d": 7}
    let cbor = call
        .read_cbor(b"\xA2\x61a\x82\x01\xA1\x61b\x61c\x61d\x07")
        .unwrap();
    let item = cbor.at("a").items().unwrap().nth(1).unwrap();
    let error = item.at("b").u32().unwrap_err();
    assert_eq!(
        error.message(),
        "at byte 8, `/a/1/b`: this is no integer, or out of range"
    );
    let error = item.at("x").str().unwrap_err();
    assert_eq!(error.message(), "at byte 5, `/a/1`: the field is missing");
    let error = cbor.at("d").at("x").str().unwrap_err();
    assert_eq!(error.message(), "at byte 12, `/d`: this is no map");
    assert_eq!(cbor.at("a").bool().unwrap_err().kind(), CborErrorKind::Bool);
    assert_eq!(cbor.at("a").str().unwrap_err().kind(), CborErrorKind::Text);
    assert_eq!(
        cbor.at("a").bytes().unwrap_err().kind(),
        CborErrorKind::Bytes
    );
    assert_eq!(
        cbor.at("a").f64().unwrap_err().kind(),
        CborErrorKind::Number
    );
    assert_eq!(
        cbor.at("d").items().unwrap_err().kind(),
        CborErrorKind::Array
    );
    assert_eq!(
        cbor.at("d").entries().unwrap_err().kind(),
        CborErrorKind::Map
    );
    assert_eq!(
        cbor.at("d").fields(["a"]).unwrap_err().kind(),
        CborErrorKind::Map
    );
    assert_eq!(
        format!("{error}, {error:?}"),
        format!("{0}, {0}", error.message())
    );
}

#[test]
fn fields_are_known_and_stand_there_once() {
    let call = Call::new();
    let bytes = b"\xBF\x61a\x01\x61b\xF6\x7F\x61c\x61d\xFF\x02\xFF";
    let [cd, a, b, e] = call.cbor_fields(bytes, ["cd", "a", "b", "e"]).unwrap();
    assert_eq!((cd.u32(), a.u64()), (Ok(2), Ok(1)));
    assert!(b.optional().is_none() && e.optional().is_none() && e.is_absent());
    assert_eq!(
        e.u32().unwrap_err().message(),
        "at byte 0: the field is missing"
    );
    let error = call.cbor_fields(bytes, ["a", "b"]).unwrap_err();
    assert_eq!(error.message(), "at byte 7, `/cd`: the field is not known");
    let error = call
        .cbor_pick(b"\xA2\x61a\x01\x61a\x01", ["a"])
        .unwrap_err();
    assert_eq!(
        error.message(),
        "at byte 4, `/a`: the field stands here twice"
    );
    // A name that is no text is not known, whatever it is.
    assert_eq!(
        call.cbor_fields(b"\xA1\x41a\x01", ["a", ""])
            .unwrap_err()
            .kind(),
        CborErrorKind::Unknown
    );
    let [a] = call.cbor_pick(b"\xA2\x41a\x01\x80\x02", [""]).unwrap();
    assert!(a.is_absent());
    // What stands behind a map.
    assert_eq!(
        call.cbor_pick(b"\xA0\xA0", ["a"]).unwrap_err().kind(),
        CborErrorKind::More
    );
    assert_eq!(
        call.cbor_pick(b"", ["a"]).unwrap_err().kind(),
        CborErrorKind::End
    );
    assert_eq!(
        call.cbor_pick(b"\x80", ["a"]).unwrap_err().kind(),
        CborErrorKind::Map
    );
    assert_eq!(
        call.cbor_pick(b"\xBA\x00", ["a"]).unwrap_err().kind(),
        CborErrorKind::End
    );
}

#[test]
fn depth_is_told() {
    let call = Call::new();
    let deep = |depth: usize| [vec![0x81; depth - 1], vec![0x80]].concat();
    let fits = deep(63);
    assert!(call.read_cbor(&fits).is_ok());
    let deeper = deep(64);
    let error = call.read_cbor(&deeper).unwrap_err();
    assert_eq!((error.kind(), error.at()), (CborErrorKind::Depth, 63));
    let map = [b"\xA1\x61a".as_slice(), &deeper].concat();
    assert_eq!(
        call.cbor_pick(&map, ["b"]).unwrap_err().kind(),
        CborErrorKind::Depth
    );
}

#[test]
#[cfg(feature = "component-v0-5")]
fn errors_become_those_of_worlds() {
    use greentic_guest::component::v0_5::node::NodeError;

    fn node<'a>(call: &'a Call, bytes: &'a [u8]) -> Result<u32, NodeError<'a>> {
        Ok(call.read_cbor(bytes)?.at("a").u32()?)
    }
    let call = Call::new();
    assert_eq!(node(&call, b"\xA1\x61a\x01"), Ok(1));
    let error = node(&call, b"\xA1\x61a\x20").unwrap_err();
    assert_eq!(error.code, "bad-cbor");
    assert_eq!(
        error.message,
        "at byte 3, `/a`: this is no integer, or out of range"
    );
}
