//! Events of `telemetry@1.0.0`.

use super::Origin;
use crate::Call;
use crate::telemetry::v1_0::Host;

/// Reports events, on everything that is a `greentic:telemetry/logger-api@1.0.0`.
///
/// ```
/// use greentic_guest::imports::telemetry::v1_0::TelemetryEvents;
/// use greentic_guest::testing::{Logs, tenant};
/// use greentic_guest::{Call, interfaces_types::v0_1::TenantCtx};
///
/// fn report(call: &Call, logger: &impl TelemetryEvents, tenant: &TenantCtx<'_>) {
///     logger.event(call, tenant, "weather", &[("outcome", "ok")]);
/// }
///
/// let (call, logs) = (Call::new(), Logs::new());
/// report(&call, &logs, &tenant());
/// assert_eq!(logs.values("outcome"), ["ok"]);
/// ```
pub trait TelemetryEvents: Host {
    /// Reports that `provider` did something for what `origin` describes, the context of a node
    /// say, and in pairs of name and value what.
    fn event<'a>(
        &self,
        call: &'a Call,
        origin: &impl Origin,
        provider: &str,
        fields: &[(&'a str, &'a str)],
    ) {
        let span = origin.span(provider);
        // Telemetry that is not taken is no reason to fail.
        let _ = self.log(call, span, call.pairs(fields), None);
    }
}

impl<H: Host + ?Sized> TelemetryEvents for H {}
