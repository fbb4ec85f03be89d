//! `greentic:state/state-store`, answered by a
//! [`StateStore`](crate::services::state::StateStore).

use super::{State, host_error};
use crate::bindings::interfaces_types::v0_1::{HostError, TenantCtx};
#[cfg(feature = "state-store-v1")]
use crate::bindings::state::v1_0 as state_store;
use crate::services::state::StateError;

impl State {
    pub(super) fn read_state(
        &self,
        key: &str,
        ctx: Option<&TenantCtx>,
    ) -> Result<Vec<u8>, HostError> {
        let owner = self.owner(named(ctx)).map_err(wire)?;
        let value = self.host.state.read(&owner, key).map_err(wire)?;
        value.ok_or_else(|| host_error("not_found", "there is no state under this key"))
    }

    pub(super) fn write_state(
        &self,
        key: &str,
        bytes: &[u8],
        ctx: Option<&TenantCtx>,
    ) -> Result<(), HostError> {
        let owner = self.owner(named(ctx)).map_err(wire)?;
        self.host.state.write(&owner, key, bytes).map_err(wire)
    }
}

/// The environment and the tenant that a component names.
fn named(ctx: Option<&TenantCtx>) -> Option<(&str, &str)> {
    ctx.map(|ctx| (&*ctx.env, &*ctx.tenant))
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn wire(error: StateError) -> HostError {
    host_error(error.code(), error.to_string())
}

#[cfg(feature = "state-store-v1")]
impl state_store::Host for State {
    async fn read(
        &mut self,
        key: String,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<Vec<u8>, HostError>> {
        self.answer(self.read_state(&key, ctx.as_ref()))
    }

    async fn write(
        &mut self,
        key: String,
        bytes: Vec<u8>,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<state_store::OpAck, HostError>> {
        let result = self.write_state(&key, &bytes, ctx.as_ref());
        Ok(result.map(|()| state_store::OpAck::Ok))
    }

    /// A key that is not there is none afterwards, which is what was wanted.
    async fn delete(
        &mut self,
        key: String,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<state_store::OpAck, HostError>> {
        let owner = self.owner(named(ctx.as_ref()));
        let result = owner.and_then(|owner| self.host.state.delete(&owner, &key));
        Ok(result.map(|_| state_store::OpAck::Ok).map_err(wire))
    }
}
