//! The readers of answers.
//!
//! Up to revision 2025-11-25 a client that loses a stream may take it up again
//! ("Resumability and Redelivery"): a call goes on for a while without a reader. It is
//! ended if nobody takes up its stream in time. The calls of a session end when its
//! client closes it.

use std::collections::{HashMap, HashSet};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;

/// The reader of one answer, for the call that is to be ended without one.
#[derive(Clone, Debug)]
pub(super) struct Reader(CancellationToken);

/// The same, for the server that watches it.
#[derive(Debug)]
pub(super) struct Watch {
    gone: CancellationToken,
    session: Option<Arc<SessionStreams>>,
    resume: Duration,
}

/// The streams of one session.
#[derive(Debug)]
pub(super) struct SessionStreams {
    /// The number of times that a stream was taken up again.
    resumed: AtomicU64,
    closed: CancellationToken,
    /// Streams that are open, and when the last one was not any more.
    open: AtomicUsize,
    used: Mutex<Instant>,
}

/// The sessions that there are, by their identifier.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Arc<SessionStreams>>>);

impl SessionStreams {
    fn new() -> Self {
        Self {
            resumed: AtomicU64::new(0),
            closed: CancellationToken::new(),
            open: AtomicUsize::new(0),
            used: Mutex::new(Instant::now()),
        }
    }
}

impl Sessions {
    /// Makes places for the streams of all sessions that there are, and ends the calls
    /// of those that are gone.
    pub(super) fn adopt<'a>(&self, there: impl Iterator<Item = &'a str>) {
        let there: HashSet<&str> = there.collect();
        let mut sessions = self.all();
        sessions.retain(|id, streams| {
            let stays = there.contains(id.as_str());
            if !stays {
                streams.closed.cancel();
            }
            stays
        });
        for id in there {
            if !sessions.contains_key(id) {
                sessions.insert(id.to_owned(), Arc::new(SessionStreams::new()));
            }
        }
    }

    /// Those that nobody has used for so long.
    pub(super) fn idle(&self, time: Duration) -> Vec<String> {
        let sessions = self.all();
        let idle = sessions.iter().filter(|(_, streams)| {
            let used = streams.used.lock().unwrap_or_else(PoisonError::into_inner);
            streams.open.load(Ordering::SeqCst) == 0 && used.elapsed() >= time
        });
        idle.map(|(id, _)| id.clone()).collect()
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

    /// A watch over the stream of a request, of a session or not. When that is dropped
    /// the stream can be taken up again for so long.
    pub(super) fn watch(&self, id: Option<&str>, resume: Duration) -> Watch {
        let session = id.and_then(|id| self.all().get(id).cloned());
        if let Some(session) = &session {
            session.open.fetch_add(1, Ordering::SeqCst);
        }
        let gone = match &session {
            Some(session) => session.closed.child_token(),
            None => CancellationToken::new(),
        };
        Watch {
            gone,
            session,
            resume,
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<SessionStreams>>> {
        // Entries come and go whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// The token that is cancelled when nobody reads the answer any more.
    pub(super) fn gone(&self) -> CancellationToken {
        self.0.clone()
    }
}

impl Watch {
    pub(super) fn reader(&self) -> Reader {
        Reader(self.gone.clone())
    }

    /// Watches the body of the answer, which is dropped when the client has all of
    /// it or breaks off.
    pub(super) fn over<B>(self, body: B, place: Option<OwnedSemaphorePermit>) -> Watched<B> {
        Watched {
            body,
            _watch: self,
            _place: place,
        }
    }
}

/// A body, and what happens when it is dropped.
pub(super) struct Watched<B> {
    body: B,
    _watch: Watch,
    _place: Option<OwnedSemaphorePermit>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let gone = self.gone.clone();
        let Some(session) = self.session.take() else {
            gone.cancel();
            return;
        };
        *session.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        session.open.fetch_sub(1, Ordering::SeqCst);
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
