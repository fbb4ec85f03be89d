//! Requests that a host would not send at all.

use std::format;
use std::string::String;

use super::Sent;

/// Headers that say how the message is carried, which is the host's to say.
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

/// A code and a sentence.
type HttpRefusal = (&'static str, String);

/// Returns why a host would not send the request, if it would not.
pub(super) fn check(sent: &Sent) -> Result<(), HttpRefusal> {
    let invalid = |message| ("invalid-request", message);
    method(&sent.method).map_err(invalid)?;
    url(&sent.url)?;
    for (index, (name, value)) in sent.headers.iter().enumerate() {
        header(index, name, value).map_err(invalid)?;
    }
    Ok(())
}

fn method(name: &str) -> Result<(), String> {
    let why = if ["CONNECT", "TRACE"].contains(&&*name.to_ascii_uppercase()) {
        "is not one for components"
    } else if name.len() > 32 {
        "is longer than 32 bytes"
    } else if !is_token(name) {
        "is not the name of one, as `GET` is"
    } else {
        return Ok(());
    };
    Err(format!("the method of the request {why}"))
}

fn url(url: &str) -> Result<(), HttpRefusal> {
    let not_absolute = |why| {
        let message = format!("the URL is not an absolute one: {why}");
        Err(("invalid-request", message))
    };
    let Some((scheme, rest)) = url.split_once(':') else {
        return not_absolute("relative URL without a base");
    };
    let scheme = scheme.to_ascii_lowercase();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    if !scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
        || !scheme.bytes().all(is_part)
    {
        return not_absolute("relative URL without a base");
    }
    if !["http", "https"].contains(&&*scheme) {
        return Err(("denied", format!("the scheme `{scheme}` is not allowed")));
    }
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next();
    let host = host.unwrap_or_default();
    if host.is_empty() {
        return not_absolute("empty host");
    }
    if host.contains('@') {
        let message = "the URL holds a user's name or password: use a header for it";
        return Err(("invalid-request", message.into()));
    }
    Ok(())
}

fn header(index: usize, name: &str, value: &str) -> Result<(), String> {
    if !is_token(name) {
        return Err(format!("header {index} of the request has no valid name"));
    }
    let lower = name.to_ascii_lowercase();
    if RESERVED.contains(&&*lower) || lower.starts_with("proxy-") {
        return Err(format!(
            "the header `{lower}` is set by the host: leave it out"
        ));
    }
    let is_control = |byte: u8| (byte < 0x20 && byte != b'\t') || byte == 0x7F;
    if value.bytes().any(is_control) {
        return Err(format!(
            "the value of the header `{lower}` has a control character"
        ));
    }
    Ok(())
}

/// Returns whether the text is a `token` (RFC 9110, section 5.6.2).
fn is_token(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_part)
}
