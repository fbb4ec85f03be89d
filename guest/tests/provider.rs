//! The expansion of `provider!` with its keys, tested natively: `serde_json` reads the answers.

use greentic_guest::Call;
use greentic_guest::provider_schema_core::v1_0::Guest;
use serde_json::{Value, json};

fn send<'a>(call: &'a Call, input: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
    match input {
        "null" => Err(("no-message", "there is \"nothing\" to send\n")),
        _ => Ok(call.concat(&[r#"{"sent":"#, input, "}"])),
    }
}

fn acceptable<'a>(_: &'a Call, config: &'a str) -> Result<(), (&'a str, &'a str)> {
    match config {
        "{}" => Err(("no-url", "give the url")),
        _ => Ok(()),
    }
}

fn ill(_: &Call) -> Result<(), (&str, &str)> {
    Err(("offline", "nobody answers"))
}

fn well(call: &Call) -> Result<(), (&str, &str)> {
    match call.concat(&["we", "ll"]) {
        "well" => Ok(()),
        _ => Err(("ill", "text is not put together")),
    }
}

fn described(call: &Call) -> &str {
    call.concat(&["{\"provider_type\":", "\"acme\"}"])
}

mod all_keys {
    greentic_guest::provider! {
        struct Provider,
        describe: super::described,
        ops: { "send" => super::send, "echo" => |_, input| -> Result<_, (&str, &str)> { Ok(input) } },
        config: super::acceptable,
        health: super::ill,
        imports: { secrets_store::v1_0 as Secrets },
    }
}

mod least {
    const MANIFEST: &str = r#"{"provider_type":"least"}"#;

    greentic_guest::provider! { as Provider, describe: const MANIFEST, ops: {} }
}

mod healthy {
    greentic_guest::provider! { as Provider, describe: "{}", ops: {}, health: super::well }
}

fn read(answer: &[u8]) -> Value {
    serde_json::from_slice(answer).expect("an answer is JSON")
}

#[test]
fn an_operation_answers_what_its_handler_does() {
    let call = Call::new();
    let invoke = |op, input| read(all_keys::Provider::invoke(&call, op, input));
    assert_eq!(invoke("send", b"[1]"), json!({"sent": [1]}));
    assert_eq!(invoke("echo", b"\"x\""), json!("x"));
}

#[test]
fn what_fails_is_answered_with_its_code_and_message() {
    let call = Call::new();
    let invoke = |op, input| read(all_keys::Provider::invoke(&call, op, input));
    assert_eq!(
        invoke("send", b"null"),
        json!({"ok": false, "code": "no-message", "error": "there is \"nothing\" to send\n"})
    );
    assert_eq!(
        invoke("sen\"d", b"null"),
        json!({"ok": false, "code": "unknown-op", "error": "unknown operation: sen\"d"})
    );
    assert_eq!(invoke("send", b"\"\xFF\"")["code"], "bad-input");
}

#[test]
fn settings_and_health_are_asked_of_their_handlers() {
    let call = Call::new();
    let check = |config| read(all_keys::Provider::validate_config(&call, config));
    assert_eq!(check(b"{\"url\":1}"), json!({"ok": true}));
    assert_eq!(
        check(b"{}"),
        json!({"ok": false, "code": "no-url", "error": "give the url"})
    );
    assert_eq!(check(b"\xFF")["code"], "bad-input");
    assert_eq!(
        read(all_keys::Provider::healthcheck(&call)),
        json!({"ok": false, "code": "offline", "error": "nobody answers"})
    );
    assert_eq!(
        read(healthy::Provider::healthcheck(&call)),
        json!({"ok": true})
    );
}

#[test]
fn what_is_left_out_is_well() {
    let call = Call::new();
    assert_eq!(
        read(least::Provider::healthcheck(&call)),
        json!({"ok": true})
    );
    assert_eq!(
        read(least::Provider::validate_config(&call, b"\xFF")),
        json!({"ok": true})
    );
    assert_eq!(
        read(least::Provider::invoke(&call, "send", b"1"))["code"],
        "unknown-op"
    );
}

#[test]
fn a_description_is_a_constant_or_made() {
    let call = Call::new();
    assert_eq!(
        read(least::Provider::describe(&call)),
        json!({"provider_type": "least"})
    );
    assert!(least::Provider::DESCRIBE.is_some());
    assert_eq!(
        read(all_keys::Provider::describe(&call)),
        json!({"provider_type": "acme"})
    );
    assert!(all_keys::Provider::DESCRIBE.is_none());
}
