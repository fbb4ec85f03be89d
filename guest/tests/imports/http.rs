//! Requests as they arrive at a host, and replies as they come back.

use greentic_guest::abi::{Opt, Str, Tuple2};
use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::http::{v1_0, v1_1};
use greentic_guest::interfaces_types::v0_1::TenantCtx;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::prelude::*;
use greentic_guest::testing::{Expected, FakeHttp, FakeReply, tenant};
use greentic_guest::worker::v1_0::WorkerError;
use greentic_guest::{host, imports};

const URL: &str = "https://example.com/a?b";

/// A host that compares a request with the one that was made by hand, and answers it.
struct Compare<'r> {
    request: v1_1::Request<'r>,
    options: v1_1::RequestOptions,
    tenant: Option<TenantCtx<'r>>,
}

impl v1_1::Host for Compare<'_> {
    fn send<'a>(
        &self,
        _: &'a Call,
        req: v1_1::Request<'_>,
        opts: Option<v1_1::RequestOptions>,
        ctx: Option<&TenantCtx<'_>>,
    ) -> Result<v1_1::Response<'a>, v1_1::HostError<'a>> {
        assert_eq!(req, self.request);
        assert_eq!(opts.unwrap_or_default(), self.options);
        assert_eq!(ctx, self.tenant.as_ref());
        Ok(v1_1::Response::default())
    }
}

#[test]
fn a_request_is_what_was_said_of_it() {
    let call = Call::new();
    let headers = call.pairs(&[
        ("accept", "*/*"),
        ("x-api-key", "k"),
        ("accept", "text/html"),
        ("content-type", "application/json"),
    ]);
    let host = Compare {
        request: v1_1::Request {
            method: "POST".into(),
            url: URL.into(),
            headers: headers.into(),
            body: b"{}".into(),
        },
        options: v1_1::RequestOptions {
            timeout_ms: Opt::Some(5000),
            allow_insecure: Opt::Some(false),
            follow_redirects: Opt::Some(true),
        },
        tenant: Some(tenant()),
    };
    // A key that lives shorter than the call does.
    let key = String::from("k");
    let reply = host
        .post(&call, URL)
        .header("accept", "*/*")
        .headers(&[("x-api-key", &key), ("accept", "text/html")])
        .json("{}")
        .timeout(5000)
        .insecure(false)
        .redirects(true)
        .send_for(&tenant());
    drop(key);
    assert!(reply.is_ok());
}

#[test]
fn what_nobody_says_is_left_to_the_host() {
    let call = Call::new();
    let host = Compare {
        request: v1_1::Request {
            method: "PROPFIND".into(),
            url: URL.into(),
            ..v1_1::Request::default()
        },
        options: v1_1::RequestOptions::default(),
        tenant: None,
    };
    assert!(host.with_method(&call, "PROPFIND", URL).send().is_ok());
}

/// Every method, in each interface.
#[test]
fn methods_have_the_names_of_methods() {
    macro_rules! each {
        ($http:expr, $call:expr, $($method:ident)*) => {$(
            assert!($http.$method($call, URL).send().is_ok(), stringify!($method));
        )*};
    }
    fn newer(call: &Call, http: &impl v1_1::Host) {
        each!(http, call, get head post put patch delete);
        assert!(http.with_method(call, "OPTIONS", URL).send().is_ok());
    }
    fn older(call: &Call, http: &impl v1_0::Host) {
        each!(http, call, get head post put patch delete);
        assert!(http.with_method(call, "OPTIONS", URL).send().is_ok());
    }
    fn runner(call: &Call, http: &impl host::v1_0::http_v1::Host) {
        each!(http, call, get head post put patch delete);
        assert!(http.with_method(call, "OPTIONS", URL).send().is_ok());
    }
    let call = Call::new();
    for send in [newer as fn(&Call, &FakeHttp), older, runner] {
        let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
        let http = methods.iter().fold(FakeHttp::new(), |http, method| {
            http.on(Expected::new(method, URL), FakeReply::ok(""))
        });
        send(&call, &http);
        assert_eq!(http.sent().len(), methods.len());
    }
}

/// Asks as a helper does.
fn ask<'a>(call: &'a Call, http: &impl v1_1::Host) -> Result<&'a str, NodeError<'a>> {
    Ok(http.get(call, URL).send()?.ok()?.text()?)
}

