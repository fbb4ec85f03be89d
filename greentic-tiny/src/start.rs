//! What the program was started with.
//!
//! Rust opens `/dev/null` in place of a standard stream that is closed, before
//! `main` begins: what is printed then goes nowhere, and all seems well. Whoever
//! closed standard output cannot want that, so it is looked at earlier. This file
//! guards the place where the system looks for code to run that early.

use std::sync::atomic::{AtomicBool, Ordering};

static OUTPUT_IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether there was no standard output. Known on Linux; elsewhere it is always
/// taken to be there.
pub(crate) fn output_is_closed() -> bool {
    OUTPUT_IS_CLOSED.load(Ordering::Relaxed)
}

/// A function that runs before the start-up code of Rust.
// SAFETY: what stands in this section has to be pointers to functions that can be
// called, once and by one thread, with no or with the C arguments of `main`. This is
// one, and the C convention lets a function ignore what it is passed.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "the only way to be early enough, see above")]
#[used]
#[unsafe(link_section = ".init_array")]
static BEFORE_MAIN: extern "C" fn() = look;

/// Looks for the file descriptor 1. Where `/proc` is not mounted there is nothing to
/// be seen.
#[cfg(target_os = "linux")]
extern "C" fn look() {
    const OPEN: &str = "/proc/self/fd";

    let is_closed = std::fs::symlink_metadata("/proc/self/fd/1").is_err()
        && std::fs::symlink_metadata(OPEN).is_ok();
    OUTPUT_IS_CLOSED.store(is_closed, Ordering::Relaxed);
}
