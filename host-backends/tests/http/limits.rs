//! Sizes and times.

use std::io::{Read, Write};
use std::thread;
use std::time::Duration;

use greentic_host_shim::services::http::HttpRequest;

use crate::server::{Server, code, get, local, ok, send};

const SOON: Duration = Duration::from_millis(300);

#[test]
fn bodies_of_requests_may_be_as_large_as_the_policy_says() {
    let server = Server::saying(ok(""));
    let mut request = HttpRequest::new("PUT", server.url("/"));
    request.body = Some(vec![0; 1000]);
    let policy = local().request_body_bytes(999);
    assert_eq!(code(send(policy, request.clone())), "too-large");
    assert!(server.seen().is_empty());
    let policy = local().request_body_bytes(1000);
    assert_eq!(send(policy, request).unwrap().status, 200);
}

#[test]
fn bodies_of_responses_may_be_as_large_as_the_policy_says() {
    let body = "x".repeat(100_000);
    let answers = [
        ok(&body),
        format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}"),
        format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n{body}\r\n0\r\n\r\n"
        ),
    ];
    for answer in answers {
        let server = Server::saying(answer);
        let policy = local().response_body_bytes(99_999);
        assert_eq!(code(get(policy, server.url("/"))), "too-large");
        let policy = local().response_body_bytes(100_000);
        assert_eq!(get(policy, server.url("/")).unwrap().body.len(), 100_000);
    }
}

#[test]
fn a_body_without_end_ends_with_an_error() {
    let server = Server::start(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(&[b'x'; 1024]).is_ok() {}
    });
    assert_eq!(code(get(local(), server.url("/"))), "too-large");
}

#[test]
fn headers_of_requests_may_be_as_large_as_the_policy_says() {
    let server = Server::saying(ok(""));
    let mut request = HttpRequest::new("GET", server.url("/"));
    let size = request.url.len() + "a: ".len() + 1000 + "\r\n".len() - 1;
    request.headers = vec![("a".into(), "x".repeat(1000))];
    assert_eq!(
        code(send(local().header_bytes(size), request.clone())),
        "too-large"
    );
    assert!(server.seen().is_empty());
    assert_eq!(
        send(local().header_bytes(size + 1), request)
            .unwrap()
            .status,
        200
    );

    let url = server.url(&format!("/{}", "x".repeat(1000)));
    assert_eq!(code(get(local().header_bytes(1000), &*url)), "too-large");
    assert_eq!(get(local(), url).unwrap().status, 200);
}

#[test]
fn a_flood_of_headers_is_an_error() {
    let flood = |value: usize, most: usize| {
        Server::start(move |_, stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            let line = format!("X-Flood: {}\r\n", "x".repeat(value));
            for _ in 0..most {
                if stream.write_all(line.as_bytes()).is_err() {
                    return;
                }
            }
            let _ = stream.write_all(b"Content-Length: 0\r\nConnection: close\r\n\r\n");
        })
    };
    assert_eq!(
        code(get(local(), flood(1000, usize::MAX).url("/"))),
        "too-large"
    );
    // Many small ones.
    let small = code(get(local(), flood(0, usize::MAX).url("/")));
    assert!(["too-large", "protocol"].contains(&small), "{small}");
    assert_eq!(get(local(), flood(1000, 20).url("/")).unwrap().status, 200);
    // One line without end.
    assert_eq!(code(get(local(), flood(1 << 20, 1).url("/"))), "too-large");
}

/// Sends the text, then one byte after the other for ever.
fn dripping(text: &'static str) -> Server {
    Server::start(move |_, stream| {
        let _ = stream.write_all(text.as_bytes());
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    })
}

#[test]
fn a_server_that_never_answers_is_not_waited_for() {
    let server = Server::start(|_, stream| {
        // Until the client has enough of it.
        let _ = stream.read(&mut [0]);
    });
    assert_eq!(
        code(get(local().time_limit(SOON), server.url("/"))),
        "timeout"
    );
}

#[test]
fn a_server_that_drips_is_not_waited_for() {
    for text in [
        "HTTP/1.1 200 ",
        "HTTP/1.1 200 OK\r\nA: ",
        "HTTP/1.1 200 OK\r\n\r\n",
    ] {
        let result = get(local().time_limit(SOON), dripping(text).url("/"));
        assert_eq!(code(result), "timeout", "{text:?}");
    }
}

#[test]
fn a_slow_server_is_waited_for_within_the_limit() {
    let server = Server::start(|_, stream| {
        thread::sleep(SOON);
        let _ = stream.write_all(ok("late").as_bytes());
    });
    assert_eq!(get(local(), server.url("/")).unwrap().body, b"late");
}

#[test]
fn a_request_can_shorten_the_limit_and_not_lengthen_it() {
    let mut request = HttpRequest::new("GET", dripping("HTTP/1.1 200 OK\r\n\r\n").url("/"));
    request.timeout = Some(SOON);
    assert_eq!(code(send(local(), request.clone())), "timeout");
    request.timeout = Some(Duration::MAX);
    assert_eq!(
        code(send(local().time_limit(SOON), request.clone())),
        "timeout"
    );
    request.timeout = Some(Duration::ZERO);
    assert_eq!(
        code(send(local().time_limit(Duration::MAX), request)),
        "timeout"
    );
}

#[test]
fn redirects_share_one_limit() {
    let server = Server::start(|_, stream| {
        thread::sleep(Duration::from_millis(50));
        let _ = stream.write_all(
            b"HTTP/1.1 302 Found\r\nLocation: /\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        );
    });
    let policy = local().redirects(u32::MAX).time_limit(SOON);
    assert_eq!(code(get(policy, server.url("/"))), "timeout");
}
