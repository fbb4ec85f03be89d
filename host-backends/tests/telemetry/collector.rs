//! A collector that keeps what it gets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use greentic_host_backends::telemetry::{Collector, OtlpTelemetry};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::Span;

/// A request as it came: its first line and headers, and its body.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

pub(crate) struct Fake {
    pub(crate) address: SocketAddr,
    messages: Arc<Mutex<Vec<Message>>>,
}

impl Fake {
    /// Answers the request of each number with what `answer` makes of it:
    /// status line, headers and body, or nothing at all.
    pub(crate) fn start(answer: impl Fn(usize) -> Option<String> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let messages = Arc::new(Mutex::new(Vec::new()));
        let (all, answer) = (messages.clone(), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (all, answer) = (all.clone(), answer.clone());
                thread::spawn(move || {
                    let mut stream = stream.unwrap();
                    let Some(message) = read(&stream) else {
                        return;
                    };
                    let number = {
                        let mut all = all.lock().unwrap();
                        all.push(message);
                        all.len() - 1
                    };
                    match answer(number) {
                        Some(answer) => drop(stream.write_all(answer.as_bytes())),
                        // Until the other side has enough of it.
                        None => drop(stream.read(&mut [0])),
                    }
                });
            }
        });
        Self { address, messages }
    }

    /// Takes everything.
    pub(crate) fn willing() -> Self {
        Self::start(|_| Some(status("200 OK", "", "{}")))
    }

    pub(crate) fn collector(&self) -> Collector {
        Collector::new(&format!("http://{}", self.address)).unwrap()
    }

    pub(crate) fn telemetry(&self) -> OtlpTelemetry {
        OtlpTelemetry::new(self.collector()).unwrap()
    }

    pub(crate) fn messages(&self) -> Vec<Message> {
        self.messages.lock().unwrap().clone()
    }

    pub(crate) fn logs(&self) -> Vec<(Resource, LogRecord)> {
        let mut found = Vec::new();
        for message in self.messages() {
            if !message.head.starts_with("POST /v1/logs ") {
                continue;
            }
            let request: ExportLogsServiceRequest = serde_json::from_slice(&message.body).unwrap();
            for logs in request.resource_logs {
                let resource = logs.resource.unwrap();
                let records = logs.scope_logs.into_iter().flat_map(|s| s.log_records);
                found.extend(records.map(|record| (resource.clone(), record)));
            }
        }
        found
    }

    pub(crate) fn spans(&self) -> Vec<(Resource, Span)> {
        let mut found = Vec::new();
        for message in self.messages() {
            if !message.head.starts_with("POST /v1/traces ") {
                continue;
            }
            let request: ExportTraceServiceRequest = serde_json::from_slice(&message.body).unwrap();
            for spans in request.resource_spans {
                let resource = spans.resource.unwrap();
                let spans = spans.scope_spans.into_iter().flat_map(|s| s.spans);
                found.extend(spans.map(|span| (resource.clone(), span)));
            }
        }
        found
    }
}

/// A response, `headers` being lines with their ends.
pub(crate) fn status(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn read(stream: &TcpStream) -> Option<Message> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap();
        }
        head += &line;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Message { head, body })
}
