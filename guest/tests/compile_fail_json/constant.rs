//! A constant that is not JSON does not compile, and the message says where it is not.

use greentic_guest::json;

const SCHEMA: &str = json::constant(
    r#"{
    "type": "object",
    "properties": { "text": { "type": "string" } ]
}"#,
);

fn main() {
    let _ = SCHEMA;
}
