//! The collector that telemetry is sent to.

use std::fmt;
use std::time::Duration;

use ureq::http::{HeaderMap, HeaderName, HeaderValue, Uri};

/// A collector that takes OTLP over HTTP, and how it is sent to.
///
/// ```
/// use greentic_host_backends::telemetry::{Collector, OtlpTelemetry};
///
/// let collector = Collector::new("http://localhost:4318")?.service("runner");
/// let telemetry = OtlpTelemetry::new(collector);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Collector {
    endpoint: String,
    host: String,
    pub(super) headers: HeaderMap,
    pub(super) service: String,
    pub(super) queue: usize,
    pub(super) batch: usize,
    pub(super) record_bytes: usize,
    pub(super) interval: Duration,
    pub(super) time_limit: Duration,
    pub(super) flush_limit: Duration,
}

/// The reason why telemetry cannot be sent to a collector.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CollectorError {
    /// The endpoint is no URL that can be sent to.
    #[error(
        "the endpoint of the collector is not a URL like `http://localhost:4318`: it needs a scheme and a host, and may have no user info, query or fragment"
    )]
    Endpoint,
    /// A header has no valid name or value.
    #[error("a header for the collector has no valid name or value")]
    Header,
    /// There is no thread to send from.
    #[error("the system gives no thread to send telemetry from")]
    Thread,
}

impl Collector {
    /// The collector at this URL, `http://localhost:4318` say. Spans go to
    /// `v1/traces` below it, log records to `v1/logs`.
    ///
    /// # Errors
    ///
    /// [`CollectorError::Endpoint`] if it is not the URL of a collector.
    pub fn new(endpoint: &str) -> Result<Self, CollectorError> {
        let uri: Uri = endpoint.parse().map_err(|_| CollectorError::Endpoint)?;
        let authority = uri.authority().ok_or(CollectorError::Endpoint)?;
        let is_odd = authority.as_str().contains('@') || endpoint.contains(['?', '#']);
        if !matches!(uri.scheme_str(), Some("http" | "https")) || is_odd {
            return Err(CollectorError::Endpoint);
        }
        Ok(Self {
            host: authority.host().into(),
            endpoint: endpoint.trim_end_matches('/').into(),
            headers: HeaderMap::new(),
            service: "greentic".into(),
            queue: 2048,
            batch: 256,
            record_bytes: 16 << 10,
            interval: Duration::from_secs(1),
            time_limit: Duration::from_secs(10),
            flush_limit: Duration::from_secs(5),
        })
    }

    /// Adds a header to what is sent, a key say.
    ///
    /// # Errors
    ///
    /// [`CollectorError::Header`] if name or value are not valid.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, CollectorError> {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| CollectorError::Header)?;
        let mut value = HeaderValue::from_str(value).map_err(|_| CollectorError::Header)?;
        value.set_sensitive(true);
        self.headers
            .try_append(name, value)
            .map_err(|_| CollectorError::Header)?;
        Ok(self)
    }

    /// The name of the service that the telemetry is of. `greentic` by default.
    #[must_use]
    pub fn service(mut self, name: impl Into<String>) -> Self {
        self.service = name.into();
        self
    }

    /// Sets the number of entries that may wait to be sent. Further ones are dropped.
    /// 2048 by default.
    #[must_use]
    pub fn queue(mut self, entries: usize) -> Self {
        self.queue = entries;
        self
    }

    /// Sets the number of entries that are sent at a time, at least one. 256 by default.
    #[must_use]
    pub fn batch(mut self, entries: usize) -> Self {
        self.batch = entries.max(1);
        self
    }

    /// Size of an entry in bytes, all its texts together. 16 KiB by default.
    #[must_use]
    pub fn record_bytes(mut self, bytes: usize) -> Self {
        self.record_bytes = bytes;
        self
    }

    /// Sets the time for which an entry waits for others to be sent with it, at most a
    /// day. 1 s by default.
    #[must_use]
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval.min(Duration::from_hours(24));
        self
    }

    /// Sets the time that one attempt to send may take. 10 s by default.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Sets the time that the end of an [`OtlpTelemetry`](super::OtlpTelemetry) may take
    /// to send the entries that still wait. 5 s by default.
    #[must_use]
    pub fn flush_limit(mut self, limit: Duration) -> Self {
        self.flush_limit = limit;
        self
    }

    pub(super) fn url(&self, signal: &str) -> String {
        format!("{}/v1/{signal}", self.endpoint)
    }
}

impl fmt::Debug for Collector {
    /// Without the path and the values of headers, which can be keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collector")
            .field("host", &self.host)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
