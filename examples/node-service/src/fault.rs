//! Faults, in words for programs and for people.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::http::v1_1::{HostError, Response};
use greentic_guest::number::parse_u32;
use greentic_guest::secrets_store::v1_0::SecretsError;
use greentic_guest::{Call, json};

/// The time to wait if nobody gives another one, in milliseconds.
const BACKOFF: u64 = 1000;

/// An error, built where it is known best and copied once, into the answer.
pub(crate) type Fault<'a> = &'a NodeError<'a>;

pub(crate) const BAD_INPUT: Fault<'static> = &NodeError::new(
    "bad-input",
    "the input does not agree with the schema of `quote`",
);

pub(crate) const NO_SECRET: Fault<'static> =
    &NodeError::new("secret-missing", "secret `QUOTES_TOKEN` is missing");

const SECRET_DENIED: Fault<'static> =
    &NodeError::new("secret-denied", "secret `QUOTES_TOKEN` may not be read");

const SECRET_FAILED: Fault<'static> =
    &NodeError::new("secret-failed", "the secret store failed").retry_after(BACKOFF);

pub(crate) const NO_PRICE: Fault<'static> =
    &NodeError::new("service-answer", "the service answered without a price");

const REFUSED: Fault<'static> =
    &NodeError::new("service-refused", "the service refused the request");

pub(crate) fn secret<'a>(why: SecretsError) -> Fault<'a> {
    match why {
        SecretsError::NotFound => NO_SECRET,
        SecretsError::Denied => SECRET_DENIED,
        SecretsError::InvalidKey | SecretsError::Internal => SECRET_FAILED,
    }
}

pub(crate) fn unreachable<'a>(call: &'a Call, error: HostError<'a>) -> Fault<'a> {
    let message = call.concat(&["the service cannot be reached: ", &error.message]);
    call.keep(
        NodeError::new("service-unreachable", message)
            .retry_after(BACKOFF)
            .with_details(json!(call, {"code": error.code})),
    )
}

/// The fault of a response whose status is not 200.
pub(crate) fn status<'a>(call: &'a Call, symbol: &str, response: &Response<'_>) -> Fault<'a> {
    call.keep(match response.status {
        404 => NodeError::new(
            "unknown-symbol",
            call.concat(&["the service does not know `", symbol, "`"]),
        ),
        429 | 500..=599 => NodeError::new("service-busy", "the service cannot answer now")
            .retry_after(wait(response)),
        _ => return REFUSED,
    })
}

/// Returns the time to wait in milliseconds: `Retry-After` in seconds, or the usual time.
/// An hour at most; a date is not understood.
fn wait(response: &Response<'_>) -> u64 {
    for pair in response.headers {
        if pair.0.eq_ignore_ascii_case("retry-after") {
            return match parse_u32(&pair.1) {
                Some(seconds) if seconds <= 0xFFFF => u64::from(seconds.min(3600)) * 1000,
                _ => BACKOFF,
            };
        }
    }
    BACKOFF
}
