//! Redirects of requests.

use ureq::http::{HeaderMap, Method, StatusCode};

/// Headers that say nothing about who asks. All others stay behind when a
/// redirect leads to another origin: keys and tokens have names of all kinds.
const HARMLESS: [&str; 12] = [
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "content-encoding",
    "content-language",
    "content-type",
    "if-modified-since",
    "if-none-match",
    "pragma",
    "range",
    "user-agent",
];

/// Headers that describe a body.
const OF_BODY: [&str; 5] = [
    "content-encoding",
    "content-language",
    "content-location",
    "content-type",
    "digest",
];

/// Returns whether a response of this status can be a redirect.
pub(super) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// The method that follows, and whether the body is left behind: as browsers do
/// it, and the Fetch standard after them.
pub(super) fn follow(status: StatusCode, method: &Method) -> (Method, bool) {
    let becomes_get = match status.as_u16() {
        301 | 302 => method == Method::POST,
        303 => method != Method::GET && method != Method::HEAD,
        _ => false,
    };
    if becomes_get {
        (Method::GET, true)
    } else {
        (method.clone(), false)
    }
}

/// Takes out what describes a body that is no longer there.
pub(super) fn forget_body(headers: &mut HeaderMap) {
    for name in OF_BODY {
        headers.remove(name);
    }
}

/// Takes out what another origin must not see.
pub(super) fn forget_origin(headers: &mut HeaderMap) {
    let names: Vec<_> = headers.keys().cloned().collect();
    for name in names {
        if !HARMLESS.contains(&name.as_str()) {
            headers.remove(name);
        }
    }
}
