//! `http@1.1.0` by script.

use crate::Call;
use crate::http::v1_1::{Host, HostError, Request, RequestOptions, Response};
use crate::interfaces_types::v0_1::TenantCtx;
use crate::testing::http::{FakeHttp, Sent};
use crate::testing::tenant::{NOT_OWN, is_own};

impl Host for FakeHttp {
    fn send<'a>(
        &self,
        call: &'a Call,
        req: Request<'_>,
        opts: Option<RequestOptions>,
        ctx: Option<&TenantCtx<'_>>,
    ) -> Result<Response<'a>, HostError<'a>> {
        let error = |code: &str, message: &str| HostError {
            code: call.copy(code).into(),
            message: call.copy(message).into(),
        };
        if !is_own(ctx) {
            return Err(error("denied", NOT_OWN));
        }
        let opts = opts.unwrap_or_default();
        let sent = Sent {
            timeout_ms: opts.timeout_ms.get(),
            follow_redirects: opts.follow_redirects.get(),
            allow_insecure: opts.allow_insecure.get(),
            ..Sent::new(&req.method, &req.url, &req.headers, req.body.as_deref())
        };
        let reply = self.answer(&sent);
        let reply = reply.map_err(|(code, message)| error(&code, &message))?;
        Ok(Response {
            status: reply.status,
            headers: reply.headers_in(call).into(),
            body: reply.body_in(call).into(),
        })
    }
}
