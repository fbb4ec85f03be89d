//! The flow in which a runner calls a component, as far as the runner knows it.

use greentic_host_shim::ExecCtx;
use serde_json::Value;

use crate::Runner;

/// The step of a flow in which a component is called. Of all else that a context may
/// hold the runners know nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The environment of the runner.
    pub env: String,
    /// The tenant whose flow it is.
    pub tenant: String,
    /// The flow.
    pub flow: String,
    /// The node of the flow.
    pub node: Option<String>,
    /// The provider that brought the message in.
    pub provider: Option<String>,
    /// The session of the person.
    pub session: Option<String>,
    /// The number of the attempt; the first one is 1.
    pub attempt: u32,
    /// The caller, if a provider vouches for it; runner 0.4.60 does not tell.
    pub caller: Option<Caller>,
}

/// A person for whom a provider vouches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The subject.
    pub sub: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// The groups.
    pub groups: Vec<String>,
    /// The role.
    pub role: Option<String>,
}

impl Caller {
    /// Returns the attributes that tell a component of it, in the order of the runner.
    #[must_use]
    pub fn attributes(&self) -> Vec<(String, String)> {
        let mut attributes = vec![("caller.user_verified".to_owned(), "true".to_owned())];
        let mut add = |name: &str, value: Option<String>| {
            attributes.extend(value.map(|value| (name.to_owned(), value)));
        };
        add("caller.sub", self.sub.clone());
        add("caller.team", self.team.clone());
        let groups = (!self.groups.is_empty()).then(|| Value::from(self.groups.clone()));
        add("caller.groups", groups.map(|groups| groups.to_string()));
        add("caller.role", self.role.clone());
        attributes
    }
}

impl Step {
    /// Returns the step that a context describes, as far as the runner knows of such
    /// things, and the fields that are set and that it has no place for. User and team
    /// are those of a caller for whom a provider vouches.
    #[must_use]
    pub fn of(ctx: &ExecCtx, runner: Runner) -> (Self, Vec<&'static str>) {
        let tenant = &ctx.tenant;
        let user = tenant.user.clone().or(tenant.user_id.clone());
        let team = tenant.team.clone().or(tenant.team_id.clone());
        let named = user.is_some() || team.is_some();
        let tells = runner != Runner::V0_4_60;
        // These two are the session.
        let session = tenant.session_id.clone();
        let other = |value: &Option<String>| value.is_some() && *value != session;
        let lost = [
            ("team", !tells && team.is_some()),
            ("user", !tells && user.is_some()),
            ("trace-id", tenant.trace_id.is_some()),
            ("i18n-id", tenant.i18n_id.is_some() || ctx.i18n_id.is_some()),
            ("correlation-id", other(&tenant.correlation_id)),
            ("idempotency-key", other(&tenant.idempotency_key)),
            ("attributes", !tenant.attributes.is_empty()),
            ("deadline-ms", tenant.deadline_ms.is_some()),
            ("impersonation", tenant.impersonation.is_some()),
        ];
        let step = Self {
            env: tenant.env.clone(),
            tenant: tenant.tenant.clone(),
            flow: ctx.flow_id.clone(),
            node: ctx.node_id.clone(),
            provider: tenant.provider_id.clone(),
            session,
            attempt: tenant.attempt,
            caller: (tells && named).then(|| Caller {
                sub: user,
                team,
                ..Caller::default()
            }),
        };
        let lost = lost.into_iter().filter(|(_, is_lost)| *is_lost);
        (step, lost.map(|(field, _)| field).collect())
    }
}
