//! `greentic:component/node@0.5.0`, exported by nodes, and
//! `greentic:component/control@0.5.0`, imported by them.

#[allow(
    clippy::pedantic,
    missing_docs,
    unreachable_pub,
    unused_qualifications,
    reason = "generated from WIT"
)]
mod generated {
    wasmtime::component::bindgen!({
        path: "../wit",
        world: "greentic:component/component@0.5.0",
        additional_derives: [PartialEq],
    });
}

use generated::exports::greentic::component0_5_0::node::LifecycleStatus;
pub(crate) use generated::exports::greentic::component0_5_0::node::{Guest, GuestIndices};
pub(crate) use generated::greentic::component0_5_0::control::{Host, add_to_linker};

pub use generated::exports::greentic::component0_5_0::node::{
    ExecCtx, InvokeResult, NodeError, StreamEvent,
};
pub use generated::greentic::interfaces_types::types::{Impersonation, TenantCtx};

use std::fmt;

use super::{Fit, Shape};
use crate::host::State;

pub(super) fn fit(shape: &Shape<'_>) -> Fit {
    type Lifecycle = (Result<LifecycleStatus, String>,);

    shape.function::<(), (String,)>("get-manifest")?;
    shape.function::<(&ExecCtx,), Lifecycle>("on-start")?;
    shape.function::<(&ExecCtx, &str), Lifecycle>("on-stop")?;
    shape.function::<(&ExecCtx, &str, &str), (InvokeResult,)>("invoke")?;
    shape.function::<(&ExecCtx, &str, &str), (Vec<StreamEvent>,)>("invoke-stream")
}

impl Host for State {
    fn should_cancel(&mut self) -> bool {
        self.cancellation().is_cancelled()
    }

    fn yield_now(&mut self) {
        std::thread::yield_now();
    }
}

impl TenantCtx {
    /// A context with the two fields that every call has; all others are
    /// absent, 0 or empty. Sets the older and the newer field of the tenant.
    pub fn new(env: impl Into<String>, tenant: impl Into<String>) -> Self {
        let tenant = tenant.into();
        Self {
            env: env.into(),
            tenant_id: tenant.clone(),
            tenant,
            team: None,
            team_id: None,
            user: None,
            user_id: None,
            trace_id: None,
            i18n_id: None,
            correlation_id: None,
            attributes: Vec::new(),
            session_id: None,
            flow_id: None,
            node_id: None,
            provider_id: None,
            deadline_ms: None,
            attempt: 0,
            idempotency_key: None,
            impersonation: None,
        }
    }
}

impl ExecCtx {
    /// A context for the flow `flow` of a tenant; everything else is absent, 0
    /// or empty. The fields are public: set what else a call needs.
    ///
    /// ```
    /// use greentic_host_shim::ExecCtx;
    ///
    /// let mut ctx = ExecCtx::new("prod", "acme", "checkout");
    /// ctx.node_id = Some("greet".into());
    /// assert_eq!(ctx.tenant.tenant_id, "acme");
    /// assert_eq!(ctx.tenant.flow_id.as_deref(), Some("checkout"));
    /// ```
    pub fn new(env: impl Into<String>, tenant: impl Into<String>, flow: impl Into<String>) -> Self {
        let flow = flow.into();
        let mut tenant = TenantCtx::new(env, tenant);
        tenant.flow_id = Some(flow.clone());
        Self {
            tenant,
            i18n_id: None,
            flow_id: flow,
            node_id: None,
        }
    }
}

impl InvokeResult {
    /// The same as Rust's own result.
    ///
    /// # Errors
    ///
    /// What the component answered, if that was an error.
    pub fn into_result(self) -> Result<String, NodeError> {
        match self {
            Self::Ok(output) => Ok(output),
            Self::Err(error) => Err(error),
        }
    }
}

/// Names what it is, for tools that print types.
impl fmt::Display for StreamEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(data) => write!(f, "data: {data}"),
            Self::Progress(percent) => write!(f, "progress: {percent} %"),
            Self::Done => f.write_str("done"),
            Self::Error(message) => write!(f, "error: {message}"),
        }
    }
}
