//! Settings by way of the helpers.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::prelude::*;
use greentic_guest::runtime_config::v1_0::Host;
use greentic_guest::testing::Settings;

fn number<'a>(call: &'a Call, settings: &impl Host, key: &str) -> Result<u32, NodeError<'a>> {
    Ok(settings.required(call, key)?)
}

#[test]
fn a_setting_is_what_was_asked_for_or_an_error_with_its_key() {
    let settings = Settings::new()
        .with("n", "3")
        .with_text("s", "a \"b\"")
        .with("list", "[1,2]")
        .with("odd", "{")
        .with("nothing", "null")
        .deny("denied")
        .fail("fails")
        .miss("missed");
    let call = Call::new();
    assert_eq!(number(&call, &settings, "n"), Ok(3));
    assert_eq!(settings.required(&call, "s"), Ok("a \"b\""));
    assert_eq!(settings.or(&call, "n", 7), Ok(3));
    assert_eq!(settings.or(&call, "m", 7), Ok(7));
    assert_eq!(settings.or(&call, "missed", "x"), Ok("x"));
    assert_eq!(settings.optional::<u32>(&call, "m"), Ok(None));
    assert_eq!(
        settings.optional::<Option<u32>>(&call, "nothing"),
        Ok(Some(None))
    );
    let list = settings.json(&call, "list").unwrap().unwrap();
    assert_eq!(list.items().unwrap().count(), 2);
    for (key, code, message) in [
        ("m", "setting-not-found", "there is no such setting"),
        ("missed", "setting-not-found", "there is no such setting"),
        (
            "denied",
            "setting-denied",
            "the component may not read this setting",
        ),
        (
            "fails",
            "setting-failed",
            "the host could not read a setting",
        ),
        (" ", "setting-invalid-key", "this is no key of a setting"),
        (
            "s",
            "bad-json",
            "at byte 0: this is no whole number, or out of range",
        ),
        (
            "nothing",
            "bad-json",
            "at byte 0: this is no whole number, or out of range",
        ),
    ] {
        let error = number(&call, &settings, key).unwrap_err();
        assert_eq!(error.code, code, "{key}");
        assert_eq!(error.message.get(), format!("{key}: {message}"));
        assert_eq!(error.retryable, key == "fails");
    }
    assert!(settings.json(&call, "odd").is_err());
}

/// A setting that does not fit is not the fault of who called a tool.
#[test]
fn the_input_is_not_to_blame() {
    let (call, settings) = (Call::new(), Settings::new().with("n", "\"3\""));
    for error in [
        settings.required::<u32>(&call, "n").unwrap_err(),
        settings.json(&call, "").unwrap_err(),
    ] {
        assert!(matches!(
            ToolError::from(error),
            ToolError::ExecutionError(_)
        ));
    }
}
