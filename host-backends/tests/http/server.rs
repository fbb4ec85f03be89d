//! Servers that do what a test wants, and the way to ask them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use greentic_host_backends::http::{HttpPolicy, WebClient};
use greentic_host_shim::services::http::{HttpClient, HttpError, HttpRequest, HttpResponse};

/// A request as a server got it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Method and path.
    pub(crate) line: String,
    /// Pairs of lower-case name and value.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Answers each connection once, until the end of the test.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub(crate) fn start(handle: impl Fn(&Seen, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (all, handle) = (seen.clone(), Arc::new(handle));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let (all, handle) = (all.clone(), handle.clone());
                thread::spawn(move || {
                    if let Some(seen) = read(&stream) {
                        all.lock().unwrap().push(seen.clone());
                        handle(&seen, &mut stream);
                    }
                });
            }
        });
        Self { address, seen }
    }

    /// Answers always the same.
    pub(crate) fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |_, stream| {
            let _ = stream.write_all(&answer);
        })
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The same server by another name, which is another origin.
    pub(crate) fn other_url(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.address.port())
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Option<Seen> {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        lines.push(line.to_owned());
    }
    let line = lines.remove(0).replace(" HTTP/1.1", "");
    let split = |line: &String| {
        let (name, value) = line.split_once(": ").unwrap_or((line, ""));
        (name.to_lowercase(), value.to_owned())
    };
    let headers = lines.iter().map(split).collect();
    let mut seen = Seen {
        line,
        headers,
        body: Vec::new(),
    };
    if let Some(length) = seen.header("content-length") {
        seen.body = vec![0; length.parse().unwrap()];
        reader.read_exact(&mut seen.body).ok()?;
    }
    Some(seen)
}

/// A response with a body, after which the connection is closed.
pub(crate) fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Allows what is on this machine.
pub(crate) fn local() -> HttpPolicy {
    HttpPolicy::new()
        .host("127.0.0.1")
        .unwrap()
        .host("localhost")
        .unwrap()
        .any_port()
        .allow_http(true)
        .allow_private(true)
}

pub(crate) fn send(policy: HttpPolicy, request: HttpRequest) -> Result<HttpResponse, HttpError> {
    block_on(WebClient::new(policy).send(request))
}

pub(crate) fn get(policy: HttpPolicy, url: impl Into<String>) -> Result<HttpResponse, HttpError> {
    send(policy, HttpRequest::new("GET", url))
}

/// The word of the error that there must be.
pub(crate) fn code(result: Result<HttpResponse, HttpError>) -> &'static str {
    match result {
        Ok(response) => panic!("there is a response: {response:?}"),
        Err(error) => error.code(),
    }
}

/// Waits without any runtime.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
