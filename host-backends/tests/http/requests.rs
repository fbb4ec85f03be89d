//! Requests as a server sees them, and responses as a component gets them.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use greentic_host_backends::http::WebClient;
use greentic_host_shim::services::http::{HttpClient, HttpRequest, NoHttp};

use crate::server::{Server, block_on, code, get, local, ok, send};

#[test]
fn a_request_arrives_as_it_was_made() {
    let server = Server::saying(ok("done"));
    let mut request = HttpRequest::new("post", server.url("/a%20b?c=d&e=%2f#fragment"));
    request.headers = vec![
        ("X-One".into(), "1".into()),
        ("x-one".into(), "2".into()),
        ("Authorization".into(), "Bearer sesame".into()),
    ];
    request.body = Some(vec![0, 255, 13, 10]);
    let response = send(local(), request).unwrap();
    assert_eq!((response.status, response.body), (200, b"done".to_vec()));

    let [seen] = server.seen().try_into().unwrap();
    assert_eq!(seen.line, "POST /a%20b?c=d&e=%2f");
    assert_eq!(seen.body, [0, 255, 13, 10]);
    assert_eq!(seen.header("authorization"), Some("Bearer sesame"));
    assert_eq!(
        seen.header("host"),
        Some(server.address.to_string().as_str())
    );
    assert_eq!(seen.header("accept-encoding"), None);
    let ones: Vec<_> = seen
        .headers
        .iter()
        .filter(|(name, _)| name == "x-one")
        .collect();
    assert_eq!(ones.len(), 2);
}

#[test]
fn methods_come_with_and_without_a_body() {
    let server = Server::saying("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    for method in [
        "GET", "DELETE", "OPTIONS", "PROPFIND", "POST", "PUT", "PATCH",
    ] {
        for body in [None, Some(Vec::new()), Some(b"body".to_vec())] {
            let mut request = HttpRequest::new(method, server.url("/"));
            request.body.clone_from(&body);
            let response = send(local(), request).unwrap();
            assert_eq!(response.status, 204, "{method} {body:?}");
            let seen = server.seen().pop().unwrap();
            assert_eq!(seen.line, format!("{method} /"));
            assert_eq!(seen.body, body.unwrap_or_default(), "{method}");
        }
    }
}

#[test]
fn responses_come_whole_whatever_their_status_and_framing() {
    let answers = [
        (
            "HTTP/1.1 404 Nope\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody",
            404,
        ),
        (
            "HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2;x=y\r\ndy\r\n0\r\nA: b\r\n\r\n",
            500,
        ),
        ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nbody", 200),
        ("HTTP/1.0 200 OK\r\n\r\nbody", 200),
        (
            "HTTP/1.1 302 Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody",
            302,
        ),
    ];
    for (answer, status) in answers {
        let response = get(local(), Server::saying(answer).url("/")).unwrap();
        assert_eq!(response.status, status, "{answer}");
        assert_eq!(response.body, b"body", "{answer}");
    }
}

#[test]
fn headers_of_a_response_are_handed_over() {
    let answer = b"HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nset-cookie: b\r\nX-Odd: \xff\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let response = get(local(), Server::saying(*answer).url("/")).unwrap();
    let has = |name: &str, value: &str| response.headers.contains(&(name.into(), value.into()));
    assert!(
        has("set-cookie", "a") && has("set-cookie", "b"),
        "{response:?}"
    );
    assert!(has("x-odd", "\u{fffd}"), "{:?}", response.headers);
}

#[test]
fn compressed_bodies_stay_as_they_are() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody";
    let response = get(local(), Server::saying(answer).url("/")).unwrap();
    assert_eq!(response.body, b"body");
}

#[test]
fn answers_that_are_no_http_are_errors() {
    let answers = [
        ("", "unreachable"),
        ("garbage\r\n\r\n", "protocol"),
        ("HTTP/1.1 abc\r\n\r\n", "protocol"),
        ("HTTP/1.1 200 OK\r\nno header\r\n\r\n", "protocol"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody",
            "unreachable",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nbody",
            "protocol",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n0\r\n\r\n",
            "protocol",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody",
            "unreachable",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nbody\r\n0\r\n\r\n",
            "protocol",
        ),
    ];
    for (answer, expected) in answers {
        let result = get(local(), Server::saying(answer).url("/"));
        assert_eq!(code(result), expected, "{answer:?}");
    }
}

#[test]
fn a_port_without_a_server_is_unreachable() {
    let address = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    assert_eq!(
        code(get(local(), format!("http://{address}/"))),
        "unreachable"
    );
}

#[test]
fn a_server_without_tls_gives_no_secure_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(ok("plain").as_bytes()).unwrap();
        // Until the client has enough of it.
        let _ = stream.read_to_end(&mut Vec::new());
    });
    assert_eq!(code(get(local(), format!("https://{address}/"))), "tls");
    server.join().unwrap();
}

#[test]
fn as_many_requests_are_under_way_as_are_allowed() {
    let (release, held) = mpsc::channel::<()>();
    let (arrive, arrived) = mpsc::channel::<()>();
    let (held, arrive) = (Mutex::new(held), Mutex::new(arrive));
    let server = Server::start(move |_, stream| {
        arrive.lock().unwrap().send(()).unwrap();
        held.lock().unwrap().recv().unwrap();
        stream.write_all(ok("done").as_bytes()).unwrap();
    });
    let client = Arc::new(WebClient::new(local().requests(2)));
    let request = HttpRequest::new("GET", server.url("/"));
    let first = client.send(request.clone());
    let second = client.send(request.clone());
    arrived.recv().unwrap();
    arrived.recv().unwrap();
    assert_eq!(code(block_on(client.send(request.clone()))), "busy");
    release.send(()).unwrap();
    release.send(()).unwrap();
    assert_eq!(block_on(first).unwrap().status, 200);
    assert_eq!(block_on(second).unwrap().status, 200);
    release.send(()).unwrap();
    assert_eq!(block_on(client.send(request)).unwrap().status, 200);
}

#[test]
fn a_request_that_nobody_waits_for_ends() {
    let (end, ended) = mpsc::channel::<()>();
    let end = Mutex::new(end);
    let server = Server::start(move |_, stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        // Ends when the client closes the connection, and only then.
        while stream.write_all(&[b'x'; 1024]).is_ok() {
            thread::yield_now();
        }
        end.lock().unwrap().send(()).unwrap();
    });
    let policy = local().response_body_bytes(usize::MAX);
    let client = WebClient::new(policy);
    drop(client.send(HttpRequest::new("GET", server.url("/"))));
    ended.recv_timeout(Duration::from_secs(20)).unwrap();
}

#[test]
fn no_client_denies() {
    let request = HttpRequest::new("GET", "https://example.com/");
    assert_eq!(code(block_on(NoHttp.send(request))), "denied");
}
