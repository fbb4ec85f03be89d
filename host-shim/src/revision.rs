//! The shapes that `greentic:component/node@0.5.0` has had under one version.

use std::fmt;

#[cfg(feature = "node")]
use crate::ExecCtx;

/// A shape of the interface `greentic:component/node@0.5.0`, named after the
/// first release of the published crates that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Revision {
    /// 0.4.57 to 0.4.79: a tenant context of eight fields.
    V0_4_57,
    /// 0.4.81 to 0.4.88, 0.4.97 and later: nine fields, with `i18n-id`.
    V0_4_81,
    /// 0.4.89 to 0.4.96, and what this project's guest crate has by default:
    /// the nineteen fields of `greentic:interfaces-types`.
    V0_4_89,
}

impl Revision {
    /// The release, `0.4.89` say.
    pub fn name(self) -> &'static str {
        match self {
            Self::V0_4_57 => "0.4.57",
            Self::V0_4_81 => "0.4.81",
            Self::V0_4_89 => "0.4.89",
        }
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the revision of {}", self.name())
    }
}

#[cfg(feature = "node")]
impl ExecCtx {
    /// The fields that are set and that a component of this revision does not
    /// get, as WIT has them. A call with such a context is refused with
    /// [`Error::Unrepresentable`](crate::Error::Unrepresentable).
    ///
    /// The environment is not among them: every context has one, older
    /// revisions never carried it, and their components run within one.
    pub fn unrepresentable(&self, revision: Revision) -> Vec<&'static str> {
        let mut context = self.clone();
        context.reduce(revision)
    }

    /// Takes out what a component of this revision has no place for, and says
    /// what that was, as WIT has it.
    pub fn reduce(&mut self, revision: Revision) -> Vec<&'static str> {
        let mut lost = Vec::new();
        if revision == Revision::V0_4_89 {
            return lost;
        }
        let Self {
            tenant,
            i18n_id,
            flow_id,
            node_id,
        } = self;
        let mut note = |is_lost: bool, field: &'static str| {
            if is_lost {
                lost.push(field);
            }
            is_lost
        };
        // Where two fields say the same, one of them is enough.
        if note(tenant.tenant_id != tenant.tenant, "tenant-id") {
            tenant.tenant_id.clone_from(&tenant.tenant);
        }
        let differs = |first: &Option<String>, second: &Option<String>| {
            first.is_some() && second.is_some() && first != second
        };
        if note(differs(&tenant.team, &tenant.team_id), "team-id") {
            tenant.team_id = None;
        }
        if note(differs(&tenant.user, &tenant.user_id), "user-id") {
            tenant.user_id = None;
        }
        if note(!tenant.attributes.is_empty(), "attributes") {
            tenant.attributes.clear();
        }
        if note(tenant.session_id.is_some(), "session-id") {
            tenant.session_id = None;
        }
        let other_flow = tenant.flow_id.as_ref().is_some_and(|flow| flow != flow_id);
        if note(other_flow, "tenant.flow-id") {
            tenant.flow_id = None;
        }
        let other_node = tenant.node_id.is_some() && tenant.node_id != *node_id;
        if note(other_node, "tenant.node-id") {
            tenant.node_id = None;
        }
        if note(tenant.provider_id.is_some(), "provider-id") {
            tenant.provider_id = None;
        }
        // Unsigned there.
        let before_1970 = tenant.deadline_ms.is_some_and(|deadline| deadline < 0);
        if note(before_1970, "deadline-ms") {
            tenant.deadline_ms = None;
        }
        if note(tenant.impersonation.is_some(), "impersonation") {
            tenant.impersonation = None;
        }
        if revision == Revision::V0_4_57 {
            if note(tenant.i18n_id.is_some(), "tenant.i18n-id") {
                tenant.i18n_id = None;
            }
            if note(i18n_id.is_some(), "i18n-id") {
                *i18n_id = None;
            }
        }
        lost
    }
}

#[cfg(all(test, feature = "node"))]
mod tests {
    use super::*;
    use crate::Impersonation;

    fn full() -> ExecCtx {
        let mut ctx = ExecCtx::new("prod", "acme", "flow");
        ctx.i18n_id = Some("de".into());
        ctx.node_id = Some("node".into());
        let tenant = &mut ctx.tenant;
        tenant.tenant_id = "other".into();
        tenant.team = Some("a".into());
        tenant.team_id = Some("b".into());
        tenant.user = Some("a".into());
        tenant.user_id = Some("b".into());
        tenant.trace_id = Some("trace".into());
        tenant.i18n_id = Some("de".into());
        tenant.correlation_id = Some("correlation".into());
        tenant.attributes = vec![("a".into(), "b".into())];
        tenant.session_id = Some("session".into());
        tenant.flow_id = Some("another flow".into());
        tenant.node_id = Some("another node".into());
        tenant.provider_id = Some("provider".into());
        tenant.deadline_ms = Some(-1);
        tenant.attempt = 3;
        tenant.idempotency_key = Some("key".into());
        tenant.impersonation = Some(Impersonation {
            actor_id: "actor".into(),
            reason: None,
        });
        ctx
    }

    #[test]
    fn every_field_that_has_no_place_is_named_and_goes() {
        let mut ctx = full();
        let fields = ctx.unrepresentable(Revision::V0_4_57);
        assert_eq!(
            fields,
            [
                "tenant-id",
                "team-id",
                "user-id",
                "attributes",
                "session-id",
                "tenant.flow-id",
                "tenant.node-id",
                "provider-id",
                "deadline-ms",
                "impersonation",
                "tenant.i18n-id",
                "i18n-id",
            ]
        );
        assert_eq!(ctx.reduce(Revision::V0_4_57), fields);
        assert_eq!(ctx.reduce(Revision::V0_4_57), [""; 0]);
        let fields = full().unrepresentable(Revision::V0_4_81);
        assert_eq!(fields.len(), 10);
        assert_eq!(full().unrepresentable(Revision::V0_4_89), [""; 0]);
    }

    #[test]
    fn what_a_new_context_has_fits_everywhere() {
        let ctx = ExecCtx::new("prod", "acme", "flow");
        assert_eq!(ctx.unrepresentable(Revision::V0_4_57), [""; 0]);
    }
}
