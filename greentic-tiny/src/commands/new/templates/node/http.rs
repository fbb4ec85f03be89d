//! Asks other services.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::http::v1_1 as http;
use greentic_guest::prelude::*;

/// The address of the service.
const URL: &str = "https://api.example.com/v1/status";

/// Gives back the JSON that the service answers with.
pub(crate) fn status<'a>(call: &'a Call, http: &impl http::Host) -> Result<&'a str, NodeError<'a>> {
    let reply = http
        .get(call, URL)
        .header("accept", "application/json")
        .timeout(5000)
        .send()?;
    // A status that is not 2xx is an error, which may pass where it is 429 or 5xx.
    Ok(reply.ok()?.text()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use greentic_guest::testing::{Expected, FakeHttp, FakeReply};

    #[test]
    fn the_answer_of_the_service_is_given_back() {
        let call = Call::new();
        let http = FakeHttp::new().on(Expected::get(URL), FakeReply::json(r#"{"up":true}"#));
        assert_eq!(status(&call, &http).unwrap(), r#"{"up":true}"#);
    }

    #[test]
    fn a_service_that_is_busy_says_when_to_come_back() {
        let call = Call::new();
        let busy = FakeReply::status(429).header("retry-after", "30");
        let http = FakeHttp::new().on(Expected::get(URL), busy);
        let error = status(&call, &http).unwrap_err();
        assert_eq!(error.backoff_ms.get(), Some(30_000));
    }
}