#[test]
fn a_status_is_a_failure_with_a_time_to_come_back() {
    for (status, retry_after, retryable, backoff) in [
        (100, "7", false, None),
        (199, "", false, None),
        (301, "7", false, None),
        (304, "", false, None),
        (400, "7", false, None),
        (404, "", false, None),
        (428, "1", false, None),
        (429, "", true, None),
        (429, "30", true, Some(30_000)),
        (430, "1", false, None),
        (499, "1", false, None),
        (500, "0", true, Some(0)),
        (503, "4294967295", true, Some(4_294_967_295_000)),
        // More than anybody waits, a date, and what is no number.
        (503, "4294967296", true, None),
        (503, "Wed, 21 Oct 2015 07:28:00 GMT", true, None),
        (503, "-1", true, None),
        (503, " 1", true, None),
        (599, "1", true, Some(1000)),
        (600, "1", false, None),
        (65535, "1", false, None),
    ] {
        let mut reply = FakeReply::status(status).header("X", "1");
        if !retry_after.is_empty() {
            reply = reply
                .header("rEtRy-aFtEr", retry_after)
                .header("retry-after", "99");
        }
        let call = Call::new();
        let error = ask(&call, &FakeHttp::new().on(Expected::get(URL), reply)).unwrap_err();
        assert_eq!(error.code.get(), format!("http-{status}"));
        let message = format!("the server answered with status {status}");
        assert_eq!(error.message.get(), message);
        let said = (error.retryable, error.backoff_ms.get());
        assert_eq!(said, (retryable, backoff), "{status} {retry_after}");
    }
    for status in [200, 204, 299] {
        let call = Call::new();
        let http = FakeHttp::new().on(Expected::get(URL), FakeReply::status(status));
        assert_eq!(ask(&call, &http), Ok(""));
    }
}

fn ask_in_context<'a>(call: &'a Call, http: &impl v1_1::Host) -> Result<(), NodeError<'a>> {
    let reply = http.get(call, URL).send()?;
    reply.ok().context(call, "the forecast")?;
    Ok(())
}

#[test]
fn a_context_keeps_the_time_to_come_back() {
    let call = Call::new();
    let reply = FakeReply::status(429).header("Retry-After", "3");
    let http = FakeHttp::new().on(Expected::get(URL), reply);
    let error = ask_in_context(&call, &http).unwrap_err();
    assert_eq!(
        (error.code.get(), error.backoff_ms),
        ("http-429", Opt::Some(3000))
    );
    assert_eq!(
        error.message,
        "the forecast: the server answered with status 429"
    );
}

#[test]
fn other_worlds_have_the_status_too() {
    fn ask<'a, E>(call: &'a Call, http: &impl v1_1::Host) -> Result<(), E>
    where
        E: From<v1_1::HostError<'a>> + From<imports::http::StatusError<'a>>,
    {
        http.get(call, URL).send()?.ok()?;
        Ok(())
    }
    let call = Call::new();
    let http = || FakeHttp::new().on(Expected::get(URL), FakeReply::status(404));
    let tool: ToolError<'_> = ask(&call, &http()).unwrap_err();
    let said = "the server answered with status 404";
    assert_eq!(tool, ToolError::ExecutionError(said.into()));
    let worker: WorkerError<'_> = ask(&call, &http()).unwrap_err();
    assert_eq!(
        (worker.code.get(), worker.message.get()),
        ("http-404", said)
    );
}

fn send<'a>(call: &'a Call, http: &impl v1_1::Host) -> imports::http::Reply<'a> {
    http.get(call, URL).send().unwrap()
}

#[test]
fn headers_are_found_in_whatever_case_and_as_nothing_else() {
    let call = Call::new();
    let http = FakeHttp::new().on(
        Expected::get(URL),
        FakeReply::ok("")
            .header("a^b", "caret")
            .header("a~b", "tilde")
            .header("Link", "1")
            .header("link", "2")
            .header("X-@[`{", "signs"),
    );
    let reply = send(&call, &http);
    assert_eq!(reply.header("LINK"), Some("1"));
    assert_eq!(reply.header("A~B"), Some("tilde"));
    assert_eq!(reply.header("a^B"), Some("caret"));
    // Signs 32 apart are no letters.
    assert_eq!(reply.header("x-@[`{"), Some("signs"));
    assert_eq!(reply.header("x-`{@["), None);
    for absent in ["", "lin", "links", "l\u{131}nk", "\u{212A}"] {
        assert_eq!(reply.header(absent), None, "{absent}");
    }
    let all: Vec<_> = reply.headers().iter().map(|pair| pair.1.get()).collect();
    assert_eq!(all, ["caret", "tilde", "1", "2", "signs"]);
}

