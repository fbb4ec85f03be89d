//! Requests that a host sends, and what comes back.
//!
//! `Http.get(call, url)` and its like begin a request, each method says one thing more of it,
//! and `send` sends it. They are methods of everything that implements the interface: of the
//! name that a component imports it by, of a helper's `&impl Host`, of a fake.
//!
//! ```
//! # #[cfg(feature = "http-client-v1-1")]
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::{component::v0_5::node::NodeError, http::v1_1::Host};
//!
//! fn announce<'a>(call: &'a Call, http: &impl Host, key: &str) -> Result<&'a str, NodeError<'a>> {
//!     let reply = http
//!         .post(call, "https://example.com/news")
//!         .header("x-api-key", key)
//!         .json(r#"{"title":"It is out"}"#)
//!         .timeout(5000)
//!         .send()?;
//!     // A status that is not 2xx ends it here, 429 and 5xx as an error to try again after.
//!     Ok(reply.ok()?.text()?)
//! }
//! # use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
//! # let call = Call::new();
//! # let http = FakeHttp::new().on(
//! #     Expected::post("https://example.com/news").header("x-api-key", "k"),
//! #     FakeReply::status(503).header("Retry-After", "7"),
//! # );
//! # let error = announce(&call, &http, "k").unwrap_err();
//! # assert_eq!((error.code.get(), error.backoff_ms.get()), ("http-503", Some(7000)));
//! # }
//! ```
//!
//! | interface | begins with | `send` answers |
//! | --- | --- | --- |
//! | `http@1.1.0` | `v1_1::Requests` | a [`Reply`] |
//! | `http@1.0.0` | `v1_0::Requests` | a [`Reply`]; there is no time limit to set |
//! | `host@1.0.0` of older runners | `runner::Requests` | the body alone |
//!
//! An option that is not set takes no code. A `POST` with a header, JSON, a time limit and a
//! status that becomes an error takes 2,158 bytes, 2,111 where it is written by hand.

mod draft;
#[cfg(any(feature = "http-client-v1", feature = "http-client-v1-1"))]
mod reply;
#[cfg(feature = "runner-host-v1")]
pub mod runner;
#[cfg(feature = "http-client-v1")]
pub mod v1_0;
#[cfg(feature = "http-client-v1-1")]
pub mod v1_1;

pub use self::draft::RequestBuilder;
#[cfg(any(feature = "http-client-v1", feature = "http-client-v1-1"))]
pub use self::reply::{Reply, StatusError};

/// The trait that begins requests, the same for each interface.
macro_rules! requests {
    ($(#[$doc:meta])* $host:path, $options:ty) => {
        $(#[$doc])*
        #[allow(clippy::inline_always, reason = "see `RequestBuilder`")]
        pub trait Requests: $host {
            /// Begins a request with any method, `PROPFIND` say.
            #[inline(always)]
            fn with_method<'d, 'a: 'd>(
                &'d self,
                call: &'a Call,
                method: &'d str,
                url: &'d str,
            ) -> RequestBuilder<'d, 'a, Self, $options> {
                RequestBuilder::new(self, call, method, url)
            }

            /// Begins a `GET`.
            #[inline(always)]
            fn get<'d, 'a: 'd>(
                &'d self,
                call: &'a Call,
                url: &'d str,
            ) -> RequestBuilder<'d, 'a, Self, $options> {
                self.with_method(call, "GET", url)
            }

            /// Begins a `HEAD`.
            #[inline(always)]
            fn head<'d, 'a: 'd>(
                &'d self,
                call: &'a Call,
                url: &'d str,
            ) -> RequestBuilder<'d, 'a, Self, $options> {
                self.with_method(call, "HEAD", url)
            }

            /// Begins a `POST`.
            #[inline(always)]
            fn post<'d, 'a: 'd>(
                &'d self,
                call: &'a Call,
                url: &'d str,
            ) -> RequestBuilder<'d, 'a, Self, $options> {
                self.with_method(call, "POST", url)
            }

            /// Begins a `PUT`.
            #[inline(always)]
            fn put<'d, 'a: 'd>(
                &'d self,
                call: &'a Call,
                url: &'d str,
            ) -> RequestBuilder<'d, 'a, Self, $options> {
                self.with_method(call, "PUT", url)
            }

            /// Begins a `PATCH`.
            #[inline(always)]
            fn patch<'d, 'a: 'd>(
                &'d self,
                call: &'a Call,
                url: &'d str,
            ) -> RequestBuilder<'d, 'a, Self, $options> {
                self.with_method(call, "PATCH", url)
            }

            /// Begins a `DELETE`.
            #[inline(always)]
            fn delete<'d, 'a: 'd>(
                &'d self,
                call: &'a Call,
                url: &'d str,
            ) -> RequestBuilder<'d, 'a, Self, $options> {
                self.with_method(call, "DELETE", url)
            }
        }

        impl<H: $host + ?Sized> Requests for H {}
    };
}

use requests;
