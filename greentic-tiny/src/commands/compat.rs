//! Tenants for packs and workers of revision 0.4.113.

use greentic_command::output;
use greentic_host_shim::TenantCtx;
use greentic_host_shim::bindings::rev_0_4_113::{pack_export, types_core};

use pack_export::v0_2::exports as v0_2;
use types_core::v0_4;

/// For `greentic:worker` and `greentic:pack-export@0.4.0`.
pub(crate) fn tenant_v0_4(ctx: TenantCtx) -> v0_4::TenantCtx {
    warn(&ctx, &[]);
    v0_4::TenantCtx {
        tenant: ctx.tenant,
        team: ctx.team,
        user: ctx.user,
        // The field is required, and a command does not know a deployment.
        deployment: v0_4::DeploymentCtx {
            cloud: v0_4::Cloud::Local,
            region: None,
            platform: v0_4::Platform::Other,
            runtime: None,
            i18n_id: None,
        },
        trace_id: ctx.trace_id,
        i18n_id: ctx.i18n_id,
        session_id: ctx.session_id,
        flow_id: ctx.flow_id,
        node_id: ctx.node_id,
        provider_id: ctx.provider_id,
    }
}

/// For `greentic:pack-export@0.2.0`.
pub(crate) fn tenant_v0_2(ctx: TenantCtx) -> v0_2::TenantCtx {
    warn(
        &ctx,
        &[
            ("session-id", ctx.session_id.is_some()),
            ("node-id", ctx.node_id.is_some()),
            ("provider-id", ctx.provider_id.is_some()),
        ],
    );
    v0_2::TenantCtx {
        tenant: ctx.tenant,
        team: ctx.team,
        user: ctx.user,
        i18n_id: ctx.i18n_id,
        deployment: v0_2::DeploymentCtx {
            cloud: v0_2::Cloud::Local,
            region: None,
            platform: v0_2::Platform::Other,
            runtime: None,
        },
        trace_id: ctx.trace_id,
    }
}

/// Warns of fields that the older tenant has no place for.
fn warn(ctx: &TenantCtx, more: &[(&str, bool)]) {
    let set = [
        ("correlation-id", ctx.correlation_id.is_some()),
        ("idempotency-key", ctx.idempotency_key.is_some()),
        ("attempt", ctx.attempt > 0),
        ("attributes", !ctx.attributes.is_empty()),
    ];
    let lost: Vec<_> = set
        .iter()
        .chain(more)
        .filter(|(_, is_set)| *is_set)
        .map(|(name, _)| *name)
        .collect();
    if !lost.is_empty() {
        output::warning(&format!(
            "the component speaks revision 0.4.113, so it does not get {}",
            lost.join(", ")
        ));
    }
}
