//! The protocol over a pair of streams, a message a line ("stdio" in the chapter
//! on transports of all revisions).
//!
//! The SDK reads lines too, but drops those that it cannot read, so that their sender
//! waits for ever. Here `lines` bounds a line, `waiting` knows the identifiers of
//! requests, and `transport` stands between the two and
//! the SDK.

mod batch;
mod lines;
mod transport;
mod waiting;

use rmcp::ServiceExt as _;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;

use crate::options::Options;
use crate::session::Session;

/// Serves one client until it has gone. `over` is cancelled then, or by the caller.
pub(crate) async fn serve(
    session: Session,
    reader: impl AsyncRead + Send + Unpin + 'static,
    writer: impl AsyncWrite + Send + Unpin + 'static,
    options: &Options,
    over: CancellationToken,
) {
    let _ended = over.clone().drop_guard();
    let transport = transport::Stdio::new(reader, writer, options.clone(), over);
    // An error is a client that went away before it had begun, or one that did
    // not get its answer: in either case there is nobody to tell.
    if let Ok(running) = session.serve(transport).await {
        let _ = running.waiting().await;
    }
}
