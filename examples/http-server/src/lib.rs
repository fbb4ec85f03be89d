//! The server of the example, apart from its command so that a test can start
//! it.

use anyhow::Result;
use greentic_host_shim::{
    Error, ExecCtx, Host, InvokeResult, LimitKind, Limits, Pool, Prepared, Shim,
};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// Bytes that the body of a request may have.
pub const BODY_BYTES: usize = 1 << 20;

/// Loads a node once for all requests, `instances` of which may be under way at
/// a time.
///
/// # Errors
///
/// The bytes are no component, or not one that a host without back ends can
/// serve; or there is no room for the pool.
pub fn load(bytes: &[u8], limits: Limits, instances: u32) -> Result<Prepared> {
    let pool = Pool::new(instances);
    let shim = Shim::builder().limits(limits).pool(pool).build()?;
    // What a node finds is added here: `Host::new().secrets(..).http(..)`.
    Ok(shim.prepare(bytes, Host::new())?)
}

/// A runtime that looks for requests whenever a component hands its thread back,
/// which one that loops does every 10 ms. Tokio otherwise does so at every 61st
/// such occasion: a few loops would keep all others waiting for most of a
/// second.
///
/// # Errors
///
/// The system lets us have no threads.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .event_interval(1)
        .build()
}

/// Answers requests for ever.
pub async fn serve(listener: TcpListener, node: Prepared) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // No descriptor is left, say: some will be, after a while.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let node = node.clone();
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let node = &node;
                async move { Ok::<_, std::convert::Infallible>(answer(node, request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service);
            // A client that has gone away does not want to know; the call that
            // was made for it is dropped with it.
            let _ = connection.await;
        });
    }
}

async fn answer(node: &Prepared, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let (status, text) = match run(node, request).await {
        Ok(output) => (StatusCode::OK, output),
        Err(refusal) => refusal,
    };
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    response
}

/// Returns the answer of the node, or a status and the reason for it.
async fn run(node: &Prepared, request: Request<Incoming>) -> Result<String, (StatusCode, String)> {
    if request.method() != Method::POST {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "send a POST".into()));
    }
    let op = request.uri().path().trim_start_matches('/').to_owned();
    // Whole before there is an instance: slow clients must not hold any.
    let body = Limited::new(request.into_body(), BODY_BYTES)
        .collect()
        .await;
    let body = body.map_err(|error| match error.downcast_ref() {
        Some(LengthLimitError { .. }) => (StatusCode::PAYLOAD_TOO_LARGE, error.to_string()),
        None => (StatusCode::BAD_REQUEST, error.to_string()),
    })?;
    let input = String::from_utf8(body.to_bytes().into())
        .map_err(|error| (StatusCode::BAD_REQUEST, format!("no text: {error}")))?;

    // A server of many tenants takes this from whom the request is of.
    let ctx = ExecCtx::new("prod", "acme", "http");
    let mut instance = node.instantiate_async().await.map_err(failed)?;
    match instance.invoke_async(&ctx, &op, &input).await {
        Ok(InvokeResult::Ok(output)) => Ok(output),
        Ok(InvokeResult::Err(error)) => Err((
            StatusCode::UNPROCESSABLE_ENTITY,
            format!("{}: {}", error.code, error.message),
        )),
        Err(error) => Err(failed(error)),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn failed(error: Error) -> (StatusCode, String) {
    let status = match error {
        Error::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Error::Limit {
            which: LimitKind::Deadline,
            ..
        } => StatusCode::GATEWAY_TIMEOUT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, error.to_string())
}
