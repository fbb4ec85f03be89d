//! What stands behind the imports of components: traits, and implementations
//! that are ready to use.

pub mod http;
pub mod secrets;
pub mod state;
pub mod telemetry;
