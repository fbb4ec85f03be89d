//! Nodes of flows, whichever revision of the interface they speak.

use std::fmt;

use crate::bindings::component::v0_5::node as current;
use crate::bindings::rev_0_4_57::component::v0_5::node as eight_fields;
use crate::bindings::rev_0_4_113::component::v0_5::node as nine_fields;
use crate::component::Inner;
use crate::exports::fit;
use crate::{Component, Error, Instance, Revision};

pub use crate::bindings::interfaces_types::v0_1::{Impersonation, TenantCtx};
pub use current::{ExecCtx, InvokeResult, NodeError, StreamEvent};

impl Component {
    /// The revision of `greentic:component/node@0.5.0` that it exports, found
    /// by the types of its functions.
    ///
    /// # Errors
    ///
    /// [`Error::NotExported`] if it exports no such interface,
    /// [`Error::OtherShape`] if it has a shape that is none of these.
    pub fn node_revision(&self) -> Result<Revision, Error> {
        self.inner().node_revision()
    }
}

impl Inner {
    fn node_revision(&self) -> Result<Revision, Error> {
        if let Some(revision) = self.revision.get() {
            return Ok(*revision);
        }
        let component = self.compiled();
        let revision = if let Err(error) = fit::<current::Guest>(component) {
            if fit::<nine_fields::Guest>(component).is_ok() {
                Revision::V0_4_81
            } else if fit::<eight_fields::Guest>(component).is_ok() {
                Revision::V0_4_57
            } else {
                return Err(error);
            }
        } else {
            Revision::V0_4_89
        };
        Ok(*self.revision.get_or_init(|| revision))
    }
}

/// Calls a function of the node, with the context in its revision if it takes
/// one, and gives the answer in the current one.
macro_rules! on_node {
    ($instance:ident.$function:ident() $(.$await:ident)?) => {
        match $instance.node_revision()? {
            Revision::V0_4_89 => $instance.exports::<current::Guest>()?.$function() $(.$await)?,
            Revision::V0_4_81 => $instance.exports::<nine_fields::Guest>()?.$function() $(.$await)?,
            Revision::V0_4_57 => $instance.exports::<eight_fields::Guest>()?.$function() $(.$await)?,
        }
    };
    ($instance:ident.$function:ident($ctx:ident $(, $arg:ident)*) $(.$await:ident)?) => {
        match $instance.node_revision()? {
            Revision::V0_4_89 => $instance
                .exports::<current::Guest>()?
                .$function($ctx $(, $arg)*)
                $(.$await)?
                .map(IntoCurrent::current),
            Revision::V0_4_81 => {
                let ctx = nine_fields::ExecCtx::try_from($ctx)?;
                $instance
                    .exports::<nine_fields::Guest>()?
                    .$function(&ctx $(, $arg)*)
                    $(.$await)?
                    .map(IntoCurrent::current)
            }
            Revision::V0_4_57 => {
                let ctx = eight_fields::ExecCtx::try_from($ctx)?;
                $instance
                    .exports::<eight_fields::Guest>()?
                    .$function(&ctx $(, $arg)*)
                    $(.$await)?
                    .map(IntoCurrent::current)
            }
        }
    };
}

/// The functions of `greentic:component/node@0.5.0`, in any of its revisions.
/// The errors of all are these, beside those of every call:
///
/// - [`Error::NotExported`] if the component is no node.
/// - [`Error::Unrepresentable`] if the component speaks an older revision and
///   the context says what that has no place for.
impl Instance {
    fn node_revision(&self) -> Result<Revision, Error> {
        self.component().node_revision()
    }

    /// The manifest, a JSON text, of a node.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn get_manifest(&mut self) -> Result<String, Error> {
        on_node!(self.get_manifest())
    }

    /// As [`get_manifest`](Self::get_manifest).
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub async fn get_manifest_async(&mut self) -> Result<String, Error> {
        on_node!(self.get_manifest_async().await)
    }

    /// Lets a node get ready for its first operation. The inner error is the
    /// node's own, a sentence for people.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn on_start(&mut self, ctx: &ExecCtx) -> Result<Result<(), String>, Error> {
        on_node!(self.on_start(ctx))
    }

    /// As [`on_start`](Self::on_start).
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub async fn on_start_async(&mut self, ctx: &ExecCtx) -> Result<Result<(), String>, Error> {
        on_node!(self.on_start_async(ctx).await)
    }

    /// Tells a node that no operation will follow, and why. The inner error is
    /// the node's own, a sentence for people.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn on_stop(&mut self, ctx: &ExecCtx, reason: &str) -> Result<Result<(), String>, Error> {
        on_node!(self.on_stop(ctx, reason))
    }

    /// As [`on_stop`](Self::on_stop).
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub async fn on_stop_async(
        &mut self,
        ctx: &ExecCtx,
        reason: &str,
    ) -> Result<Result<(), String>, Error> {
        on_node!(self.on_stop_async(ctx, reason).await)
    }

    /// Runs the operation `op` of a node on `input`, JSON or plain text. An
    /// operation that fails is an answer, [`InvokeResult::Err`].
    ///
    /// # Errors
    ///
    /// - [`Error::NotExported`] if the component is no node.
    /// - [`Error::Unrepresentable`] if the component speaks an older revision
    ///   and the context says what that has no place for.
    /// - [`Error::Trap`] or [`Error::InvalidValue`] if it fails against its
    ///   will, [`Error::Limit`] if it takes more than it may.
    /// - [`Error::Poisoned`] if an earlier call ended like that.
    pub fn invoke(&mut self, ctx: &ExecCtx, op: &str, input: &str) -> Result<InvokeResult, Error> {
        on_node!(self.invoke(ctx, op, input))
    }

    /// As [`invoke`](Self::invoke).
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub async fn invoke_async(
        &mut self,
        ctx: &ExecCtx,
        op: &str,
        input: &str,
    ) -> Result<InvokeResult, Error> {
        on_node!(self.invoke_async(ctx, op, input).await)
    }

    /// Runs the operation `op` of a node on `input` and gives all events of
    /// its answer in the order in which they happened.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn invoke_stream(
        &mut self,
        ctx: &ExecCtx,
        op: &str,
        input: &str,
    ) -> Result<Vec<StreamEvent>, Error> {
        on_node!(self.invoke_stream(ctx, op, input))
    }

    /// As [`invoke_stream`](Self::invoke_stream).
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub async fn invoke_stream_async(
        &mut self,
        ctx: &ExecCtx,
        op: &str,
        input: &str,
    ) -> Result<Vec<StreamEvent>, Error> {
        on_node!(self.invoke_stream_async(ctx, op, input).await)
    }
}

