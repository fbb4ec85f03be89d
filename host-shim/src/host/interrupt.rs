//! Calls that somebody ends.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// Ends calls that are under way, from any thread: the component is stopped
/// within about 10 ms, whether it asks or not, with
/// [`Error::Interrupted`](crate::Error::Interrupted), and what the host does for
/// it at that moment is given up. Clones share one state.
#[derive(Clone, Default)]
pub struct Interrupt(Arc<InterruptState>);

#[derive(Default)]
struct InterruptState {
    interrupted: AtomicBool,
    /// Who waits for it, by a number that tells them apart.
    waiting: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    next: u64,
    wakers: BTreeMap<u64, Waker>,
}

impl Interrupt {
    /// A handle that has ended nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the call that is under way, and every one that follows.
    pub fn interrupt(&self) {
        // Before the lock is taken: who asks for a wake later sees it.
        self.0.interrupted.store(true, Ordering::SeqCst);
        let wakers = std::mem::take(&mut self.0.waiting().wakers);
        for waker in wakers.into_values() {
            waker.wake();
        }
    }

    /// Tells whether calls are ended.
    pub fn is_interrupted(&self) -> bool {
        self.0.interrupted.load(Ordering::Relaxed)
    }

    /// Gives what a future gives, or `None` if it is not ready when calls are ended.
    pub(crate) async fn until<F: Future>(&self, future: F) -> Option<F::Output> {
        let mut future = std::pin::pin!(future);
        let mut watch = Watch::new(self);
        std::future::poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if watch.is_over(context) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        })
        .await
    }
}

impl fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Interrupt")
            .field(&self.is_interrupted())
            .finish()
    }
}

impl InterruptState {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Entries come and go whole.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A future's place among those that wait.
struct Watch<'a> {
    shared: &'a InterruptState,
    key: Option<u64>,
}

impl<'a> Watch<'a> {
    fn new(interrupt: &'a Interrupt) -> Self {
        Self {
            shared: &interrupt.0,
            key: None,
        }
    }

    /// Tells whether calls are ended; if not, the future is woken when they are.
    fn is_over(&mut self, context: &Context<'_>) -> bool {
        let mut waiting = self.shared.waiting();
        let key = *self.key.get_or_insert_with(|| {
            waiting.next += 1;
            waiting.next
        });
        waiting.wakers.insert(key, context.waker().clone());
        drop(waiting);
        // After it can be woken: one of both sides sees the other.
        self.shared.interrupted.load(Ordering::SeqCst)
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.shared.waiting().wakers.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::runtime::block_on;

    #[test]
    fn a_future_that_waits_ends_and_leaves_nothing_behind() {
        let interrupt = Interrupt::new();
        let ended = thread::scope(|scope| {
            let waiting = scope.spawn(|| block_on(None, interrupt.until(pending::<()>())));
            thread::sleep(Duration::from_millis(20));
            interrupt.interrupt();
            waiting.join().unwrap()
        });
        assert!(matches!(ended, Ok(None)));
        assert!(interrupt.0.waiting().wakers.is_empty());
        // And one that begins later as well.
        assert!(matches!(
            block_on(None, interrupt.until(pending::<()>())),
            Ok(None)
        ));
    }
}
