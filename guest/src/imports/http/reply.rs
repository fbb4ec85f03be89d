//! The reply of a server.

use core::fmt;

use crate::abi::{List, Opt, Str, Tuple2, from_utf8};
use crate::call::CallRef;
use crate::number::parse_u32;
use crate::{Failure, NotText};

/// The response to a request, whatever its status.
///
/// ```
/// # #[cfg(feature = "http-client-v1-1")] {
/// use greentic_guest::Call;
/// use greentic_guest::imports::http::v1_1::Requests as _;
/// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
///
/// let call = Call::new();
/// let url = "https://example.com/lamp";
/// let http = FakeHttp::new()
///     .on(Expected::get(url), FakeReply::ok("on").header("x-room", "hall"));
/// let reply = http.get(&call, url).send().unwrap();
/// assert!(reply.is_ok());
/// assert_eq!(reply.bytes(), b"on");
/// assert_eq!(reply.headers().len(), 1);
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct Reply<'a> {
    call: CallRef<'a>,
    status: u16,
    headers: List<'a, Tuple2<Str<'a>, Str<'a>>>,
    body: List<'a, u8>,
}

impl<'a> Reply<'a> {
    pub(super) fn new(
        call: CallRef<'a>,
        status: u16,
        headers: List<'a, Tuple2<Str<'a>, Str<'a>>>,
        body: Opt<List<'a, u8>>,
    ) -> Self {
        Self {
            call,
            status,
            headers,
            body: body.unwrap_or_default(),
        }
    }

    /// Returns the status, 200 say.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns whether the status is 2xx.
    pub const fn is_ok(&self) -> bool {
        self.status / 100 == 2
    }

    /// Returns the reply where its status is 2xx.
    ///
    /// # Errors
    ///
    /// A failure with the status in its code, `http-404` say, and in its message.
    pub fn ok(self) -> Result<Self, StatusError<'a>> {
        if self.is_ok() {
            Ok(self)
        } else {
            Err(StatusError(self))
        }
    }

    /// Returns the reply where its status is 2xx.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")]
    /// # #[cfg(feature = "component-v0-5")] {
    /// use greentic_guest::prelude::*;
    /// use greentic_guest::{component::v0_5::node::NodeError, http::v1_1::Host};
    ///
    /// fn page<'a>(call: &'a Call, http: &impl Host) -> Result<&'a [u8], NodeError<'a>> {
    ///     let reply = http.get(call, "https://example.com/").send()?;
    ///     let reply = reply.ok_or(|status| match status {
    ///         404 => NodeError::new("no-page", "there is no such page"),
    ///         _ => NodeError::new("no-server", "the server does not work").retry_after(1000),
    ///     })?;
    ///     Ok(reply.bytes())
    /// }
    /// # use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    /// # let call = Call::new();
    /// # let http = FakeHttp::new().on(Expected::get("https://example.com/"), FakeReply::status(404));
    /// # assert_eq!(page(&call, &http).unwrap_err().code, "no-page");
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The error that `error` makes of any other status.
    pub fn ok_or<E>(self, error: impl FnOnce(u16) -> E) -> Result<Self, E> {
        if self.is_ok() {
            Ok(self)
        } else {
            Err(error(self.status))
        }
    }

    /// Returns the value of the first header of this name, in whatever case.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        find(self.headers.get(), name).map(|pair| pair.1.get())
    }

    /// Returns all headers, pairs of name and value, in their order.
    pub const fn headers(&self) -> &'a [Tuple2<Str<'a>, Str<'a>>] {
        self.headers.get()
    }

    /// Returns the bytes of the body; none where there is no body.
    pub const fn bytes(&self) -> &'a [u8] {
        self.body.get()
    }

    /// Returns the body as text, whatever `content-type` says.
    ///
    /// # Errors
    ///
    /// [`NotText`], where it is not UTF-8.
    pub const fn text(&self) -> Result<&'a str, NotText> {
        match from_utf8(self.bytes()) {
            Some(text) => Ok(text),
            None => Err(NotText),
        }
    }

    /// Reads the body as a JSON document, whatever `content-type` says. Bytes that are no text
    /// are no JSON either.
    ///
    /// ```
    /// # #[cfg(feature = "http-client-v1-1")]
    /// # #[cfg(feature = "component-v0-5")] {
    /// use greentic_guest::prelude::*;
    /// use greentic_guest::{component::v0_5::node::NodeError, http::v1_1::Host};
    ///
    /// fn price<'a>(call: &'a Call, http: &impl Host) -> Result<f64, NodeError<'a>> {
    ///     let reply = http.get(call, "https://example.com/price").send()?.ok()?;
    ///     Ok(reply.json()?.at("price").f64()?)
    /// }
    /// # use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    /// # let call = Call::new();
    /// # let http = FakeHttp::new()
    /// #     .on(Expected::get("https://example.com/price"), FakeReply::json(r#"{"price":1.5}"#));
    /// # assert_eq!(price(&call, &http), Ok(1.5));
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The body is not JSON: all of it is checked. In a tool of MCP say
    /// [`unexpected`](crate::Context::unexpected) of it, for it is not the model's fault.
    #[cfg(feature = "json")]
    pub fn json(&self) -> Result<crate::json::Json<'a>, crate::json::JsonError<'a>> {
        // A document without text is no JSON, and the error is about its first byte.
        let text = from_utf8(self.bytes()).unwrap_or_default();
        self.call.get().read_json(text)
    }
}

