//! What can go wrong, in words for programs and for people.

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::http::v1_1::{HostError, Response};
use greentic_guest::secrets_store::v1_0::SecretsError;

/// How long to wait where nobody says, in milliseconds.
const BACKOFF: u64 = 1000;

pub(crate) fn bad_input<'a>() -> NodeError<'a> {
    NodeError::new(
        "bad-input",
        "the input does not agree with the schema of `quote`",
    )
}

pub(crate) fn no_secret<'a>(why: Result<(), SecretsError>) -> NodeError<'a> {
    match why {
        Ok(()) | Err(SecretsError::NotFound) => {
            NodeError::new("secret-missing", "secret `QUOTES_TOKEN` is missing")
        }
        Err(SecretsError::Denied) => {
            NodeError::new("secret-denied", "secret `QUOTES_TOKEN` may not be read")
        }
        Err(SecretsError::InvalidKey | SecretsError::Internal) => {
            NodeError::new("secret-failed", "the secret store failed").retry_after(BACKOFF)
        }
    }
}

pub(crate) fn unreachable<'a>(call: &'a Call, error: HostError<'a>) -> NodeError<'a> {
    NodeError::new(
        "service-unreachable",
        call.concat(&["the service cannot be reached: ", &error.message]),
    )
    .retry_after(BACKOFF)
    .with_details(call.concat(&["{\"code\":", call.json(error.code.get()), "}"]))
}

pub(crate) fn no_price<'a>() -> NodeError<'a> {
    NodeError::new("service-answer", "the service answered without a price")
}

/// The fault of a response whose status is not 200.
pub(crate) fn status<'a>(call: &'a Call, symbol: &str, response: &Response<'_>) -> NodeError<'a> {
    match response.status {
        404 => NodeError::new(
            "unknown-symbol",
            call.concat(&["the service does not know `", symbol, "`"]),
        ),
        429 | 500..=599 => NodeError::new("service-busy", "the service cannot answer now")
            .retry_after(wait(response)),
        _ => NodeError::new("service-refused", "the service refused the request"),
    }
}

/// How long the service asks to wait, in milliseconds: `Retry-After` in seconds,
/// or what is usual. An hour at most; a date is not understood.
fn wait(response: &Response<'_>) -> u64 {
    let mut headers = response.headers.iter();
    let header = headers.find(|pair| pair.0.eq_ignore_ascii_case("retry-after"));
    let seconds = header.and_then(|pair| pair.1.parse::<u16>().ok());
    seconds.map_or(BACKOFF, |seconds| u64::from(seconds.min(3600)) * 1000)
}
