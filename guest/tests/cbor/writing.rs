//! Writing, method by method.

use ciborium::Value;
use greentic_guest::{Call, cbor};

fn read(bytes: &[u8]) -> Value {
    let call = Call::new();
    assert!(call.read_canonical_cbor(bytes).is_ok(), "{bytes:02x?}");
    super::read(bytes).unwrap()
}

#[test]
fn documents_are_written_in_their_own_notation() {
    let call = Call::new();
    let (text, list, none) = ("text", [1, 2], None::<u32>);
    let name = call.concat(&["a name", " that is made"]);
    let bytes = cbor!(call, {
        "text": text,
        "list": list,
        "none": none,
        "null": null,
        "map": {"b": [true, [], {}, null, [1, {"a": -1},],], "a": 1.5},
        (name): {"deep": {(7_u32): b"bytes".as_slice()}},
        "empty": {},
    });
    // What JSON can say of it, in the order of the names.
    let expected = r#"{
        "map": {"a": 1.5, "b": [true, [], {}, null, [1, {"a": -1}]]},
        "list": [1, 2], "none": null, "null": null, "text": "text", "empty": {},
        "a name that is made": {"deep": {"7": "bytes"}}
    }"#;
    let expected: serde_json::Value = serde_json::from_str(expected).unwrap();
    let json = serde_json::to_value(read(bytes)).unwrap();
    assert_eq!(
        json.to_string()
            .replace("[98,121,116,101,115]", "\"bytes\""),
        expected.to_string()
    );
    assert_eq!(cbor!(call, 24), b"\x18\x18");
    assert_eq!(cbor!(call, null), b"\xF6");
    assert_eq!(cbor!(&call, [text]), b"\x81\x64text");
}

#[test]
fn a_map_has_each_name_once_the_last_that_was_written() {
    let call = Call::new();
    for names in [
        ["a", "a", "b", "a"],
        ["b", "a", "a", "c"],
        ["c", "b", "a", "c"],
    ] {
        let bytes = call.write_cbor(cbor::map(|map| {
            for (number, name) in (0_u32..).zip(names) {
                map.field(name, [number, number + 100]);
            }
        }));
        let call = Call::new();
        let map = call.read_canonical_cbor(bytes).unwrap();
        for name in names {
            let last = names.iter().rposition(|other| *other == name).unwrap();
            let mut items = map.at(name).items().unwrap();
            assert_eq!(
                items.next().unwrap().u32(),
                Ok(u32::try_from(last).unwrap())
            );
        }
    }
    let (a, b) = ("same", "same");
    assert_eq!(cbor!(call, {(a): 1, (b): 2}), b"\xA1\x64same\x02");
}

#[test]
fn long_maps_and_arrays_get_long_heads() {
    let call = Call::new();
    for length in [22_u32, 23, 24, 25, 255, 256, 70_000] {
        let bytes = call.write_cbor(cbor::array([cbor::array(0..length)]));
        let call = Call::new();
        let outer = call.read_canonical_cbor(bytes).unwrap();
        let inner = outer.items().unwrap().next().unwrap();
        assert!(
            inner
                .items()
                .unwrap()
                .map(|item| item.u32().unwrap())
                .eq(0..length)
        );
        // In an order that is not that of their names.
        let bytes = call.write_cbor(cbor::map(|map| {
            for number in 0..length {
                map.entry(number.wrapping_mul(0x9E37_79B1), number);
            }
        }));
        let map = call.read_canonical_cbor(bytes).unwrap();
        assert_eq!(map.entries().unwrap().count(), length as usize);
        for (name, value) in map.entries().unwrap() {
            assert_eq!(
                name.u32(),
                Ok(value.u32().unwrap().wrapping_mul(0x9E37_79B1))
            );
        }
    }
}

#[test]
fn every_float_of_16_bits_and_its_neighbours_are_written_as_ciborium_does() {
    let call = Call::new();
    let step = if cfg!(miri) { 997 } else { 1 };
    for half in (0..=u16::MAX).step_by(step) {
        let [a, b] = half.to_be_bytes();
        let bytes = [0xF9, a, b];
        let call_of_half = Call::new();
        let number = call_of_half.read_cbor(&bytes).unwrap().f64().unwrap();
        let theirs: f64 = ciborium::from_reader(bytes.as_slice()).unwrap();
        assert_eq!(number.to_bits(), theirs.to_bits(), "{half:#x}");
        for number in [
            number,
            number.next_up(),
            number.next_down(),
            f64::from((number as f32).next_up()),
        ] {
            let mut theirs = Vec::new();
            ciborium::into_writer(&number, &mut theirs).unwrap();
            let call = Call::new();
            assert_eq!(call.write_cbor(number), theirs, "{number}");
            assert_eq!(
                call.read_cbor(&theirs).unwrap().f64().unwrap().to_bits(),
                number.to_bits()
            );
        }
    }
    assert_eq!(call.write_cbor(f32::NAN), b"\xF9\x7E\x00");
    assert_eq!(call.write_cbor(0.1_f32), b"\xFA\x3D\xCC\xCC\xCD");
}
