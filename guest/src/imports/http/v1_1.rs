//! Requests of `http@1.1.0`.

use super::{Reply, RequestBuilder, requests};
use crate::Call;
use crate::abi::Opt;
use crate::http::v1_1::{Host, HostError, Request, RequestOptions};
use crate::interfaces_types::v0_1::TenantCtx;

requests! {
    /// Begins requests, on everything that is a `greentic:http/http-client@1.1.0`.
    Host, RequestOptions
}

#[allow(
    clippy::inline_always,
    reason = "an option that is not set takes no code"
)]
impl<'d, 'a: 'd, H: Host + ?Sized> RequestBuilder<'d, 'a, H, RequestOptions> {
    /// Sets how long to wait for the response, in milliseconds. Otherwise that is the host's
    /// to say, who may also be less patient.
    #[inline(always)]
    pub fn timeout(mut self, milliseconds: u32) -> Self {
        self.options.timeout_ms = Opt::Some(milliseconds);
        self
    }

    /// Says whether the host follows redirects, rather than hand them over as the response. A
    /// key in a header goes where they lead: say `false` where it is for one server.
    #[inline(always)]
    pub fn redirects(mut self, follow: bool) -> Self {
        self.options.follow_redirects = Opt::Some(follow);
        self
    }

    /// Says whether the connection may be one that is not secure; the host may refuse.
    #[inline(always)]
    pub fn insecure(mut self, allow: bool) -> Self {
        self.options.allow_insecure = Opt::Some(allow);
        self
    }

    /// Sends the request for the tenant of the call and waits for the response, of whatever
    /// status.
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

    #[inline(always)]
    fn sent(self, tenant: Option<&TenantCtx<'_>>) -> Result<Reply<'a>, HostError<'a>> {
        let request = Request {
            method: self.method.into(),
            url: self.url.into(),
            headers: self.headers.get().into(),
            body: Opt::of(self.body),
        };
        let (call, options) = (self.call, Some(self.options));
        let response = self.host.send(call.get(), request, options, tenant)?;
        Ok(Reply::new(
            call,
            response.status,
            response.headers,
            response.body,
        ))
    }
}
