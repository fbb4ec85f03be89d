//! `greentic:telemetry/logger-api`, handed to a
//! [`Telemetry`](crate::backends::telemetry::Telemetry).

use super::State;
use crate::backends::telemetry::{LogRecord, TelemetryError};
use crate::bindings::interfaces_types::v0_1::SpanContext;

impl State {
    pub(super) fn log(
        &self,
        span: SpanContext,
        fields: Vec<(String, String)>,
    ) -> Result<(), TelemetryError> {
        self.host.telemetry.log(LogRecord {
            tenant: span.tenant,
            session: span.session_id,
            flow: span.flow_id,
            node: span.node_id,
            provider: span.provider,
            start_ms: span.start_ms,
            end_ms: span.end_ms,
            fields,
        })
    }
}

#[cfg(feature = "telemetry-logger-v1")]
mod logger {
    use crate::bindings::interfaces_types::v0_1::{HostError, SpanContext, TenantCtx};
    use crate::bindings::telemetry::v1_0 as logger;
    use crate::host::{State, host_error};

    impl logger::Host for State {
        async fn log(
            &mut self,
            span: SpanContext,
            fields: Vec<(String, String)>,
            ctx: Option<TenantCtx>,
        ) -> wasmtime::Result<Result<logger::OpAck, HostError>> {
            // Only what the call is made for is logged in a tenant's name.
            let named = ctx.as_ref().map_or(&*span.tenant, |ctx| &*ctx.tenant);
            let own = self.scope().map(|scope| &*scope.tenant);
            if own.is_some_and(|own| own != named || own != span.tenant) {
                let message = "the call is not made on behalf of that tenant";
                return Ok(Err(host_error("denied", message)));
            }
            let result = Self::log(self, span, fields);
            let result = result.map_err(|_| host_error("unavailable", "it was not logged"));
            Ok(result.map(|()| logger::OpAck::Ok))
        }
    }
}
