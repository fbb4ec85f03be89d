//! Connections: accepted, bounded and closed.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use super::options::HttpOptions;
use super::service::Service;

/// Bytes of the head of a request.
const HEAD: usize = 32 << 10;

/// The wait before the next attempt, if the system has no more descriptors for example.
const PAUSE: Duration = Duration::from_millis(50);

/// The time that connections have to end at a shutdown.
const LAST_WORD: Duration = Duration::from_secs(2);

/// Accepts clients until it is to stop, and then ends what is under way.
pub(super) async fn serve(
    listener: TcpListener,
    service: Service,
    options: &HttpOptions,
    stop: CancellationToken,
) {
    let most = options.connections.clamp(1, Semaphore::MAX_PERMITS);
    let places = Arc::new(Semaphore::new(most));
    let graceful = GracefulShutdown::new();
    let service = Arc::new(service);
    tokio::spawn({
        let service = Arc::clone(&service);
        async move { service.sweep().await }
    });
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            accepted = async {
                // The semaphore is never closed.
                let place = Arc::clone(&places).acquire_owned().await.ok();
                (place, listener.accept().await)
            } => accepted,
        };
        let (place, Ok((socket, _))) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Answers are whole messages; waiting for more would only delay them.
        let _ = socket.set_nodelay(true);
        let tls = options.tls.as_ref().map(super::Tls::acceptor);
        let service = Arc::clone(&service);
        let watcher = graceful.watcher();
        let patience = options.patience;
        tokio::spawn(async move {
            let _place = place;
            match tls {
                None => connection(socket, service, watcher, patience).await,
                Some(tls) => {
                    let secured = tokio::time::timeout(patience, tls.accept(socket)).await;
                    if let Ok(Ok(socket)) = secured {
                        connection(socket, service, watcher, patience).await;
                    }
                }
            }
        });
    }
    drop(listener);
    service.stop(options.grace).await;
    let _ = tokio::time::timeout(LAST_WORD, graceful.shutdown()).await;
}

async fn connection<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    socket: S,
    service: Arc<Service>,
    watcher: Watcher,
    patience: Duration,
) {
    let answer = service_fn(move |request| {
        let service = Arc::clone(&service);
        async move { Ok::<_, Infallible>(service.answer(request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(socket), answer);
    // A client that breaks off is nobody's fault.
    let _ = watcher.watch(connection).await;
}
