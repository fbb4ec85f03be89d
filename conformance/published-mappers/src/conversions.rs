//! The published bindings and conversions by the names that `exchange` has for
//! them.

use greentic_interfaces::bindings::greentic_pack_export_v1_0_1_0_pack_host as pack_world;
use greentic_interfaces::bindings::{self, greentic_common_types_0_1_0_common as common_world};
use greentic_types::GResult;
use serde_json::Value;

use crate::exchange::{Json, enumeration, record};

pub(crate) use bindings::greentic::interfaces_provider::provider;
pub(crate) use bindings::greentic::interfaces_types::types as wit;
pub(crate) use common_world::exports::greentic::common_types::types as common;
pub(crate) use greentic_interfaces::mappers;
pub(crate) use greentic_interfaces::mappers::{
    component_outcome_from_wit, component_outcome_to_wit, flow_descriptor_from_wit,
    flow_descriptor_to_wit, flow_kind_from_wit, flow_kind_to_wit, pack_descriptor_from_wit,
    pack_descriptor_to_wit, pack_kind_from_wit, pack_kind_to_wit, tenant_ctx_from_common,
    tenant_ctx_to_common,
};
pub(crate) use pack_world::exports::greentic::pack_export_v1::pack_api as pack;

pub(crate) fn validate_provider_meta(meta: &provider::ProviderMeta) -> GResult<()> {
    greentic_interfaces::validate::validate_provider_meta(meta.clone())
}

// Types that are one in our bindings are several in the published ones.
record!(common_world::greentic::interfaces_types::types::Impersonation { actor_id, reason });
record!(common::TenantCtx {
    env,
    tenant,
    tenant_id,
    team,
    team_id,
    user,
    user_id,
    trace_id,
    i18n_id,
    correlation_id,
    attributes,
    session_id,
    flow_id,
    node_id,
    provider_id,
    deadline_ms,
    attempt,
    idempotency_key,
    impersonation,
});
enumeration!(pack::FlowKind {
    Messaging,
    Event,
    ComponentConfig,
    Job,
    Http
});
