//! The types of `greentic:common-types` as revision 0.4.113 has them. Its tenant
//! has fewer parts, so that this way loses more.

use greentic_types::{self as types, GreenticError, TenantId};

use super::alike::alike;
use super::component_outcome::outcome;
use super::field::{id, optional_id};
use crate::bindings::rev_0_4_113::common_types::v0_1 as wit;

alike!(
    wit::FlowKind,
    types::FlowKind {
        Messaging,
        Event,
        ComponentConfig,
        Job,
        Http,
    }
);

outcome!(wit);

impl TryFrom<wit::TenantCtx> for types::TenantCtx {
    type Error = GreenticError;

    fn try_from(value: wit::TenantCtx) -> Result<Self, GreenticError> {
        let env = id("env", value.env)?;
        let tenant: TenantId = id("tenant-id", value.tenant_id)?;
        let mut ctx = Self::new(env, tenant)
            .with_team(optional_id("team-id", value.team_id)?)
            .with_user(optional_id("user-id", value.user_id)?);
        ctx.i18n_id = value.i18n_id;
        ctx.session_id = value.session_id;
        ctx.flow_id = value.flow_id;
        ctx.node_id = value.node_id;
        Ok(ctx)
    }
}

impl From<types::TenantCtx> for wit::TenantCtx {
    fn from(value: types::TenantCtx) -> Self {
        Self {
            env: value.env.into(),
            tenant_id: value.tenant_id.into(),
            // As `TenantIdentity` has it: contexts from before there were the
            // newer fields have the older ones only.
            team_id: value.team_id.or(value.team).map(Into::into),
            user_id: value.user_id.or(value.user).map(Into::into),
            i18n_id: value.i18n_id,
            session_id: value.session_id,
            flow_id: value.flow_id,
            node_id: value.node_id,
        }
    }
}
