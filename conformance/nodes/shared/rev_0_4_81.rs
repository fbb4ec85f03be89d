//! The context of revision 0.4.81, with a tenant of nine fields.

use alloc::string::String;

use crate::node::ExecCtx;
use crate::object::{always, maybe, object};

/// Every field of it.
pub fn json(ctx: &ExecCtx) -> String {
    let tenant = &ctx.tenant;
    let tenant = object([
        ("attempt", always(&tenant.attempt)),
        ("correlation-id", maybe(&tenant.correlation_id)),
        ("deadline-unix-ms", maybe(&tenant.deadline_unix_ms)),
        ("i18n-id", maybe(&tenant.i18n_id)),
        ("idempotency-key", maybe(&tenant.idempotency_key)),
        ("team", maybe(&tenant.team)),
        ("tenant", always(&tenant.tenant)),
        ("trace-id", maybe(&tenant.trace_id)),
        ("user", maybe(&tenant.user)),
    ]);
    object([
        ("flow-id", always(&ctx.flow_id)),
        ("i18n-id", maybe(&ctx.i18n_id)),
        ("node-id", maybe(&ctx.node_id)),
        ("tenant", Some(tenant)),
    ])
}
