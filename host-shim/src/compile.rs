//! Compiling within a budget of time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use wasmtime::Engine;
use wasmtime::component::Component as Compiled;

use crate::{Error, LimitKind, fault, pool};

/// Compilations beyond their budget that may be under way at a time: each
/// keeps a core busy until it ends by itself.
const ABANDONED: usize = 2;

/// The compiler's recursion follows the nesting of the code; this is what a
/// main thread has.
const STACK: usize = 8 << 20;

/// Counts compilations that nobody waits for any more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Abandoned(Arc<AtomicUsize>);

/// Compiles valid or invalid bytes.
pub(crate) fn compile(
    engine: &Engine,
    bytes: &[u8],
    budget: Option<Duration>,
    abandoned: &Abandoned,
) -> Result<Compiled, Error> {
    let result = match budget {
        None => Compiled::from_binary(engine, bytes),
        Some(budget) => {
            let (engine, bytes) = (engine.clone(), bytes.to_vec());
            within(budget, abandoned, move || {
                Compiled::from_binary(&engine, &bytes)
            })?
        }
    };
    result.map_err(|error| {
        let message = format!("{error:#}");
        pool::unfit(&message).unwrap_or(Error::Invalid { message })
    })
}

/// What `work` gives, if it does so within the budget.
fn within<R: Send + 'static>(
    budget: Duration,
    abandoned: &Abandoned,
    work: impl FnOnce() -> R + Send + 'static,
) -> Result<R, Error> {
    let limit = |message: String| Error::Limit {
        which: LimitKind::CompileTime,
        during: fault::COMPILE.into(),
        message,
    };
    let under_way = abandoned.0.load(Ordering::SeqCst);
    if under_way >= ABANDONED {
        return Err(limit(format!(
            "{under_way} earlier compilations are still running beyond their time"
        )));
    }
    let (sender, receiver) = sync_channel(1);
    // Counted from here on, so that it is never more than allowed for long;
    // whoever is last to leave takes it back.
    let ended = Arc::new(AtomicUsize::new(0));
    let thread = thread::Builder::new()
        .name("greentic-compile".into())
        .stack_size(STACK)
        .spawn({
            let (abandoned, ended) = (abandoned.clone(), Arc::clone(&ended));
            move || {
                // Also when `work` panics.
                let _leave = Leave { abandoned, ended };
                let _ = sender.send(work());
            }
        })
        .map_err(|error| Error::Setup {
            message: format!("no thread to compile in: {error}"),
        })?;
    match receiver.recv_timeout(budget) {
        Ok(result) => {
            // It has nothing left to do but to end.
            let _ = thread.join();
            Ok(result)
        }
        Err(RecvTimeoutError::Timeout) => {
            abandoned.0.fetch_add(1, Ordering::SeqCst);
            drop(Leave {
                abandoned: abandoned.clone(),
                ended,
            });
            Err(limit(format!(
                "it took more than {} s to compile",
                budget.as_secs_f64()
            )))
        }
        Err(RecvTimeoutError::Disconnected) => Err(Error::Setup {
            message: "the compiler failed; the component may have found a defect of it".into(),
        }),
    }
}

/// One side of an abandoned compilation: its thread, or who has waited for it.
/// The side that leaves second knows that the other has been there, and takes the
/// count back.
struct Leave {
    abandoned: Abandoned,
    ended: Arc<AtomicUsize>,
}

impl Drop for Leave {
    fn drop(&mut self) {
        if self.ended.fetch_add(1, Ordering::SeqCst) == 1 {
            self.abandoned.0.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn work_in_time_is_handed_over() {
        let abandoned = Abandoned::default();
        let result = within(Duration::from_mins(1), &abandoned, || 7);
        assert_eq!(result.unwrap(), 7);
        assert_eq!(abandoned.0.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn late_work_is_left_alone_and_counted_until_it_ends() {
        let abandoned = Abandoned::default();
        let mut open = Vec::new();
        for _ in 0..ABANDONED {
            let (release, wait) = channel::<()>();
            open.push(release);
            let error = within(Duration::ZERO, &abandoned, move || {
                let _ = wait.recv();
            })
            .unwrap_err();
            assert!(error.to_string().contains("--compile-limit"), "{error}");
        }
        // No further one is begun.
        let error = within(Duration::from_mins(1), &abandoned, || ()).unwrap_err();
        assert!(error.to_string().contains("still running"), "{error}");
        drop(open);
        while abandoned.0.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
        }
        assert!(within(Duration::from_mins(1), &abandoned, || ()).is_ok());
    }

    #[test]
    fn a_compiler_that_panics_is_an_error() {
        let error = within(Duration::from_mins(1), &Abandoned::default(), || {
            panic!("a defect")
        })
        .unwrap_err();
        assert!(matches!(error, Error::Setup { .. }), "{error}");
    }
}
