//! Errors of the library, in words of our own: its texts can hold URLs and what
//! the server sent.

use std::io::ErrorKind;

use greentic_host_shim::services::http::{Denial, HttpError, HttpErrorKind};
use ureq::Error;

use super::resolver::NotPublic;

/// Turns an error on the way to `host` or back into that of the interface.
pub(super) fn failure(error: &Error, host: &str) -> HttpError {
    let (kind, message) = match error {
        Error::Timeout(_) => (HttpErrorKind::Timeout, format!("{host} took too long")),
        Error::Other(error) if error.is::<NotPublic>() => {
            return HttpError::denied(
                Denial::Private,
                format!("{host} has no address that requests may go to: none is public"),
            );
        }
        Error::BodyExceedsLimit(limit) => (
            HttpErrorKind::TooLarge,
            format!("the body of the response is larger than {limit} bytes"),
        ),
        Error::LargeResponseHeader(_, limit) => (
            HttpErrorKind::TooLarge,
            format!("the headers of the response are larger than {limit} bytes"),
        ),
        Error::Protocol(_) | Error::BodyStalled => (
            HttpErrorKind::Protocol,
            format!("the response of {host} is no valid HTTP"),
        ),
        Error::Http(_) | Error::BadUri(_) => (
            HttpErrorKind::InvalidRequest,
            "the URL or a header of the request cannot be sent".into(),
        ),
        Error::Tls(_) | Error::TlsRequired | Error::Pem(_) | Error::Rustls(_) => tls(host),
        Error::Io(error) => match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => {
                (HttpErrorKind::Timeout, format!("{host} took too long"))
            }
            // What the TLS library makes of its own errors.
            ErrorKind::InvalidData => tls(host),
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe => (
                HttpErrorKind::Unreachable,
                format!("{host} broke off the connection"),
            ),
            _ => unreachable(host),
        },
        _ => unreachable(host),
    };
    HttpError::new(kind, message)
}

fn tls(host: &str) -> (HttpErrorKind, String) {
    let message = format!("there is no secure connection to {host}: is its certificate valid?");
    (HttpErrorKind::Tls, message)
}

fn unreachable(host: &str) -> (HttpErrorKind, String) {
    let message = format!("{host} cannot be reached");
    (HttpErrorKind::Unreachable, message)
}
