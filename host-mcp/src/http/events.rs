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
    kept: Arc<Mutex<EventLog>>,
    most: usize,
    age: Duration,
}

#[derive(Debug, Default)]
struct EventLog {
    streams: HashMap<Arc<str>, Sent>,
    /// All events, the oldest first; some may be gone.
    order: VecDeque<(u64, Arc<str>)>,
    /// Streams that have ended, and when.
    ended: VecDeque<(Instant, Arc<str>)>,
    /// Events that are there, and their bytes.
    count: usize,
    bytes: usize,
    /// The number of the last event, of whatever stream.
    last: u64,
}

/// The events that were sent on one stream.
#[derive(Debug, Default)]
struct Sent {
    events: VecDeque<Event>,
    /// `true` if the last event has been sent.
    is_complete: bool,
    readers: Vec<Waker>,
}

#[derive(Debug)]
struct Event {
    number: u64,
    bytes: usize,
    message: ServerSseMessage,
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
        let bytes = size(event);
        let mut kept = lock(&self.kept);
        kept.forget(self.age);
        kept.last += 1;
        let number = kept.last;
        let id = format!("{number}@{stream}");
        let mut message = event.clone();
        message.event_id = Some(id.clone());
        let ends = is_last(&message);
        let name: Arc<str> = stream.into();
        let sent = kept.streams.entry(Arc::clone(&name)).or_default();
        sent.is_complete |= ends;
        sent.events.push_back(Event {
            number,
            bytes,
            message,
        });
        sent.readers.drain(..).for_each(Waker::wake);
        if ends {
            kept.ended.push_back((Instant::now(), Arc::clone(&name)));
        }
        kept.order.push_back((number, name));
        kept.count += 1;
        kept.bytes += bytes;
        while kept.bytes > self.most && kept.drop_oldest() {}
        id
    }

    /// `None` where the event is not there any more: better nothing than a gap.
    fn replay(&self, after: &str) -> Option<Replay> {
        let (number, stream) = after.split_once('@')?;
        let last = number.parse().ok()?;
        let mut kept = lock(&self.kept);
        kept.forget(self.age);
        let sent = kept.streams.get(stream)?;
        let is_there = sent.events.iter().any(|event| event.number == last);
        is_there.then(|| Replay {
            kept: Arc::clone(&self.kept),
            stream: stream.to_owned(),
            last,
        })
    }
}

impl EventLog {
    /// Forgets streams that ended so long ago.
    fn forget(&mut self, age: Duration) {
        while let Some((_, stream)) = self.ended.pop_front_if(|(end, _)| end.elapsed() >= age) {
            self.remove(&stream);
        }
        // What they leave in the order is cleared away now and then.
        if self.order.len() > 2 * self.count + 1_000 {
            let streams = &self.streams;
            self.order.retain(|(number, stream)| {
                let events = streams.get(stream).map(|sent| &sent.events);
                let first = events.and_then(|events| events.front());
                first.is_some_and(|event| event.number <= *number)
            });
        }
    }

    fn remove(&mut self, stream: &str) {
        if let Some(sent) = self.streams.remove(stream) {
            self.count -= sent.events.len();
            self.bytes -= sent.events.iter().map(|event| event.bytes).sum::<usize>();
            sent.readers.into_iter().for_each(Waker::wake);
        }
    }

    fn drop_oldest(&mut self) -> bool {
        let Some((number, stream)) = self.order.pop_front() else {
            return false;
        };
        if let Some(sent) = self.streams.get_mut(&stream)
            && let Some(event) = sent.events.pop_front_if(|event| event.number == number)
        {
            self.count -= 1;
            self.bytes -= event.bytes;
            if sent.events.is_empty() {
                self.remove(&stream);
            }
        }
        true
    }
}

fn lock(kept: &Mutex<EventLog>) -> MutexGuard<'_, EventLog> {
    // Events come and go whole.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns whether the event is the answer, which ends its stream.
fn is_last(event: &ServerSseMessage) -> bool {
    matches!(
        event.message.as_deref(),
        Some(JsonRpcMessage::Response(_) | JsonRpcMessage::Error(_))
    )
}

fn size(event: &ServerSseMessage) -> usize {
    /// The bytes that an event takes beside its text.
    const EVENT: usize = 512;
    let text = event.message.as_ref().map(serde_json::to_vec);
    EVENT + text.map_or(0, |text| text.map_or(0, |text| text.len()))
}

/// The rest of a stream: what was sent, and what is still to come.
struct Replay {
    kept: Arc<Mutex<EventLog>>,
    stream: String,
    last: u64,
}

impl Stream for Replay {
    type Item = ServerSseMessage;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let shared = Arc::clone(&self.kept);
        let mut kept = lock(&shared);
        let Some(sent) = kept.streams.get_mut(self.stream.as_str()) else {
            return Poll::Ready(None);
        };
        let next = sent
            .events
            .partition_point(|event| event.number <= self.last);
        match sent.events.get(next) {
            Some(event) => {
                self.last = event.number;
                Poll::Ready(Some(event.message.clone()))
            }
            None if !sent.is_complete => {
                sent.readers.push(context.waker().clone());
                Poll::Pending
            }
            None => Poll::Ready(None),
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

    const AGE: Duration = Duration::from_mins(1);

    fn answer() -> ServerSseMessage {
        let result = ServerResult::EmptyResult(EmptyResult {});
        let message = ServerJsonRpcMessage::response(result, rmcp::model::RequestId::Number(1));
        ServerSseMessage::from_message(message)
    }

    /// Returns the events of a stream that are there without waiting, and whether the
    /// stream has ended.
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
        assert_eq!(
            rest(events.replay(&first).unwrap()),
            (vec![last.clone()], true)
        );
        assert_eq!(rest(events.replay(&last).unwrap()), (Vec::new(), true));
        assert!(events.replay("1@c").is_none() && events.replay("x").is_none());
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
