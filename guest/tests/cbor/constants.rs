//! The constants that the compiler makes.

use greentic_guest::{Call, cbor};
use greentic_types::cbor::canonical::to_canonical_cbor_allow_floats;
use greentic_types::schemas::common::schema_ir::SchemaIr;
use greentic_types::schemas::component::v0_6_0::schema_hash;

/// More than 4 KB, most of it schemas, with every kind of value.
const LONG_JSON: &str = include_str!("../json/long.json");
const LONG: &[u8] = cbor::from_json_const!(LONG_JSON);

const ALL: &str = r#" { "zz" : [ 0 , 23 , 24, 255, 256, 65535, 65536, 4294967295, 4294967296, 18446744073709551615, 18446744073709551616,
    -1, -24, -25, -256, -257, -9223372036854775808, -0, 0.0, -0.0, 0.5, 1.50, 100e-2, 1e5, 1.1, 5.960464477539063e-8, 65504.0,
    1E22, 123456789012345.0, 0e5, 3.4e22 ],
    "y": { "bb" : true , "aaa" : false , "a" : null, "" : [ ], "b": {} },
    "\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\ud834\udd1e": "escapes \u0000 é水𐅑",
    "long name of a field, with more than twenty-three letters": "a text of more than twenty-three letters",
    "many": [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26],
    "fields": {"x":1,"w":2,"v":3,"u":4,"t":5,"s":6,"r":7,"q":8,"p":9,"o":10,"n":11,"m":12,"l":13,"k":14,"j":15,"i":16,
        "h":17,"g":18,"f":19,"e":20,"d":21,"c":22,"b":23,"a":24,"ab":25,"aa":26}
} "#;

#[test]
fn constants_are_what_is_written_at_run_time() {
    for (json, constant) in [
        (ALL, cbor::from_json_const!(ALL)),
        (LONG_JSON, LONG),
        ("-1", cbor::from_json_const!("-1")),
        (" \"a\" ", cbor::from_json_const!(" \"a\" ")),
        ("[[[]],{}]", cbor::constant!([[[]], {}])),
        (
            r#"{"a\n":[1,-2,null,true,1.5e3],"b":"\"\\"}"#,
            cbor::constant!({ "a\n": [1, -2, null, true, 1.5e3], "b": "\"\\" }),
        ),
    ] {
        let call = Call::new();
        let json = call.read_json(json).unwrap();
        assert_eq!(constant, cbor::from_json(&call, json).unwrap());
        assert!(call.read_canonical_cbor(constant).is_ok());
    }
    assert!(LONG_JSON.len() > 4096, "{}", LONG_JSON.len());
}

const INPUT: &str = r#"{"type":"object","properties":{"word":{"type":"string","min_len":1,"max_len":null,"regex":null,
    "format":"email"},"count":{"type":"int","min":-5,"max":1000000}},"required":["word"],"additional":{"type":"forbid"}}"#;
const OUTPUT: &str = r#"{"type":"array","items":{"type":"float","min":0.1,"max":1.5},"min_items":null,"max_items":300}"#;
const CONFIG: &str =
    r#"{"type":"one_of","variants":[{"type":"null"},{"type":"bool"},{"type":"ref","id":"x"}]}"#;

#[test]
fn schemas_are_hashed_as_hosts_hash_them() {
    const HASH: cbor::SchemaHash = cbor::schema_hash(
        cbor::from_json_const!(INPUT),
        cbor::from_json_const!(OUTPUT),
        cbor::from_json_const!(CONFIG),
    );
    let schema = |json: &str| serde_json::from_str::<SchemaIr>(json).unwrap();
    let [input, output, config] = [INPUT, OUTPUT, CONFIG].map(schema);
    // The constants are what hosts write.
    for (ours, theirs) in [
        (cbor::from_json_const!(INPUT), &input),
        (cbor::from_json_const!(OUTPUT), &output),
        (cbor::from_json_const!(CONFIG), &config),
    ] {
        assert_eq!(ours, to_canonical_cbor_allow_floats(theirs).unwrap());
    }
    assert_eq!(
        HASH.as_str(),
        schema_hash(&input, &output, &config).unwrap()
    );
    // Of every length, around those of a block.
    for length in (0..200).chain([1000]) {
        let id = "x".repeat(length);
        let schema = SchemaIr::Ref { id };
        let bytes = to_canonical_cbor_allow_floats(&schema).unwrap();
        let ours = cbor::schema_hash(&bytes, &bytes, &bytes);
        assert_eq!(
            ours.as_str(),
            schema_hash(&schema, &schema, &schema).unwrap()
        );
    }
}

/// Floats that are hard to round, or at the ends of what there is.
const FLOATS: &str = "[1.7976931348623157e308, 5e-324, 2.4703282292062328e-324, 2.4703282292062327e-324, 2.2250738585072014e-308,
    2.2250738585072011e-308, 9007199254740993, 18446744073709551616, 9007199254740992.99999999999999999999, 0.1, 0.3, 1e23, 8.5e-323,
    -123456789012345678901234567890.5e-20, 6.62607015e-34, 3.141592653589793238462643383279502884197, 1e-400]";

#[test]
fn floats_of_constants_are_rounded_once() {
    const BYTES: &[u8] = cbor::from_json_const!(FLOATS);
    let call = Call::new();
    let numbers = FLOATS
        .trim_matches(['[', ']'])
        .split(',')
        .map(|text| text.trim().parse::<f64>().unwrap());
    let ours = call.read_canonical_cbor(BYTES).unwrap();
    let ours = ours.items().unwrap().map(|item| item.f64().unwrap());
    assert_eq!(
        ours.map(f64::to_bits).collect::<Vec<_>>(),
        numbers.map(f64::to_bits).collect::<Vec<_>>()
    );
}
