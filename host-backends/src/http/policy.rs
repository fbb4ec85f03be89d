//! The policy for requests.

use std::time::Duration;

use super::hosts::{HostPattern, PolicyError};

/// The policy for the requests of a [`WebClient`](super::WebClient). It also holds for
/// the targets of redirects.
///
/// The default allows no host. A host that is added may be asked by HTTPS, on port 443,
/// at addresses of the public Internet.
///
/// ```
/// use greentic_host_backends::http::{HttpPolicy, WebClient};
/// use std::time::Duration;
///
/// let policy = HttpPolicy::new()
///     .host("api.example.com")?
///     .host("*.example.org")?
///     .time_limit(Duration::from_secs(10));
/// let client = WebClient::new(policy);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a permission by itself"
)]
pub struct HttpPolicy {
    pub(super) hosts: Vec<HostPattern>,
    /// `None` for all.
    pub(super) ports: Option<Vec<u16>>,
    pub(super) https: bool,
    pub(super) http: bool,
    pub(super) private: bool,
    pub(super) insecure: bool,
    pub(super) request_body_bytes: usize,
    pub(super) response_body_bytes: usize,
    pub(super) header_bytes: usize,
    pub(super) time_limit: Duration,
    pub(super) redirects: u32,
    pub(super) requests: usize,
}

impl Default for HttpPolicy {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            ports: Some(Vec::new()),
            https: true,
            http: false,
            private: false,
            insecure: false,
            request_body_bytes: 4 << 20,
            response_body_bytes: 4 << 20,
            header_bytes: 32 << 10,
            time_limit: Duration::from_secs(30),
            redirects: 5,
            requests: 64,
        }
    }
}

impl HttpPolicy {
    /// The default, which allows no host.
    pub fn new() -> Self {
        Self::default()
    }

    /// The policy that an allow list of the platform describes: the `egress`
    /// and the `deny-on-miss` of a `network-policy`.
    ///
    /// Without ports it is those that the protocols have by default, without
    /// protocols it is HTTPS. Protocols other than `http` and `https` are none
    /// of this client's. If `deny_on_miss` is not set everything else is
    /// allowed as well, which leaves nothing for the list to say; addresses
    /// that are not public are denied even then.
    ///
    /// # Errors
    ///
    /// [`PolicyError::Host`] if one of `domains` is not what
    /// [`host`](Self::host) takes.
    pub fn from_allow_list<D: AsRef<str>, P: AsRef<str>>(
        domains: &[D],
        ports: &[u16],
        protocols: &[P],
        deny_on_miss: bool,
    ) -> Result<Self, PolicyError> {
        let mut policy = Self::new();
        for domain in domains {
            policy = policy.host(domain.as_ref())?;
        }
        for port in ports {
            policy = policy.port(*port);
        }
        if !protocols.is_empty() {
            let has = |name: &str| {
                protocols
                    .iter()
                    .any(|protocol| protocol.as_ref().eq_ignore_ascii_case(name))
            };
            policy.http = has("http");
            policy.https = has("https");
        }
        if !deny_on_miss {
            policy = policy.host("*")?.any_port().allow_http(true);
            policy.https = true;
        }
        Ok(policy)
    }

    /// Allows a host: `example.com`, all below a name: `*.example.com` (which
    /// is not `example.com` itself), or all: `*`. Case does not matter.
    ///
    /// # Errors
    ///
    /// [`PolicyError::Host`] if the text is none of these.
    pub fn host(mut self, pattern: &str) -> Result<Self, PolicyError> {
        self.hosts.push(HostPattern::parse(pattern)?);
        Ok(self)
    }

    /// Allows a port. With the first one the ports that the schemes have by
    /// default, 443 and 80, are no longer allowed.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.ports.get_or_insert_default().push(port);
        self
    }

    /// Allows all ports.
    #[must_use]
    pub fn any_port(mut self) -> Self {
        self.ports = None;
        self
    }

    /// Allows HTTP without TLS, or denies it. The default denies it.
    #[must_use]
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.http = allow;
        self
    }

    /// Allows addresses that are not public, or denies them: those of this machine, of
    /// its network, of the services of a cloud, and all others for which
    /// [`is_public`](super::is_public) is `false`. The default denies them.
    #[must_use]
    pub fn allow_private(mut self, allow: bool) -> Self {
        self.private = allow;
        self
    }

    /// Allows requests that ask for a connection to a server without a check of its
    /// certificate, or denies them. The default denies them.
    #[must_use]
    pub fn allow_insecure(mut self, allow: bool) -> Self {
        self.insecure = allow;
        self
    }

    /// Size of the body of a request in bytes. 4 MiB by default.
    #[must_use]
    pub fn request_body_bytes(mut self, bytes: usize) -> Self {
        self.request_body_bytes = bytes;
        self
    }

    /// Size of the body of a response in bytes. 4 MiB by default.
    #[must_use]
    pub fn response_body_bytes(mut self, bytes: usize) -> Self {
        self.response_body_bytes = bytes;
        self
    }

    /// Size of URL and headers of a request in bytes, and likewise of the
    /// headers of a response. 32 KiB by default.
    #[must_use]
    pub fn header_bytes(mut self, bytes: usize) -> Self {
        self.header_bytes = bytes;
        self
    }

    /// Sets the time that a request may take, with all its redirects, until the last byte
    /// of the response. 30 s by default.
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Sets the number of redirects that are followed, 5 by default. With 0 they are
    /// handed over, unless the request asks that they be followed.
    #[must_use]
    pub fn redirects(mut self, redirects: u32) -> Self {
        self.redirects = redirects;
        self
    }

    /// Sets the number of requests that may be under way at a time, each on a thread. 64
    /// by default.
    #[must_use]
    pub fn requests(mut self, requests: usize) -> Self {
        self.requests = requests;
        self
    }

    pub(super) fn allows_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|pattern| pattern.matches(host))
    }

    pub(super) fn allows_port(&self, port: u16) -> bool {
        match self.ports.as_deref() {
            None => true,
            Some([]) => self.https && port == 443 || self.http && port == 80,
            Some(ports) => ports.contains(&port),
        }
    }
}
