//! Messages that were sent, kept for a while for streams to be taken up again.
//!
//! The SDK forgets an answer with the request; a client whose connection broke
//! while it came would never get it.

use std::collections::{HashMap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use futures_core::Stream;
use rmcp::model::JsonRpcMessage;
use rmcp::transport::streamable_http_server::session::{
    EventStore, EventStoreError, EventStream, ServerSseMessage,
};

/// The events of all streams, of bounded size and age.
#[derive(Debug)]
pub(super) struct Events {
    kept: Arc<Mutex<Kept>>,
    most: usize,
    age: Duration,
}

#[derive(Debug, Default)]
struct Kept {
    streams: HashMap<String, Sent>,
    bytes: usize,
}

/// What was sent on one stream.
#[derive(Debug)]
struct Sent {
    events: VecDeque<ServerSseMessage>,
    sizes: VecDeque<usize>,
    /// The number of the first event that is still there.
    first: usize,
    /// Whether the last one has been sent.
    is_complete: bool,
    last: Instant,
    readers: Vec<Waker>,
}

impl Events {
    pub(super) fn new(most: usize, age: Duration) -> Self {
        Self {
            kept: Arc::default(),
            most,
            age,
        }
    }

    fn store(&self, stream: &str, event: &ServerSseMessage) -> String {
        let size = size(event);
        let mut kept = lock(&self.kept);
        kept.forget(self.age);
        let sent = kept.streams.entry(stream.to_owned()).or_insert_with(Sent::new);
        let number = sent.first + sent.events.len();
        let id = format!("{number}@{stream}");
        let mut event = event.clone();
        event.event_id = Some(id.clone());
        sent.is_complete |= is_last(&event);
        sent.events.push_back(event);
        sent.sizes.push_back(size);
        sent.last = Instant::now();
        for reader in sent.readers.drain(..) {
            reader.wake();
        }
        kept.bytes += size;
        while kept.bytes > self.most && kept.drop_oldest() {}
        id
    }

    fn replay(&self, after: &str) -> Option<Replay> {
        let (number, stream) = after.split_once('@')?;
        let next = number.parse::<usize>().ok()?.checked_add(1)?;
        let mut kept = lock(&self.kept);
        kept.forget(self.age);
        let sent = kept.streams.get(stream)?;
        // Some of them are gone: better nothing than a gap.
        (next >= sent.first).then(|| Replay {
            kept: Arc::clone(&self.kept),
            stream: stream.to_owned(),
            next,
        })
    }
}

impl Sent {
    fn new() -> Self {
        Self {
            events: VecDeque::new(),
            sizes: VecDeque::new(),
            first: 0,
            is_complete: false,
            last: Instant::now(),
            readers: Vec::new(),
        }
    }
}

impl Kept {
    /// Forgets streams that have ended, or said nothing for long.
    fn forget(&mut self, age: Duration) {
        let Self { streams, bytes } = self;
        streams.retain(|_, sent| {
            // A stream that is open may be a session's own, for as long as that is.
            let age = if sent.is_complete { age } else { age.saturating_mul(60) };
            let stays = sent.last.elapsed() < age;
            if !stays {
                *bytes -= sent.sizes.iter().sum::<usize>();
                sent.readers.drain(..).for_each(Waker::wake);
            }
            stays
        });
    }

    fn drop_oldest(&mut self) -> bool {
        let with_events = self.streams.values_mut().filter(|sent| !sent.events.is_empty());
        let Some(sent) = with_events.min_by_key(|sent| sent.last) else {
            return false;
        };
        sent.events.pop_front();
        self.bytes -= sent.sizes.pop_front().unwrap_or_default();
        sent.first += 1;
        true
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    // Events come and go whole.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a stream ends with it: it is the answer.
fn is_last(event: &ServerSseMessage) -> bool {
    matches!(
        event.message.as_deref(),
        Some(JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_))
    )
}

fn size(event: &ServerSseMessage) -> usize {
    /// What an event takes beside its text.
    const EVENT: usize = 512;
    let text = event.message.as_ref().map(serde_json::to_vec);
    EVENT + text.map_or(0, |text| text.map_or(0, |text| text.len()))
}

/// The rest of a stream: what was sent, and what is still to come.
struct Replay {
    kept: Arc<Mutex<Kept>>,
    stream: String,
    next: usize,
}

impl Stream for Replay {
    type Item = ServerSseMessage;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let shared = Arc::clone(&self.kept);
        let mut kept = lock(&shared);
        let next = self.next;
        let Some(sent) = kept.streams.get_mut(&self.stream) else {
            return Poll::Ready(None);
        };
        let at = next.checked_sub(sent.first);
        match at.map(|at| sent.events.get(at)) {
            Some(Some(event)) => {
                let event = event.clone();
                drop(kept);
                self.next += 1;
                Poll::Ready(Some(event))
            }
            Some(None) if !sent.is_complete => {
                sent.readers.push(context.waker().clone());
                Poll::Pending
            }
            _ => Poll::Ready(None),
        }
    }
}

#[async_trait::async_trait]
impl EventStore for Events {
    async fn store_event(
        &self,
        stream: &str,
        event: &ServerSseMessage,
    ) -> Result<String, EventStoreError> {
        Ok(self.store(stream, event))
    }

    async fn replay_events_after(&self, after: &str) -> Result<EventStream, EventStoreError> {
        match self.replay(after) {
            Some(replay) => Ok(Box::pin(replay)),
            None => Err("there is nothing to take up at this event".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use rmcp::model::{EmptyResult, ServerJsonRpcMessage, ServerResult};

    use super::*;

    const AGE: Duration = Duration::from_secs(60);

    fn answer() -> ServerSseMessage {
        let result = ServerResult::EmptyResult(EmptyResult {});
        let message = ServerJsonRpcMessage::response(result, rmcp::model::RequestId::Number(1));
        ServerSseMessage::from_message(message)
    }

    /// What comes of a stream without waiting, and whether that was all.
    fn rest(mut replay: Replay) -> (Vec<String>, bool) {
        let mut context = Context::from_waker(Waker::noop());
        let mut ids = Vec::new();
        loop {
            match Pin::new(&mut replay).poll_next(&mut context) {
                Poll::Ready(Some(event)) => ids.extend(event.event_id),
                Poll::Ready(None) => return (ids, true),
                Poll::Pending => return (ids, false),
            }
        }
    }

    #[test]
    fn a_stream_goes_on_after_the_last_event_that_was_seen() {
        let events = Events::new(1 << 20, AGE);
        let first = events.store("a", &ServerSseMessage::retry(AGE));
        events.store("b", &answer());
        assert_eq!(rest(events.replay(&first).unwrap()), (Vec::new(), false));
        let last = events.store("a", &answer());
        assert_eq!(rest(events.replay(&first).unwrap()), (vec![last.clone()], true));
        assert_eq!(rest(events.replay(&last).unwrap()), (Vec::new(), true));
        assert!(events.replay("0@c").is_none() && events.replay("x").is_none());
    }

    #[test]
    fn no_more_is_kept_than_is_allowed() {
        let events = Events::new(2_000, AGE);
        let ids: Vec<_> = (0..100).map(|_| events.store("a", &answer())).collect();
        let kept = lock(&events.kept);
        assert!(kept.bytes <= 2_000);
        assert!(kept.streams["a"].events.len() <= 3);
        drop(kept);
        // What came after it is not all there any more.
        assert!(events.replay(&ids[10]).is_none());
        assert!(events.replay(&ids[98]).is_some());
    }
}
