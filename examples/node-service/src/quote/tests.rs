use std::cell::RefCell;
use std::collections::BTreeMap;

use greentic_guest::interfaces_types::v0_1::TenantCtx;
use serde_json::{Value, json};

use super::*;

#[path = "../../../shared/harmful.rs"]
mod harmful;

/// A host in which everything can be set, and which remembers what it was asked.
struct Fake {
    status: Result<u16, ()>,
    retry_after: &'static str,
    body: &'static str,
    token: Result<Option<&'static [u8]>, secrets::SecretsError>,
    store: Option<RefCell<BTreeMap<String, Vec<u8>>>>,
    urls: RefCell<Vec<String>>,
    outcomes: RefCell<Vec<String>>,
}

impl Default for Fake {
    fn default() -> Self {
        Self {
            status: Ok(200),
            retry_after: "",
            body: r#"{"cents":1234,"currency":"EUR"}"#,
            token: Ok(Some(b"t0ken")),
            store: Some(RefCell::default()),
            urls: RefCell::default(),
            outcomes: RefCell::default(),
        }
    }
}

impl http::Host for &Fake {
    fn send<'a>(
        &self,
        call: &'a Call,
        req: Request<'_>,
        opts: Option<RequestOptions>,
        _: Option<&TenantCtx<'_>>,
    ) -> Result<http::Response<'a>, http::HostError<'a>> {
        assert_eq!(&*req.method, "GET");
        let mut headers = req.headers.iter();
        assert!(headers.any(|pair| (&*pair.0, &*pair.1) == ("authorization", "Bearer t0ken")));
        assert_eq!(opts.expect("options").follow_redirects, Opt::Some(false));
        self.urls.borrow_mut().push(req.url.to_string());
        let Ok(status) = self.status else {
            return Err(http::HostError {
                code: "time\"out".into(),
                message: "5 s passed".into(),
            });
        };
        let retry = Tuple2("Retry-After".into(), self.retry_after.into());
        Ok(http::Response {
            status,
            headers: call.keep([retry]).into(),
            body: Opt::Some(self.body.as_bytes().into()),
        })
    }
}

impl secrets::Host for &Fake {
    fn get<'a>(&self, _: &'a Call, key: &str) -> Result<Option<&'a [u8]>, secrets::SecretsError> {
        assert_eq!(key, "QUOTES_TOKEN");
        self.token
    }
}

const FAILED: state::HostError<'static> = state::HostError {
    code: greentic_guest::abi::Str::new("not_found"),
    message: greentic_guest::abi::Str::new("nothing there"),
};

impl state::Host for &Fake {
    fn read<'a>(
        &self,
        call: &'a Call,
        key: &str,
        _: Option<&TenantCtx<'_>>,
    ) -> Result<&'a [u8], state::HostError<'a>> {
        let store = self.store.as_ref().ok_or(FAILED)?.borrow();
        let value = store.get(key).ok_or(FAILED)?;
        Ok(call.list(value.iter().copied()))
    }

    fn write<'a>(
        &self,
        _: &'a Call,
        key: &str,
        bytes: &[u8],
        _: Option<&TenantCtx<'_>>,
    ) -> Result<state::OpAck, state::HostError<'a>> {
        let store = self.store.as_ref().ok_or(FAILED)?;
        store.borrow_mut().insert(key.to_owned(), bytes.to_owned());
        Ok(state::OpAck::Ok)
    }

    fn delete<'a>(
        &self,
        _: &'a Call,
        key: &str,
        _: Option<&TenantCtx<'_>>,
    ) -> Result<state::OpAck, state::HostError<'a>> {
        panic!("`quote` deletes {key}");
    }
}

impl telemetry::Host for &Fake {
    fn log<'a>(
        &self,
        _: &'a Call,
        _: SpanContext<'_>,
        fields: &[Tuple2<greentic_guest::abi::Str<'_>, greentic_guest::abi::Str<'_>>],
        _: Option<&TenantCtx<'_>>,
    ) -> Result<telemetry::OpAck, telemetry::HostError<'a>> {
        assert!(fields.iter().all(|pair| !pair.1.contains("t0ken")));
        self.outcomes.borrow_mut().push(fields[1].1.to_string());
        // Nothing may depend on it.
        Err(telemetry::HostError::default())
    }
}

impl Fake {
    /// The output, or code, backoff in milliseconds and details of the error.
    fn quote(&self, input: &str) -> Result<Value, (String, Option<u64>, Option<String>)> {
        let services = Services {
            http: self,
            secrets: self,
            state: self,
            logger: self,
        };
        let (call, ctx) = (Call::new(), ExecCtx::default());
        match services.quote(&call, &ctx, input) {
            Ok(output) => Ok(serde_json::from_str(output).expect("JSON")),
            Err(error) => {
                assert_eq!(error.retryable, error.backoff_ms.is_some());
                let details = error.details.get().map(|text| text.to_string());
                Err((error.code.to_string(), error.backoff_ms.get(), details))
            }
        }
    }
}

