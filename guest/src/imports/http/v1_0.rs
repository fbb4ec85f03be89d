//! Requests of `http@1.0.0`.

use super::{Reply, RequestBuilder, requests};
use crate::Call;
use crate::abi::Opt;
use crate::http::v1_0::{Host, HostError, Request};
use crate::interfaces_types::v0_1::TenantCtx;

/// What this interface can say of a request beside what it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'d> {
    tenant: Option<&'d TenantCtx<'d>>,
}

requests! {
    /// Begins requests, on everything that is a `greentic:http/http-client@1.0.0`.
    Host, Options<'d>
}

impl<'d, 'a: 'd, H: Host + ?Sized> RequestBuilder<'d, 'a, H, Options<'d>> {
    /// Says for which tenant the request is made. Otherwise it is that of the call.
    pub fn tenant(self, tenant: &'d TenantCtx<'d>) -> Self {
        self.draft.options.tenant = Some(tenant);
        self
    }

    /// Sends the request and waits for the response, of whatever status. How long is the
    /// host's to say, and so is what it does with a redirect.
    ///
    /// # Errors
    ///
    /// Why there is no response: the request makes no sense, the host does not allow it, the
    /// server cannot be reached, or it took too long.
    pub fn send(self) -> Result<Reply<'a>, HostError<'a>> {
        let draft = self.draft;
        let request = Request {
            method: draft.method.into(),
            url: draft.url.into(),
            headers: draft.headers.get().into(),
            body: Opt::of(draft.body),
        };
        let tenant = draft.options.tenant;
        let response = self.host.send(self.call.get(), request, tenant)?;
        Ok(Reply::new(
            self.call,
            response.status,
            response.headers,
            response.body,
        ))
    }
}
