//! `greentic:interfaces-host/imports`, state and telemetry of older runners.

use super::{State, host_error};
use crate::bindings::interfaces_host::v0_1 as interfaces_host;
use crate::bindings::interfaces_types::v0_1::{HostError, SessionCursor, SpanContext, TenantCtx};

impl interfaces_host::Host for State {
    async fn telemetry_emit(
        &mut self,
        span: SpanContext,
        fields: Vec<(String, String)>,
    ) -> wasmtime::Result<()> {
        // The interface has no place for a failure, and what is reported is
        // not worth stopping a component for. In another tenant's name nothing
        // is.
        let _ = self.log(span, fields, None);
        Ok(())
    }

    async fn state_get(
        &mut self,
        key: String,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<String, HostError>> {
        let value = self.read_state(&key, ctx.as_ref()).and_then(|value| {
            String::from_utf8(value)
                .map_err(|_| host_error("invalid", "the state under this key is no text"))
        });
        self.answer(value)
    }

    async fn state_set(
        &mut self,
        key: String,
        value: String,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<interfaces_host::OpAck, HostError>> {
        let result = self.write_state(&key, value.as_bytes(), ctx.as_ref());
        Ok(result.map(|()| interfaces_host::OpAck::Ok))
    }

    async fn session_update(
        &mut self,
        cursor: SessionCursor,
        ctx: Option<TenantCtx>,
    ) -> wasmtime::Result<Result<String, HostError>> {
        let _ = (cursor, ctx);
        let error = host_error("unavailable", "this host keeps no sessions");
        Ok(Err(error))
    }
}
