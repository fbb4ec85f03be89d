//! Contexts in the terms of each interface.

use greentic_host_shim::bindings::component::v0_4::node as node_0_4;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::node as node_0_6;
use greentic_host_shim::{ExecCtx, Revision};

use crate::flow::Step;
use crate::{Error, Interface};

/// The deadline of a call that has none.
const NO_DEADLINE: u64 = u64::MAX;

/// The step of a call that names none, as the runners have it.
const NO_STEP: &str = "component.exec";

/// Takes out of a context what the interface has no place for, and returns what that
/// was. That a flow has an environment and a tenant is true of every call: interfaces
/// that have no place for these are called all the same.
pub fn reduce(ctx: &mut ExecCtx, interface: Interface) -> Vec<&'static str> {
    match interface {
        Interface::Node05(revision) => ctx.reduce(revision),
        Interface::Node06 => reduce_for_node_0_6(ctx),
        // The same eight fields.
        Interface::Node04 => ctx.reduce(Revision::V0_4_57),
        Interface::Runtime06 | Interface::Runtime061 => {
            let bare = ExecCtx::new(&ctx.tenant.env, &ctx.tenant.tenant, &ctx.flow_id);
            let lost = all(ctx);
            *ctx = bare;
            lost
        }
    }
}

/// Returns the names of the fields that are set, beside environment, tenant and flow.
fn all(ctx: &ExecCtx) -> Vec<&'static str> {
    let tenant = &ctx.tenant;
    let set = [
        ("team", tenant.team.is_some() || tenant.team_id.is_some()),
        ("user", tenant.user.is_some() || tenant.user_id.is_some()),
        ("trace-id", tenant.trace_id.is_some()),
        ("i18n-id", tenant.i18n_id.is_some() || ctx.i18n_id.is_some()),
        ("correlation-id", tenant.correlation_id.is_some()),
        ("attributes", !tenant.attributes.is_empty()),
        ("session-id", tenant.session_id.is_some()),
        ("node-id", tenant.node_id.is_some() || ctx.node_id.is_some()),
        ("provider-id", tenant.provider_id.is_some()),
        ("deadline-ms", tenant.deadline_ms.is_some()),
        ("attempt", tenant.attempt > 0),
        ("idempotency-key", tenant.idempotency_key.is_some()),
        ("impersonation", tenant.impersonation.is_some()),
    ];
    let set = set.into_iter().filter(|(_, is_set)| *is_set);
    set.map(|(name, _)| name).collect()
}

fn reduce_for_node_0_6(ctx: &mut ExecCtx) -> Vec<&'static str> {
    let mut lost = Vec::new();
    // Its attributes go with the metadata.
    let attributes = std::mem::take(&mut ctx.tenant.attributes);
    let i18n = (ctx.i18n_id.clone(), ctx.tenant.i18n_id.take());
    // A context of nine fields has a place for the same ones, and two locales.
    lost.extend(ctx.reduce(Revision::V0_4_81));
    if i18n.0.is_some() && i18n.1.is_some() && i18n.0 != i18n.1 {
        lost.push("tenant.i18n-id");
    }
    ctx.i18n_id = i18n.0.or(i18n.1);
    ctx.tenant.attributes = attributes;
    lost
}

/// The context of a node of 0.6, by what it says.
pub(super) fn node_0_6(ctx: &ExecCtx) -> Result<node_0_6::TenantCtx, Error> {
    let mut reduced = ctx.clone();
    let fields = reduce(&mut reduced, Interface::Node06);
    refuse(Interface::Node06, fields)?;
    let tenant = reduced.tenant;
    // Negative ones were refused.
    let deadline = tenant
        .deadline_ms
        .and_then(|deadline| u64::try_from(deadline).ok());
    Ok(node_0_6::TenantCtx {
        tenant_id: tenant.tenant,
        team_id: tenant.team.or(tenant.team_id),
        user_id: tenant.user.or(tenant.user_id),
        env_id: tenant.env,
        trace_id: tenant.trace_id.unwrap_or_default(),
        correlation_id: tenant.correlation_id.unwrap_or_default(),
        deadline_ms: deadline.unwrap_or(NO_DEADLINE),
        attempt: tenant.attempt,
        idempotency_key: tenant.idempotency_key,
        i18n_id: reduced.i18n_id.unwrap_or_default(),
    })
}

