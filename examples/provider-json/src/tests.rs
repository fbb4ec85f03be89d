use greentic_guest::Call;
use greentic_guest::provider_schema_core::v1_0::Guest as _;
use serde_json::{Value, json};

use super::Channel;

fn invoke(op: &str, input: &str) -> Value {
    let call = Call::new();
    serde_json::from_slice(Channel::invoke(&call, op, input.as_bytes())).expect("JSON")
}

#[test]
fn a_message_is_rendered() {
    let message = invoke("render", r#"{"to":"ada","text":"Hi \"you\""}"#);
    assert_eq!(message, json!({"body": "Hi \"you\"", "to": "ada"}));
}

#[test]
fn what_fails_says_so() {
    for (op, input, code) in [
        ("render", "{}", "bad-json"),
        ("render", r#"{"text":1,"to":"ada"}"#, "bad-json"),
        ("render", r#"{"text":"?","to":["ada"]}"#, "bad-json"),
        ("send", "{}", "unknown-op"),
    ] {
        let answer = invoke(op, input);
        assert_eq!(answer["ok"], false, "{answer}");
        assert_eq!(answer["code"], code, "{answer}");
    }
    let call = Call::new();
    let answer: Value = serde_json::from_slice(Channel::invoke(&call, "render", b"\xFF")).unwrap();
    assert_eq!(answer["code"], "bad-input");
}

#[test]
fn a_configuration_is_checked() {
    let call = Call::new();
    let check = |config: &str| -> Value {
        let answer = Channel::validate_config(&call, config.as_bytes());
        serde_json::from_slice(answer).expect("JSON")
    };
    assert_eq!(check(r#"{"channel":"a"}"#), json!({"ok": true}));
    for wrong in ["{}", r#"{"channel":1}"#] {
        assert_eq!(check(wrong)["ok"], false, "{wrong}");
    }
}

#[test]
fn the_manifest_names_every_operation() {
    let call = Call::new();
    let manifest: Value = serde_json::from_slice(Channel::describe(&call)).expect("JSON");
    assert_eq!(manifest["ops"], json!(["render"]));
    let health: Value = serde_json::from_slice(Channel::healthcheck(&call)).expect("JSON");
    assert_eq!(health["ok"], true);
}
