//! Requests of `http@1.0.0`.

use super::{Reply, RequestBuilder, requests};
use crate::Call;
use crate::abi::Opt;
use crate::http::v1_0::{Host, HostError, Request};
use crate::interfaces_types::v0_1::TenantCtx;

/// The options of a request: this interface has none.
///
/// ```
/// use greentic_guest::{Call, http::v1_0::{Host, HostError}};
/// use greentic_guest::imports::http::{Reply, RequestBuilder};
/// use greentic_guest::imports::http::v1_0::{RequestOptions, Requests as _};
/// use greentic_guest::interfaces_types::v0_1::TenantCtx;
///
/// fn accepted<'d, 'a: 'd>(
///     request: RequestBuilder<'d, 'a, impl Host, RequestOptions>,
///     tenant: &TenantCtx<'_>,
/// ) -> Result<Reply<'a>, HostError<'a>> {
///     request.header("accept", "text/plain").send_for(tenant)
/// }
/// # use greentic_guest::testing::{Expected, FakeHttp, FakeReply, tenant};
/// # let url = "https://example.com/";
/// # let expected = Expected::get(url).header("accept", "text/plain");
/// # let (call, http) = (Call::new(), FakeHttp::new().on(expected, FakeReply::ok("text")));
/// # assert_eq!(accepted(http.get(&call, url), &tenant()).unwrap().bytes(), b"text");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestOptions(());

requests! {
    /// Begins requests, on everything that is a `greentic:http/http-client@1.0.0`.
    Host, RequestOptions
}

impl<'d, 'a: 'd, H: Host + ?Sized> RequestBuilder<'d, 'a, H, RequestOptions> {
    /// Sends the request for the tenant of the call and waits for the response, of whatever
    /// status. How long is the host's to say, and so is what it does with a redirect.
    ///
    /// # Errors
    ///
    /// The host has no response: the request makes no sense, the host does not allow it, the
    /// server cannot be reached, or it took too long.
    pub fn send(self) -> Result<Reply<'a>, HostError<'a>> {
        self.sent(None)
    }

    /// Sends the request for this tenant, which most hosts refuse unless it is that of the call.
    ///
    /// # Errors
    ///
    /// As of [`send`](Self::send).
    pub fn send_for(self, tenant: &TenantCtx<'_>) -> Result<Reply<'a>, HostError<'a>> {
        self.sent(Some(tenant))
    }

    #[allow(clippy::inline_always, reason = "`None` takes no code then")]
    #[inline(always)]
    fn sent(self, tenant: Option<&TenantCtx<'_>>) -> Result<Reply<'a>, HostError<'a>> {
        let RequestOptions(()) = self.options;
        let request = Request {
            method: self.method.into(),
            url: self.url.into(),
            headers: self.headers.get().into(),
            body: Opt::of(self.body),
        };
        let response = self.host.send(self.call.get(), request, tenant)?;
        Ok(Reply::new(
            self.call,
            response.status,
            response.headers,
            response.body,
        ))
    }
}
