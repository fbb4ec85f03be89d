//! Short calls of the host: methods on everything that implements an import.
//!
//! Each module belongs to one package of imports, and is there with its feature. Its traits add
//! methods to whatever implements the interface's `Host`: to the name that a component imports
//! it by, to the `&impl Host` that a helper takes, and to the [fakes](crate::testing) of tests.
//! One line brings all of them into scope:
//!
//! ```
//! use greentic_guest::prelude::*;
//! ```
//!
//! | module | interfaces | what it adds |
//! | --- | --- | --- |
//! | `http` | `http@1.0.0`, `http@1.1.0`, `host@1.0.0` | `http.post(call, url).header(..).send()?` |
//! | `state` | `state@1.0.0`, `state@1.1.0`, `interfaces-host@0.1.0` | values as text and JSON; `None` where there is none |
//! | `secrets` | `secrets-store@1.0.0`, `secrets-store@1.1.0` | `secrets.required(call, "KEY")?` |
//! | `telemetry` | `telemetry@1.0.0`, `interfaces-host@0.1.0` | `logger.event(call, ctx, "weather", &[("outcome", "ok")])` |
//! | `runtime_config` (with `json`) | `runtime-config@1.0.0` | `settings.or(call, "retries", 3)?` |
//! | `oauth` | `oauth-broker@1.0.0` | failures that `?` takes, for answers that are empty |
//! | `distributor` | `distributor-api@1.0.0`, `distributor-api@1.1.0` | `response.ready()?` |
//! | `control` | `component@0.4.0`, `component@0.5.0` | `control.go_on(call)?` |
//!
//! # Costs
//!
//! A method that nobody calls is not in the component. Bytes of a node that was shrunk without
//! `wasm-opt` (rustc 1.95, profile `tiny`), above the 1,704 of one that asks nobody:
//!
//! | | by hand | with these |
//! | --- | --- | --- |
//! | a `POST` with a header, JSON and a time limit; a status as an error with `Retry-After` | 2,111 | 2,158 |
//! | a value read as text, `None` where there is none, and written | 1,296 | 1,310 |
//! | an event with two fields | 829 | 922 |
//! | all three | 3,259 | 3,433 |
//!
//! A second event takes 84. A second request takes 771, because the common parts become
//! functions then, and a third one 236. `secrets.required(call, key)?` takes 180 more than a `match` with errors of one's
//! own, which tells three reasons apart and not five.

#[cfg(any(
    feature = "component-v0-4",
    feature = "component-v0-5",
    feature = "rev-0-4-93",
    feature = "rev-0-4-113"
))]
pub mod control;
#[cfg(any(feature = "distributor-api", feature = "distributor-api-v1-1"))]
pub mod distributor;
#[cfg(any(
    feature = "http-client-v1",
    feature = "http-client-v1-1",
    feature = "runner-host-v1"
))]
pub mod http;
#[cfg(feature = "oauth-broker-v1")]
pub mod oauth;
#[cfg(feature = "runtime-config-v1")]
#[cfg(feature = "json")]
pub mod runtime_config;
#[cfg(any(feature = "secrets-store-v1", feature = "secrets-store-v1-1"))]
pub mod secrets;
#[cfg(any(
    feature = "interfaces-host-v0-1",
    feature = "state-store-v1",
    feature = "state-store-v1-1"
))]
pub mod state;
#[cfg(any(feature = "interfaces-host-v0-1", feature = "telemetry-logger-v1"))]
pub mod telemetry;
