//! Methods and headers of a request, once they are known to be sound.

use greentic_host_shim::services::http::{HttpError, HttpErrorKind};
use ureq::http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::policy::HttpPolicy;

/// Headers that say how the message is carried, which is the client's to say.
const RESERVED: [&str; 11] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

pub(super) fn method(text: &str) -> Result<Method, HttpError> {
    let invalid = |why: &str| {
        // Not the text: it can be anything.
        HttpError::new(
            HttpErrorKind::InvalidRequest,
            format!("the method of the request {why}"),
        )
    };
    let upper = text.to_ascii_uppercase();
    let standard = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    let name = if standard.contains(&upper.as_str()) {
        &upper
    } else {
        text
    };
    if ["CONNECT", "TRACE"].contains(&upper.as_str()) {
        return Err(invalid("is not one for components"));
    }
    // A limit so that the line fits any server's buffer.
    if name.len() > 32 {
        return Err(invalid("is longer than 32 bytes"));
    }
    Method::from_bytes(name.as_bytes()).map_err(|_| invalid("is not the name of one, as `GET` is"))
}

pub(super) fn headers(
    pairs: &[(String, String)],
    url: &str,
    policy: &HttpPolicy,
) -> Result<HeaderMap, HttpError> {
    let bytes = pairs
        .iter()
        // `: ` and a line's end.
        .map(|(name, value)| name.len() + value.len() + 4)
        .fold(url.len(), usize::saturating_add);
    if bytes > policy.header_bytes {
        return Err(HttpError::new(
            HttpErrorKind::TooLarge,
            format!(
                "URL and headers of the request are larger than {} bytes",
                policy.header_bytes
            ),
        ));
    }
    let mut headers = HeaderMap::new();
    for (index, (name, value)) in pairs.iter().enumerate() {
        let invalid = |message: String| HttpError::new(HttpErrorKind::InvalidRequest, message);
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| invalid(format!("header {index} of the request has no valid name")))?;
        if RESERVED.contains(&name.as_str()) || name.as_str().starts_with("proxy-") {
            return Err(invalid(format!(
                "the header `{name}` is set by the host: leave it out"
            )));
        }
        let mut value = HeaderValue::from_str(value).map_err(|_| {
            invalid(format!(
                "the value of the header `{name}` has a control character"
            ))
        })?;
        // Keeps it out of the debug output of everything below.
        value.set_sensitive(true);
        headers.try_append(name, value).map_err(|_| {
            HttpError::new(HttpErrorKind::TooLarge, "the request has too many headers")
        })?;
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_names_and_the_usual_ones_upper_case() {
        assert_eq!(method("get").unwrap(), Method::GET);
        assert_eq!(method("Patch").unwrap(), Method::PATCH);
        assert_eq!(method("PROPFIND").unwrap().as_str(), "PROPFIND");
        for text in [
            "",
            " ",
            "GET ",
            "G ET",
            "GET\r\nX: y",
            "connect",
            "TRACE",
            "GÉT",
            &"A".repeat(33),
        ] {
            let error = method(text).unwrap_err();
            assert_eq!(error.code(), "invalid-request", "{text:?}");
        }
    }

    fn one(name: &str, value: &str) -> Result<HeaderMap, HttpError> {
        headers(&[(name.into(), value.into())], "", &HttpPolicy::new())
    }

    #[test]
    fn headers_cannot_reach_beyond_themselves() {
        assert_eq!(one("X-Any", "any \u{e9}\t").unwrap().len(), 1);
        for (name, value) in [
            ("", "x"),
            ("a b", "x"),
            ("a:", "x"),
            ("a\r\nb", "x"),
            ("a", "x\r\nb: y"),
            ("a", "x\n"),
            ("a", "x\0"),
            ("Host", "x"),
            ("CONTENT-length", "0"),
            ("transfer-encoding", "chunked"),
            ("Connection", "close"),
            ("Proxy-Authorization", "x"),
            ("upgrade", "x"),
        ] {
            let error = one(name, value).unwrap_err();
            assert_eq!(error.code(), "invalid-request", "{name:?}: {value:?}");
        }
    }

    #[test]
    fn values_are_in_no_debug_output() {
        let headers = one("x-key", "sesame").unwrap();
        assert!(!format!("{headers:?}").contains("sesame"));
    }
}
