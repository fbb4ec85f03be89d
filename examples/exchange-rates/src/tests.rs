use greentic_guest::testing::{Expected, FakeHttp, FakeReply, MemorySecrets, MemoryState};
use greentic_guest::{Call, Failure as _};

use crate::{Rate, rate};

const URL: &str = "https://rates.example.com/v1/EUR/USD";

fn key() -> MemorySecrets {
    MemorySecrets::new().with("RATES_KEY", "sesame")
}

#[test]
fn the_service_is_asked_once() {
    let call = Call::new();
    let state = MemoryState::new();
    let http = FakeHttp::new().on(
        Expected::get(URL).header("x-api-key", "sesame"),
        FakeReply::json(r#"{"rate":1.085}"#),
    );
    for _ in 0..2 {
        let found = rate(&call, (&http, &state, &key()), ("EUR", "USD"));
        assert_eq!(found.unwrap().of(1_000), Some(1_085));
    }
    assert_eq!(state.value("rates/EUR/USD").unwrap(), b"1.085");
}

#[test]
fn what_fails_is_said() {
    let call = Call::new();
    let state = MemoryState::new();
    let ask = |reply: FakeReply, secrets: &MemorySecrets| {
        let http = FakeHttp::new().on(Expected::get(URL), reply);
        rate(&call, (&http, &state, secrets), ("EUR", "USD")).unwrap_err()
    };
    let busy = ask(FakeReply::status(503).header("retry-after", "2"), &key());
    assert_eq!((busy.code(), busy.may_pass()), ("http-503", true));
    assert_eq!(busy.backoff_ms(), Some(2_000));
    let empty = ask(FakeReply::json("{}"), &key());
    assert_eq!(
        empty.message(),
        "the rates: the service answered without one"
    );

    let http = FakeHttp::new();
    let locked = MemorySecrets::new();
    let error = rate(&call, (&http, &state, &locked), ("EUR", "USD")).unwrap_err();
    assert!(error.message().contains("RATES_KEY"), "{error}");
}

#[test]
fn amounts_are_rounded_to_the_nearest_unit() {
    let half = Rate::read("0.5").unwrap();
    for (amount, expected) in [(0, 0), (1, 1), (-1, -1), (3, 2), (-3, -2), (4, 2)] {
        assert_eq!(half.of(amount), Some(expected), "{amount}");
    }
    assert_eq!(half.of(i64::MAX), None);
    for text in ["", "0", "-1", "x", "1e30"] {
        assert_eq!(Rate::read(text), None, "{text}");
    }
}
