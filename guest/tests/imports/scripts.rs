//! A script that is not kept to is a failure that shows what differs.

use std::panic::{AssertUnwindSafe, catch_unwind};

use greentic_guest::http::v1_1::{Host, RequestOptions};
use greentic_guest::prelude::*;
use greentic_guest::testing::{Expected, FakeHttp, FakeReply};

const URL: &str = "https://example.com/orders";

/// Returns the message of a panic.
fn panic_of(work: impl FnOnce()) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(work)).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
}

/// Orders something, as every test here expects it or not.
fn order(http: &impl Host) {
    let call = Call::new();
    let request = http.post(&call, URL).header("X-Key", "k").json("[7]");
    assert!(request.timeout(100).redirects(false).send().is_ok());
}

fn expected() -> Expected {
    let expected = Expected::post(URL).header("x-key", "k").json("[7]");
    expected.timeout(100).redirects(false)
}

#[test]
fn a_script_that_is_kept_to_says_nothing() {
    assert_eq!(
        panic_of(|| {
            let http = FakeHttp::new()
                .on(expected(), FakeReply::ok(""))
                .on(Expected::new("post", URL), FakeReply::ok(""));
            order(&http);
            order(&http);
            assert_eq!(http.sent()[1].timeout_ms, Some(100));
        }),
        None
    );
}

#[test]
fn each_difference_is_named_and_both_requests_are_shown() {
    for (difference, expected) in [
        ("method", Expected::put(URL)),
        ("URL", Expected::post("https://example.com/order")),
        ("header `x-key`", Expected::post(URL).header("x-key", "K")),
        ("header `accept`", expected().header("accept", "*/*")),
        ("body", expected().body("[8]")),
        ("body", expected().body("")),
        ("time limit", expected().timeout(101)),
        ("way with redirects", expected().redirects(true)),
    ] {
        let shown = expected.to_string();
        let message = panic_of(|| order(&FakeHttp::new().on(expected, FakeReply::ok(""))));
        let message = message.expect(difference);
        let first = format!("FakeHttp: request 1 has another {difference} than was expected");
        assert!(message.starts_with(&first), "{message}");
        assert!(message.contains(&shown), "{message}");
        for sent in ["sent: POST", URL, "X-Key: k", "[7]", "100 ms"] {
            assert!(message.contains(sent), "{sent}: {message}");
        }
    }
}

#[test]
fn a_request_that_nobody_expected_is_shown() {
    let message = panic_of(|| {
        let http = FakeHttp::new().on(expected(), FakeReply::ok(""));
        order(&http);
        order(&http);
    });
    let message = message.expect("a panic");
    let first = "FakeHttp: request 2 was not expected\n    sent: POST https://example.com/orders";
    assert!(message.starts_with(first), "{message}");
}

#[test]
fn a_request_that_never_came_is_named_once_the_last_clone_goes() {
    let message = panic_of(|| {
        let http = FakeHttp::new().on(expected(), FakeReply::ok(""));
        drop(http.clone());
        drop(http.on(Expected::get(URL), FakeReply::ok("")));
    });
    let message = message.expect("a panic");
    let first = "FakeHttp: not all requests that were expected were sent\n";
    assert!(message.starts_with(first), "{message}");
    assert!(message.contains("expected: POST"), "{message}");
    assert!(message.contains("expected: GET"), "{message}");
}

/// A test that fails anyway is not ended by a second panic.
#[test]
fn another_panic_is_the_one_that_is_seen() {
    let message = panic_of(|| {
        let _http = FakeHttp::new().on(expected(), FakeReply::ok(""));
        panic!("the first");
    });
    assert_eq!(message.as_deref(), Some("the first"));
}

#[test]
fn a_request_that_makes_no_sense_is_not_part_of_the_script() {
    fn send(http: &impl Host, url: &str) -> Option<String> {
        let call = Call::new();
        let sent = http.send(
            &call,
            greentic_guest::http::v1_1::Request {
                method: "GET".into(),
                url: url.into(),
                ..Default::default()
            },
            Some(RequestOptions::default()),
            None,
        );
        sent.err().map(|error| error.code.to_string())
    }
    let http = FakeHttp::new().on(Expected::get(URL), FakeReply::ok(""));
    assert_eq!(send(&http, "/orders").as_deref(), Some("invalid-request"));
    assert_eq!(send(&http, URL), None);
    assert_eq!(http.sent().len(), 2);
}
