//! The interfaces that answer by script.

#[cfg(feature = "runner-host-v1")]
mod runner;
#[cfg(feature = "http-client-v1")]
mod v1_0;
#[cfg(feature = "http-client-v1-1")]
mod v1_1;
