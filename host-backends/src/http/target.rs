//! The target of a request that the policy allows.

use greentic_host_shim::services::http::{Denial, HttpError, HttpErrorKind};
use url::Url;

use super::policy::HttpPolicy;

/// A URL that the policy allows.
#[derive(Clone)]
pub(super) struct Target {
    url: Url,
}

impl Target {
    pub(super) fn parse(text: &str, policy: &HttpPolicy, secure: bool) -> Result<Self, HttpError> {
        if text.len() > policy.header_bytes {
            return Err(HttpError::new(
                HttpErrorKind::TooLarge,
                format!("the URL is longer than {} bytes", policy.header_bytes),
            ));
        }
        let url = Url::parse(text).map_err(|error| {
            HttpError::new(
                HttpErrorKind::InvalidRequest,
                format!("the URL is not an absolute one: {error}"),
            )
        })?;
        Self::check(url, policy, secure)
    }

    /// Returns the target of a redirect with which this one answered.
    pub(super) fn join(
        &self,
        location: &str,
        policy: &HttpPolicy,
        secure: bool,
    ) -> Result<Self, HttpError> {
        let url = self.url.join(location).map_err(|error| {
            HttpError::new(
                HttpErrorKind::Protocol,
                format!(
                    "{} redirects to something that is no URL: {error}",
                    self.host()
                ),
            )
        })?;
        Self::check(url, policy, secure)
    }

    /// `secure` is whether the request insists on TLS, whatever the policy says.
    fn check(mut url: Url, policy: &HttpPolicy, secure: bool) -> Result<Self, HttpError> {
        let allowed = match url.scheme() {
            "https" => policy.https,
            "http" => policy.http && !secure,
            _ => false,
        };
        if !allowed {
            let message = format!("the scheme `{}` is not allowed", url.scheme());
            // No policy allows what the request itself rules out.
            return Err(if secure && url.scheme() == "http" {
                HttpError::new(HttpErrorKind::Denied, message)
            } else {
                HttpError::denied(Denial::Scheme(url.scheme().to_owned()), message)
            });
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(HttpError::new(
                HttpErrorKind::InvalidRequest,
                "the URL holds a user's name or password: use a header for it",
            ));
        }
        // Both schemes have a host and a default port.
        let host = url.host_str().unwrap_or_default();
        let port = url.port_or_known_default().unwrap_or_default();
        if !policy.allows_host(host) {
            return Err(HttpError::denied(
                Denial::Host(host.to_owned()),
                format!("requests to {host} are not allowed"),
            ));
        }
        if !policy.allows_port(port) {
            return Err(HttpError::denied(
                Denial::Port(port),
                format!("requests to port {port} of {host} are not allowed"),
            ));
        }
        url.set_fragment(None);
        Ok(Self { url })
    }

    pub(super) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(super) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub(super) fn is_same_origin(&self, other: &Self) -> bool {
        self.url.origin() == other.url.origin()
    }
}
