//! HTTP requests for components.
//!
//! [`HttpClient`] is what a host asks. [`NoHttp`] denies every request;
//! [`WebClient`] (feature `http`) sends those that an [`HttpPolicy`] allows.

#[cfg(feature = "http")]
mod address;
mod error;
#[cfg(feature = "http")]
mod failure;
#[cfg(feature = "http")]
mod fields;
#[cfg(feature = "http")]
mod hosts;
mod message;
#[cfg(feature = "http")]
mod policy;
#[cfg(feature = "http")]
mod redirect;
#[cfg(feature = "http")]
mod resolver;
#[cfg(feature = "http")]
mod target;
#[cfg(feature = "http")]
mod web;
#[cfg(feature = "http")]
mod worker;

use std::pin::Pin;

#[cfg(feature = "http")]
pub use address::is_public;
pub use error::{HttpError, HttpErrorKind};
#[cfg(feature = "http")]
pub use hosts::PolicyError;
pub use message::{HttpRequest, HttpResponse};
#[cfg(feature = "http")]
pub use policy::HttpPolicy;
#[cfg(feature = "http")]
pub use web::WebClient;

/// What [`HttpClient::send`] answers: a response of whatever status, or why
/// there is none.
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
        Box::pin(std::future::ready(Err(HttpError::new(
            HttpErrorKind::Denied,
            "this host sends no HTTP requests",
        ))))
    }
}
