//! `http@1.0.0` by script.

use crate::Call;
use crate::http::v1_0::{Host, HostError, Request, Response};
use crate::interfaces_types::v0_1::TenantCtx;
use crate::testing::http::{FakeHttp, Sent};
use crate::testing::tenant::{NOT_OWN, is_own};

impl Host for FakeHttp {
    fn send<'a>(
        &self,
        call: &'a Call,
        req: Request<'_>,
        ctx: Option<&TenantCtx<'_>>,
    ) -> Result<Response<'a>, HostError<'a>> {
        let error = |code: &str, message: &str| HostError {
            code: call.copy(code).into(),
            message: call.copy(message).into(),
        };
        if !is_own(ctx) {
            return Err(error("denied", NOT_OWN));
        }
        let sent = Sent::new(&req.method, &req.url, &req.headers, req.body.as_deref());
        let reply = self.answer(&sent);
        let reply = reply.map_err(|(code, message)| error(&code, &message))?;
        Ok(Response {
            status: reply.status,
            headers: reply.headers_in(call).into(),
            body: reply.body_in(call).into(),
        })
    }
}
