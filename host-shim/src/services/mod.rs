//! The services that a host asks on behalf of components: secrets, settings, state,
//! HTTP, telemetry. Each is a trait with an implementation that denies or forgets. The
//! crate `greentic-host-backends` has implementations that do the work.

pub mod http;
pub mod runtime_config;
pub mod secrets;
pub mod state;
pub mod telemetry;
