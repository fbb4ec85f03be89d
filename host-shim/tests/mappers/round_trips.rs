//! Out of the bindings and back: everything comes back as it was, but for what
//! is spelled out here.

use std::collections::BTreeMap;

use greentic_host_shim::bindings::common_types::v0_1 as common;
use greentic_host_shim::bindings::interfaces_types::v0_1 as wit;
use greentic_host_shim::bindings::pack_export_v1::v0_1 as pack;
use greentic_host_shim::mappers::{ComponentOutcome, FlowDescriptor, PackDescriptor};
use greentic_types as types;
use proptest::prelude::*;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::values;

/// Through `B` and back again.
fn there_and_back<A, B>(value: A) -> A
where
    A: TryFrom<B, Error: std::fmt::Debug>,
    B: TryFrom<A, Error: std::fmt::Debug>,
{
    B::try_from(value).unwrap().try_into().unwrap()
}

/// A test that a type of the bindings comes back from one elsewhere.
macro_rules! round_trips {
    ($($name:ident: $wit:ty, $types:ty, $values:expr;)+) => {
        proptest! {
            $(
                #[test]
                fn $name(value in $values) {
                    let back = there_and_back::<$wit, $types>(value.clone());
                    prop_assert_eq!(back, value);
                }
            )+
        }
    };
}

round_trips! {
    impersonations: wit::Impersonation, types::Impersonation, values::impersonation(&values::id());
    cursors: wit::SessionCursor, types::SessionCursor, values::session_cursor();
    error_codes: wit::ErrorCode, types::ErrorCode, values::error_code();
    outcomes: wit::Outcome, types::Outcome<String>, values::outcome();
    protocols: wit::Protocol, types::Protocol, values::protocol(&values::any_text());
    allow_lists: wit::AllowList, types::AllowList,
        values::allow_list(&values::any_text(), &any::<u16>().boxed());
    policies: wit::NetworkPolicy, types::NetworkPolicy,
        values::network_policy(values::allow_list(&values::text(), &any::<u16>().boxed()));
    spans: wit::SpanContext, types::SpanContext,
        values::span_context(&values::id(), &values::moment());
    signatures: wit::Signature, types::Signature, values::signature();
    algorithms: wit::SignatureAlgorithm, types::SignatureAlgorithm,
        values::signature().prop_map(|signature| signature.algorithm);
    pack_refs: wit::PackRef, types::PackRef, values::pack_ref(&values::version());
    flow_kinds: common::FlowKind, types::FlowKind, values::flow_kind();
    pack_kinds: pack::PackKind, types::PackKind, values::pack_kind();
    flows: pack::FlowDescriptor, FlowDescriptor, values::flow_descriptor(&values::id());
    packs: pack::PackDescriptor, PackDescriptor,
        values::pack_descriptor(&values::id(), &values::version());
    component_outcomes: common::ComponentOutcome, ComponentOutcome, values::component_outcome();
}

/// Returns the part of a tenant that comes back: the attributes sorted, each name once,
/// with the value that it had last.
pub(crate) fn kept(mut tenant: wit::TenantCtx) -> wit::TenantCtx {
    let mut last = BTreeMap::new();
    for (name, value) in tenant.attributes {
        last.insert(name, value);
    }
    tenant.attributes = last.into_iter().collect();
    tenant
}

proptest! {
    #[test]
    fn tenants_lose_the_order_of_attributes_and_names_that_stand_twice(
        value in values::tenant_ctx(&values::id()),
    ) {
        let back = there_and_back::<_, types::TenantCtx>(value.clone());
        prop_assert_eq!(back, kept(value));
    }

    #[test]
    fn times_lose_what_is_less_than_a_millisecond_and_the_offset(
        ms in values::moment(),
        // Towards 1970 lies the whole millisecond that is kept.
        nanos in 0_i64..1_000_000,
        hours in -12_i8..=12,
    ) {
        let whole = Duration::milliseconds(ms);
        let rest = Duration::nanoseconds(if ms < 0 { -nanos } else { nanos });
        let at = OffsetDateTime::UNIX_EPOCH + whole;
        let Some(finer) = at.checked_add(rest) else {
            // Beyond the years that there are.
            return Ok(());
        };
        let offset = UtcOffset::from_hms(hours, 0, 0).unwrap();
        let Some(elsewhere) = finer.checked_to_offset(offset) else {
            return Ok(());
        };
        let tenant = types::TenantId::new("acme").unwrap();
        let span = types::SpanContext::new(tenant, "flow", "provider").started(elsewhere);
        let back = there_and_back::<_, wit::SpanContext>(span.clone());
        prop_assert_eq!(back.start.unwrap().unix_timestamp_nanos(), at.unix_timestamp_nanos());
        prop_assert_eq!(back.start.unwrap().offset(), UtcOffset::UTC);
        prop_assert_eq!(back.started(elsewhere), span);
    }
}

#[test]
fn the_last_of_two_attributes_counts() {
    let tenant = types::TenantCtx::new("prod".try_into().unwrap(), "acme".try_into().unwrap());
    let mut tenant = wit::TenantCtx::try_from(tenant).unwrap();
    let pairs = [("b", "1"), ("a", "2"), ("b", "3")];
    tenant.attributes = pairs
        .map(|(name, value)| (name.into(), value.into()))
        .into();
    let tenant = types::TenantCtx::try_from(tenant).unwrap();
    let attributes: Vec<_> = tenant.attributes.iter().collect();
    let expected = [("a", "2"), ("b", "3")].map(|(name, value)| (name.into(), value.into()));
    assert_eq!(
        attributes,
        expected
            .iter()
            .map(|(a, b)| (a, b))
            .collect::<Vec<(&String, &String)>>()
    );
}
