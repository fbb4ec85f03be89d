//! Our bindings and conversions by the names that `exchange` has for them.

use greentic_host_shim::bindings;
use greentic_types::{self as types, GreenticError};

pub(crate) use bindings::common_types::v0_1 as common;
pub(crate) use bindings::interfaces_provider::v0_1 as provider;
pub(crate) use bindings::interfaces_types::v0_1 as wit;
pub(crate) use bindings::pack_export_v1::v0_1 as pack;
pub(crate) use greentic_host_shim::mappers::{self, validate_provider_meta};

/// Functions in the place of `From`.
macro_rules! sure {
    ($($name:ident: $from:ty => $to:ty;)+) => {
        $(pub(crate) fn $name(value: $from) -> $to {
            value.into()
        })+
    };
}

/// Functions in the place of `TryFrom`.
macro_rules! fallible {
    ($($name:ident: $from:ty => $to:ty;)+) => {
        $(pub(crate) fn $name(value: $from) -> Result<$to, GreenticError> {
            value.try_into()
        })+
    };
}

sure! {
    flow_kind_from_wit: common::FlowKind => types::FlowKind;
    flow_kind_to_wit: types::FlowKind => common::FlowKind;
    pack_kind_from_wit: pack::PackKind => types::PackKind;
    pack_kind_to_wit: types::PackKind => pack::PackKind;
    component_outcome_from_wit: common::ComponentOutcome => mappers::ComponentOutcome;
    component_outcome_to_wit: mappers::ComponentOutcome => common::ComponentOutcome;
    pack_descriptor_to_wit: mappers::PackDescriptor => pack::PackDescriptor;
    flow_descriptor_to_wit: mappers::FlowDescriptor => pack::FlowDescriptor;
}

fallible! {
    tenant_ctx_from_common: common::TenantCtx => types::TenantCtx;
    tenant_ctx_to_common: types::TenantCtx => common::TenantCtx;
    pack_descriptor_from_wit: pack::PackDescriptor => mappers::PackDescriptor;
    flow_descriptor_from_wit: pack::FlowDescriptor => mappers::FlowDescriptor;
}
