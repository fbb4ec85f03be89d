//! The names that handlers and helpers use all the time, for one line:
//! `use greentic_guest::prelude::*`.
//!
//! It has [`Call`], and brings into scope, without their names, [`Context`] and the
//! methods of [`imports`](crate::imports). A method of two versions of an
//! interface is ambiguous on a fake that implements both; on the `&impl Host` of a helper it is
//! not.
//!
//! [`Context`]: crate::Context

pub use crate::{Call, Context as _, Failure as _};

#[cfg(feature = "rev-0-4-93")]
pub use crate::imports::control::rev_0_4_93_v0_4::Control as _;
#[cfg(feature = "component-v0-4")]
pub use crate::imports::control::v0_4::Control as _;
#[cfg(feature = "component-v0-5")]
pub use crate::imports::control::v0_5::Control as _;
#[cfg(feature = "rev-0-4-113")]
pub use crate::imports::control::{
    rev_0_4_113_v0_4::Control as _, rev_0_4_113_v0_5::Control as _, rev_0_4_113_v0_6::Control as _,
};
#[cfg(feature = "runner-host-v1")]
pub use crate::imports::http::runner::Requests as _;
#[cfg(feature = "http-client-v1")]
pub use crate::imports::http::v1_0::Requests as _;
#[cfg(feature = "http-client-v1-1")]
pub use crate::imports::http::v1_1::Requests as _;
#[cfg(feature = "oauth-broker-v1")]
pub use crate::imports::oauth::Tokens as _;
#[cfg(feature = "runtime-config-v1")]
#[cfg(feature = "json")]
pub use crate::imports::runtime_config::SettingValues as _;
#[cfg(feature = "secrets-store-v1")]
pub use crate::imports::secrets::v1_0::SecretValues as _;
#[cfg(feature = "secrets-store-v1-1")]
pub use crate::imports::secrets::v1_1::SecretValues as _;
#[cfg(feature = "interfaces-host-v0-1")]
pub use crate::imports::state::interfaces_host::InterfacesHostValues as _;
#[cfg(feature = "state-store-v1")]
pub use crate::imports::state::v1_0::StateValues as _;
#[cfg(feature = "state-store-v1-1")]
pub use crate::imports::state::v1_1::StateValues as _;
#[cfg(feature = "interfaces-host-v0-1")]
pub use crate::imports::telemetry::interfaces_host::InterfacesHostEvents as _;
#[cfg(feature = "telemetry-logger-v1")]
pub use crate::imports::telemetry::v1_0::TelemetryEvents as _;
