//! Backends for the imports of components, ready to use: each gives a host of
//! `greentic-host-shim` one of its [services](greentic_host_shim::services).
//!
//! - [`runtime_config`]: settings from a file (feature `runtime-config`)
//! - [`secrets`]: in memory, from the environment, from files
//! - [`state`]: in memory; in a file (feature `state-redb`)
//! - [`http`]: requests by a policy (feature `http`)
//! - [`telemetry`]: events of `tracing` (feature `telemetry-tracing`), a collector
//!   of OpenTelemetry (feature `telemetry-otlp`)

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "runtime-config")]
pub mod runtime_config;
pub mod secrets;
pub mod state;
#[cfg(any(feature = "telemetry-otlp", feature = "telemetry-tracing"))]
pub mod telemetry;
