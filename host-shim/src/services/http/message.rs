//! Requests and responses.

use std::fmt;
use std::time::Duration;

use crate::services::state::Scope;

/// A request, as a component makes it.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The method, `GET` say.
    pub method: String,
    /// An absolute URL.
    pub url: String,
    /// Pairs of name and value. A name may stand more than once.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body. `None` for a request without one.
    pub body: Option<Vec<u8>>,
    /// The time to wait for the whole response. `None` leaves that to the
    /// client, which may also be less patient.
    pub timeout: Option<Duration>,
    /// `true` to follow redirects rather than to hand them over. `None` leaves
    /// that to the client.
    pub follow_redirects: Option<bool>,
    /// `true` if the connection may be one that is not secure. `None` leaves that
    /// to the client.
    pub allow_insecure: Option<bool>,
    /// On whose behalf the component makes it; `None` where nobody said.
    pub scope: Option<Scope>,
}

impl HttpRequest {
    /// A request without headers, body and options.
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            method: method.into(),
            url: url.into(),
            headers: Vec::new(),
            body: None,
            timeout: None,
            follow_redirects: None,
            allow_insecure: None,
            scope: None,
        }
    }
}

/// A response.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code, `200` say.
    pub status: u16,
    /// Pairs of name and value. A name may stand more than once.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body, as they came: nothing is decompressed.
    pub body: Vec<u8>,
}

impl fmt::Debug for HttpRequest {
    /// Without the values of headers, the body, and all of the URL that comes
    /// after the host: they hold keys and tokens, which must not reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("origin", &origin(&self.url))
            .field("headers", &Names(&self.headers))
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .field("timeout", &self.timeout)
            .field("follow_redirects", &self.follow_redirects)
            .field("allow_insecure", &self.allow_insecure)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for HttpResponse {
    /// Without the values of headers and the body.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &Names(&self.headers))
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

struct Names<'a>(&'a [(String, String)]);

impl fmt::Debug for Names<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// Scheme, host and port of a URL that need not be one, without user info.
fn origin(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "(no absolute URL)".into();
    };
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if !scheme.bytes().all(is_scheme) {
        return "(no absolute URL)".into();
    }
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once('@') {
        Some((_, host)) => host,
        // A password with a slash in it looks like a host and a path.
        None if rest.contains('@') => "(user info)",
        None => authority,
    };
    // And one without a host behind it like a port.
    let is_odd = |port: &str| !port.bytes().all(|byte| byte.is_ascii_digit());
    match host.rsplit_once(':') {
        Some((_, port)) if is_odd(port) && !host.ends_with(']') => "(no valid port)".into(),
        _ => format!("{scheme}://{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_shows_no_secrets() {
        let urls = [
            "https://example.com/sesame",
            "https://example.com?sesame",
            "https://example.com#sesame",
            "https://user:sesame@example.com/",
            "https://sesame@example.com/",
            "https://user:sesame/@example.com/",
            "https://user:sesame?@example.com/",
            "https:\\\\user:sesame@example.com/",
            "https://example.com\\sesame",
            "https://example.com:sesame",
            "https://user:sesame",
            "sesame",
            "https:sesame",
            "/?sesame://",
        ];
        for url in urls {
            let mut request = HttpRequest::new("POST", url);
            request.headers = vec![("authorization".into(), "sesame".into())];
            request.body = Some(b"sesame".to_vec());
            let response = HttpResponse {
                status: 200,
                headers: request.headers.clone(),
                body: b"sesame".to_vec(),
            };
            let text = format!("{request:?} {request:#?} {response:?} {response:#?}");
            assert!(!text.contains("sesame"), "{url}: {text}");
            // Nor as the list of its bytes.
            assert!(!text.contains("115"), "{text}");
            assert!(text.contains("authorization"), "{text}");
        }
    }

    #[test]
    fn debug_output_shows_where_a_request_goes() {
        let text = format!("{:?}", HttpRequest::new("GET", "http://example.com:81/a"));
        assert!(text.contains("http://example.com:81\""), "{text}");
    }
}
