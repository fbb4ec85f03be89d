//! Requests that wait for their answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The requests of one client. The SDK knows each by a number that was never used
/// before, so that clients may use what identifiers they like, and one twice.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    requests: Mutex<Requests>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Requests {
    last: i64,
    waiting: HashMap<i64, Waits>,
    bytes: usize,
}

#[derive(Debug)]
struct Waits {
    /// The JSON text of the client's identifier.
    id: String,
    bytes: usize,
    batch: Option<Arc<Batch>>,
}

/// An answer, and where it goes.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) batch: Option<Arc<Batch>>,
}

/// Answers to requests that came together, and go back together (JSON-RPC 2.0,
/// section 6).
#[derive(Debug, Default)]
pub(crate) struct Batch(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    open: usize,
    texts: Vec<String>,
}

impl Waiting {
    /// Notes a request of so many bytes; `None` if it would be one too many.
    pub(crate) fn begin(
        &self,
        id: &str,
        bytes: usize,
        most: (usize, usize),
        batch: Option<&Arc<Batch>>,
    ) -> Option<i64> {
        let mut requests = self.requests();
        // The first one may always come in.
        let is_full = requests.waiting.len() >= most.0
            || requests.bytes.saturating_add(bytes) > most.1.max(bytes);
        if is_full {
            return None;
        }
        requests.last += 1;
        requests.bytes += bytes;
        let number = requests.last;
        let waits = Waits {
            id: id.to_owned(),
            bytes,
            batch: batch.cloned(),
        };
        requests.waiting.insert(number, waits);
        Some(number)
    }

    /// Takes a request out: its answer is there, or nobody wants it any more.
    pub(crate) fn end(&self, number: i64) -> Option<Place> {
        let mut requests = self.requests();
        let waits = requests.waiting.remove(&number)?;
        requests.bytes -= waits.bytes;
        drop(requests);
        self.changed.notify_waiters();
        Some(Place {
            id: waits.id,
            batch: waits.batch,
        })
    }

    /// The number of the latest request with that identifier.
    pub(crate) fn number(&self, id: &str) -> Option<i64> {
        let requests = self.requests();
        let same = requests.waiting.iter().filter(|(_, waits)| waits.id == id);
        same.map(|(number, _)| *number).max()
    }

    /// Waits until there is no request left.
    pub(crate) async fn none(&self) {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if self.requests().waiting.is_empty() {
                return;
            }
            changed.await;
        }
    }

    fn requests(&self) -> MutexGuard<'_, Requests> {
        // Entries come and go whole.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Batch {
    /// One more answer is to come.
    pub(crate) fn open(&self) {
        self.answers().open += 1;
    }

    /// An answer, or none for a request that was cancelled. Gives the line that is
    /// due if it was the last.
    pub(crate) fn close(&self, text: Option<String>) -> Option<String> {
        let mut answers = self.answers();
        answers.texts.extend(text);
        answers.open -= 1;
        (answers.open == 0 && !answers.texts.is_empty())
            .then(|| format!("[{}]", std::mem::take(&mut answers.texts).join(",")))
    }

    fn answers(&self) -> MutexGuard<'_, Answers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
