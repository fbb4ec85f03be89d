//! Waiting for the tasks that a component does by itself.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// The turns after which a future is taken to go in a circle: each call of an
/// import and each item of a stream takes a few.
const MOST_TURNS: usize = 1_000_000;

/// Is `true` if the future may get on.
struct WakeFlag(AtomicBool);

impl Wake for WakeFlag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs a future for as long as it gets on. `None` if it waits for something that
/// never comes: everything that it could wait for happens on this thread.
pub(super) fn finish<F: Future>(future: F) -> Option<F::Output> {
    let woken = Arc::new(WakeFlag(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut future = pin!(future);
    for _ in 0..MOST_TURNS {
        if !woken.0.swap(false, Ordering::Relaxed) {
            return None;
        }
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return Some(output);
        }
    }
    None
}

/// Lets others have their turn once.
pub(super) async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_future_runs_until_it_ends_or_stands_still() {
        let counted = finish(async {
            for _ in 0..100 {
                pause().await;
            }
            7
        });
        assert_eq!(counted, Some(7));
        assert_eq!(finish(std::future::pending::<()>()), None);
    }
}
