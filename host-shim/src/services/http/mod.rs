//! HTTP requests for components.
//!
//! [`HttpClient`] is what a host asks. [`NoHttp`] denies every request.

mod error;
mod message;

use std::pin::Pin;

pub use error::{Denial, HttpError, HttpErrorKind};
pub use message::{HttpRequest, HttpResponse};

/// The answer of [`HttpClient::send`]: a response of whatever status, or the
/// reason why there is none.
pub type HttpFuture<'a> =
    Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'a>>;

/// Sends HTTP requests, as `greentic:http/http-client` offers it to components.
pub trait HttpClient: Send + Sync {
    /// Sends the request. It comes from the component: its texts can be
    /// anything.
    ///
    /// The future must complete on any executor, and may be dropped at any
    /// time.
    fn send(&self, request: HttpRequest) -> HttpFuture<'_>;
}

/// Denies every request. What a host uses until it is given another client.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoHttp;

impl HttpClient for NoHttp {
    fn send(&self, _request: HttpRequest) -> HttpFuture<'_> {
        Box::pin(std::future::ready(Err(HttpError::denied(
            Denial::All,
            "this host sends no HTTP requests",
        ))))
    }
}
