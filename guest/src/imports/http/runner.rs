//! Requests of `host@1.0.0`, which older runners send.

use super::{RequestBuilder, requests};
use crate::abi::Str;
use crate::host::v1_0::http_v1::Host;
use crate::{Call, Failure};

/// The options of a request: this interface has none.
///
/// ```
/// use greentic_guest::{Call, host::v1_0::http_v1::Host};
/// use greentic_guest::imports::http::RequestBuilder;
/// use greentic_guest::imports::http::runner::{NotSent, Requests as _, RunnerRequestOptions};
///
/// fn body<'d, 'a: 'd>(
///     request: RequestBuilder<'d, 'a, impl Host, RunnerRequestOptions>,
/// ) -> Result<&'a str, NotSent<'a>> {
///     let bytes = request.header("accept", "text/plain").send()?;
///     str::from_utf8(bytes).map_err(|_| NotSent { message: "the answer is no text" })
/// }
/// # use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
/// # let url = "https://example.com/";
/// # let expected = || Expected::get(url).header("accept", "text/plain");
/// # let http = FakeHttp::new().on(expected(), FakeReply::ok("text"));
/// # let http = http.on(expected(), FakeReply::ok([0xFF]));
/// # let call = Call::new();
/// # assert_eq!(body(http.get(&call, url)), Ok("text"));
/// # assert_eq!(body(http.get(&call, url)).unwrap_err().message, "the answer is no text");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct RunnerRequestOptions(());

requests! {
    /// Begins requests, on everything that is a `greentic:host/http-v1@1.0.0`.
    ///
    /// ```
    /// use greentic_guest::Call;
    /// use greentic_guest::host::v1_0::http_v1::Host;
    /// use greentic_guest::imports::http::runner::{NotSent, Requests as _};
    ///
    /// fn page<'a>(call: &'a Call, http: &impl Host) -> Result<&'a [u8], NotSent<'a>> {
    ///     http.get(call, "https://example.com/").header("accept", "text/html").send()
    /// }
    /// # use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
    /// # let call = Call::new();
    /// # let http = FakeHttp::new().on(
    /// #     Expected::get("https://example.com/").header("accept", "text/html"),
    /// #     FakeReply::ok("<html>"),
    /// # );
    /// # assert_eq!(page(&call, &http), Ok(&b"<html>"[..]));
    /// ```
    Host, RunnerRequestOptions
}

/// A request of this interface that has no answer.
///
/// ```
/// use greentic_guest::{Call, Failure as _, host::v1_0::http_v1::Host};
/// use greentic_guest::imports::http::runner::{NotSent, Requests as _};
///
/// fn stored<'a>(call: &'a Call, http: &impl Host) -> Result<(), NotSent<'a>> {
///     http.put(call, "https://example.com/").text("news").send().map(drop)
/// }
/// # use greentic_guest::testing::{Expected, FakeHttp, FakeReply};
/// let call = Call::new();
/// let down = FakeReply::error("network", "the server is down");
/// let http = FakeHttp::new().on(Expected::put("https://example.com/"), down);
/// let error = stored(&call, &http).unwrap_err();
/// assert_eq!(error.code(), "http-failed");
/// assert!(error.message.contains("the server is down"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSent<'a> {
    /// The host's reason, as a sentence for people.
    pub message: &'a str,
}

impl<'a> Failure<'a> for NotSent<'a> {
    fn code(&self) -> &'a str {
        "http-failed"
    }

    fn message(&self) -> &'a str {
        self.message
    }
}

impl<'d, 'a: 'd, H: Host + ?Sized> RequestBuilder<'d, 'a, H, RunnerRequestOptions> {
    /// Sends the request and returns the body of the response. Its status and its headers are
    /// not handed over.
    ///
    /// # Errors
    ///
    /// There is no response, or one with another status than 2xx: the runners that have this
    /// interface say that in a sentence.
    pub fn send(self) -> Result<&'a [u8], NotSent<'a>> {
        let (call, RunnerRequestOptions(())) = (self.call.get(), self.options);
        let headers = self.headers.get();
        let lines = call.list(
            headers
                .iter()
                .map(|pair| Str::new(call.concat(&[&pair.0, ": ", &pair.1]))),
        );
        let answer = self
            .host
            .request(call, self.method, self.url, lines, self.body);
        answer.map_err(|message| NotSent { message })
    }
}
