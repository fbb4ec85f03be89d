//! Requests that wait for their answer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::batch::Batch;

/// The requests of one client. The SDK knows each by a number that was never used
/// before, so that clients may use what identifiers they like, and one twice.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    requests: Mutex<Requests>,
    count: watch::Sender<usize>,
}

#[derive(Debug, Default)]
struct Requests {
    last: i64,
    waiting: HashMap<i64, (Place, usize)>,
    bytes: usize,
}

/// Where an answer goes.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The JSON text of the client's identifier.
    pub(super) id: String,
    /// Those that it goes together with.
    pub(super) batch: Option<Arc<Batch>>,
}

impl Waiting {
    /// Notes a request of so many bytes; `None` if it would be one too many.
    pub(super) fn begin(&self, place: &Place, bytes: usize, most: (usize, usize)) -> Option<i64> {
        let mut requests = self.requests();
        // A large one may always come in, alone.
        let is_full = requests.waiting.len() >= most.0
            || requests.bytes.saturating_add(bytes) > most.1.max(bytes);
        if is_full {
            return None;
        }
        requests.last += 1;
        requests.bytes += bytes;
        let number = requests.last;
        requests.waiting.insert(number, (place.clone(), bytes));
        self.count.send_replace(requests.waiting.len());
        Some(number)
    }

    /// Takes a request out: its answer is there, or nobody wants it any more.
    pub(super) fn end(&self, number: i64) -> Option<Place> {
        let mut requests = self.requests();
        let (place, bytes) = requests.waiting.remove(&number)?;
        requests.bytes -= bytes;
        self.count.send_replace(requests.waiting.len());
        Some(place)
    }

    /// The number of the latest request with that identifier.
    pub(super) fn number(&self, id: &str) -> Option<i64> {
        let requests = self.requests();
        let waiting = requests.waiting.iter();
        let same = waiting.filter(|(_, (place, _))| place.id == id);
        same.map(|(number, _)| *number).max()
    }

    /// Waits until there is no request left.
    pub(super) async fn none(&self) {
        // The sender is there as long as this is.
        let _ = self.count.subscribe().wait_for(|count| *count == 0).await;
    }

    fn requests(&self) -> MutexGuard<'_, Requests> {
        // Entries come and go whole.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
