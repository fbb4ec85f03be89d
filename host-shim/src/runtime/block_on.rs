//! Waiting for a future on the calling thread.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use wasmtime::Trap;

use crate::run::Ending;

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

/// Polls `future` until it is ready. The thread sleeps until the future wakes
/// it; one that waits for another thread or for an event loop is woken from
/// there.
///
/// # Errors
///
/// [`Trap::Interrupt`] if the call that this is part of has to end before.
pub(crate) fn block_on<F: Future>(ending: Option<Ending>, future: F) -> Result<F::Output, Trap> {
    let mut future = pin!(future);
    // Most hosts answer at once, and then nothing is allocated. What this poll
    // would have woken is not lost: the next one asks again.
    if let Poll::Ready(output) = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        return Ok(output);
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let Some(ending) = ending else {
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(output) => return Ok(output),
                // Returns at once where it was woken since.
                Poll::Pending => thread::park(),
            }
        }
    };
    // Is woken by the interrupt, too.
    let mut future = pin!(ending.interrupt.until(future));
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output.ok_or(Trap::Interrupt),
            Poll::Pending if ending.is_over() => return Err(Trap::Interrupt),
            Poll::Pending => match ending.due.remaining() {
                None => thread::park(),
                Some(left) => thread::park_timeout(left),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc;

    use super::*;

    /// Is ready after as many wakes from another thread.
    fn after(wakes: usize) -> impl Future<Output = usize> {
        let (sender, receiver) = mpsc::channel::<Waker>();
        let left = Arc::new(Mutex::new(wakes));
        let counted = Arc::clone(&left);
        thread::spawn(move || {
            for waker in receiver {
                let mut left = counted.lock().expect("no panic");
                *left = left.saturating_sub(1);
                drop(left);
                waker.wake();
            }
        });
        std::future::poll_fn(move |context| {
            if *left.lock().expect("no panic") == 0 {
                return Poll::Ready(wakes);
            }
            sender.send(context.waker().clone()).expect("it listens");
            Poll::Pending
        })
    }

    #[test]
    fn a_future_that_another_thread_wakes_ends() {
        for wakes in 0..50 {
            assert_eq!(block_on(None, after(wakes)), Ok(wakes));
        }
    }

    #[test]
    fn a_wake_before_the_thread_sleeps_is_not_lost() {
        let mut polls = 0;
        let future = std::future::poll_fn(|context| {
            polls += 1;
            context.waker().wake_by_ref();
            if polls > 3 {
                Poll::Ready(polls)
            } else {
                Poll::Pending
            }
        });
        assert_eq!(block_on(None, future), Ok(4));
    }
}
