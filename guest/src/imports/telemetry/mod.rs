//! Events for telemetry, in a line each.
//!
//! ```
//! # #[cfg(feature = "telemetry-logger-v1")]
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::{component::v0_5::node::ExecCtx, telemetry::v1_0::Host};
//!
//! fn report<'a>(call: &'a Call, logger: &impl Host, ctx: &ExecCtx<'a>, city: &'a str) {
//!     logger.event(call, ctx, "weather", &[("outcome", "ok"), ("city", city)]);
//! }
//! # use greentic_guest::testing::{Logs, context};
//! # let (call, logs) = (Call::new(), Logs::new());
//! # report(&call, &logs, &context(), "Graz");
//! # assert_eq!(logs.values("city"), ["Graz"]);
//! # assert_eq!(logs.entries()[0].provider, "weather");
//! # }
//! ```
//!
//! An event that the host does not take is lost, and the component goes on: there is no answer.
//! Fields must hold no secrets. Hosts that make log lines of events take the field `level`
//! (`warn` say) and the field `message` for what they say.

#[cfg(feature = "interfaces-host-v0-1")]
pub mod interfaces_host;
mod origin;
#[cfg(feature = "telemetry-logger-v1")]
pub mod v1_0;

pub use self::origin::Origin;