/// Returns the first pair of this name: one pointer, which takes less code than its text.
fn find<'p, 'a>(
    pairs: &'p [Tuple2<Str<'a>, Str<'a>>],
    name: &str,
) -> Option<&'p Tuple2<Str<'a>, Str<'a>>> {
    let mut pairs = pairs.iter();
    pairs.find(|pair| is_same(pair.0.as_bytes(), name.as_bytes()))
}

/// Returns whether two names are the same but for the case of ASCII letters. The function of
/// `core` compares 16 bytes at a time, for 100 bytes more.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(a, b)| match a ^ b {
            0 => true,
            // The bit that tells upper from lower case.
            0x20 => a.is_ascii_alphabetic(),
            _ => false,
        })
}

impl fmt::Debug for Reply<'_> {
    /// Without the values of headers and the body, which hold keys and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// A status that is not 2xx, as a failure: [`Reply::ok`].
///
/// It may pass where the status is 429 or 5xx. A node's error then says how long to wait, where
/// the server does: `Retry-After` in seconds. A date there counts as nothing, as a component
/// has no clock.
///
/// ```
/// # #[cfg(feature = "http-client-v1-1")] {
/// use greentic_guest::{Call, Failure as _};
/// use greentic_guest::imports::http::v1_1::Requests as _;
/// use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
///
/// let call = Call::new();
/// let url = "https://example.com/lamp";
/// let http = FakeHttp::new()
///     .on(Expected::get(url), FakeReply::status(429).header("retry-after", "3"));
/// let error = http.get(&call, url).send().unwrap().ok().unwrap_err();
/// assert_eq!((error.code(), error.backoff_ms()), ("http-429", Some(3000)));
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct StatusError<'a>(Reply<'a>);

impl<'a> StatusError<'a> {
    /// Returns the reply, whose body may say more.
    pub const fn reply(&self) -> Reply<'a> {
        self.0
    }

    /// Writes a text with the status behind it.
    #[inline(never)]
    fn say(&self, before: &str) -> &'a str {
        let mut text = self.0.call.get().text();
        text.push(before);
        text.push_u64(self.0.status.into());
        text.finish()
    }
}

impl<'a> Failure<'a> for StatusError<'a> {
    fn code(&self) -> &'a str {
        self.say("http-")
    }

    fn message(&self) -> &'a str {
        self.say("the server answered with status ")
    }

    fn may_pass(&self) -> bool {
        matches!(self.0.status, 429 | 500..=599)
    }

    fn backoff_ms(&self) -> Option<u64> {
        if !self.may_pass() {
            return None;
        }
        let seconds = parse_u32(self.0.header("retry-after")?)?;
        Some(u64::from(seconds) * 1000)
    }
}

impl fmt::Debug for StatusError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl fmt::Display for StatusError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for StatusError<'_> {}
