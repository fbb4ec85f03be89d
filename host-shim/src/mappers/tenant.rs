//! Tenants, and who acts on behalf of their users.

use greentic_types::{self as types, GreenticError, InvocationDeadline};

use super::field::{id, invalid, optional_id, within};
use crate::bindings::interfaces_types::v0_1 as wit;

impl TryFrom<wit::Impersonation> for types::Impersonation {
    type Error = GreenticError;

    fn try_from(value: wit::Impersonation) -> Result<Self, GreenticError> {
        Ok(Self {
            actor_id: id("actor-id", value.actor_id)?,
            reason: value.reason,
        })
    }
}

impl From<types::Impersonation> for wit::Impersonation {
    fn from(value: types::Impersonation) -> Self {
        Self {
            actor_id: value.actor_id.into(),
            reason: value.reason,
        }
    }
}

impl TryFrom<wit::TenantCtx> for types::TenantCtx {
    type Error = GreenticError;

    fn try_from(value: wit::TenantCtx) -> Result<Self, GreenticError> {
        let impersonation = value.impersonation.map(TryInto::try_into).transpose();
        Ok(Self {
            env: id("env", value.env)?,
            tenant: id("tenant", value.tenant)?,
            tenant_id: id("tenant-id", value.tenant_id)?,
            team: optional_id("team", value.team)?,
            team_id: optional_id("team-id", value.team_id)?,
            user: optional_id("user", value.user)?,
            user_id: optional_id("user-id", value.user_id)?,
            session_id: value.session_id,
            flow_id: value.flow_id,
            node_id: value.node_id,
            provider_id: value.provider_id,
            trace_id: value.trace_id,
            i18n_id: value.i18n_id,
            correlation_id: value.correlation_id,
            attributes: value.attributes.into_iter().collect(),
            deadline: value
                .deadline_ms
                .map(|ms| InvocationDeadline::from_unix_millis(ms.into())),
            attempt: value.attempt,
            idempotency_key: value.idempotency_key,
            impersonation: impersonation.map_err(|error| within("impersonation", error))?,
        })
    }
}

impl TryFrom<types::TenantCtx> for wit::TenantCtx {
    type Error = GreenticError;

    fn try_from(value: types::TenantCtx) -> Result<Self, GreenticError> {
        let deadline_ms = value.deadline.map(|deadline| {
            i64::try_from(deadline.unix_millis())
                .map_err(|_| invalid("deadline-ms", "numeric overflow converting deadline"))
        });
        Ok(Self {
            env: value.env.into(),
            tenant: value.tenant.into(),
            tenant_id: value.tenant_id.into(),
            team: value.team.map(Into::into),
            team_id: value.team_id.map(Into::into),
            user: value.user.map(Into::into),
            user_id: value.user_id.map(Into::into),
            trace_id: value.trace_id,
            i18n_id: value.i18n_id,
            correlation_id: value.correlation_id,
            attributes: value.attributes.into_iter().collect(),
            session_id: value.session_id,
            flow_id: value.flow_id,
            node_id: value.node_id,
            provider_id: value.provider_id,
            deadline_ms: deadline_ms.transpose()?,
            attempt: value.attempt,
            idempotency_key: value.idempotency_key,
            impersonation: value.impersonation.map(Into::into),
        })
    }
}
