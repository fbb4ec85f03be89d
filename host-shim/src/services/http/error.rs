//! The reasons why there is no response.

use std::fmt;

/// The reason why a request has no response.
///
/// Its text names hosts and limits, never a header's value, a body, or the path
/// or query of a URL: components may hand it on to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpError {
    kind: HttpErrorKind,
    message: String,
    denial: Option<Box<Denial>>,
}

/// The permission that a policy would have to give for a request. A component does not get to
/// see it: it is for a host that tells the author of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denial {
    /// Requests at all.
    All,
    /// This scheme, `http` say.
    Scheme(String),
    /// This host.
    Host(String),
    /// This port.
    Port(u16),
    /// Addresses that are not public.
    Private,
}

/// The kind of an [`HttpError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HttpErrorKind {
    /// The request makes no sense.
    InvalidRequest,
    /// The policy does not allow the request, or where a redirect leads.
    Denied,
    /// The request or the response is larger than the policy allows.
    TooLarge,
    /// There was no whole response in time.
    Timeout,
    /// The host has no address, takes no connection, or broke it off.
    Unreachable,
    /// There is no secure connection: a certificate that is not valid, say.
    Tls,
    /// The server did not answer in HTTP.
    Protocol,
    /// One redirect too many.
    Redirects,
    /// As many requests as the policy allows are under way.
    Busy,
}

impl HttpErrorKind {
    /// A short word for programs, `denied` say.
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid-request",
            Self::Denied => "denied",
            Self::TooLarge => "too-large",
            Self::Timeout => "timeout",
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::Protocol => "protocol",
            Self::Redirects => "redirects",
            Self::Busy => "busy",
        }
    }
}

impl HttpError {
    /// An error with a sentence for people.
    pub fn new(kind: HttpErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            denial: None,
        }
    }

    /// Returns an error of the kind [`HttpErrorKind::Denied`] that says what a policy
    /// would have to allow.
    ///
    /// ```
    /// use greentic_host_shim::services::http::{Denial, HttpError};
    ///
    /// let error = HttpError::denied(Denial::Port(81), "requests to port 81 are not allowed");
    /// assert_eq!(error.code(), "denied");
    /// assert_eq!(error.denial(), Some(&Denial::Port(81)));
    /// ```
    pub fn denied(denial: Denial, message: impl Into<String>) -> Self {
        Self {
            kind: HttpErrorKind::Denied,
            message: message.into(),
            denial: Some(Box::new(denial)),
        }
    }

    /// Returns what a policy would have to allow, where that is why there is no response.
    pub fn denial(&self) -> Option<&Denial> {
        self.denial.as_deref()
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> HttpErrorKind {
        self.kind
    }

    /// A short word for programs, `denied` say.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// A sentence for people.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for HttpError {}
