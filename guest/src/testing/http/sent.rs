//! Requests that were sent.

use std::fmt;
use std::string::{String, ToString as _};
use std::vec::Vec;

use crate::abi::{Str, Tuple2};

/// A request that a component sent.
///
/// ```
/// # #[cfg(feature = "http-client-v1-1")] {
/// use greentic_guest::Call;
/// use greentic_guest::imports::http::v1_1::Requests as _;
/// use greentic_guest::testing::{Expected, FakeHttp, FakeReply, Sent};
///
/// let call = Call::new();
/// let url = "https://example.com/lamp";
/// let http = FakeHttp::new().on(Expected::get(url), FakeReply::status(204));
/// http.get(&call, url).header("accept", "text/plain").send().unwrap();
/// let sent: Vec<Sent> = http.sent();
/// assert!(sent[0].has_header("Accept", "text/plain"));
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// Pairs of name and value, in their order.
    pub headers: Vec<(String, String)>,
    /// The body; `None` for a request without one.
    pub body: Option<Vec<u8>>,
    /// The time limit in milliseconds; `None` where that was left to the host.
    pub timeout_ms: Option<u32>,
    /// The say on following redirects; `None` where that was left to the host.
    pub follow_redirects: Option<bool>,
    /// The say on connections that are not secure; `None` where that was left to the host.
    pub allow_insecure: Option<bool>,
}

impl Sent {
    pub(super) fn new(
        method: &str,
        url: &str,
        headers: &[Tuple2<Str<'_>, Str<'_>>],
        body: Option<&[u8]>,
    ) -> Self {
        Self {
            method: method.into(),
            url: url.into(),
            headers: headers
                .iter()
                .map(|pair| (pair.0.to_string(), pair.1.to_string()))
                .collect(),
            body: body.map(Into::into),
            ..Self::default()
        }
    }

    /// Returns whether there is a header of this name, in whatever case, with this value.
    pub fn has_header(&self, name: &str, value: &str) -> bool {
        self.headers
            .iter()
            .any(|(other, sent)| other.eq_ignore_ascii_case(name) && sent == value)
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = Shown {
            method: &self.method,
            url: &self.url,
            headers: &self.headers,
            body: self.body.as_deref(),
            timeout_ms: self.timeout_ms,
            follow_redirects: self.follow_redirects,
        };
        shown.fmt(f)
    }
}

/// A request, or what one has to be, for people: a line for each part.
pub(super) struct Shown<'s> {
    pub(super) method: &'s str,
    pub(super) url: &'s str,
    pub(super) headers: &'s [(String, String)],
    pub(super) body: Option<&'s [u8]>,
    pub(super) timeout_ms: Option<u32>,
    pub(super) follow_redirects: Option<bool>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)?;
        for (name, value) in self.headers {
            write!(f, "\n    {name}: {value}")?;
        }
        if let Some(milliseconds) = self.timeout_ms {
            write!(f, "\n    time limit: {milliseconds} ms")?;
        }
        if let Some(follow) = self.follow_redirects {
            write!(f, "\n    follow redirects: {follow}")?;
        }
        match self.body {
            Some(body) => write!(f, "\n    {}", String::from_utf8_lossy(body)),
            None => Ok(()),
        }
    }
}
