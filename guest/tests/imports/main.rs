//! Helpers of imports, and the fakes that stand in for a host.
#![cfg(all(feature = "wit-all", feature = "json"))]

mod control;
mod conversions;
mod http;
mod oauth;
mod probe;
mod real_host;
mod runtime_config;
mod scripts;
mod secrets;
mod state;
mod telemetry;
