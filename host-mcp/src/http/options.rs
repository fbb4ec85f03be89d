//! The options of a server over HTTP.

use std::net::SocketAddr;
use std::time::Duration;

use super::Tls;

/// The options of a server over HTTP, in addition to [`Options`](crate::Options). Take
/// the default and change what should differ.
#[derive(Clone, Debug)]
pub struct HttpOptions {
    /// Hosts, as `example.com` or `example.com:8080`, that requests may name in their
    /// `Host` header beside this machine's own: it is what keeps a page in a browser
    /// from reaching a server by a name that it has given it.
    pub hosts: Vec<String>,
    /// Origins, as `https://app.example.com`, whose pages may send requests, beside
    /// the server's own.
    pub origins: Vec<String>,
    /// The certificate; without one there is no TLS.
    pub tls: Option<Tls>,
    /// Sessions at a time. Further ones are refused.
    pub sessions: usize,
    /// Time without a message after which a session is closed.
    pub idle: Duration,
    /// Connections at a time. Further ones wait.
    pub connections: usize,
    /// The time that a client may take for the head of a request, and again for its body.
    /// It is also the time that a connection may be idle.
    pub patience: Duration,
    /// The time in which a broken stream can be taken up again. A call is ended if its
    /// stream is not taken up in this time.
    pub resume: Duration,
    /// Bytes of messages that are kept for streams to be taken up again, those of all
    /// clients together.
    pub replay_bytes: usize,
    /// The time that calls may go on after the server was told to stop.
    pub grace: Duration,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            origins: Vec::new(),
            tls: None,
            sessions: 1_000,
            idle: Duration::from_mins(30),
            connections: 1_000,
            patience: Duration::from_secs(30),
            resume: Duration::from_secs(5),
            replay_bytes: 32 << 20,
            grace: Duration::from_secs(5),
        }
    }
}

impl HttpOptions {
    pub(super) fn scheme(&self) -> &'static str {
        if self.tls.is_some() { "https" } else { "http" }
    }

    /// All hosts that a request may name.
    pub(super) fn all_hosts(&self, address: SocketAddr) -> Vec<String> {
        let mut hosts: Vec<_> = LOCAL.map(str::to_owned).into();
        if !address.ip().is_unspecified() {
            hosts.push(bracketed(address));
        }
        hosts.extend(self.hosts.iter().cloned());
        hosts
    }

    /// All origins that a request may come from.
    pub(super) fn all_origins(&self, address: SocketAddr) -> Vec<String> {
        let (scheme, port) = (self.scheme(), address.port());
        let own = |host: &str| format!("{scheme}://{host}:{port}");
        let mut origins: Vec<_> = LOCAL.map(own).into();
        if !address.ip().is_unspecified() {
            origins.push(own(&bracketed(address)));
        }
        origins.extend(self.origins.iter().cloned());
        origins
    }
}

/// The names that this machine has for itself.
const LOCAL: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

fn bracketed(address: SocketAddr) -> String {
    if address.is_ipv6() {
        format!("[{}]", address.ip())
    } else {
        address.ip().to_string()
    }
}
