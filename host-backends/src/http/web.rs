//! A client that sends requests over the network.

use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, Instant};

use greentic_host_shim::services::http::{
    HttpClient, HttpError, HttpErrorKind, HttpFuture, HttpRequest, HttpResponse,
};
use ureq::config::AutoHeaderValue;
use ureq::http::{HeaderMap, Method, Request, Response, header};
use ureq::tls::TlsConfig;
use ureq::unversioned::resolver::Resolver;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, AsSendBody, Body};

use super::failure::failure;
use super::policy::HttpPolicy;
use super::resolver::PublicResolver;
use super::target::Target;
use super::worker::{NotBegun, Outcome, Wanted, Workers};
use super::{fields, redirect};

/// Sends requests by HTTP/1.1, as far as an [`HttpPolicy`] allows.
///
/// Each request has a thread of its own while it is under way, which completes
/// its future: no runtime is needed. A request whose future is dropped ends at
/// the next piece of the response.
///
/// Certificates are checked against the roots that Mozilla trusts. Proxies,
/// cookies, caches and what the environment says about any of them are not
/// used. Connections are kept for later requests.
pub struct WebClient {
    inner: Arc<Inner>,
    workers: Workers,
}

struct Inner {
    policy: HttpPolicy,
    secure: Agent,
    /// Connections whose certificate nobody checked are not for others.
    insecure: Agent,
}

/// A request that may be sent.
struct Checked {
    target: Target,
    method: Method,
    headers: HeaderMap,
    body: Option<Vec<u8>>,
    deadline: Instant,
    follow: bool,
    /// `true` if the certificate is checked.
    verify: bool,
    /// `true` if TLS is required.
    secure: bool,
}

impl WebClient {
    /// A client for what the policy allows.
    pub fn new(policy: HttpPolicy) -> Self {
        let private = policy.private;
        Self::with_resolver(policy, || PublicResolver::new(private))
    }

    fn with_resolver<R: Resolver>(policy: HttpPolicy, resolver: impl Fn() -> R) -> Self {
        let agent = |verify: bool| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                // Redirects are followed here, where the policy is.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .proxy(None)
                .allow_non_standard_methods(true)
                .max_response_header_size(policy.header_bytes)
                .accept_encoding(AutoHeaderValue::None)
                // A connection that was kept may have been closed by the server,
                // and it would carry a request past the resolver.
                .max_idle_connections(0)
                .user_agent(concat!("greentic-host-shim/", env!("CARGO_PKG_VERSION")))
                .tls_config(TlsConfig::builder().disable_verification(!verify).build())
                .build();
            Agent::with_parts(config, DefaultConnector::default(), resolver())
        };
        let (secure, insecure) = (agent(true), agent(false));
        let workers = Workers::new(policy.requests);
        let inner = Arc::new(Inner {
            policy,
            secure,
            insecure,
        });
        Self { inner, workers }
    }

    /// Returns the policy for its requests.
    pub fn policy(&self) -> &HttpPolicy {
        &self.inner.policy
    }

    fn begin(
        &self,
        request: HttpRequest,
    ) -> Result<Outcome<Result<HttpResponse, HttpError>>, HttpError> {
        let checked = self.inner.check(request)?;
        let inner = self.inner.clone();
        self.workers
            .begin(move |wanted| inner.send(checked, wanted))
            .map_err(|error| {
                HttpError::new(
                    HttpErrorKind::Busy,
                    match error {
                        NotBegun::Busy => "too many requests are under way: try again later",
                        NotBegun::NoThread => "the host has no thread for the request",
                    },
                )
            })
    }
}

impl HttpClient for WebClient {
    /// Begins at once, not when the future is polled.
    fn send(&self, request: HttpRequest) -> HttpFuture<'_> {
        match self.begin(request) {
            Ok(outcome) => Box::pin(async {
                outcome.await.unwrap_or_else(|| {
                    Err(HttpError::new(
                        HttpErrorKind::Unreachable,
                        "the host failed while it sent the request",
                    ))
                })
            }),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        }
    }
}

impl fmt::Debug for WebClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebClient")
            .field("policy", &self.inner.policy)
            .field("workers", &self.workers)
            .finish_non_exhaustive()
    }
}

impl Inner {
    fn check(&self, request: HttpRequest) -> Result<Checked, HttpError> {
        let policy = &self.policy;
        let insecure = request.allow_insecure == Some(true);
        if insecure && !policy.insecure {
            return Err(HttpError::new(
                HttpErrorKind::Denied,
                "connections that are not secure are not allowed: leave the option out",
            ));
        }
        let secure = request.allow_insecure == Some(false);
        let target = Target::parse(&request.url, policy, secure)?;
        let method = fields::method(&request.method)?;
        let headers = fields::headers(&request.headers, &request.url, policy)?;
        if let Some(body) = &request.body
            && body.len() > policy.request_body_bytes
        {
            return Err(HttpError::new(
                HttpErrorKind::TooLarge,
                format!(
                    "the body of the request has {} bytes, and at most {} are allowed",
                    body.len(),
                    policy.request_body_bytes
                ),
            ));
        }
        let limit = request
            .timeout
            .map_or(policy.time_limit, |timeout| timeout.min(policy.time_limit));
        let now = Instant::now();
        Ok(Checked {
            target,
            method,
            headers,
            body: request.body,
            // A limit beyond what clocks can tell is as good as a year.
            deadline: now
                .checked_add(limit)
                .unwrap_or(now + Duration::from_hours(365 * 24)),
            follow: request.follow_redirects.unwrap_or(policy.redirects > 0),
            verify: !insecure,
            secure,
        })
    }

