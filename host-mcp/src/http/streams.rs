//! Who reads the answer to a request.
//!
//! Up to revision 2025-11-25 a client that loses a stream may take it up again
//! ("Resumability and Redelivery"): a call goes on for a while without a reader. One
//! whose stream is not taken up in time is ended, and so are those of a session that
//! its client closes.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;

/// The reader of one answer, for the call that is to be ended without one.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    gone: CancellationToken,
    session: Option<Arc<SessionStreams>>,
}

/// The streams of one session.
#[derive(Debug, Default)]
pub(super) struct SessionStreams {
    /// How often one was taken up again.
    resumed: AtomicU64,
    closed: CancellationToken,
}

/// The sessions that there are, by their identifier.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Arc<SessionStreams>>>);

impl Sessions {
    /// Makes a place for the streams of a session, and forgets those of sessions
    /// that are gone.
    pub(super) fn begin(&self, id: &str, is_there: impl Fn(&str) -> bool) {
        let mut sessions = self.all();
        sessions.retain(|id, streams| {
            let stays = is_there(id);
            if !stays {
                streams.closed.cancel();
            }
            stays
        });
        sessions.insert(id.to_owned(), Arc::default());
    }

    /// Ends all calls of a session.
    pub(super) fn end(&self, id: &str) {
        if let Some(streams) = self.all().remove(id) {
            streams.closed.cancel();
        }
    }

    /// A stream of the session was taken up again.
    pub(super) fn resumed(&self, id: &str) {
        if let Some(streams) = self.all().get(id) {
            streams.resumed.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A reader for the answer to a request, of a session or not.
    pub(super) fn reader(&self, id: Option<&str>) -> Reader {
        let session = id.and_then(|id| self.all().get(id).cloned());
        let gone = match &session {
            Some(session) => session.closed.child_token(),
            None => CancellationToken::new(),
        };
        Reader { gone, session }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<SessionStreams>>> {
        // Entries come and go whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// The token that is cancelled when nobody reads the answer any more.
    pub(super) fn gone(&self) -> CancellationToken {
        self.gone.clone()
    }

    /// Watches the body of the answer, which is dropped when the client has all of
    /// it or breaks off.
    pub(super) fn watch<B>(
        self,
        body: B,
        resume: Duration,
        place: OwnedSemaphorePermit,
    ) -> Watched<B> {
        Watched {
            body,
            _guard: Guard {
                reader: self,
                resume,
            },
            _place: place,
        }
    }
}

/// A body, and what happens when it is dropped.
pub(super) struct Watched<B> {
    body: B,
    _guard: Guard,
    _place: OwnedSemaphorePermit,
}

struct Guard {
    reader: Reader,
    resume: Duration,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let Reader { gone, session } = self.reader.clone();
        let Some(session) = session else {
            gone.cancel();
            return;
        };
        let (resume, before) = (self.resume, session.resumed.load(Ordering::Relaxed));
        // A body may outlive the runtime, when that is shut down.
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            gone.cancel();
            return;
        };
        runtime.spawn(async move {
            tokio::select! {
                () = gone.cancelled() => {}
                () = tokio::time::sleep(resume) => {
                    // Which stream it was is the SDK's to know; one is enough.
                    if session.resumed.load(Ordering::Relaxed) == before {
                        gone.cancel();
                    }
                }
            }
        });
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Watched<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
