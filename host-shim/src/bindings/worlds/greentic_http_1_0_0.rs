//! HTTP requests that a host sends for a component.
//!
//! Generated from the WIT package `greentic:http@1.0.0`. Do not edit.

/// Sends requests. The host implements it, the component calls it.
///
/// WIT: `greentic:http/http-client@1.0.0`.
pub mod http_client {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:http/http-client@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// An HTTP request.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Request {
        /// The method, `GET` say.
        pub method: String,
        /// An absolute URL, `https://example.com/path?query` say.
        pub url: String,
        /// Pairs of name and value. A name may stand more than once.
        pub headers: Vec<(String, String)>,
        /// The bytes of the body. `none` for a request without one.
        pub body: Option<Vec<u8>>,
    }

    payload! { record Request { method, url, headers, body } }

    /// The response to a request.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Response {
        /// The status code, `200` say.
        pub status: u16,
        /// Pairs of name and value. A name may stand more than once.
        pub headers: Vec<(String, String)>,
        /// The bytes of the body. `none` for a response without one.
        pub body: Option<Vec<u8>>,
    }

    payload! { record Response { status, headers, body } }

    host! {
        /// Sends `req` and answers with the response, whatever its status.
        /// `ctx` is the tenant that the request is made for; `none` leaves that to
        /// the host.
        ///
        /// The error tells why there is no response: the request makes no sense,
        /// the host does not allow it, the server cannot be reached, or it took
        /// too long.
        "send" send(req: Request, ctx: Option<TenantCtx>) -> (Result<Response, HostError>);
    }
}
