//! Requests that are expected.

use std::borrow::ToOwned;
use std::fmt;
use std::string::String;
use std::vec::Vec;

use super::sent::{Sent, Shown};

/// A request that is expected: its method, its URL, and the parts that are named here. All
/// others may be anything.
///
/// ```
/// use greentic_guest::testing::Expected;
///
/// let expected = Expected::post("https://example.com/orders")
///     .header("X-Api-Key", "k")
///     .json(r#"{"item":7}"#);
/// assert_eq!(
///     expected.to_string(),
///     "POST https://example.com/orders\n    X-Api-Key: k\n    content-type: application/json\n    \
///      {\"item\":7}"
/// );
/// ```
#[derive(Clone, Debug)]
pub struct Expected {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    timeout_ms: Option<u32>,
    follow_redirects: Option<bool>,
}

impl Expected {
    /// Expects a method, `PROPFIND` say, and a URL.
    pub fn new(method: &str, url: &str) -> Self {
        Self {
            method: method.to_owned(),
            url: url.to_owned(),
            headers: Vec::new(),
            body: None,
            timeout_ms: None,
            follow_redirects: None,
        }
    }

    /// Expects a `GET` of a URL.
    pub fn get(url: &str) -> Self {
        Self::new("GET", url)
    }

    /// Expects a `HEAD` of a URL.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")] {
    /// use greentic_guest::Call;
    /// use greentic_guest::imports::http::v1_1::Requests as _;
    /// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    ///
    /// let call = Call::new();
    /// let url = "https://example.com/lamp";
    /// let http = FakeHttp::new().on(Expected::head(url), FakeReply::status(204));
    /// assert!(http.head(&call, url).send().unwrap().is_ok());
    /// # }
    /// ```
    pub fn head(url: &str) -> Self {
        Self::new("HEAD", url)
    }

    /// Expects a `POST` to a URL.
    pub fn post(url: &str) -> Self {
        Self::new("POST", url)
    }

    /// Expects a `PUT` to a URL.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")] {
    /// use greentic_guest::Call;
    /// use greentic_guest::imports::http::v1_1::Requests as _;
    /// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    ///
    /// let call = Call::new();
    /// let url = "https://example.com/lamp";
    /// let http = FakeHttp::new().on(Expected::put(url), FakeReply::status(204));
    /// assert!(http.put(&call, url).send().unwrap().is_ok());
    /// # }
    /// ```
    pub fn put(url: &str) -> Self {
        Self::new("PUT", url)
    }

    /// Expects a `PATCH` of a URL.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")] {
    /// use greentic_guest::Call;
    /// use greentic_guest::imports::http::v1_1::Requests as _;
    /// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    ///
    /// let call = Call::new();
    /// let url = "https://example.com/lamp";
    /// let http = FakeHttp::new().on(Expected::patch(url), FakeReply::status(204));
    /// assert!(http.patch(&call, url).send().unwrap().is_ok());
    /// # }
    /// ```
    pub fn patch(url: &str) -> Self {
        Self::new("PATCH", url)
    }

    /// Expects a `DELETE` of a URL.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")] {
    /// use greentic_guest::Call;
    /// use greentic_guest::imports::http::v1_1::Requests as _;
    /// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    ///
    /// let call = Call::new();
    /// let url = "https://example.com/lamp";
    /// let http = FakeHttp::new().on(Expected::delete(url), FakeReply::status(204));
    /// assert!(http.delete(&call, url).send().unwrap().is_ok());
    /// # }
    /// ```
    pub fn delete(url: &str) -> Self {
        Self::new("DELETE", url)
    }

    /// Expects a header with this value; its name may be in another case, and there may be
    /// other headers.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Expects these bytes as the body. Without it the body may be anything.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")] {
    /// use greentic_guest::Call;
    /// use greentic_guest::imports::http::v1_1::Requests as _;
    /// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    ///
    /// let call = Call::new();
    /// let url = "https://example.com/lamp";
    /// let http = FakeHttp::new().on(Expected::put(url).body("on"), FakeReply::status(204));
    /// assert!(http.put(&call, url).text("on").send().unwrap().is_ok());
    /// # }
    /// ```
    #[must_use]
    pub fn body(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.body = Some(bytes.as_ref().to_owned());
        self
    }

    /// Expects this document as the body, byte by byte, and its `content-type`.
    #[must_use]
    pub fn json(self, document: &str) -> Self {
        self.header("content-type", "application/json")
            .body(document)
    }

    /// Expects a time limit in milliseconds.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")] {
    /// use greentic_guest::Call;
    /// use greentic_guest::imports::http::v1_1::Requests as _;
    /// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    ///
    /// let call = Call::new();
    /// let url = "https://example.com/lamp";
    /// let http = FakeHttp::new().on(Expected::get(url).timeout(200), FakeReply::status(204));
    /// assert!(http.get(&call, url).timeout(200).send().unwrap().is_ok());
    /// # }
    /// ```
    #[must_use]
    pub fn timeout(mut self, milliseconds: u32) -> Self {
        self.timeout_ms = Some(milliseconds);
        self
    }

    /// Expects that it says whether to follow redirects.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")] {
    /// use greentic_guest::Call;
    /// use greentic_guest::imports::http::v1_1::Requests as _;
    /// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    ///
    /// let call = Call::new();
    /// let url = "https://example.com/lamp";
    /// let http = FakeHttp::new().on(Expected::get(url).redirects(false), FakeReply::status(204));
    /// assert!(http.get(&call, url).redirects(false).send().unwrap().is_ok());
    /// # }
    /// ```
    #[must_use]
    pub fn redirects(mut self, follow: bool) -> Self {
        self.follow_redirects = Some(follow);
        self
    }

    /// Returns what of the request is something else, if anything is.
    pub(super) fn difference(&self, sent: &Sent) -> Option<String> {
        // Hosts take the usual methods in whatever case.
        if !self.method.eq_ignore_ascii_case(&sent.method) {
            return Some("method".into());
        }
        if self.url != sent.url {
            return Some("URL".into());
        }
        for (name, value) in &self.headers {
            if !sent.has_header(name, value) {
                return Some(std::format!("header `{name}`"));
            }
        }
        let body = self.body.as_deref();
        if body.is_some_and(|body| sent.body.as_deref().unwrap_or_default() != body) {
            return Some("body".into());
        }
        if self.timeout_ms.is_some() && self.timeout_ms != sent.timeout_ms {
            return Some("time limit".into());
        }
        if self.follow_redirects.is_some() && self.follow_redirects != sent.follow_redirects {
            return Some("way with redirects".into());
        }
        None
    }
}

impl fmt::Display for Expected {
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
