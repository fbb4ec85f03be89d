//! Calls of the component that are under way.

use std::sync::Arc;

use greentic_host_shim::{Error, Interrupt};
use rmcp::model::ErrorData;
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Runs calls on threads of their own, so many at a time.
#[derive(Debug)]
pub(crate) struct Calls {
    slots: Arc<Semaphore>,
    most: usize,
}

/// The reason why a call has no answer.
#[derive(Debug)]
pub(crate) enum Ended {
    /// Nobody waits for it any more.
    Cancelled,
    /// The component trapped, was stopped or could not be started.
    Failed(Error),
    /// Our own code did.
    Panicked,
}

impl Calls {
    pub(crate) fn new(most: usize) -> Self {
        let most = most.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            slots: Arc::new(Semaphore::new(most)),
            most,
        }
    }

    /// Does a piece of work that blocks when its turn has come. It is interrupted
    /// when `over` is ready, and when the future is dropped: a component that
    /// computes stops within about 10 ms, one that waits for its host at once.
    pub(crate) async fn run<R: Send + 'static>(
        &self,
        over: impl Future<Output = ()>,
        work: impl FnOnce(&Interrupt) -> Result<R, Error> + Send + 'static,
    ) -> Result<R, Ended> {
        let mut over = std::pin::pin!(over);
        let slots = Arc::clone(&self.slots);
        let slot = tokio::select! {
            biased;
            () = &mut over => return Err(Ended::Cancelled),
            slot = slots.acquire_owned() => slot.map_err(|_| Ended::Cancelled)?,
        };
        let interrupt = Interrupt::new();
        let guard = InterruptOnDrop(interrupt.clone());
        let work = tokio::task::spawn_blocking(move || {
            // Held until the thread is done: an interrupted call still takes one.
            let _slot = slot;
            work(&interrupt)
        });
        let result = tokio::select! {
            biased;
            result = work => result,
            () = over => return Err(Ended::Cancelled),
        };
        drop(guard);
        match result {
            Ok(result) => result.map_err(Ended::Failed),
            Err(_) => Err(Ended::Panicked),
        }
    }

    /// Waits until no call is under way.
    #[cfg(feature = "http")]
    pub(crate) async fn idle(&self) {
        let all = u32::try_from(self.most).unwrap_or(u32::MAX);
        // The semaphore is never closed.
        let all: Option<OwnedSemaphorePermit> =
            Arc::clone(&self.slots).acquire_many_owned(all).await.ok();
        drop(all);
    }

    /// Returns how many calls are under way.
    pub(crate) fn running(&self) -> usize {
        self.most - self.slots.available_permits()
    }
}

struct InterruptOnDrop(Interrupt);

impl Drop for InterruptOnDrop {
    fn drop(&mut self) {
        self.0.interrupt();
    }
}

impl From<Ended> for ErrorData {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Cancelled => Self::internal_error(
                "the request was cancelled",
                Some(json!({ "kind": "cancelled" })),
            ),
            Ended::Panicked => {
                Self::internal_error("the host failed", Some(json!({ "kind": "host" })))
            }
            Ended::Failed(error) => {
                let mut data = json!({ "kind": error.kind() });
                match &error {
                    Error::Trap {
                        fault, backtrace, ..
                    } => {
                        data["fault"] = json!(fault.name());
                        data["backtrace"] = json!(backtrace);
                    }
                    Error::Limit { which, .. } => data["limit"] = json!(which.name()),
                    _ => {}
                }
                Self::internal_error(error.to_string(), Some(data))
            }
        }
    }
}
