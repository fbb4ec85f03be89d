//! What older runners offer to components: HTTP requests and a key-value
//! store.
//!
//! Newer components take `greentic:http` and `greentic:state`, which know the
//! tenant.
//!
//! Generated from the WIT package `greentic:host@1.0.0`. Do not edit.

/// HTTP requests. The host implements it, the component calls it.
///
/// WIT: `greentic:host/http-v1@1.0.0`.
pub mod http_v1 {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:host/http-v1@1.0.0";

    host! {
        /// Sends a request and answers with the body of the response. Its status
        /// and headers are not handed over.
        ///
        /// `method` is an HTTP method, `GET` say, and `url` an absolute URL. Each
        /// of `headers` is one header, `name: value`. `body` is `none` for a
        /// request without one.
        ///
        /// The error is a sentence for people: the host does not allow the
        /// request, or no response came.
        "request" request(
            method: String,
            url: String,
            headers: Vec<String>,
            body: Option<Vec<u8>>,
        ) -> (Result<Vec<u8>, String>);
    }
}

/// Texts by key. The host implements it, the component calls it.
///
/// WIT: `greentic:host/kv-v1@1.0.0`.
pub mod kv_v1 {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:host/kv-v1@1.0.0";

    host! {
        /// The text under `key` in the namespace `ns`, or `none` where there is
        /// none. Has no error: a host that cannot read it traps.
        "get" get(ns: String, key: String) -> (Option<String>);
        /// Puts the text `val` under `key` in the namespace `ns`, in place of the
        /// one before. Has no error: a host that cannot store it traps.
        "put" put(ns: String, key: String, val: String) -> ();
    }
}
