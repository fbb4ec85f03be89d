//! Telemetry that components hand to their host.
//!
//! [`Telemetry`] is what a host asks. [`NoTelemetry`] takes every entry and
//! forgets it.

mod error;
mod record;

pub use error::TelemetryError;
pub use record::{LogLevel, LogRecord};

/// Takes telemetry, as `greentic:telemetry/logger-api` offers it to components.
///
/// Called from the middle of a call into the component, on its thread: a method
/// that blocks holds the call up.
pub trait Telemetry: Send + Sync {
    /// Takes an entry. It comes from the component: its texts can be anything
    /// that is [on one line](LogRecord::on_one_line). The tenant is that of the
    /// call.
    ///
    /// # Errors
    ///
    /// The reason why the entry was not taken.
    fn log(&self, record: LogRecord) -> Result<(), TelemetryError>;
}

/// Takes every entry and forgets it. What a host uses until it is given
/// something else.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTelemetry;

impl Telemetry for NoTelemetry {
    fn log(&self, _record: LogRecord) -> Result<(), TelemetryError> {
        Ok(())
    }
}
