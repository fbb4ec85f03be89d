//! Answers to requests.

use std::borrow::ToOwned;
use std::string::String;
use std::vec::Vec;

use crate::Call;
#[cfg(any(feature = "http-client-v1", feature = "http-client-v1-1"))]
use crate::abi::{Str, Tuple2};

/// An answer to a request, or why there is none.
///
/// ```
/// use greentic_guest::testing::FakeReply;
///
/// let busy = FakeReply::status(503).header("Retry-After", "7").body("later");
/// let price = FakeReply::json(r#"{"cents":7}"#);
/// let slow = FakeReply::error("timeout", "example.com took too long");
/// # let _ = (busy, price, slow);
/// ```
#[derive(Clone, Debug)]
pub struct FakeReply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) failed: Option<super::Failed>,
}

impl FakeReply {
    /// Answers with this status, and an empty body.
    pub const fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            failed: None,
        }
    }

    /// Answers with the status 200 and a body.
    pub fn ok(body: impl AsRef<[u8]>) -> Self {
        Self::status(200).body(body)
    }

    /// Answers with the status 200 and a JSON document, with its `content-type`.
    pub fn json(document: &str) -> Self {
        Self::ok(document).header("content-type", "application/json")
    }

    /// Gives no response, but the error of a host: one of `denied`, `too-large`, `timeout`,
    /// `unreachable`, `tls`, `protocol`, `redirects` or `busy`, as hosts of ours say it, and a
    /// sentence for people.
    pub fn error(code: &str, message: &str) -> Self {
        Self {
            failed: Some((code.to_owned(), message.to_owned())),
            ..Self::status(0)
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.body = bytes.as_ref().into();
        self
    }

    /// Puts the headers into the memory of a call.
    #[cfg(any(feature = "http-client-v1", feature = "http-client-v1-1"))]
    pub(super) fn headers_in<'a>(&self, call: &'a Call) -> &'a [Tuple2<Str<'a>, Str<'a>>] {
        let pairs = self.headers.iter();
        let pairs = pairs.map(|(name, value)| (call.copy(name), call.copy(value)));
        call.pairs(&pairs.collect::<Vec<_>>())
    }

    /// Puts the body into the memory of a call.
    pub(super) fn body_in<'a>(&self, call: &'a Call) -> &'a [u8] {
        call.list(self.body.iter().copied())
    }
}
