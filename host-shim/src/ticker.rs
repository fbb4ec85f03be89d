//! The clock behind [`Limits::deadline`](crate::Limits::deadline).

use std::collections::BTreeMap;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use wasmtime::Engine;

use crate::Interrupt;

/// Length of one epoch. Short enough for deadlines of a tenth of a second,
/// long enough that the thread does not show in a profile.
const TICK: Duration = Duration::from_millis(10);

/// Ticks without a running call after which the thread goes to sleep. Sleeping
/// at once would make every call of a busy host wake it, which takes longer
/// than a small call.
const IDLE_TICKS: u32 = 100;

/// A thread that advances the epoch of an engine while calls are running.
/// Dropping it ends the thread.
#[derive(Debug)]
pub(crate) struct Ticker {
    shared: Arc<TickerState>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct TickerState {
    /// Calls that are running.
    running: AtomicUsize,
    /// `true` if the thread sleeps until somebody wakes it.
    asleep: AtomicBool,
    stop: AtomicBool,
    /// Futures to wake, by when and a number that tells them apart.
    sleepers: Mutex<BTreeMap<(Instant, u64), Waker>>,
    next: AtomicU64,
}

/// Keeps the ticker awake while it lives.
#[derive(Debug)]
pub(crate) struct Running(Arc<TickerState>);

impl Running {
    /// Returns the result of a future, or `None` if it is not ready when its time is
    /// over or calls are ended. This needs no timer of the executor that runs it.
    pub(crate) async fn until<F: Future>(
        &self,
        end: Option<Instant>,
        interrupt: &Interrupt,
        future: F,
    ) -> Option<F::Output> {
        let mut future = pin!(interrupt.until(future));
        let Some(end) = end else {
            return future.await;
        };
        let mut sleep = None;
        std::future::poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(output);
            }
            if Instant::now() >= end {
                return Poll::Ready(None);
            }
            let sleep = sleep.get_or_insert_with(|| Sleep::new(&self.0, end));
            sleep.wake(context.waker());
            Poll::Pending
        })
        .await
    }
}

/// A future's entry in the list of those to wake.
struct Sleep<'a> {
    shared: &'a TickerState,
    key: (Instant, u64),
}

impl<'a> Sleep<'a> {
    fn new(shared: &'a TickerState, end: Instant) -> Self {
        let number = shared.next.fetch_add(1, Ordering::Relaxed);
        Self {
            shared,
            key: (end, number),
        }
    }

    fn wake(&self, waker: &Waker) {
        self.shared.sleepers().insert(self.key, waker.clone());
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        self.shared.sleepers().remove(&self.key);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Ticker {
    pub(crate) fn start(engine: Engine) -> io::Result<Self> {
        let shared = Arc::new(TickerState::default());
        let thread = thread::Builder::new()
            .name("greentic-epochs".into())
            .spawn({
                let shared = Arc::clone(&shared);
                move || shared.tick(&engine)
            })?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }

    /// Announces a call.
    pub(crate) fn running(&self) -> Running {
        // The thread first says that it sleeps, then looks for calls; we first
        // count the call, then look whether it sleeps. In sequential
        // consistency one of the two sees the other.
        self.shared.running.fetch_add(1, Ordering::SeqCst);
        if self.shared.asleep.load(Ordering::SeqCst) {
            self.wake();
        }
        Running(Arc::clone(&self.shared))
    }

    fn wake(&self) {
        if let Some(thread) = &self.thread {
            thread.thread().unpark();
        }
    }
}

impl Drop for Ticker {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::SeqCst);
        self.wake();
        if let Some(thread) = self.thread.take() {
            // It cannot have panicked, and if it had there would be nothing
            // left to stop.
            let _ = thread.join();
        }
    }
}

impl TickerState {
    fn stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }

    fn sleepers(&self) -> MutexGuard<'_, BTreeMap<(Instant, u64), Waker>> {
        // Entries come and go whole.
        self.sleepers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the futures whose time is over.
    fn wake_sleepers(&self) {
        let due = {
            let mut sleepers = self.sleepers();
            let later = sleepers.split_off(&(Instant::now(), u64::MAX));
            std::mem::replace(&mut *sleepers, later)
        };
        // Not under the lock: a waker may run anything.
        for waker in due.into_values() {
            waker.wake();
        }
    }

    fn tick(&self, engine: &Engine) {
        let mut idle = 0;
        while !self.stopped() {
            if idle >= IDLE_TICKS {
                self.sleep();
                idle = 0;
            }
            // Parking may end early; an epoch must not.
            let end = Instant::now() + TICK;
            while let Some(left) = end.checked_duration_since(Instant::now()) {
                if left.is_zero() || self.stopped() {
                    break;
                }
                thread::park_timeout(left);
            }
            engine.increment_epoch();
            self.wake_sleepers();
            if self.running.load(Ordering::SeqCst) == 0 {
                idle += 1;
            } else {
                idle = 0;
            }
        }
    }

    /// Until a call begins or the ticker is dropped.
    fn sleep(&self) {
        self.asleep.store(true, Ordering::SeqCst);
        while self.running.load(Ordering::SeqCst) == 0 && !self.stopped() {
            thread::park();
        }
        self.asleep.store(false, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::block_on;

    #[test]
    fn a_future_that_never_is_ready_ends_with_its_time() {
        let ticker = Ticker::start(Engine::default()).unwrap();
        let running = ticker.running();
        let end = Instant::now() + Duration::from_millis(30);
        let interrupt = Interrupt::new();
        let never = std::future::pending::<()>();
        let never = running.until(Some(end), &interrupt, never);
        assert_eq!(block_on(None, never), Ok(None));
        let ready = running.until(Some(end), &interrupt, std::future::ready(7));
        assert_eq!(block_on(None, ready), Ok(Some(7)));
        assert_eq!(running.0.sleepers().len(), 0);
    }

    #[test]
    fn dropping_ends_the_thread_awake_or_asleep() {
        let ticker = Ticker::start(Engine::default()).unwrap();
        let running = ticker.running();
        drop(running);
        let shared = Arc::clone(&ticker.shared);
        drop(ticker);
        // The thread held the only other reference.
        assert_eq!(Arc::strong_count(&shared), 1);
    }
}
