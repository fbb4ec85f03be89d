//! The state of the process at its start.
//!
//! Rust opens `/dev/null` in place of a closed standard stream before `main` begins. Later
//! output would go nowhere without an error. A user who closed standard output cannot want
//! that, so the stream is checked earlier. This file guards the place where the system
//! looks for code to run that early.

use std::sync::atomic::{AtomicBool, Ordering};

static OUTPUT_IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Returns whether standard output was closed at the start. Only Linux can tell; on other
/// systems it counts as open.
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

/// Looks for the file descriptor 1. If `/proc` is not mounted, the stream counts as open.
#[cfg(target_os = "linux")]
extern "C" fn look() {
    const OPEN: &str = "/proc/self/fd";

    let is_closed = std::fs::symlink_metadata("/proc/self/fd/1").is_err()
        && std::fs::symlink_metadata(OPEN).is_ok();
    OUTPUT_IS_CLOSED.store(is_closed, Ordering::Relaxed);
}
