//! Requests that wait for their answer.

use std::collections::HashMap;

use tokio::sync::watch;

use super::batch::Batch;

/// The requests of one client. The SDK knows each by a number that was never used
/// before, so that clients may use what identifiers they like, and one twice.
#[derive(Debug, Default)]
pub(super) struct Waiting(watch::Sender<Requests>);

#[derive(Debug, Default)]
struct Requests {
    last: i64,
    waiting: HashMap<i64, (Place, usize)>,
    bytes: usize,
}

/// The destination of an answer.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The JSON text of the client's identifier.
    pub(super) id: String,
    /// Those that it goes together with.
    pub(super) batch: Option<Batch>,
}

impl Waiting {
    /// Notes a request of so many bytes; `None` if it would be one too many.
    pub(super) fn begin(&self, place: &Place, bytes: usize, most: (usize, usize)) -> Option<i64> {
        let mut number = None;
        self.0.send_modify(|requests| {
            let all = requests.bytes.saturating_add(bytes);
            // A large one may always come in, alone.
            if requests.waiting.len() < most.0 && all <= most.1.max(bytes) {
                requests.last += 1;
                requests.bytes = all;
                let entry = (place.clone(), bytes);
                requests.waiting.insert(requests.last, entry);
                number = Some(requests.last);
            }
        });
        number
    }

    /// Returns the destination of the answer to a request; `None` if the request was
    /// cancelled.
    pub(super) fn place(&self, number: i64) -> Option<Place> {
        let requests = self.0.borrow();
        let (place, _) = requests.waiting.get(&number)?;
        Some(place.clone())
    }

    /// Takes a request out: its answer was sent, or nobody wants it any more.
    pub(super) fn end(&self, number: i64) {
        self.0.send_modify(|requests| {
            if let Some((_, bytes)) = requests.waiting.remove(&number) {
                requests.bytes -= bytes;
            }
        });
    }

    /// The number of the latest request with that identifier.
    pub(super) fn number(&self, id: &str) -> Option<i64> {
        let requests = self.0.borrow();
        let waiting = requests.waiting.iter();
        let same = waiting.filter(|(_, (place, _))| place.id == id);
        same.map(|(number, _)| *number).max()
    }

    /// Waits until there is no request left.
    pub(super) async fn none(&self) {
        let mut requests = self.0.subscribe();
        // The sender is there as long as this is.
        let _ = requests
            .wait_for(|requests| requests.waiting.is_empty())
            .await;
    }
}