/// The context of a node of 0.4, by what it says.
pub(super) fn node_0_4(ctx: &ExecCtx) -> Result<node_0_4::ExecCtx, Error> {
    refuse(Interface::Node04, ctx.unrepresentable(Revision::V0_4_57))?;
    let tenant = ctx.tenant.clone();
    // Negative ones were refused.
    let deadline = tenant
        .deadline_ms
        .and_then(|deadline| u64::try_from(deadline).ok());
    Ok(node_0_4::ExecCtx {
        tenant: node_0_4::TenantCtx {
            tenant: tenant.tenant,
            team: tenant.team.or(tenant.team_id),
            user: tenant.user.or(tenant.user_id),
            trace_id: tenant.trace_id,
            correlation_id: tenant.correlation_id,
            deadline_unix_ms: deadline,
            attempt: tenant.attempt,
            idempotency_key: tenant.idempotency_key,
        },
        flow_id: ctx.flow_id.clone(),
        node_id: ctx.node_id.clone(),
    })
}

/// The step of a call.
pub(super) fn step(node: Option<&str>) -> String {
    node.unwrap_or(NO_STEP).to_owned()
}

/// Refuses to leave something out in silence.
pub(super) fn refuse(interface: Interface, fields: Vec<&'static str>) -> Result<(), Error> {
    if fields.is_empty() {
        return Ok(());
    }
    Err(Error::Unrepresentable {
        receiver: interface.name().to_owned(),
        fields,
    })
}

/// The user and the team that a component is told.
pub(super) struct Presented {
    pub(super) user: Option<String>,
    pub(super) team: Option<String>,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) provider: Option<String>,
}

impl Presented {
    /// Runner 0.4.60 names the provider as the user. Newer ones name a caller for whom
    /// a provider vouches, and the provider in a place of its own.
    pub(super) fn by(runner: crate::Runner, step: &Step) -> Self {
        if runner == crate::Runner::V0_4_60 {
            return Self {
                user: step.provider.clone(),
                team: None,
                attributes: Vec::new(),
                provider: None,
            };
        }
        let caller = step.caller.clone();
        Self {
            attributes: caller
                .as_ref()
                .map(crate::Caller::attributes)
                .unwrap_or_default(),
            user: caller.as_ref().and_then(|caller| caller.sub.clone()),
            team: caller.and_then(|caller| caller.team),
            provider: step.provider.clone(),
        }
    }
}

/// The context of a node of 0.5, by a runner.
pub(super) fn node_0_5_by(runner: crate::Runner, step: &Step) -> ExecCtx {
    let presented = Presented::by(runner, step);
    let mut ctx = ExecCtx::new(&step.env, &step.tenant, &step.flow);
    ctx.node_id.clone_from(&step.node);
    let tenant = &mut ctx.tenant;
    tenant.team.clone_from(&presented.team);
    tenant.team_id = presented.team;
    tenant.user.clone_from(&presented.user);
    tenant.user_id = presented.user;
    tenant.correlation_id.clone_from(&step.session);
    tenant.session_id.clone_from(&step.session);
    tenant.idempotency_key.clone_from(&step.session);
    tenant.attributes = presented.attributes;
    tenant.node_id.clone_from(&step.node);
    tenant.provider_id = presented.provider;
    tenant.attempt = step.attempt;
    ctx
}

/// The context of a node of 0.4, by a runner.
pub(super) fn node_0_4_by(runner: crate::Runner, step: &Step) -> node_0_4::ExecCtx {
    let presented = Presented::by(runner, step);
    node_0_4::ExecCtx {
        tenant: node_0_4::TenantCtx {
            tenant: step.tenant.clone(),
            team: presented.team,
            user: presented.user,
            trace_id: None,
            correlation_id: step.session.clone(),
            deadline_unix_ms: None,
            attempt: step.attempt,
            idempotency_key: step.session.clone(),
        },
        flow_id: step.flow.clone(),
        node_id: step.node.clone(),
    }
}

/// The context of a node of 0.6, by a runner.
pub(super) fn node_0_6_by(runner: crate::Runner, step: &Step) -> node_0_6::TenantCtx {
    let presented = Presented::by(runner, step);
    node_0_6::TenantCtx {
        tenant_id: step.tenant.clone(),
        team_id: presented.team,
        user_id: presented.user,
        env_id: step.env.clone(),
        trace_id: String::new(),
        correlation_id: step.session.clone().unwrap_or_default(),
        deadline_ms: NO_DEADLINE,
        attempt: step.attempt,
        idempotency_key: step.session.clone(),
        i18n_id: String::new(),
    }
}
