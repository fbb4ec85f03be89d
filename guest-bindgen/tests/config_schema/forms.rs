//! The form of each type of WIT in a schema.

use serde_json::{Value, json};

use super::{of_field, schema};

/// The schema of a field of this type, by itself.
fn form(types: &str, ty: &str) -> Value {
    let mut schema = of_field(types, "", ty).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(schema["type"], "object");
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["required"], json!(["x"]), "{ty}");
    schema["properties"]["x"].take()
}

#[test]
fn what_is_built_in_has_its_bounds() {
    for (ty, expected) in [
        ("bool", json!({"type": "boolean"})),
        (
            "u8",
            json!({"type": "integer", "minimum": 0, "maximum": 255}),
        ),
        (
            "u16",
            json!({"type": "integer", "minimum": 0, "maximum": 65_535}),
        ),
        (
            "u32",
            json!({"type": "integer", "minimum": 0, "maximum": 4_294_967_295_u32}),
        ),
        (
            "u64",
            json!({"type": "integer", "minimum": 0, "maximum": u64::MAX}),
        ),
        (
            "s8",
            json!({"type": "integer", "minimum": -128, "maximum": 127}),
        ),
        (
            "s16",
            json!({"type": "integer", "minimum": -32_768, "maximum": 32_767}),
        ),
        (
            "s32",
            json!({"type": "integer", "minimum": i32::MIN, "maximum": i32::MAX}),
        ),
        (
            "s64",
            json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX}),
        ),
        ("f64", json!({"type": "number"})),
        (
            "char",
            json!({"type": "string", "minLength": 1, "maxLength": 1}),
        ),
        ("string", json!({"type": "string"})),
    ] {
        assert_eq!(form("", ty), expected, "{ty}");
    }
    // What rounds to a number of f32, and nothing beyond.
    let f32 = form("", "f32");
    let validator = jsonschema::validator_for(&f32).unwrap();
    for number in [3.402_823_5e38, -3.402_823_5e38, 1e-300, 0.0] {
        assert!(validator.is_valid(&json!(number)), "{number}");
        assert!(format!("{number}").parse::<f32>().unwrap().is_finite());
    }
    for number in [3.402_823_6e38, -3.402_823_6e38, 1e300] {
        assert!(!validator.is_valid(&json!(number)), "{number}");
        assert!(format!("{number}").parse::<f32>().unwrap().is_infinite());
    }
}

#[test]
fn what_is_made_of_others() {
    let types = "
        enum level { low, high }
        flags rights { read, write }
        variant shape { none, circle(u8), named(string) }
        record point { x: u8, y: option<u8> }
    ";
    let byte = json!({"type": "integer", "minimum": 0, "maximum": 255});
    let case = |name: &str, payload: Value| {
        json!({
            "type": "object",
            "properties": {name: payload},
            "required": [name],
            "additionalProperties": false,
        })
    };
    for (ty, expected) in [
        ("level", json!({"type": "string", "enum": ["low", "high"]})),
        (
            "rights",
            json!({
                "type": "array",
                "items": {"type": "string", "enum": ["read", "write"]},
                "uniqueItems": true,
            }),
        ),
        ("list<u8>", json!({"type": "array", "items": byte})),
        (
            "list<u8, 4>",
            json!({"type": "array", "items": byte, "minItems": 4, "maxItems": 4}),
        ),
        (
            "map<string, u8>",
            json!({"type": "object", "additionalProperties": byte}),
        ),
        (
            "tuple<u8, string>",
            json!({
                "type": "array",
                "prefixItems": [byte, {"type": "string"}],
                "minItems": 2,
                "maxItems": 2,
            }),
        ),
        (
            "shape",
            json!({"oneOf": [
                case("none", json!({"type": "null"})),
                case("circle", byte.clone()),
                case("named", json!({"type": "string"})),
            ]}),
        ),
        (
            "result<u8, string>",
            json!({"oneOf": [case("ok", byte.clone()), case("err", json!({"type": "string"}))]}),
        ),
        (
            "result<_, u8>",
            json!({"oneOf": [case("ok", json!({"type": "null"})), case("err", byte.clone())]}),
        ),
        (
            "result",
            json!({"oneOf": [case("ok", json!({"type": "null"})), case("err", json!({"type": "null"}))]}),
        ),
        (
            "point",
            json!({
                "type": "object",
                "properties": {"x": byte, "y": byte},
                "required": ["x"],
                "additionalProperties": false,
            }),
        ),
        (
            "list<option<u8>>",
            json!({"type": "array", "items": {"anyOf": [byte, {"type": "null"}]}}),
        ),
    ] {
        assert_eq!(form(types, ty), expected, "{ty}");
    }
}

