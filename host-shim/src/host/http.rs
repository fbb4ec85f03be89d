//! `greentic:http/http-client`, answered by an
//! [`HttpClient`](crate::services::http::HttpClient).

use std::time::Duration;

use super::{NOT_OWN, State, host_error};
use crate::bindings::http::v1_1;
use crate::bindings::interfaces_types::v0_1::{HostError, TenantCtx};
use crate::services::http::{HttpError, HttpErrorKind, HttpRequest};

impl v1_1::Host for State {
    async fn send(
        &mut self,
        req: v1_1::Request,
        opts: Option<v1_1::RequestOptions>,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<v1_1::Response, HostError>> {
        let named = ctx.as_ref().map(|ctx| (&*ctx.env, &*ctx.tenant));
        if named.is_some() && self.owner(named).is_err() {
            return Ok(Err(wire(&HttpError::new(HttpErrorKind::Denied, NOT_OWN))));
        }
        let mut request = HttpRequest::new(req.method, req.url);
        request.headers = req.headers;
        request.body = req.body;
        if let Some(opts) = opts {
            let millis = |ms| Duration::from_millis(u64::from(ms));
            request.timeout = opts.timeout_ms.map(millis);
            request.allow_insecure = opts.allow_insecure;
            request.follow_redirects = opts.follow_redirects;
        }
        let answer = Self::send(self, request).await;
        let answer = answer.map(|response| v1_1::Response {
            status: response.status,
            headers: response.headers,
            body: Some(response.body),
        });
        self.answer(answer.map_err(|error| wire(&error)))
    }
}

fn wire(error: &HttpError) -> HostError {
    host_error(error.code(), error.message())
}
