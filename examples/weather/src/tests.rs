use greentic_guest::testing::{Expected, FakeHttp, FakeReply, Logs, MemoryState, context};
use serde_json::{Value, json};

use super::*;

const URL: &str = "https://weather.example.com/v1/forecast";
const CONFIG: &str = r#"{"url":"https://weather.example.com/v1/forecast","key":"sesame"}"#;
const REPLY: &str =
    r#"{"place":{"city":"Graz","country":"AT","id":7},"hourly":{"temperatures":[10.5,20,-3e0]}}"#;

/// A service that expects one request, and answers with `reply`.
fn service(reply: FakeReply) -> FakeHttp {
    let asked = Expected::post(URL)
        .header("x-api-key", "sesame")
        .json(r#"{"place":{"city":"Graz"},"hours":24}"#);
    FakeHttp::new().on(asked, reply)
}

fn input(payload: &str) -> String {
    format!(r#"{{"config":{CONFIG},"input":{payload}}}"#)
}

/// The answer, or the code of the error and how long to wait.
fn answer(
    hosts: (&FakeHttp, &MemoryState, &Logs),
    input: &str,
) -> Result<Value, (String, Option<u64>)> {
    let (call, ctx) = (Call::new(), context());
    match forecast(&call, &ctx, hosts, input) {
        Ok(text) => Ok(serde_json::from_str(text).expect("JSON")),
        Err(error) => Err((error.code.get().into(), error.backoff_ms.get())),
    }
}

#[test]
fn asks_once_and_remembers_in_any_unit() {
    let (state, logs) = (MemoryState::new(), Logs::new());
    let http = service(FakeReply::json(REPLY));
    let hosts = (&http, &state, &logs);
    let celsius = answer(hosts, &input(r#"{"city":"Graz"}"#)).expect("an answer");
    assert_eq!(celsius["place"], json!({"city": "Graz", "country": "AT"}));
    let temperature = json!({"unit": "celsius", "low": -3.0, "high": 20.0, "mean": 27.5 / 3.0});
    assert_eq!(celsius["temperature"], temperature);
    // There is one request only.
    let warm = answer(hosts, &input(r#"{"city":"Graz","unit":"fahrenheit"}"#)).expect("an answer");
    assert_eq!(warm["temperature"]["high"], json!(68.0));
    assert_eq!(logs.values("outcome"), ["asked", "remembered"]);
    assert_eq!(
        state.value("weather/Graz").as_deref(),
        Some(REPLY.as_bytes())
    );
}

#[test]
fn what_is_wrong_is_told_apart() {
    let nothing = FakeHttp::new();
    let (state, logs) = (MemoryState::new(), Logs::new());
    for (input, due) in [
        ("{}".into(), "bad-json"),
        (input("{}"), "bad-json"),
        (input(r#"{"city":"Graz","unit":"kelvin"}"#), "bad-unit"),
        (input(r#"{"city":"Graz","hours":3}"#), "bad-json"),
        (r#"{"city":"Graz"}"#.into(), "no-config"),
        ("nothing".into(), "bad-json"),
    ] {
        let (code, _) = answer((&nothing, &state, &logs), &input).expect_err(&input);
        assert_eq!(code, due, "{input}");
    }
}

#[test]
fn a_service_that_fails_is_an_error_with_its_status() {
    for (reply, due) in [
        (
            FakeReply::status(503).header("Retry-After", "30"),
            ("http-503", Some(30_000)),
        ),
        (FakeReply::status(404), ("http-404", None)),
        (FakeReply::json("{}"), ("bad-json", None)),
    ] {
        let (state, logs) = (MemoryState::new(), Logs::new());
        let http = service(reply);
        let error = answer((&http, &state, &logs), &input(r#"{"city":"Graz"}"#));
        let (code, backoff) = error.expect_err("an error");
        assert_eq!((&*code, backoff), due);
        // Nothing of it is remembered.
        assert_eq!(state.value("weather/Graz"), None);
    }
}
