//! Calls that may panic, and do not show it.
//!
//! Decoders, encoders, compilers and databases assert what holds of the input of
//! their own users, and the input may be anything. That one of them gives up is an
//! answer here, not an end of the program. In a program that aborts where others
//! unwind there is nothing to guard.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

thread_local! {
    /// `true` while this thread is inside a guarded call.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// The hook is wrapped once for all threads, by the first call that is guarded.
static WRAPPED: Once = Once::new();

/// Calls `call`, and gives back the message of its panic if it panics. Nothing is
/// printed about that panic; those of other threads go to the hook that was set
/// before.
///
/// What `call` had borrowed to change may be changed half-way afterwards.
///
/// # Errors
///
/// - The call panicked.
pub fn guarded<T>(call: impl FnOnce() -> T) -> Result<T, String> {
    // A thread that panics cannot change the hook.
    if !thread::panicking() {
        WRAPPED.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |panic| {
                if !GUARDED.get() {
                    before(panic);
                }
            }));
        });
    }
    let within = Within::enter(true);
    let result = panic::catch_unwind(AssertUnwindSafe(call));
    drop(within);
    result.map_err(|panic| message(&*panic))
}

/// Returns what a panic said.
pub fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}

/// Wraps work for another thread so that it is guarded there if this thread is.
pub fn carried<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let guarded = GUARDED.get();
    move || {
        let _within = Within::enter(guarded);
        work()
    }
}

/// Sets the mark of this thread, and sets it back.
struct Within {
    before: bool,
}

impl Within {
    fn enter(guarded: bool) -> Self {
        Self {
            before: GUARDED.replace(guarded),
        }
    }
}

impl Drop for Within {
    fn drop(&mut self) {
        GUARDED.set(self.before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(guarded(|| 7), Ok(7));
        let number = 3;
        let said = guarded(|| assert!(number > 4, "{number} is too small"));
        assert_eq!(said, Err("3 is too small".to_owned()));
        let said = guarded(|| panic::panic_any(5));
        assert_eq!(said, Err("no message".to_owned()));
    }

    #[test]
    fn a_thread_that_panics_already_can_guard_another_call() {
        struct Last;

        impl Drop for Last {
            fn drop(&mut self) {
                assert!(thread::panicking());
                assert_eq!(guarded(|| 7), Ok(7));
                assert_eq!(guarded(|| panic!("second")), Err("second".to_owned()));
            }
        }

        let first = guarded(|| {
            let _last = Last;
            panic!("first");
        });
        assert_eq!(first, Err("first".to_owned()));
    }

    #[test]
    fn the_mark_is_carried_and_set_back() {
        assert!(!GUARDED.get());
        let inside = guarded(|| {
            assert_eq!(guarded(|| panic!("inner")), Err("inner".to_owned()));
            let there = carried(|| GUARDED.get());
            (GUARDED.get(), thread::spawn(there).join().ok())
        });
        assert_eq!(inside, Ok((true, Some(true))));
        assert!(!GUARDED.get());
        let there = carried(|| GUARDED.get());
        assert_eq!(thread::spawn(there).join().ok(), Some(false));
    }
}
