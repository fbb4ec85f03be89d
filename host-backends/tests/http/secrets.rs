//! Nothing that a request holds is in a text about it.

use std::io::Write;
use std::time::Duration;

use greentic_host_backends::http::{HttpPolicy, WebClient};
use greentic_host_shim::services::http::{HttpClient, HttpRequest};

use crate::server::{Server, block_on, local};

fn request(url: String) -> HttpRequest {
    let mut request = HttpRequest::new("POST", url);
    request.headers = vec![("x-key".into(), "sesame".into())];
    request.body = Some(b"sesame".to_vec());
    request
}

#[test]
fn texts_hold_no_secrets() {
    let redirect = |to: &str| {
        Server::saying(format!(
            "HTTP/1.1 307 Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        ))
    };
    let limited = local()
        .response_body_bytes(1)
        .time_limit(Duration::from_millis(300));
    let echo = Server::start(|seen, stream| {
        let answer = format!("HTTP/1.1 200 OK\r\n\r\n{seen:?}");
        let _ = stream.write_all(answer.as_bytes());
    });
    let servers = [
        echo,
        Server::saying("sesame sesame\r\n\r\n"),
        Server::saying("HTTP/1.1 200 sesame\r\nsesame\r\n\r\n"),
        Server::saying("HTTP/1.1 200 OK\r\nContent-Length: sesame\r\n\r\n"),
        Server::saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsesame\r\n"),
        Server::saying(""),
        Server::start(|_, stream| {
            let _ = std::io::Read::read(stream, &mut [0]);
        }),
        redirect("/?sesame"),
        redirect("https://example.com/sesame"),
        redirect("http://127.0.0.1:1/sesame"),
        redirect("http://user:sesame@127.0.0.1/"),
        redirect("http://127.0.0.1:sesame/"),
    ];
    let urls = servers
        .iter()
        .map(|server| server.url("/sesame?sesame#sesame"));
    let odd = [
        "http://127.0.0.1:sesame/",
        "http://user:sesame@127.0.0.1/",
        "ftp://127.0.0.1/sesame",
        "https://example.com/sesame?sesame",
        "sesame",
    ];
    let client = WebClient::new(limited);
    for url in urls.chain(odd.map(String::from)) {
        let request = request(url.clone());
        let made = format!("{request:?} {request:#?}");
        let error = block_on(client.send(request)).unwrap_err();
        let text = format!(
            "{made} {error:?} {error} {} {client:?} {client:#?}",
            error.message()
        );
        assert!(!text.contains("sesame"), "{url}: {text}");
    }
}

#[test]
fn refused_parts_are_not_repeated() {
    let client = WebClient::new(HttpPolicy::new().host("*").unwrap());
    let mut bad = vec![request("https://example.com/".into()); 5];
    bad[0].method = "sesame sesame".into();
    bad[1].headers = vec![("x".into(), "sesame\n".into())];
    bad[2].headers = vec![("sesame sesame".into(), "x".into())];
    bad[3].headers = vec![("host".into(), "sesame".into())];
    bad[4].headers = vec![("x".into(), "sesame".repeat(100_000))];
    for request in bad {
        let error = block_on(client.send(request)).unwrap_err();
        let text = format!("{error:?} {error}");
        assert!(!text.contains("sesame"), "{text}");
    }
}
