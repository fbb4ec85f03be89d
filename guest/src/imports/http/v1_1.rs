//! Requests of `http@1.1.0`.

use super::{Reply, RequestBuilder, requests};
use crate::Call;
use crate::abi::Opt;
use crate::http::v1_1::{Host, HostError, Request, RequestOptions};
use crate::interfaces_types::v0_1::TenantCtx;

/// What this interface can say of a request beside what it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'d> {
    how: RequestOptions,
    tenant: Option<&'d TenantCtx<'d>>,
}

requests! {
    /// Begins requests, on everything that is a `greentic:http/http-client@1.1.0`.
    Host, Options<'d>
}

impl<'d, 'a: 'd, H: Host + ?Sized> RequestBuilder<'d, 'a, H, Options<'d>> {
    /// Sets how long to wait for the response, in milliseconds. Otherwise that is the host's
    /// to say, who may also be less patient.
    pub fn timeout(self, milliseconds: u32) -> Self {
        self.draft.options.how.timeout_ms = Opt::Some(milliseconds);
        self
    }

    /// Says whether the host follows redirects, rather than hand them over as the response. A
    /// key in a header goes where they lead: say `false` where it is for one server.
    pub fn redirects(self, follow: bool) -> Self {
        self.draft.options.how.follow_redirects = Opt::Some(follow);
        self
    }

    /// Says whether the connection may be one that is not secure; the host may refuse.
    pub fn insecure(self, allow: bool) -> Self {
        self.draft.options.how.allow_insecure = Opt::Some(allow);
        self
    }

    /// Says for which tenant the request is made. Otherwise it is that of the call.
    pub fn tenant(self, tenant: &'d TenantCtx<'d>) -> Self {
        self.draft.options.tenant = Some(tenant);
        self
    }

    /// Sends the request and waits for the response, of whatever status.
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
        let Options { how, tenant } = draft.options;
        let response = self
            .host
            .send(self.call.get(), request, Some(how), tenant)?;
        Ok(Reply::new(
            self.call,
            response.status,
            response.headers,
            response.body,
        ))
    }
}
