//! Telemetry as events of the `tracing` crate.

use std::fmt;

use greentic_host_shim::on_one_line;
use greentic_host_shim::services::telemetry::{LogLevel, LogRecord, Telemetry, TelemetryError};

/// Makes one event of the `tracing` crate of each entry, of the target
/// `greentic` and of the level that the field `level` names, `info` without it.
///
/// The event has the fields `tenant`, `session`, `flow`, `node`, `provider`,
/// `start_ms` and `end_ms`, the field `message` of the entry as its message,
/// and all others in one field, `fields`: names of events' fields cannot come
/// from a component.
#[derive(Clone, Copy, Debug, Default)]
pub struct TracingTelemetry;

impl Telemetry for TracingTelemetry {
    fn log(&self, record: LogRecord) -> Result<(), TelemetryError> {
        // The level must be a constant at each place that makes events.
        macro_rules! event {
            ($level:ident) => {
                tracing::event!(
                    target: "greentic",
                    tracing::Level::$level,
                    tenant = record.tenant,
                    session = record.session,
                    flow = record.flow,
                    node = record.node,
                    provider = record.provider,
                    start_ms = record.start_ms,
                    end_ms = record.end_ms,
                    fields = ?Others(&record.fields),
                    "{}",
                    // Subscribers print the message as it is.
                    on_one_line(record.field("message").unwrap_or("telemetry")),
                )
            };
        }
        match record.level() {
            LogLevel::Trace => event!(TRACE),
            LogLevel::Debug => event!(DEBUG),
            LogLevel::Info => event!(INFO),
            LogLevel::Warn => event!(WARN),
            LogLevel::Error => event!(ERROR),
        }
        Ok(())
    }
}

/// The fields that have no place of their own.
struct Others<'a>(&'a [(String, String)]);

impl fmt::Debug for Others<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others = self
            .0
            .iter()
            .filter(|(name, _)| name != "level" && name != "message");
        f.debug_map()
            .entries(others.map(|(name, value)| (name, value)))
            .finish()
    }
}
