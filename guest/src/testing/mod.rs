//! Fakes of a host, for native tests: what a component imports, in memory and by script.
//!
//! Only native builds have this module; a component never does. A handler that takes its imports
//! as `&impl Host` runs against these as it does against a host: they give the answers that a
//! host of this project gives, for missing keys, other tenants and requests that make no sense
//! too.
//!
//! ```
//! # #[cfg(feature = "http-client-v1-1")]
//! # #[cfg(feature = "secrets-store-v1")]
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::component::v0_5::node::NodeError;
//! use greentic_guest::testing::{Expected, FakeHttp, FakeReply, MemorySecrets};
//! use greentic_guest::{http::v1_1 as http, secrets_store::v1_0 as secrets};
//!
//! fn news<'a>(
//!     call: &'a Call,
//!     http: &impl http::Host,
//!     secrets: &impl secrets::Host,
//! ) -> Result<&'a str, NodeError<'a>> {
//!     let key = secrets.required(call, "NEWS_KEY")?;
//!     let reply = http.get(call, "https://example.com/news").header("x-api-key", key).send()?;
//!     Ok(reply.ok()?.text()?)
//! }
//!
//! let call = Call::new();
//! let secrets = MemorySecrets::new().with("NEWS_KEY", "sesame");
//! let http = FakeHttp::new().on(
//!     Expected::get("https://example.com/news").header("x-api-key", "sesame"),
//!     FakeReply::status(429).header("Retry-After", "30"),
//! );
//! let error = news(&call, &http, &secrets).unwrap_err();
//! assert_eq!((error.code.get(), error.backoff_ms.get()), ("http-429", Some(30_000)));
//! # }
//! ```
//!
//! | fake | is a host of |
//! | --- | --- |
//! | `FakeHttp`, with `Expected` and `FakeReply` | `http@1.0.0`, `http@1.1.0`, `http-v1` of `host@1.0.0` |
//! | `MemoryState` | `state@1.0.0`, `state@1.1.0` |
//! | `MemorySecrets` | `secrets-store@1.0.0`, `secrets-store@1.1.0` |
//! | `Logs` | `telemetry@1.0.0` |
//! | `Settings` | `runtime-config@1.0.0` |
//! | `Runner` | `control` of nodes of every version |
//! | `OlderHost` | `interfaces-host@0.1.0`, `kv-v1` of `host@1.0.0` |
//!
//! Clones of a fake share what is in it: one goes to the handler, the other one is asked
//! afterwards. All of them serve calls for the tenant of [`tenant`](fn@tenant) and
//! [`context`](fn@context), `acme` in the environment `test`.

#[cfg(any(feature = "interfaces-host-v0-1", feature = "runner-host-v1"))]
mod compat;
#[cfg(any(
    feature = "component-v0-4",
    feature = "component-v0-5",
    feature = "rev-0-4-93",
    feature = "rev-0-4-113"
))]
mod control;
#[cfg(any(
    feature = "http-client-v1",
    feature = "http-client-v1-1",
    feature = "runner-host-v1"
))]
mod http;
#[cfg(any(feature = "interfaces-host-v0-1", feature = "telemetry-logger-v1"))]
mod logs;
#[cfg(any(feature = "secrets-store-v1", feature = "secrets-store-v1-1"))]
mod secrets;
#[cfg(feature = "runtime-config-v1")]
mod settings;
#[cfg(any(
    feature = "interfaces-host-v0-1",
    feature = "runner-host-v1",
    feature = "state-store-v1",
    feature = "state-store-v1-1"
))]
mod state;
mod tenant;

#[cfg(any(feature = "interfaces-host-v0-1", feature = "runner-host-v1"))]
pub use self::compat::OlderHost;
#[cfg(any(
    feature = "component-v0-4",
    feature = "component-v0-5",
    feature = "rev-0-4-93",
    feature = "rev-0-4-113"
))]
pub use self::control::Runner;
#[cfg(any(
    feature = "http-client-v1",
    feature = "http-client-v1-1",
    feature = "runner-host-v1"
))]
pub use self::http::{Expected, FakeHttp, FakeReply, Sent};
#[cfg(any(feature = "interfaces-host-v0-1", feature = "telemetry-logger-v1"))]
pub use self::logs::{LogEntry, Logs};
#[cfg(any(feature = "secrets-store-v1", feature = "secrets-store-v1-1"))]
pub use self::secrets::MemorySecrets;
#[cfg(feature = "runtime-config-v1")]
pub use self::settings::Settings;
#[cfg(any(
    feature = "interfaces-host-v0-1",
    feature = "runner-host-v1",
    feature = "state-store-v1",
    feature = "state-store-v1-1"
))]
pub use self::state::MemoryState;
#[cfg(feature = "component-v0-5")]
pub use self::tenant::context;
#[cfg(feature = "component-v0-4")]
pub use self::tenant::context_v0_4;
#[cfg(feature = "interfaces-types-v0-1")]
pub use self::tenant::tenant;
