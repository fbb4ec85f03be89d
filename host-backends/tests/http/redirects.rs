//! Redirects, each step of which is checked.

use std::io::Write;

use greentic_host_backends::http::HttpPolicy;
use greentic_host_shim::services::http::HttpRequest;

use crate::server::{Server, code, get, local, ok, send};

/// Redirects from all paths but `/end`.
fn redirecting(status: u16, location: impl Into<String>) -> Server {
    let location = location.into();
    Server::start(move |seen, stream| {
        let answer = if seen.line.ends_with("/end") {
            ok("end")
        } else {
            let close = "Connection: close\r\nContent-Length: 2\r\n\r\nno";
            format!("HTTP/1.1 {status} Moved\r\nLocation: {location}\r\n{close}")
        };
        let _ = stream.write_all(answer.as_bytes());
    })
}

#[test]
fn redirects_are_followed_or_handed_over() {
    let server = redirecting(302, "/end");
    let mut request = HttpRequest::new("GET", server.url("/"));
    for (follow, redirects, status) in [
        (None, 1, 200),
        (Some(true), 1, 200),
        (Some(false), 1, 302),
        (None, 0, 302),
    ] {
        request.follow_redirects = follow;
        let response = send(local().redirects(redirects), request.clone()).unwrap();
        assert_eq!(response.status, status, "{follow:?} {redirects}");
        let body: &[u8] = if status == 200 { b"end" } else { b"no" };
        assert_eq!(response.body, body);
    }
    request.follow_redirects = Some(true);
    assert_eq!(code(send(local().redirects(0), request)), "redirects");
}

#[test]
fn a_loop_ends() {
    let server = redirecting(301, "?again");
    assert_eq!(
        code(get(local().redirects(3), server.url("/"))),
        "redirects"
    );
    assert_eq!(server.seen().len(), 4);
}

#[test]
fn redirects_lead_only_where_requests_may_go() {
    let target = Server::saying(ok("secret"));
    let server = redirecting(307, target.other_url("/"));
    let only = |host: &str| {
        local_without_hosts()
            .host("127.0.0.1")
            .unwrap()
            .host(host)
            .unwrap()
    };
    assert_eq!(code(get(only("example.com"), server.url("/"))), "denied");
    assert!(target.seen().is_empty());
    assert_eq!(
        get(only("localhost"), server.url("/")).unwrap().body,
        b"secret"
    );

    // Ports.
    let one = HttpPolicy::new()
        .host("*")
        .unwrap()
        .allow_http(true)
        .allow_private(true)
        .port(server.address.port());
    assert_eq!(code(get(one.clone(), server.url("/"))), "denied");
    let both = one.port(target.address.port());
    assert_eq!(get(both, server.url("/")).unwrap().body, b"secret");

    // Schemes and what is no web at all.
    for location in [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "data:,x",
        "javascript:1",
    ] {
        let server = redirecting(302, location);
        assert_eq!(code(get(local(), server.url("/"))), "denied", "{location}");
    }
    let server = redirecting(302, "http://user:sesame@127.0.0.1/");
    assert_eq!(code(get(local(), server.url("/"))), "invalid-request");
    let server = redirecting(302, "http://[");
    assert_eq!(code(get(local(), server.url("/"))), "protocol");
}

fn local_without_hosts() -> HttpPolicy {
    HttpPolicy::new()
        .any_port()
        .allow_http(true)
        .allow_private(true)
}

#[test]
fn keys_stay_with_the_origin_they_are_for() {
    let target = Server::saying(ok("end"));
    let headers: Vec<(String, String)> = [
        ("Authorization", "Bearer sesame"),
        ("Cookie", "sesame"),
        ("X-Api-Key", "sesame"),
        ("Accept", "text/plain"),
    ]
    .map(|(name, value)| (name.into(), value.into()))
    .into();
    let ask = |server: &Server| {
        let mut request = HttpRequest::new("GET", server.url("/"));
        request.headers.clone_from(&headers);
        assert_eq!(send(local(), request).unwrap().body, b"end");
    };
    // Another host, another port of the same host.
    for location in [target.other_url("/end"), target.url("/end")] {
        ask(&redirecting(302, location));
        let seen = target.seen().pop().unwrap();
        assert!(!format!("{seen:?}").contains("sesame"), "{seen:?}");
        assert_eq!(seen.header("accept"), Some("text/plain"));
    }
    // The same origin.
    let server = redirecting(302, "/end");
    ask(&server);
    let seen = server.seen().pop().unwrap();
    for name in ["authorization", "cookie", "x-api-key"] {
        assert!(seen.header(name).unwrap().contains("sesame"), "{name}");
    }
}

#[test]
fn methods_change_as_in_browsers() {
    for (status, method, expected) in [
        (301, "GET", "GET"),
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (302, "PUT", "PUT"),
        (303, "POST", "GET"),
        (303, "DELETE", "GET"),
        (303, "HEAD", "HEAD"),
        (307, "POST", "POST"),
        (308, "PUT", "PUT"),
    ] {
        let server = redirecting(status, "/end");
        let mut request = HttpRequest::new(method, server.url("/"));
        request.headers = vec![("content-type".into(), "text/plain".into())];
        let has_body = !["GET", "HEAD"].contains(&method);
        request.body = has_body.then(|| b"body".to_vec());
        assert_eq!(send(local(), request).unwrap().status, 200);
        let seen = server.seen().pop().unwrap();
        assert_eq!(seen.line, format!("{expected} /end"), "{status} {method}");
        let body: &[u8] = if has_body && method == expected {
            b"body"
        } else {
            b""
        };
        assert_eq!(seen.body, body, "{status} {method}");
        let kept = method == expected;
        assert_eq!(
            seen.header("content-type").is_some(),
            kept,
            "{status} {method}"
        );
    }
}
