//! Each permission of a policy allows its requests, and without it they are denied.

use greentic_host_backends::http::HttpPolicy;
use greentic_host_shim::services::http::HttpRequest;

use crate::server::{Server, code, get, local, ok, send};

#[test]
fn nothing_is_allowed_by_default() {
    for url in [
        "https://example.com/",
        "http://example.com/",
        "https://127.0.0.1/",
    ] {
        assert_eq!(code(get(HttpPolicy::new(), url)), "denied", "{url}");
    }
}

/// Each permission by itself, taken from a policy that has them all.
#[test]
fn each_permission_is_needed() {
    let server = Server::saying(ok("done"));
    let port = server.address.port();
    let all = || {
        HttpPolicy::new()
            .allow_http(true)
            .allow_private(true)
            .port(port)
            .host("127.0.0.1")
            .unwrap()
    };
    let url = server.url("/");
    assert_eq!(code(get(all().allow_http(false), &*url)), "denied");
    assert_eq!(code(get(all().allow_private(false), &*url)), "denied");
    let other_host = HttpPolicy::new()
        .allow_http(true)
        .allow_private(true)
        .port(port);
    assert_eq!(
        code(get(other_host.host("localhost").unwrap(), &*url)),
        "denied"
    );
    let no_port = HttpPolicy::new().allow_http(true).allow_private(true);
    let no_port = no_port.host("127.0.0.1").unwrap();
    assert_eq!(code(get(no_port, &*url)), "denied");
    assert!(server.seen().is_empty());
    assert_eq!(get(all(), url).unwrap().body, b"done");
}

#[test]
fn addresses_of_this_machine_are_denied_however_they_are_written() {
    let server = Server::saying(ok("done"));
    let port = server.address.port();
    let policy = || {
        HttpPolicy::new()
            .host("*")
            .unwrap()
            .any_port()
            .allow_http(true)
    };
    for host in [
        "127.0.0.1",
        "localhost",
        "127.1",
        "0x7f.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
        "\u{ff11}27.0.0.1",
    ] {
        let url = format!("http://{host}:{port}/");
        assert_eq!(code(get(policy(), &*url)), "denied", "{host}");
        assert!(server.seen().is_empty(), "{host}");
    }
    // The same request passes where it is allowed.
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
    ] {
        let url = format!("http://{host}:{port}/");
        let response = get(policy().allow_private(true), &*url).unwrap();
        assert_eq!(response.body, b"done", "{host}");
    }
}

#[test]
fn options_of_a_request_cannot_widen_the_policy() {
    let server = Server::saying(ok("done"));
    let mut request = HttpRequest::new("GET", server.url("/"));
    request.allow_insecure = Some(true);
    assert_eq!(code(send(local(), request.clone())), "denied");
    let policy = local().allow_insecure(true);
    assert_eq!(send(policy, request.clone()).unwrap().status, 200);
    // A request can be stricter than the policy.
    request.allow_insecure = Some(false);
    assert_eq!(code(send(local(), request.clone())), "denied");
    request.allow_insecure = None;
    assert_eq!(send(local(), request).unwrap().status, 200);
}

#[test]
fn urls_must_be_ones_of_the_web() {
    for (url, expected) in [
        ("", "invalid-request"),
        ("/path", "invalid-request"),
        ("127.0.0.1/", "invalid-request"),
        ("http://", "invalid-request"),
        ("http://127.0.0.1:99999/", "invalid-request"),
        ("http://user@127.0.0.1/", "invalid-request"),
        ("http://:sesame@127.0.0.1/", "invalid-request"),
        ("file:///etc/passwd", "denied"),
        ("data:,x", "denied"),
        ("ws://127.0.0.1/", "denied"),
    ] {
        assert_eq!(code(get(local(), url)), expected, "{url}");
    }
}

#[test]
fn an_allow_list_of_the_platform_becomes_a_policy() {
    let server = Server::saying(ok("done"));
    let (port, url) = (server.address.port(), server.url("/"));
    let policy = |domains: &[&str], ports: &[u16], protocols: &[&str], deny: bool| {
        HttpPolicy::from_allow_list(domains, ports, protocols, deny)
            .unwrap()
            .allow_private(true)
    };
    let denied = [
        policy(&[], &[port], &["http"], true),
        policy(&["127.0.0.1"], &[], &["http"], true),
        policy(&["127.0.0.1"], &[port], &["https"], true),
        policy(&["127.0.0.1"], &[port], &[], true),
        policy(&["127.0.0.1"], &[port], &["tcp"], true),
        policy(&["*.0.0.1.example"], &[port], &["http"], true),
        policy(&[], &[], &[], true),
        policy(&[], &[], &[], false).allow_private(false),
    ];
    for policy in denied {
        assert_eq!(code(get(policy.clone(), &*url)), "denied", "{policy:?}");
    }
    assert!(server.seen().is_empty());
    let allowed = [
        policy(&["127.0.0.1"], &[port], &["HTTP"], true),
        policy(
            &["a.example", "127.0.0.1"],
            &[1, port],
            &["tcp", "http"],
            true,
        ),
        policy(&["a.example"], &[1], &["https"], false),
        policy(&[], &[], &[], false),
    ];
    for policy in allowed {
        assert_eq!(get(policy, &*url).unwrap().status, 200);
    }
    assert!(HttpPolicy::from_allow_list(&["a b"], &[], &["http"], true).is_err());
}