    fn send<R>(&self, mut request: Checked, wanted: &Wanted<R>) -> Result<HttpResponse, HttpError> {
        let mut redirects = 0;
        loop {
            let response = self.exchange(&request)?;
            let location = response.headers().get(header::LOCATION);
            let status = response.status();
            match location {
                Some(location) if request.follow && redirect::is_redirect(status) => {
                    if redirects == self.policy.redirects {
                        return Err(HttpError::new(
                            HttpErrorKind::Redirects,
                            format!("there are more than {redirects} redirects"),
                        ));
                    }
                    redirects += 1;
                    let location = String::from_utf8_lossy(location.as_bytes());
                    let next = request
                        .target
                        .join(&location, &self.policy, request.secure)?;
                    let (method, without_body) = redirect::follow(status, &request.method);
                    request.method = method;
                    if without_body {
                        request.body = None;
                        redirect::forget_body(&mut request.headers);
                    }
                    if !next.is_same_origin(&request.target) {
                        redirect::forget_origin(&mut request.headers);
                    }
                    request.target = next;
                }
                _ => return self.receive(response, &request, wanted),
            }
            if !wanted.is_wanted() {
                return Err(unwanted());
            }
        }
    }

    /// Sends the request to its target and waits for the headers of the
    /// response.
    fn exchange(&self, request: &Checked) -> Result<Response<Body>, HttpError> {
        let host = request.target.host();
        let left = request.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(failure(&ureq::Error::Timeout(ureq::Timeout::Global), host));
        }
        let agent = if request.verify {
            &self.secure
        } else {
            &self.insecure
        };
        let mut bytes = request.body.as_deref().unwrap_or_default();
        let mut none = ();
        let mut message = Request::builder()
            .method(request.method.clone())
            .uri(request.target.as_str())
            .body(match &request.body {
                Some(_) => bytes.as_body(),
                None => none.as_body(),
            })
            .map_err(|error| failure(&error.into(), host))?;
        *message.headers_mut() = request.headers.clone();
        let message = agent
            .configure_request(message)
            .timeout_global(Some(left))
            .build();
        agent.run(message).map_err(|error| failure(&error, host))
    }

    /// Reads the rest of the response.
    fn receive<R>(
        &self,
        response: Response<Body>,
        request: &Checked,
        wanted: &Wanted<R>,
    ) -> Result<HttpResponse, HttpError> {
        let (head, body) = response.into_parts();
        let headers = head
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        let limit = u64::try_from(self.policy.response_body_bytes).unwrap_or(u64::MAX);
        let mut reader = body.into_with_config().limit(limit).reader();
        let mut body = Vec::new();
        let mut piece = vec![0; 16 << 10];
        loop {
            if !wanted.is_wanted() {
                return Err(unwanted());
            }
            let read = reader
                .read(&mut piece)
                .map_err(|error| failure(&error.into(), request.target.host()))?;
            if read == 0 {
                break;
            }
            body.extend_from_slice(&piece[..read]);
        }
        Ok(HttpResponse {
            status: head.status.as_u16(),
            headers,
            body,
        })
    }
}

/// Nobody sees it: the future is gone.
fn unwanted() -> HttpError {
    HttpError::new(HttpErrorKind::Timeout, "nobody waits for the response")
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::{SocketAddr, TcpListener};
    use std::task::{Context, Poll, Waker};
    use std::thread;

    use ureq::config::Config;
    use ureq::http::Uri;
    use ureq::unversioned::resolver::ResolvedSocketAddrs;
    use ureq::unversioned::transport::NextTimeout;

    use super::*;

    /// Has one server of this machine stand for a public one.
    #[derive(Debug)]
    struct Internet(SocketAddr, PublicResolver);

    impl Resolver for Internet {
        fn resolve(
            &self,
            uri: &Uri,
            config: &Config,
            timeout: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            if uri.host() != Some("public.example") {
                return self.1.resolve(uri, config, timeout);
            }
            let mut found = self.empty();
            found.push(self.0);
            Ok(found)
        }
    }

    /// Redirects from `/` to its private address, and answers there.
    fn server() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut reader = BufReader::new(stream.unwrap());
                let mut lines = Vec::new();
                while lines.last().is_none_or(|line| line != "\r\n") {
                    let mut line = String::new();
                    reader.read_line(&mut line).unwrap();
                    lines.push(line);
                }
                let head = if lines[0].starts_with("GET / ") {
                    format!("302 Found\r\nLocation: http://{address}/inside")
                } else {
                    "200 OK".into()
                };
                let tail = "Content-Length: 4\r\nConnection: close\r\n\r\nbody";
                let answer = format!("HTTP/1.1 {head}\r\n{tail}");
                reader.get_mut().write_all(answer.as_bytes()).unwrap();
            }
        });
        address
    }

    #[test]
    fn a_public_host_cannot_redirect_to_a_private_address() {
        let address = server();
        let ask = |private: bool, follow: bool| {
            let policy = HttpPolicy::new().host("*").unwrap().any_port();
            let policy = policy.allow_http(true).allow_private(private);
            let client = WebClient::with_resolver(policy, || {
                Internet(address, PublicResolver::new(private))
            });
            let mut request = HttpRequest::new("GET", "http://public.example/");
            request.follow_redirects = Some(follow);
            let mut future = client.send(request);
            let mut context = Context::from_waker(Waker::noop());
            loop {
                if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
                    return result;
                }
                thread::yield_now();
            }
        };
        // The first step is allowed, the second one is not.
        assert_eq!(ask(false, false).unwrap().status, 302);
        assert_eq!(ask(false, true).unwrap_err().code(), "denied");
        assert_eq!(ask(true, true).unwrap().status, 200);
    }
}