/// For all pairs of single bytes of ASCII, the same as `core` says.
#[test]
fn names_are_compared_as_core_compares_them() {
    struct One(u8);
    impl v1_1::Host for One {
        fn send<'a>(
            &self,
            call: &'a Call,
            _: v1_1::Request<'_>,
            _: Option<v1_1::RequestOptions>,
            _: Option<&TenantCtx<'_>>,
        ) -> Result<v1_1::Response<'a>, v1_1::HostError<'a>> {
            let name = call.copy(char::from(self.0).encode_utf8(&mut [0; 4]));
            Ok(v1_1::Response {
                headers: call.keep([Tuple2(Str::new(name), Str::new("1"))]).into(),
                ..v1_1::Response::default()
            })
        }
    }
    for one in 0..128 {
        let call = Call::new();
        let reply = One(one).get(&call, URL).send().unwrap();
        for other in 0..128_u8 {
            let name = String::from(char::from(other));
            let found = reply.header(&name).is_some();
            assert_eq!(found, one.eq_ignore_ascii_case(&other), "{one} {other}");
        }
    }
}

#[test]
fn bodies_are_bytes_text_and_json() {
    let call = Call::new();
    let http = FakeHttp::new()
        .on(Expected::get(URL), FakeReply::json(r#"{"a":[1.5]}"#))
        .on(Expected::get(URL), FakeReply::ok(b"\xFF"))
        .on(Expected::get(URL), FakeReply::ok("{"));
    let json = send(&call, &http);
    assert_eq!(json.header("Content-Type"), Some("application/json"));
    assert_eq!(json.text(), Ok(r#"{"a":[1.5]}"#));
    let number = json.json().unwrap().at("a").items().unwrap().next();
    assert_eq!(number.unwrap().f64(), Ok(1.5));
    let odd = send(&call, &http);
    assert_eq!(odd.bytes(), b"\xFF");
    assert!(odd.text().is_err());
    assert!(odd.json().is_err());
    let broken = send(&call, &http);
    let tool = ToolError::from(broken.json().unexpected(&call, "the reply").unwrap_err());
    let said = "the reply: at byte 1, `/`: this is not JSON";
    assert!(
        matches!(tool, ToolError::ExecutionError(message) if message.starts_with("the reply: at byte 1")),
        "{tool:?}, not {said}"
    );
}

#[test]
fn a_response_without_a_body_has_an_empty_one() {
    let call = Call::new();
    let host = Compare {
        request: v1_1::Request {
            method: "HEAD".into(),
            url: URL.into(),
            ..v1_1::Request::default()
        },
        options: v1_1::RequestOptions::default(),
        tenant: None,
    };
    let reply = host.head(&call, URL).send().unwrap();
    assert_eq!((reply.status(), reply.bytes()), (0, &b""[..]));
}

#[test]
fn older_runners_get_headers_as_lines() {
    fn send<'a>(
        call: &'a Call,
        http: &impl host::v1_0::http_v1::Host,
    ) -> Result<&'a [u8], NodeError<'a>> {
        let request = http.put(call, URL).header("a", "b: c").text("on");
        Ok(request.send()?)
    }
    let call = Call::new();
    let expected = || {
        Expected::put(URL)
            .header("A", "b: c")
            .header("content-type", "text/plain; charset=utf-8")
            .body("on")
    };
    let http = FakeHttp::new()
        .on(expected(), FakeReply::ok("off"))
        .on(expected(), FakeReply::status(404))
        .on(expected(), FakeReply::error("timeout", "it took too long"));
    assert_eq!(send(&call, &http), Ok(&b"off"[..]));
    let error = send(&call, &http).unwrap_err();
    assert_eq!(error.code, "http-failed");
    assert_eq!(error.message, "the server answered with status 404");
    let error = send(&call, &http).unwrap_err();
    assert_eq!(error.message, "timeout: it took too long");
}

fn texts(call: &Call, http: &impl v1_1::Host) -> String {
    let request = http
        .get(call, "https://example.com/sesame")
        .header("key", "sesame")
        .body(b"sesame");
    let request = (format!("{request:?}"), request.send().unwrap());
    let error = request.1.ok().unwrap_err();
    format!("{} {:?} {error:?} {error}", request.0, request.1)
}

#[test]
fn no_key_is_in_debug_output() {
    let call = Call::new();
    let http = FakeHttp::new().on(
        Expected::get("https://example.com/sesame"),
        FakeReply::status(500)
            .header("sesame", "sesame")
            .body("sesame"),
    );
    let text = texts(&call, &http);
    assert!(!text.contains("sesame") && !text.contains("115"), "{text}");
    assert!(text.contains("500"), "{text}");
}
