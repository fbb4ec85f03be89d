//! The tenant of tests.

#[cfg(feature = "interfaces-types-v0-1")]
use crate::abi::Str;

/// The environment of every fake.
#[cfg(feature = "interfaces-types-v0-1")]
pub(super) const ENV: &str = "test";

/// The tenant of every fake.
#[cfg(feature = "interfaces-types-v0-1")]
pub(super) const TENANT: &str = "acme";

/// Returns the tenant that the fakes serve: `acme` in the environment `test`, with the user
/// `ada`, a trace and a session.
///
/// ```
/// let tenant = greentic_guest::testing::tenant();
/// assert_eq!((tenant.env.get(), tenant.tenant.get()), ("test", "acme"));
/// ```
#[cfg(feature = "interfaces-types-v0-1")]
pub fn tenant() -> crate::interfaces_types::v0_1::TenantCtx<'static> {
    crate::interfaces_types::v0_1::TenantCtx {
        env: Str::new(ENV),
        tenant: Str::new(TENANT),
        tenant_id: Str::new(TENANT),
        user: "ada".into(),
        user_id: "ada".into(),
        trace_id: "trace".into(),
        i18n_id: "en".into(),
        correlation_id: "correlation".into(),
        session_id: "session".into(),
        flow_id: "flow".into(),
        node_id: "node".into(),
        ..crate::interfaces_types::v0_1::TenantCtx::default()
    }
}

/// Returns the context of a node of 0.5 that is called for the tenant of
/// [`tenant`](fn@tenant), as the node `node` of the flow `flow`.
///
/// ```
/// use greentic_guest::component::v0_5::node::ExecCtx;
///
/// let context = greentic_guest::testing::context();
/// assert_eq!(context.tenant.tenant.get(), "acme");
/// let alone = ExecCtx { node_id: None.into(), ..context };
/// assert!(alone.node_id.is_none());
/// ```
#[cfg(feature = "component-v0-5")]
pub fn context() -> crate::component::v0_5::node::ExecCtx<'static> {
    crate::component::v0_5::node::ExecCtx {
        tenant: tenant(),
        i18n_id: "en".into(),
        flow_id: "flow".into(),
        node_id: "node".into(),
    }
}

/// Returns the context of a node of 0.4 that is called for the tenant `acme`, as the node
/// `node` of the flow `flow`.
///
/// ```
/// let context = greentic_guest::testing::context_v0_4();
/// assert_eq!(context.tenant.tenant.get(), "acme");
/// ```
#[cfg(feature = "component-v0-4")]
pub fn context_v0_4() -> crate::component::v0_4::node::ExecCtx<'static> {
    crate::component::v0_4::node::ExecCtx {
        tenant: crate::component::v0_4::node::TenantCtx {
            tenant: "acme".into(),
            user: "ada".into(),
            trace_id: "trace".into(),
            correlation_id: "correlation".into(),
            ..crate::component::v0_4::node::TenantCtx::default()
        },
        flow_id: "flow".into(),
        node_id: "node".into(),
    }
}

/// Returns whether a component may act for the tenant that it names: for that of the call, and
/// for no other.
#[cfg(any(
    feature = "http-client-v1",
    feature = "http-client-v1-1",
    feature = "interfaces-host-v0-1",
    feature = "state-store-v1",
    feature = "state-store-v1-1",
    feature = "telemetry-logger-v1"
))]
pub(super) fn is_own(named: Option<&crate::interfaces_types::v0_1::TenantCtx<'_>>) -> bool {
    named.is_none_or(|named| (named.env.get(), named.tenant.get()) == (ENV, TENANT))
}

/// The answer to a component that acts in the name of another tenant.
#[cfg(any(
    feature = "http-client-v1",
    feature = "http-client-v1-1",
    feature = "telemetry-logger-v1"
))]
pub(super) const NOT_OWN: &str = "the call is not made on behalf of that tenant";
