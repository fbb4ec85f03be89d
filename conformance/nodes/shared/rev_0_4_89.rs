//! The context of revision 0.4.89, with a tenant of nineteen fields.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::node::ExecCtx;
use crate::object::{always, maybe, object, text};

/// Every field of it.
pub fn json(ctx: &ExecCtx) -> String {
    let tenant = &ctx.tenant;
    let attributes = tenant.attributes.iter();
    let attributes = attributes.map(|(name, value)| format!("[{},{}]", text(name), text(value)));
    let attributes = format!("[{}]", attributes.collect::<Vec<_>>().join(","));
    let impersonation = tenant.impersonation.as_ref().map(|who| {
        object([
            ("actor-id", always(&who.actor_id)),
            ("reason", maybe(&who.reason)),
        ])
    });
    let tenant = object([
        ("attempt", always(&tenant.attempt)),
        ("attributes", Some(attributes)),
        ("correlation-id", maybe(&tenant.correlation_id)),
        ("deadline-ms", maybe(&tenant.deadline_ms)),
        ("env", always(&tenant.env)),
        ("flow-id", maybe(&tenant.flow_id)),
        ("i18n-id", maybe(&tenant.i18n_id)),
        ("idempotency-key", maybe(&tenant.idempotency_key)),
        ("impersonation", impersonation),
        ("node-id", maybe(&tenant.node_id)),
        ("provider-id", maybe(&tenant.provider_id)),
        ("session-id", maybe(&tenant.session_id)),
        ("team", maybe(&tenant.team)),
        ("team-id", maybe(&tenant.team_id)),
        ("tenant", always(&tenant.tenant)),
        ("tenant-id", always(&tenant.tenant_id)),
        ("trace-id", maybe(&tenant.trace_id)),
        ("user", maybe(&tenant.user)),
        ("user-id", maybe(&tenant.user_id)),
    ]);
    object([
        ("flow-id", always(&ctx.flow_id)),
        ("i18n-id", maybe(&ctx.i18n_id)),
        ("node-id", maybe(&ctx.node_id)),
        ("tenant", Some(tenant)),
    ])
}
