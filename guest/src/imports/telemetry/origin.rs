//! The origin of an event.

use crate::interfaces_types::v0_1::{SpanContext, TenantCtx};

/// Something that says for whom and where in a flow work is done: the context of a node of any
/// version, its envelope in 0.6, a tenant.
///
/// ```
/// use greentic_guest::imports::telemetry::Origin;
/// use greentic_guest::interfaces_types::v0_1::{SpanContext, TenantCtx};
///
/// /// Work that began at a time, in milliseconds since 1970-01-01 UTC.
/// struct Timed<'a>(TenantCtx<'a>, i64);
///
/// impl Origin for Timed<'_> {
///     fn span<'s>(&'s self, provider: &'s str) -> SpanContext<'s> {
///         SpanContext { start_ms: Some(self.1).into(), ..self.0.span(provider) }
///     }
/// }
///
/// let work = Timed(greentic_guest::testing::tenant(), 1_700_000_000_000);
/// let span = work.span("weather");
/// assert_eq!((span.tenant.get(), span.provider.get()), ("acme", "weather"));
/// assert_eq!(span.start_ms.get(), Some(1_700_000_000_000));
/// ```
pub trait Origin {
    /// Returns what telemetry records of work that `provider` does for it.
    fn span<'s>(&'s self, provider: &'s str) -> SpanContext<'s>;
}

impl Origin for TenantCtx<'_> {
    fn span<'s>(&'s self, provider: &'s str) -> SpanContext<'s> {
        SpanContext {
            tenant: self.tenant,
            session_id: self.session_id,
            flow_id: self.flow_id.unwrap_or_default(),
            node_id: self.node_id,
            provider: provider.into(),
            ..SpanContext::default()
        }
    }
}

/// Contexts, of whose tenants some know the session.
macro_rules! contexts {
    ($($(#[$cfg:meta])* $($context:ident)::+ $(. $tenant:ident . $session:ident)?;)*) => {$(
        $(#[$cfg])*
        impl Origin for crate::worlds::$($context)::+<'_> {
            fn span<'s>(&'s self, provider: &'s str) -> SpanContext<'s> {
                SpanContext {
                    tenant: self.tenant.tenant,
                    $(session_id: self.$tenant.$session,)?
                    flow_id: self.flow_id,
                    node_id: self.node_id,
                    provider: provider.into(),
                    ..SpanContext::default()
                }
            }
        }
    )*};
}

contexts! {
    #[cfg(feature = "component-v0-4")]
    greentic_component_0_4_0::node::ExecCtx;
    #[cfg(feature = "component-v0-5")]
    greentic_component_0_5_0::node::ExecCtx.tenant.session_id;
    #[cfg(feature = "rev-0-4-93")]
    rev_0_4_93::greentic_component_0_4_0::node::ExecCtx.tenant.session_id;
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113::greentic_component_0_4_0::node::ExecCtx;
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113::greentic_component_0_5_0::node::ExecCtx;
}

#[cfg(feature = "rev-0-4-113")]
impl Origin for crate::rev_0_4_113::component::v0_6::node::InvocationEnvelope<'_> {
    fn span<'s>(&'s self, provider: &'s str) -> SpanContext<'s> {
        SpanContext {
            tenant: self.ctx.tenant_id,
            flow_id: self.flow_id,
            node_id: self.step_id.get().into(),
            provider: provider.into(),
            ..SpanContext::default()
        }
    }
}
