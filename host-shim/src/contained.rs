//! Runs code of others that panics over what it reads.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

thread_local! {
    /// Whether panics of this thread are awaited.
    static AWAITED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`. A panic of it is an error with its message, and nothing is
/// printed; panics of other threads are, by whatever hook was there before.
/// Nothing that `work` has changed may be used after that.
///
/// In a program that aborts where others unwind there is nothing to contain.
pub(crate) fn contained<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();

    // The hook cannot be changed by a thread that panics.
    if !thread::panicking() {
        HOOK.call_once(|| {
            let usual = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                if !AWAITED.get() {
                    usual(info);
                }
            }));
        });
    }
    let before = AWAITED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    AWAITED.set(before);
    result.map_err(|payload| message(&*payload))
}

/// Returns what a panic said.
pub(crate) fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without a message").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(contained(|| 7), Ok(7));
        let text = contained(|| panic!("at page {}", 3));
        assert_eq!(text, Err::<(), _>("at page 3".to_owned()));
        let odd = contained(|| panic::panic_any(3));
        assert_eq!(odd, Err::<(), _>("a panic without a message".to_owned()));
    }

    #[test]
    fn panics_of_others_are_not_silenced() {
        assert!(contained(|| assert!(AWAITED.get())).is_ok());
        assert!(!AWAITED.get());
        // One within the other: the outer one is contained still.
        let inner = contained(|| {
            let _ = contained(|| panic!("inside"));
            AWAITED.get()
        });
        assert_eq!(inner, Ok(true));
    }

    #[test]
    fn a_thread_that_panics_already_can_contain_another_panic() {
        struct Last;

        impl Drop for Last {
            fn drop(&mut self) {
                assert!(thread::panicking());
                assert_eq!(contained(|| 7), Ok(7));
                let second = contained(|| panic!("second"));
                assert_eq!(second, Err::<(), _>("second".to_owned()));
            }
        }

        let first = contained(|| {
            let _last = Last;
            panic!("first");
        });
        assert_eq!(first, Err::<(), _>("first".to_owned()));
    }
}