/// The answer of a function of a node, in some revision.
trait IntoCurrent {
    type Current;

    fn current(self) -> Self::Current;
}

/// The revisions differ in contexts only; the types of answers are the same
/// but for their names.
macro_rules! answers {
    ($($node:ident)*) => {$(
        impl IntoCurrent for Result<$node::LifecycleStatus, String> {
            type Current = Result<(), String>;

            fn current(self) -> Self::Current {
                self.map(|$node::LifecycleStatus::Ok| ())
            }
        }

        impl IntoCurrent for $node::InvokeResult {
            type Current = InvokeResult;

            fn current(self) -> InvokeResult {
                match self {
                    Self::Ok(output) => InvokeResult::Ok(output),
                    Self::Err(error) => InvokeResult::Err(NodeError {
                        code: error.code,
                        message: error.message,
                        retryable: error.retryable,
                        backoff_ms: error.backoff_ms,
                        details: error.details,
                    }),
                }
            }
        }

        impl IntoCurrent for Vec<$node::StreamEvent> {
            type Current = Vec<StreamEvent>;

            fn current(self) -> Vec<StreamEvent> {
                self.into_iter()
                    .map(|event| match event {
                        $node::StreamEvent::Data(data) => StreamEvent::Data(data),
                        $node::StreamEvent::Progress(percent) => StreamEvent::Progress(percent),
                        $node::StreamEvent::Done => StreamEvent::Done,
                        $node::StreamEvent::Error(message) => StreamEvent::Error(message),
                    })
                    .collect()
            }
        }
    )*};
}

answers!(current nine_fields eight_fields);

impl TryFrom<&ExecCtx> for nine_fields::ExecCtx {
    type Error = Error;

    fn try_from(ctx: &ExecCtx) -> Result<Self, Error> {
        refuse(ctx, Revision::V0_4_81)?;
        let tenant = ctx.tenant.clone();
        Ok(Self {
            tenant: nine_fields::TenantCtx {
                tenant: tenant.tenant,
                team: tenant.team.or(tenant.team_id),
                user: tenant.user.or(tenant.user_id),
                trace_id: tenant.trace_id,
                i18n_id: tenant.i18n_id,
                correlation_id: tenant.correlation_id,
                deadline_unix_ms: unix(tenant.deadline_ms),
                attempt: tenant.attempt,
                idempotency_key: tenant.idempotency_key,
            },
            i18n_id: ctx.i18n_id.clone(),
            flow_id: ctx.flow_id.clone(),
            node_id: ctx.node_id.clone(),
        })
    }
}

impl TryFrom<&ExecCtx> for eight_fields::ExecCtx {
    type Error = Error;

    fn try_from(ctx: &ExecCtx) -> Result<Self, Error> {
        refuse(ctx, Revision::V0_4_57)?;
        let tenant = ctx.tenant.clone();
        Ok(Self {
            tenant: eight_fields::TenantCtx {
                tenant: tenant.tenant,
                team: tenant.team.or(tenant.team_id),
                user: tenant.user.or(tenant.user_id),
                trace_id: tenant.trace_id,
                correlation_id: tenant.correlation_id,
                deadline_unix_ms: unix(tenant.deadline_ms),
                attempt: tenant.attempt,
                idempotency_key: tenant.idempotency_key,
            },
            flow_id: ctx.flow_id.clone(),
            node_id: ctx.node_id.clone(),
        })
    }
}

fn refuse(ctx: &ExecCtx, revision: Revision) -> Result<(), Error> {
    let fields = ctx.unrepresentable(revision);
    if fields.is_empty() {
        Ok(())
    } else {
        Err(Error::Unrepresentable { revision, fields })
    }
}

/// Negative ones were refused.
fn unix(deadline_ms: Option<i64>) -> Option<u64> {
    deadline_ms.and_then(|deadline| u64::try_from(deadline).ok())
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
    /// The answer of the component, if that was an error.
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
