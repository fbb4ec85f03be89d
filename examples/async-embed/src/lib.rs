//! Nodes in an asynchronous program, in two ways: with a `Shim`, and with the
//! bindings on an engine of one's own.

pub mod bare;
pub mod shimmed;

use tokio::runtime::{Builder, Runtime};

/// One thread, which looks at clocks whenever a component hands it back: one
/// that loops does so every 10 ms. Tokio otherwise looks at every 61st such
/// occasion, and whoever waits for a clock or a socket waits for most of a
/// second.
///
/// # Errors
///
/// The system has no room for it.
pub fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread()
        .enable_time()
        .event_interval(1)
        .build()
}
