//! Requests over HTTP, and what each path answers.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ALLOW, CONTENT_TYPE, HeaderValue, ORIGIN, RETRY_AFTER, VARY,
};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use rmcp::transport::streamable_http_server::session::SessionManager as _;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::events::Events;
use super::options::HttpOptions;
use super::request::{self, Refused};
use super::streams::Sessions;
use super::{HEALTH, PATH};
use crate::message::text;
use crate::server::{Server, Shared};
use crate::session::Session;

type Body = BoxBody<Bytes, Infallible>;

/// Identifies a session ("Session Management").
const SESSION: &str = "mcp-session-id";

/// Names the event after which a stream is taken up again.
const LAST_EVENT: &str = "last-event-id";

/// The SDK's service, and what is around it.
pub(super) struct Service {
    sdk: StreamableHttpService<Session, LocalSessionManager>,
    manager: Arc<LocalSessionManager>,
    shared: Arc<Shared>,
    sessions: Sessions,
    /// Sessions that are being made.
    beginning: AtomicUsize,
    requests: Arc<Semaphore>,
    places: usize,
    stopping: AtomicBool,
    /// Ends all sessions and streams.
    over: CancellationToken,
    options: HttpOptions,
}

impl Service {
    pub(super) fn new(server: &Server, address: SocketAddr, options: &HttpOptions) -> Self {
        let over = CancellationToken::new();
        let shared = Arc::clone(server.shared());
        let mut manager = LocalSessionManager::default();
        manager.session_config.keep_alive = None;
        let events = Events::new(options.replay_bytes, options.resume.saturating_mul(2));
        let manager = Arc::new(manager.with_event_store(Arc::new(events)));
        let mut config = StreamableHttpServerConfig::default()
            .with_allowed_hosts(options.all_hosts(address))
            .with_allowed_origins(options.all_origins(address))
            .with_max_request_body_bytes(usize::MAX)
            .with_cancellation_token(over.clone());
        // A call without progress is one answer.
        config.json_response = true;
        let sdk = StreamableHttpService::new(
            {
                let (shared, over) = (Arc::clone(&shared), over.clone());
                move || Ok(Session::new(Arc::clone(&shared), over.child_token()))
            },
            Arc::clone(&manager),
            config,
        );
        let most = shared.options.requests.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            sdk,
            manager,
            shared,
            sessions: Sessions::default(),
            beginning: AtomicUsize::new(0),
            requests: Arc::new(Semaphore::new(most)),
            places: most,
            stopping: AtomicBool::new(false),
            over,
            options: options.clone(),
        }
    }

    /// Answers a request.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> Response<Body> {
        match request.uri().path() {
            PATH => {}
            HEALTH if request.method() == Method::GET => return self.health().await,
            _ => return plain(StatusCode::NOT_FOUND),
        }
        let origin = request.headers().get(ORIGIN).cloned();
        let mut response = match *request.method() {
            Method::OPTIONS => self.preflight(request).await,
            Method::POST => self.post(request).await,
            Method::GET => self.get(request).await,
            Method::DELETE => self.delete(request).await,
            _ => self.sdk.handle(request).await,
        };
        // What was refused for its origin is not for that origin to read.
        if let Some(origin) = origin
            && response.status() != StatusCode::FORBIDDEN
        {
            let headers = response.headers_mut();
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            headers.insert(
                ACCESS_CONTROL_EXPOSE_HEADERS,
                HeaderValue::from_static(SESSION),
            );
            headers.append(VARY, HeaderValue::from_static("origin"));
        }
        response
    }

    /// Lets calls come to their end, for so long, and then ends everything.
    pub(super) async fn stop(&self, grace: Duration) {
        self.stopping.store(true, Ordering::Relaxed);
        let _ = tokio::time::timeout(grace, async {
            self.shared.calls.idle().await;
            // Their answers are on their way.
            let all = u32::try_from(self.places).unwrap_or(u32::MAX);
            drop(self.requests.acquire_many(all).await);
        })
        .await;
        self.over.cancel();
        // What was interrupted stops within some milliseconds.
        let _ = tokio::time::timeout(Duration::from_secs(2), self.shared.calls.idle()).await;
    }

    async fn post(&self, request: Request<Incoming>) -> Response<Body> {
        if self.stopping.load(Ordering::Relaxed) {
            return busy("the server is about to stop");
        }
        let Ok(place) = Arc::clone(&self.requests).try_acquire_owned() else {
            return busy("there are too many requests at the time");
        };
        let id = header(request.headers(), SESSION);
        let read = request::read(request, &self.shared.options, self.options.patience).await;
        let mut request = match read {
            Ok(request) => request,
            Err(refused) => return refusal(refused),
        };
        let _beginning = if request.is_initialize && id.is_none() {
            match self.begin().await {
                Some(beginning) => Some(beginning),
                None => return busy("there are too many sessions at the time"),
            }
        } else {
            None
        };
        let watch = self.sessions.watch(id.as_deref(), self.options.resume);
        request.request.extensions_mut().insert(watch.reader());
        let response = self.sdk.handle(request.request).await;
        if response.headers().contains_key(SESSION) {
            self.adopt().await;
        }
        // It counts as one as long as there is something to send.
        response.map(|body| watch.over(body, Some(place)).boxed())
    }

    /// Makes room for one more session.
    async fn begin(&self) -> Option<Beginning<'_>> {
        let beginning = self.beginning.fetch_add(1, Ordering::SeqCst);
        let guard = Beginning(&self.beginning);
        let there = self.manager.sessions.read().await.len();
        (there + beginning < self.options.sessions).then_some(guard)
    }

    async fn get(&self, request: Request<Incoming>) -> Response<Body> {
        let id = header(request.headers(), SESSION);
        if let Some(id) = &id
            && request.headers().contains_key(LAST_EVENT)
        {
            self.sessions.resumed(id);
        }
        // A client that listens is there, though it says nothing.
        let watch = self.sessions.watch(id.as_deref(), self.options.resume);
        let response = self.sdk.handle(request).await;
        response.map(|body| watch.over(body, None).boxed())
    }

    async fn adopt(&self) {
        let there = self.manager.sessions.read().await;
        self.sessions.adopt(there.keys().map(|id| &**id));
    }

    /// Closes sessions that nobody uses any more, until everything is over. The SDK
    /// would close one whose call takes long, too.
    pub(super) async fn sweep(&self) {
        let pause = self.options.idle / 4;
        let pause = pause.clamp(Duration::from_millis(50), Duration::from_secs(30));
        loop {
            tokio::select! {
                () = self.over.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
            // Also those whose client went away before it was told.
            self.adopt().await;
            for id in self.sessions.idle(self.options.idle) {
                // It may have ended by itself.
                let _ = self.manager.close_session(&id.as_str().into()).await;
                self.sessions.end(&id);
            }
        }
    }

    async fn delete(&self, request: Request<Incoming>) -> Response<Body> {
        let id = header(request.headers(), SESSION);
        let response = self.sdk.handle(request).await;
        if let Some(id) = id
            && response.status().is_success()
        {
            self.sessions.end(&id);
        }
        response
    }

    /// The SDK knows which origins there are, and nothing of the question.
    async fn preflight(&self, request: Request<Incoming>) -> Response<Body> {
        let asked = request
            .headers()
            .get("access-control-request-headers")
            .cloned();
        let mut response = self.sdk.handle(request).await;
        if response.status() != StatusCode::METHOD_NOT_ALLOWED {
            return response;
        }
        let methods = response.headers_mut().remove(ALLOW);
        response = plain(StatusCode::NO_CONTENT);
        let headers = response.headers_mut();
        if let Some(methods) = methods {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
        }
        if let Some(asked) = asked {
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked);
        }
        response
    }

    async fn health(&self) -> Response<Body> {
        let stopping = self.stopping.load(Ordering::Relaxed);
        let (status, word) = if stopping {
            (StatusCode::SERVICE_UNAVAILABLE, "stopping")
        } else {
            (StatusCode::OK, "ok")
        };
        let sessions = self.manager.sessions.read().await.len();
        let calls = self.shared.calls.running();
        let body = json!({ "status": word, "sessions": sessions, "calls": calls });
        json_body(status, body.to_string())
    }
}

/// A session that is being made.
struct Beginning<'a>(&'a AtomicUsize);

impl Drop for Beginning<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

fn refusal(Refused { status, wrong }: Refused) -> Response<Body> {
    match wrong {
        None => plain(status),
        Some(wrong) => json_body(status, text(&wrong.id, Err(&wrong.error))),
    }
}

fn busy(message: &'static str) -> Response<Body> {
    let mut response = refusal(Refused::because(StatusCode::SERVICE_UNAVAILABLE, message));
    let headers = response.headers_mut();
    headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

fn json_body(status: StatusCode, text: String) -> Response<Body> {
    let mut response = response(status, text);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn plain(status: StatusCode) -> Response<Body> {
    response(status, String::new())
}

fn response(status: StatusCode, text: String) -> Response<Body> {
    let mut response = Response::new(Full::new(Bytes::from(text)).boxed());
    *response.status_mut() = status;
    response
}
