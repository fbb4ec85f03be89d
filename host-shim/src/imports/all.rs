//! A host of everything.

use wasmtime::component::HasData;

use super::{ImportError, Imports};
use crate::bindings::{
    component, deploy_plan, distributor_api, host, http, interfaces_host, oauth_broker,
    runtime_config, secrets_store, state, telemetry,
};

/// A host of every interface that a runner provides. Whatever implements
/// the parts is one.
pub trait AllHosts:
    component::v0_5::control::Host
    + secrets_store::v1_1::Host
    + runtime_config::v1_0::Host
    + http::v1_1::Host
    + state::v1_1::Host
    + telemetry::v1_0::Host
    + oauth_broker::v1_0::Host
    + host::v1_0::http_v1::Host
    + host::v1_0::kv_v1::Host
    + distributor_api::v1_1::Host
    + interfaces_host::v0_1::Host
    + deploy_plan::v1_0::Host
{
}

impl<H> AllHosts for H where
    H: component::v0_5::control::Host
        + secrets_store::v1_1::Host
        + runtime_config::v1_0::Host
        + http::v1_1::Host
        + state::v1_1::Host
        + telemetry::v1_0::Host
        + oauth_broker::v1_0::Host
        + host::v1_0::http_v1::Host
        + host::v1_0::kv_v1::Host
        + distributor_api::v1_1::Host
        + interfaces_host::v0_1::Host
        + deploy_plan::v1_0::Host
{
}

impl<T: Send + 'static> Imports<'_, T> {
    /// All of them from one host, older versions included; all but
    /// [`pack`](Self::pack), which is about the pack that a component
    /// belongs to.
    ///
    /// # Errors
    ///
    /// The linker has one of the interfaces already.
    pub fn all<D>(&mut self, host: fn(&mut T) -> D::Data<'_>) -> Result<&mut Self, ImportError>
    where
        D: HasData,
        for<'a> D::Data<'a>: AllHosts,
    {
        self.control::<D>(host)?
            .secrets::<D>(host)?
            .runtime_config::<D>(host)?
            .http::<D>(host)?
            .state::<D>(host)?
            .telemetry::<D>(host)?
            .oauth_broker::<D>(host)?
            .runner_http::<D>(host)?
            .runner_kv::<D>(host)?
            .distributor::<D>(host)?
            .interfaces_host::<D>(host)?
            .deploy_plan::<D>(host)
    }
}
