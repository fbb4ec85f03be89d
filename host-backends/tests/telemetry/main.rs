//! Telemetry of components: in events of the `tracing` crate, and in a collector, which
//! is read by the messages that the OpenTelemetry project makes of its protocol.

mod collector;
mod events;
mod export;
mod faults;

use greentic_host_shim::services::telemetry::LogRecord;

/// An entry with a session, a node and these fields.
fn record(fields: &[(&str, &str)]) -> LogRecord {
    let fields = fields
        .iter()
        .map(|(name, value)| ((*name).into(), (*value).into()));
    LogRecord {
        tenant: "acme".into(),
        session: Some("s-1".into()),
        flow: "checkout".into(),
        node: Some("pay".into()),
        provider: "card".into(),
        start_ms: None,
        end_ms: None,
        fields: fields.collect(),
    }
}
