//! Events of `interfaces-host@0.1.0`, the telemetry of older runners.

use super::Origin;
use crate::Call;
use crate::interfaces_host::v0_1::Host;

/// Reports events, on everything that is a `greentic:interfaces-host/imports@0.1.0`.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::imports::telemetry::interfaces_host::InterfacesHostEvents as _;
/// use greentic_guest::interfaces_host::v0_1::{Host, TenantCtx};
///
/// fn report<'a>(call: &'a Call, host: &impl Host, tenant: &TenantCtx<'a>) {
///     host.event(call, tenant, "weather", &[("outcome", "ok")]);
/// }
/// # let (call, host) = (Call::new(), greentic_guest::testing::OlderHost::new());
/// # report(&call, &host, &greentic_guest::testing::tenant());
/// # assert_eq!(host.logs.values("outcome"), ["ok"]);
/// ```
pub trait InterfacesHostEvents: Host {
    /// Reports that `provider` did something for what `origin` describes, and in pairs of name
    /// and value what.
    fn event<'a>(
        &self,
        call: &'a Call,
        origin: &impl Origin,
        provider: &str,
        fields: &[(&'a str, &'a str)],
    ) {
        self.telemetry_emit(call, origin.span(provider), call.pairs(fields));
    }
}

impl<H: Host + ?Sized> InterfacesHostEvents for H {}
