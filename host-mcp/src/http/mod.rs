//! The protocol over HTTP ("Streamable HTTP"), with or without TLS.
//!
//! The SDK has sessions, streams, the checks of `Host` and `Origin` and the headers
//! of the revisions. This module has the server around it: connections, their
//! bounds, requests that are read before the SDK sees them, streams that can be
//! taken up again, and the end of calls whose client does not come back.

mod connections;
mod events;
mod options;
mod request;
mod service;
mod streams;
mod tls;

use std::net::SocketAddr;

use rmcp::model::Extensions;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use self::options::HttpOptions;
pub use self::tls::Tls;

use self::service::Service;
use crate::{Error, Server};

/// The path at which the protocol is spoken.
pub const PATH: &str = "/mcp";

/// The path at which `GET` answers with 200 as long as requests are taken.
pub const HEALTH: &str = "/health";

/// A server that listens, and accepts clients when it is [served](Http::serve).
#[derive(Debug)]
pub struct Http {
    listener: TcpListener,
    address: SocketAddr,
    server: Server,
    options: HttpOptions,
}

impl Http {
    /// Listens at an address.
    ///
    /// # Errors
    ///
    /// The system does not let it.
    pub async fn bind(
        server: &Server,
        address: SocketAddr,
        options: HttpOptions,
    ) -> Result<Self, Error> {
        let failed = |source| Error::Io {
            what: format!("cannot listen at {address}"),
            source,
        };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self {
            listener,
            address,
            server: server.clone(),
            options,
        })
    }

    /// Returns the address that it listens at, with the port that the system chose
    /// if it was to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL for clients on this machine.
    pub fn url(&self) -> String {
        self.url_of(PATH)
    }

    /// Returns the URL that tells how the server is.
    pub fn health_url(&self) -> String {
        self.url_of(HEALTH)
    }

    fn url_of(&self, path: &str) -> String {
        let scheme = self.options.scheme();
        format!("{scheme}://{}{path}", self.address)
    }

    /// Serves clients until `stop` is cancelled. Then no new ones are accepted, calls
    /// that are under way have [`HttpOptions::grace`] to come to their end, and all
    /// sessions are closed.
    pub async fn serve(self, stop: CancellationToken) {
        let service = Service::new(&self.server, self.address, &self.options);
        connections::serve(self.listener, service, &self.options, stop).await;
    }
}

/// The stream that a request's answer goes to; cancelled when nobody reads it any
/// more.
pub(crate) fn stream(extensions: &Extensions) -> Option<CancellationToken> {
    let parts = extensions.get::<::http::request::Parts>()?;
    let stream = parts.extensions.get::<streams::Reader>()?;
    Some(stream.gone())
}
