//! Entries that wait to be sent.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use greentic_host_shim::services::telemetry::LogRecord;

/// A bounded queue between those who log and the thread that sends.
#[derive(Debug)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    limit: usize,
}

#[derive(Debug, Default)]
struct State {
    waiting: VecDeque<LogRecord>,
    /// `true` if a batch is on its way.
    sending: bool,
    /// The number of callers that wait until all is sent.
    flushing: usize,
    closed: bool,
    dropped: u64,
}

impl Queue {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            state: Mutex::default(),
            changed: Condvar::new(),
            limit,
        }
    }

    /// Adds an entry, or counts it as dropped.
    pub(super) fn push(&self, record: LogRecord) -> bool {
        let mut state = self.lock();
        let has_place = state.waiting.len() < self.limit;
        if has_place {
            state.waiting.push_back(record);
            self.changed.notify_all();
        } else {
            state.dropped += 1;
        }
        has_place
    }

    /// Waits until there are `size` entries, there is one that has waited for
    /// `interval`, or somebody is in a hurry. `None` at the end.
    pub(super) fn batch(&self, size: usize, interval: Duration) -> Option<Vec<LogRecord>> {
        let mut state = self.lock();
        state.sending = false;
        self.changed.notify_all();
        let mut until = None;
        loop {
            let in_a_hurry = state.closed || state.flushing > 0;
            if state.waiting.is_empty() {
                if state.closed {
                    return None;
                }
                until = None;
                state = wait(self.changed.wait(state));
                continue;
            }
            let now = Instant::now();
            let until = *until.get_or_insert(now + interval);
            if state.waiting.len() >= size || in_a_hurry || now >= until {
                state.sending = true;
                let count = size.min(state.waiting.len());
                return Some(state.waiting.drain(..count).collect());
            }
            state = wait(self.changed.wait_timeout(state, until - now)).0;
        }
    }

    /// Waits until all that was logged is sent or dropped, and says whether it
    /// is.
    pub(super) fn flush(&self, limit: Duration) -> bool {
        let mut state = self.lock();
        state.flushing += 1;
        self.changed.notify_all();
        let is_busy = |state: &mut State| state.sending || !state.waiting.is_empty();
        let (mut state, _) = wait(self.changed.wait_timeout_while(state, limit, is_busy));
        state.flushing -= 1;
        !is_busy(&mut state)
    }

    /// Ends [`batch`](Self::batch) once nothing waits, which is after `limit`
    /// at the latest.
    pub(super) fn close(&self, limit: Duration) {
        self.lock().closed = true;
        self.flush(limit);
        let mut state = self.lock();
        state.dropped += u64::try_from(state.waiting.len()).unwrap_or(u64::MAX);
        state.waiting.clear();
    }

    /// Waits for `time`, and says whether the queue is still open.
    pub(super) fn pause(&self, time: Duration) -> bool {
        let is_open = |state: &mut State| !state.closed;
        let wait_for = self.changed.wait_timeout_while(self.lock(), time, is_open);
        is_open(&mut wait(wait_for).0)
    }

    pub(super) fn count_dropped(&self, count: u64) {
        self.lock().dropped += count;
    }

    pub(super) fn dropped(&self) -> u64 {
        self.lock().dropped
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        wait(self.state.lock())
    }
}

/// Nothing panics while it holds the lock.
fn wait<T>(result: Result<T, PoisonError<T>>) -> T {
    result.unwrap_or_else(PoisonError::into_inner)
}
