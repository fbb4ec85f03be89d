//! `greentic:telemetry/logger-api`, handed to a
//! [`Telemetry`](crate::services::telemetry::Telemetry).

use super::State;
use crate::bindings::interfaces_types::v0_1::{SpanContext, TenantCtx};
use crate::services::telemetry::LogRecord;

/// A reason why an entry of a component was not logged.
#[derive(Debug)]
pub(super) enum NotLogged {
    /// It is in another tenant's name.
    NotOwn,
    /// The back end did not take it.
    NotTaken,
}

impl State {
    /// Hands an entry over, of whichever interface: only what the call is made
    /// for is logged in a tenant's name.
    pub(super) fn log(
        &self,
        span: SpanContext,
        fields: Vec<(String, String)>,
        ctx: Option<&TenantCtx>,
    ) -> Result<(), NotLogged> {
        let named = ctx.map(|ctx| (&*ctx.env, &*ctx.tenant));
        let own = self.owner(named).map_err(|_| NotLogged::NotOwn)?;
        if own.tenant != span.tenant {
            return Err(NotLogged::NotOwn);
        }
        let record = LogRecord {
            tenant: span.tenant,
            session: span.session_id,
            flow: span.flow_id,
            node: span.node_id,
            provider: span.provider,
            start_ms: span.start_ms,
            end_ms: span.end_ms,
            fields,
        };
        let result = self.host.telemetry.log(record.on_one_line());
        result.map_err(|_| NotLogged::NotTaken)
    }
}

#[cfg(feature = "telemetry-logger-v1")]
mod logger {
    use super::NotLogged;
    use crate::bindings::interfaces_types::v0_1::{HostError, SpanContext, TenantCtx};
    use crate::bindings::telemetry::v1_0 as logger;
    use crate::host::{NOT_OWN, State, host_error};

    impl logger::Host for State {
        async fn log(
            &mut self,
            span: SpanContext,
            fields: Vec<(String, String)>,
            ctx: Option<TenantCtx>,
        ) -> wasmtime::Result<Result<logger::OpAck, HostError>> {
            let result = Self::log(self, span, fields, ctx.as_ref());
            Ok(match result {
                Ok(()) => Ok(logger::OpAck::Ok),
                Err(NotLogged::NotOwn) => Err(host_error("denied", NOT_OWN)),
                Err(NotLogged::NotTaken) => Err(host_error("unavailable", "it was not logged")),
            })
        }
    }
}
