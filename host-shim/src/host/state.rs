//! `greentic:state/state-store`, answered by a
//! [`StateStore`](crate::services::state::StateStore).

use super::{State, host_error};
use crate::bindings::interfaces_types::v0_1::{HostError, TenantCtx};
#[cfg(feature = "state-store-v1-1")]
use crate::bindings::state::v1_1 as state_store;
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

/// The same of version 1.1, which has an error of its own.
#[cfg(feature = "state-store-v1-1")]
fn newer(error: HostError) -> state_store::HostError {
    let HostError { code, message } = error;
    state_store::HostError { code, message }
}

#[cfg(feature = "state-store-v1-1")]
impl state_store::Host for State {
    async fn read(
        &mut self,
        key: String,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<Vec<u8>, state_store::HostError>> {
        let value = self.read_state(&key, ctx.as_ref());
        self.answer(value.map_err(newer))
    }

    async fn write(
        &mut self,
        key: String,
        bytes: Vec<u8>,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<state_store::OpAck, state_store::HostError>> {
        let result = self.write_state(&key, &bytes, ctx.as_ref());
        Ok(result.map(|()| state_store::OpAck::Ok).map_err(newer))
    }

    /// A key that is not there is none afterwards, which is what was wanted.
    async fn delete(
        &mut self,
        key: String,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<state_store::OpAck, state_store::HostError>> {
        let owner = self.owner(named(ctx.as_ref()));
        let result = owner.and_then(|owner| self.host.state.delete(&owner, &key));
        let result = result.map(|_| state_store::OpAck::Ok);
        Ok(result.map_err(|error| newer(wire(error))))
    }

    async fn write_if_absent(
        &mut self,
        key: String,
        bytes: Vec<u8>,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<bool, state_store::HostError>> {
        let owner = self.owner(named(ctx.as_ref()));
        let result = owner.and_then(|owner| {
            let state = &self.host.state;
            state.write_if_absent(&owner, &key, &bytes)
        });
        Ok(result.map_err(|error| newer(wire(error))))
    }
}
