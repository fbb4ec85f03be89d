//! The operation `quote`.

use greentic_guest::abi::{Opt, Tuple2, from_utf8};
use greentic_guest::component::v0_5::node::ExecCtx;
use greentic_guest::http::v1_1::{self as http, Request, RequestOptions};
use greentic_guest::interfaces_types::v0_1::SpanContext;
use greentic_guest::telemetry::v1_0 as telemetry;
use greentic_guest::{Call, secrets_store::v1_0 as secrets, state::v1_0 as state};

use crate::fault::{self, Fault};
use crate::json::{self, Question};

/// The time to wait for the service, in milliseconds.
const TIMEOUT: u32 = 5000;

/// All that the operation needs of the host.
pub(crate) struct Services<H, S, T, L> {
    pub(crate) http: H,
    pub(crate) secrets: S,
    pub(crate) state: T,
    pub(crate) logger: L,
}

impl<H, S, T, L> Services<H, S, T, L>
where
    H: http::Host,
    S: secrets::Host,
    T: state::Host,
    L: telemetry::Host,
{
    /// The price of a share: the one that is remembered, or the service's.
    pub(crate) fn quote<'a>(
        &self,
        call: &'a Call,
        ctx: &ExecCtx<'a>,
        input: &'a str,
    ) -> Result<&'a str, Fault<'a>> {
        let Question { symbol, fresh } = json::question(call, input).ok_or(fault::BAD_INPUT)?;
        let key = call.concat(&["quote/", symbol]);
        // A store that fails costs a request, not the answer.
        let known = match self.state.read(call, key, None) {
            Ok(bytes) if !fresh => json::price(call, bytes),
            _ => None,
        };
        let (price, outcome) = match known {
            Some(price) => (price, "cached"),
            None => match self.ask(call, symbol) {
                Ok(price) => {
                    let document = json::document(call, price);
                    match self.state.write(call, key, document.as_bytes(), None) {
                        Ok(_) => (price, "asked"),
                        Err(_) => (price, "asked, not remembered"),
                    }
                }
                Err(error) => {
                    self.log(call, ctx, symbol, error.code.get());
                    return Err(error);
                }
            },
        };
        self.log(call, ctx, symbol, outcome);
        Ok(json::output(call, symbol, price, known.is_some()))
    }

    /// The price that the service has.
    fn ask<'a>(&self, call: &'a Call, symbol: &str) -> Result<u32, Fault<'a>> {
        let token = match self.secrets.get(call, "QUOTES_TOKEN") {
            Ok(Some(bytes)) => from_utf8(bytes).ok_or(fault::NO_SECRET)?,
            Ok(None) => return Err(fault::NO_SECRET),
            Err(why) => return Err(fault::secret(why)),
        };
        let headers = [
            Tuple2(
                "authorization".into(),
                call.concat(&["Bearer ", token]).into(),
            ),
            Tuple2("accept".into(), "application/json".into()),
        ];
        let request = Request {
            method: "GET".into(),
            url: url(call, symbol).into(),
            headers: (&headers).into(),
            body: Opt::None,
        };
        let options = RequestOptions {
            timeout_ms: Opt::Some(TIMEOUT),
            // The token goes to this service and to no other.
            follow_redirects: Opt::Some(false),
            ..RequestOptions::default()
        };
        let response = self
            .http
            .send(call, request, Some(options), None)
            .map_err(|error| fault::unreachable(call, error))?;
        if response.status != 200 {
            return Err(fault::status(call, symbol, &response));
        }
        let body = response.body.get().unwrap_or_default();
        json::price(call, body.get()).ok_or(fault::NO_PRICE)
    }

    /// Adds to the telemetry what was done. Whether the host takes it changes
    /// nothing.
    fn log(&self, call: &Call, ctx: &ExecCtx<'_>, symbol: &str, outcome: &str) {
        let span = SpanContext {
            tenant: ctx.tenant.tenant,
            session_id: ctx.tenant.session_id,
            flow_id: ctx.flow_id,
            node_id: ctx.node_id,
            provider: "quotes".into(),
            ..SpanContext::default()
        };
        let fields = [
            Tuple2("symbol".into(), symbol.into()),
            Tuple2("outcome".into(), outcome.into()),
        ];
        let _ = self.logger.log(call, span, &fields, None);
    }
}

/// Returns the URL of the price of `symbol`, which may hold anything.
fn url<'a>(call: &'a Call, symbol: &str) -> &'a str {
    let mut url = call.text();
    url.push("https://quotes.example.com/v1/");
    for byte in symbol.bytes() {
        // RFC 3986, section 2.3.
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            url.push_char(byte.into());
        } else {
            url.push("%");
            for digit in [byte >> 4, byte & 15] {
                let letter = if digit < 10 { b'0' } else { b'A' - 10 };
                url.push_char((letter + digit).into());
            }
        }
    }
    url.finish()
}

#[cfg(test)]
#[path = "quote/tests.rs"]
mod tests;