#[test]
fn an_option_may_be_left_out() {
    let byte = json!({"type": "integer", "minimum": 0, "maximum": 255});
    for (ty, expected) in [
        ("option<u8>", byte.clone()),
        ("maybe", byte.clone()),
        (
            "option<option<u8>>",
            json!({"anyOf": [byte, {"type": "null"}]}),
        ),
    ] {
        let schema = of_field("type maybe = option<u8>;", "", ty).unwrap();
        assert_eq!(schema["properties"]["x"], expected, "{ty}");
        assert_eq!(schema.get("required"), None, "{ty}");
    }
}

#[test]
fn names_of_types_and_types_of_others_are_what_they_are() {
    let text = "
        package a:b@1.0.0;
        interface i {
            use c:d/kinds@1.0.0.{kind as sort, settings};
            /// Which one.
            type choice = sort;
            type again = choice;
            /// @config
            type mine = settings;
        }
        package c:d@1.0.0 {
            interface kinds {
                /// A kind.
                enum kind { one, two }
                /// All settings.
                record settings {
                    first: kind,
                    /// Its own.
                    second: kind,
                }
            }
        }
    ";
    let wit = super::wit(text);
    let found = wit.config_schema(None).unwrap();
    assert_eq!(found.record(), "c:d/kinds@1.0.0#settings");
    assert_eq!(
        found.minified(),
        concat!(
            r#"{"type":"object","description":"All settings.","properties":{"#,
            r#""first":{"type":"string","description":"A kind.","enum":["one","two"]},"#,
            r#""second":{"type":"string","description":"Its own.","enum":["one","two"]}},"#,
            r#""required":["first","second"],"additionalProperties":false}"#,
        )
    );
    let text = text.replace(
        "/// @config\n            type mine = settings;",
        "/// @config\n record mine { a: again, b: sort }",
    );
    let value: Value = serde_json::from_str(&schema(&text).unwrap().minified()).unwrap();
    let properties = &value["properties"];
    assert_eq!(properties["a"]["description"], "Which one.");
    assert_eq!(properties["b"]["description"], "A kind.");
    assert_eq!(properties["a"]["enum"], json!(["one", "two"]));
}

#[test]
fn documentation_is_the_description() {
    let docs = "What people see,\nin two lines.\n@flow:hidden\n@default(3)\n@since(1)";
    let schema = of_field("", docs, "u8").unwrap();
    assert_eq!(
        schema["properties"]["x"],
        json!({
            "type": "integer",
            "description": "What people see,\nin two lines.",
            "default": 3,
            "minimum": 0,
            "maximum": 255,
            "x_flow_hidden": true,
        })
    );
    // What has a default may be left out.
    assert_eq!(schema.get("required"), None);
    let schema = of_field("variant v {\n/// The case.\na, b }", "", "v").unwrap();
    assert_eq!(
        schema["properties"]["x"]["oneOf"][0]["description"],
        "The case."
    );
}

#[test]
fn defaults_are_of_the_type() {
    let types = "
        enum level { low, high }
        flags rights { read, write }
        variant shape { none, circle(u8) }
        record point {
            x: u8,
            /// @default(7)
            y: u8,
            z: option<bool>,
        }
    ";
    for (ty, default) in [
        ("bool", "true"),
        ("s64", "-9223372036854775808"),
        ("u64", "18446744073709551615"),
        ("f32", "1.5"),
        ("f64", "1e300"),
        ("f64", "3"),
        ("char", r#""é""#),
        ("string", r#""a \"b\" é""#),
        ("level", r#""high""#),
        ("rights", "[]"),
        ("rights", r#"["write","read"]"#),
        ("list<u8>", "[1,2]"),
        ("list<u8, 2>", "[1,2]"),
        ("map<string, u8>", r#"{"a":1}"#),
        ("tuple<u8, string>", r#"[1,"a"]"#),
        ("shape", r#"{"none":null}"#),
        ("shape", r#"{"circle":1}"#),
        ("result<u8>", r#"{"err":null}"#),
        ("point", r#"{"x":1}"#),
        ("point", r#"{"x":1,"y":2,"z":true}"#),
        ("option<u8>", "1"),
        ("option<option<u8>>", "null"),
        ("list<option<u8>>", "[null,1]"),
    ] {
        let schema = of_field(types, &format!("@default({default})"), ty)
            .unwrap_or_else(|error| panic!("{error}"));
        let field = &schema["properties"]["x"];
        let value: Value = serde_json::from_str(default).unwrap();
        assert_eq!(field["default"], value, "{ty}");
        assert!(jsonschema::is_valid(field, &value), "{ty}: {default}");
        assert_eq!(schema.get("required"), None);
    }
}

/// In the order of the record, however the author wrote it and whoever else links
/// a reader of JSON.
#[test]
fn defaults_of_records_are_in_their_order() {
    let text = r#"
        package a:b;
        interface i {
            record point { y: u8, x: u8 }
            record config {
                /// @default({"x": 1, "y": 2})
                at: point,
            }
        }
    "#;
    let schema = schema(text).unwrap().minified();
    assert!(schema.contains(r#""default":{"y":2,"x":1}"#), "{schema}");
}
