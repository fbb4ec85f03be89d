//! Secure connections, and ones whose certificate nobody vouches for.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use greentic_host_backends::http::WebClient;
use greentic_host_shim::services::http::{HttpClient, HttpRequest};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::server::{block_on, code, local, send};

/// Answers requests over TLS, with a certificate that it signed itself, and
/// keeps connections. Counts the requests.
fn server() -> (String, Arc<AtomicUsize>) {
    let names = ["localhost", "127.0.0.1"].map(String::from);
    let own = rcgen::generate_simple_self_signed(names).unwrap();
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (config, counter) = (config.clone(), counter.clone());
            thread::spawn(move || {
                let connection = ServerConnection::new(config).unwrap();
                let stream = StreamOwned::new(connection, stream.unwrap());
                let mut reader = BufReader::new(stream);
                let mut line = String::new();
                while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
                    if line == "\r\n" {
                        counter.fetch_add(1, Ordering::SeqCst);
                        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe";
                        reader.get_mut().write_all(answer).unwrap();
                    }
                    line.clear();
                }
            });
        }
    });
    (url, count)
}

#[test]
fn certificates_are_checked_unless_policy_and_request_say_otherwise() {
    let (url, count) = server();
    let mut request = HttpRequest::new("GET", &*url);
    for insecure in [None, Some(false)] {
        request.allow_insecure = insecure;
        for policy in [local(), local().allow_insecure(true)] {
            assert_eq!(code(send(policy, request.clone())), "tls");
        }
    }
    request.allow_insecure = Some(true);
    assert_eq!(code(send(local(), request.clone())), "denied");
    assert_eq!(count.load(Ordering::SeqCst), 0);
    let response = send(local().allow_insecure(true), request).unwrap();
    assert_eq!(response.body, b"safe");
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn connections_that_nobody_checked_are_not_used_for_others() {
    let (url, count) = server();
    let client = WebClient::new(local().allow_insecure(true));
    let mut request = HttpRequest::new("GET", url);
    let mut ask = |insecure| {
        request.allow_insecure = insecure;
        block_on(client.send(request.clone()))
    };
    assert_eq!(ask(Some(true)).unwrap().status, 200);
    assert_eq!(code(ask(None)), "tls");
    assert_eq!(ask(Some(true)).unwrap().status, 200);
    assert_eq!(count.load(Ordering::SeqCst), 2);
}
