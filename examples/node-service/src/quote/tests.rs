use greentic_guest::testing::{
    Expected, FakeHttp, FakeReply, Logs, MemorySecrets, MemoryState, context,
};
use serde_json::{Value, json};

use super::*;

#[path = "../../shared/harmful.rs"]
mod harmful;

const PRICE: &str = r#"{"cents":1234,"currency":"EUR"}"#;

/// The code, the backoff in milliseconds and the details of an error.
type Failed = (String, Option<u64>, Option<String>);

type Fakes = Services<FakeHttp, MemorySecrets, MemoryState, Logs>;

/// A host with a token, whose service answers so, once for each.
fn host(replies: impl IntoIterator<Item = FakeReply>) -> Fakes {
    let asked = |symbol: &str| {
        Expected::get(&format!("https://quotes.example.com/v1/{symbol}"))
            .header("authorization", "Bearer t0ken")
            .timeout(TIMEOUT)
            .redirects(false)
    };
    let expect = |http: FakeHttp, reply| http.on(asked("A"), reply);
    Services {
        http: replies.into_iter().fold(FakeHttp::new(), expect),
        secrets: MemorySecrets::new().with("QUOTES_TOKEN", "t0ken"),
        state: MemoryState::new(),
        logger: Logs::new(),
    }
}

/// Returns the answer of `quote` to this input.
fn quote(host: &Fakes, input: &str) -> Result<Value, Failed> {
    let call = Call::new();
    let answer = host.quote(&call, &context(), input);
    assert!(!format!("{:?}", host.logger.entries()).contains("t0ken"));
    match answer {
        Ok(output) => Ok(serde_json::from_str(output).expect("JSON")),
        Err(error) => {
            assert_eq!(error.retryable, error.backoff_ms.is_some());
            let details = error.details.map(|text| text.to_string());
            Err((error.code.to_string(), error.backoff_ms.get(), details))
        }
    }
}

/// Returns its answer to a question for `A`.
fn quote_a(host: &Fakes) -> Result<Value, Failed> {
    quote(host, r#"{"symbol":"A"}"#)
}

fn failed(code: &str, backoff: Option<u64>) -> Result<Value, Failed> {
    Err((code.to_owned(), backoff, None))
}

#[test]
fn asks_once_and_remembers() {
    let url = "https://quotes.example.com/v1/A%26%22%C3%A9";
    let http = FakeHttp::new()
        .on(Expected::get(url), FakeReply::json(PRICE))
        .on(Expected::get(url), FakeReply::json(PRICE));
    let host = Services { http, ..host([]) };
    let input = r#"{"symbol":"A&\"\u00e9"}"#;
    let due = |cached| Ok(json!({ "symbol": "A&\"é", "cents": 1234, "cached": cached }));
    assert_eq!(quote(&host, input), due(false));
    assert_eq!(quote(&host, input), due(true));
    assert_eq!(host.http.sent().len(), 1);
    let fresh = r#"{"fresh":true,"symbol":"A&\"é"}"#;
    assert_eq!(quote(&host, fresh), due(false));
    assert_eq!(host.logger.values("outcome"), ["asked", "cached", "asked"]);
}

#[test]
fn answers_without_a_store_and_without_telemetry() {
    let mut host = host([FakeReply::json(PRICE), FakeReply::json(PRICE)]);
    host.state = host.state.denied();
    for _ in 0..2 {
        assert_eq!(quote_a(&host).expect("a quote")["cached"], false);
        // From now on none is taken.
        host.logger = host.logger.full();
    }
    assert_eq!(host.logger.values("outcome"), ["asked, not remembered"]);
}

#[test]
fn what_it_cannot_read_in_the_store_counts_as_nothing() {
    for stored in ["", "x", "{}", "{\"cents\":-1}", "{\"cents\":4294967296}"] {
        let host = host([FakeReply::json(PRICE)]);
        host.state.set("quote/A", stored);
        assert_eq!(
            quote_a(&host).expect("a quote")["cached"],
            false,
            "{stored}"
        );
    }
}

#[test]
fn refuses_other_input() {
    for input in [
        "",
        "{}",
        "null",
        r#"{"symbol":""}"#,
        r#"{"symbol":1}"#,
        r#"{"symbol":"12345678901234567"}"#,
        r#"{"symbol":"A","fresh":1}"#,
        r#"{"symbol":"A","more":1}"#,
        r#"{"symbol":"A"}x"#,
        r#"{"symbol":"\ud800"}"#,
    ] {
        assert_eq!(
            quote(&host([]), input),
            failed("bad-input", None),
            "{input}"
        );
    }
}

#[test]
fn says_what_failed_and_when_to_come_back() {
    let busy = |backoff| failed("service-busy", Some(backoff));
    for (status, retry_after, expected) in [
        (404, "", failed("unknown-symbol", None)),
        (401, "7", failed("service-refused", None)),
        (302, "", failed("service-refused", None)),
        (429, "7", busy(7000)),
        (503, "99999", busy(1000)),
        (500, "60000", busy(3_600_000)),
        (503, "Wed, 21 Oct 2015 07:28:00 GMT", busy(1000)),
    ] {
        let host = host([FakeReply::status(status).header("Retry-After", retry_after)]);
        let answer = quote_a(&host);
        assert_eq!(answer, expected);
        let (code, ..) = answer.expect_err("an error");
        assert_eq!(host.logger.values("outcome"), [code]);
    }

    let details = Some(r#"{"code":"time\"out"}"#.to_owned());
    assert_eq!(
        quote_a(&host([FakeReply::error("time\"out", "5 s passed")])),
        Err(("service-unreachable".to_owned(), Some(1000), details))
    );
    for body in ["", "x", "[]", "{\"cents\":\"1\"}", "{\"cents\":1} 2"] {
        let host = host([FakeReply::json(body)]);
        assert_eq!(quote_a(&host), failed("service-answer", None), "{body}");
        assert!(host.state.keys().is_empty());
    }
    let none = MemorySecrets::new;
    for (secrets, expected) in [
        (none(), failed("secret-missing", None)),
        (none().deny("QUOTES_TOKEN"), failed("secret-denied", None)),
        (
            none().fail("QUOTES_TOKEN"),
            failed("secret-failed", Some(1000)),
        ),
    ] {
        let host = Services {
            secrets,
            ..host([])
        };
        assert_eq!(quote_a(&host), expected);
    }
}

#[test]
fn the_manifest_names_the_operation_with_its_schema() {
    let manifest: Value = serde_json::from_str(include_str!("../../manifest.json")).expect("JSON");
    assert_eq!(manifest["operations"][0]["name"], "quote");
    assert_eq!(
        manifest["operations"][0]["input"]["additionalProperties"],
        false
    );
}

#[test]
fn nothing_that_is_sent_stops_it() {
    for text in harmful::harmful("cents") {
        let short: String = text.chars().take(50).collect();
        let host = host([FakeReply::json(&text), FakeReply::json(&text)]);
        assert_eq!(quote_a(&host), failed("service-answer", None), "{short}");
        // The same from the store counts as nothing.
        host.state.set("quote/A", &text);
        assert_eq!(quote_a(&host), failed("service-answer", None), "{short}");
        assert_eq!(quote(&host, &text), failed("bad-input", None), "{short}");
    }
}
