//! Runs code of others that panics over what it reads.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether panics of this thread are awaited.
    static AWAITED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`. A panic of it is an error with its message, and nothing is
/// printed. Nothing that `work` has changed may be used after that.
///
/// In a program that aborts where others unwind there is nothing to contain.
pub(crate) fn contained<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    static HOOK: Once = Once::new();

    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !AWAITED.get() {
                usual(info);
            }
        }));
    });
    let before = AWAITED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    AWAITED.set(before);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        text.unwrap_or("it panicked").to_owned()
    })
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
        assert_eq!(odd, Err::<(), _>("it panicked".to_owned()));
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
}
