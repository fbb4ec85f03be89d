//! Backends for the telemetry of components: [`TracingTelemetry`] (feature
//! `telemetry-tracing`) makes events of the `tracing` crate of it, [`OtlpTelemetry`]
//! (feature `telemetry-otlp`) sends it to a collector.

#[cfg(feature = "telemetry-otlp")]
mod collector;
#[cfg(feature = "telemetry-otlp")]
mod encoding;
#[cfg(feature = "telemetry-tracing")]
mod events;
#[cfg(feature = "telemetry-otlp")]
mod otlp;
#[cfg(feature = "telemetry-otlp")]
mod queue;

#[cfg(feature = "telemetry-otlp")]
pub use collector::{Collector, CollectorError};
#[cfg(feature = "telemetry-tracing")]
pub use events::TracingTelemetry;
#[cfg(feature = "telemetry-otlp")]
pub use otlp::OtlpTelemetry;
