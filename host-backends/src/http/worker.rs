//! Futures that a thread completes.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Waker};
use std::thread;

/// A bounded number of threads, one for each piece of work.
#[derive(Debug)]
pub(super) struct Workers {
    busy: Arc<AtomicUsize>,
    limit: usize,
}

/// The reason why a piece of work was not begun.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotBegun {
    /// As many threads as may be are at work.
    Busy,
    /// The system gives no thread.
    NoThread,
}

/// The outcome of a piece of work. `None` if its thread ended without one.
pub(super) struct Outcome<R> {
    slot: Arc<Mutex<Slot<R>>>,
}

/// Tells the work whether somebody still waits for it.
pub(super) struct Wanted<R> {
    slot: Weak<Mutex<Slot<R>>>,
}

struct Slot<R> {
    result: Option<R>,
    done: bool,
    waker: Option<Waker>,
}

impl Workers {
    pub(super) fn new(limit: usize) -> Self {
        let busy = Arc::default();
        Self { busy, limit }
    }

    /// Begins the work on a thread of its own.
    pub(super) fn begin<R: Send + 'static>(
        &self,
        work: impl FnOnce(&Wanted<R>) -> R + Send + 'static,
    ) -> Result<Outcome<R>, NotBegun> {
        let place = Place::take(&self.busy, self.limit).ok_or(NotBegun::Busy)?;
        let slot = Arc::new(Mutex::new(Slot {
            result: None,
            done: false,
            waker: None,
        }));
        let wanted = Wanted {
            slot: Arc::downgrade(&slot),
        };
        thread::Builder::new()
            .name("greentic-http".into())
            .spawn(move || {
                // In this order even if the work panics: the place is free when
                // the outcome is there.
                let done = Done(&wanted);
                let place = place;
                let result = work(&wanted);
                if let Some(slot) = wanted.slot.upgrade() {
                    lock(&slot).result = Some(result);
                }
                drop(place);
                drop(done);
            })
            .map_err(|_| NotBegun::NoThread)?;
        Ok(Outcome { slot })
    }
}

impl<R> Wanted<R> {
    /// Returns whether the future still exists.
    pub(super) fn is_wanted(&self) -> bool {
        self.slot.strong_count() > 0
    }
}

impl<R> Future for Outcome<R> {
    type Output = Option<R>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<R>> {
        let mut slot = lock(&self.slot);
        if slot.done {
            return Poll::Ready(slot.result.take());
        }
        slot.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

/// One of the threads that may be at work.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(busy: &Arc<AtomicUsize>, limit: usize) -> Option<Self> {
        busy.fetch_update(Ordering::AcqRel, Ordering::Acquire, |busy| {
            (busy < limit).then_some(busy + 1)
        })
        .ok()?;
        Some(Self(busy.clone()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Completes the future, with or without a result.
struct Done<'a, R>(&'a Wanted<R>);

impl<R> Drop for Done<'_, R> {
    fn drop(&mut self) {
        if let Some(slot) = self.0.slot.upgrade() {
            let waker = {
                let mut slot = lock(&slot);
                slot.done = true;
                slot.waker.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}

/// Nothing panics while it holds the lock.
fn lock<R>(slot: &Mutex<Slot<R>>) -> MutexGuard<'_, Slot<R>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}