#[test]
fn asks_once_and_remembers() {
    let fake = Fake::default();
    let input = r#"{"symbol":"A&\"\u00e9"}"#;
    let due = |cached| json!({ "symbol": "A&\"é", "cents": 1234, "cached": cached });
    assert_eq!(fake.quote(input), Ok(due(false)));
    assert_eq!(fake.quote(input), Ok(due(true)));
    assert_eq!(fake.urls.borrow().len(), 1);
    assert_eq!(
        fake.urls.borrow()[0],
        "https://quotes.example.com/v1/A%26%22%C3%A9"
    );
    assert_eq!(
        fake.quote(r#"{"fresh":true,"symbol":"A&\"é"}"#),
        Ok(due(false))
    );
    assert_eq!(fake.urls.borrow().len(), 2);
    assert_eq!(*fake.outcomes.borrow(), ["asked", "cached", "asked"]);
}

#[test]
fn answers_without_a_store() {
    let fake = Fake {
        store: None,
        ..Fake::default()
    };
    for _ in 0..2 {
        let answer = fake.quote(r#"{"symbol":"A"}"#).expect("a quote");
        assert_eq!(answer["cached"], false);
    }
    assert_eq!(fake.outcomes.borrow()[1], "asked, not remembered");
}

#[test]
fn what_it_cannot_read_in_the_store_counts_as_nothing() {
    for stored in ["", "x", "{}", "{\"cents\":-1}", "{\"cents\":4294967296}"] {
        let fake = Fake::default();
        let store = fake.store.as_ref().expect("a store");
        store
            .borrow_mut()
            .insert("quote/A".to_owned(), stored.into());
        let answer = fake.quote(r#"{"symbol":"A"}"#).expect("a quote");
        assert_eq!(answer["cached"], false, "{stored}");
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
        let error = Fake::default().quote(input).expect_err(input);
        assert_eq!(error, ("bad-input".to_owned(), None, None), "{input}");
    }
}

#[test]
fn says_what_failed_and_when_to_come_back() {
    let code = |fake: &Fake| fake.quote(r#"{"symbol":"A"}"#).expect_err("an error");
    let status = |status, retry_after| {
        let fake = Fake {
            status: Ok(status),
            retry_after,
            ..Fake::default()
        };
        let error = code(&fake);
        assert_eq!(*fake.outcomes.borrow(), *std::slice::from_ref(&error.0));
        error
    };
    let error = |code: &str, backoff| (code.to_owned(), backoff, None);
    assert_eq!(status(404, ""), error("unknown-symbol", None));
    assert_eq!(status(401, "7"), error("service-refused", None));
    assert_eq!(status(302, ""), error("service-refused", None));
    assert_eq!(status(429, "7"), error("service-busy", Some(7000)));
    assert_eq!(status(503, "99999"), error("service-busy", Some(1000)));
    assert_eq!(status(500, "60000"), error("service-busy", Some(3_600_000)));
    assert_eq!(
        status(503, "Wed, 21 Oct 2015 07:28:00 GMT"),
        error("service-busy", Some(1000))
    );

    let unreachable = code(&Fake {
        status: Err(()),
        ..Fake::default()
    });
    let details = Some(r#"{"code":"time\"out"}"#.to_owned());
    assert_eq!(
        unreachable,
        ("service-unreachable".to_owned(), Some(1000), details)
    );
    for body in ["", "x", "[]", "{\"cents\":\"1\"}", "{\"cents\":1} 2"] {
        let fake = Fake {
            body,
            ..Fake::default()
        };
        assert_eq!(code(&fake), error("service-answer", None), "{body}");
        assert!(fake.store.expect("a store").borrow().is_empty());
    }
    for (token, due) in [
        (Ok(None), error("secret-missing", None)),
        (
            Err(secrets::SecretsError::Denied),
            error("secret-denied", None),
        ),
        (
            Err(secrets::SecretsError::Internal),
            error("secret-failed", Some(1000)),
        ),
    ] {
        let fake = Fake {
            token,
            ..Fake::default()
        };
        assert_eq!(code(&fake), due);
        assert!(fake.urls.borrow().is_empty());
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
        let fake = Fake {
            body: String::leak(text.clone()),
            ..Fake::default()
        };
        let error = fake.quote(r#"{"symbol":"A"}"#).expect_err(&short);
        assert_eq!(error.0, "service-answer", "{short}");
        // The same from the store counts as nothing.
        let store = fake.store.as_ref().expect("a store");
        store
            .borrow_mut()
            .insert("quote/A".to_owned(), text.clone().into());
        let error = fake.quote(r#"{"symbol":"A"}"#).expect_err(&short);
        assert_eq!(error.0, "service-answer", "{short}");
        let error = Fake::default().quote(&text).expect_err(&short);
        assert_eq!(error.0, "bad-input", "{short}");
    }
}
