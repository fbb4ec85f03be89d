//! Values of the bindings, made up. Shared with the comparison against the
//! published conversions.

use greentic_host_shim::bindings::common_types::v0_1::{ComponentOutcome, FlowKind, OutcomeStatus};
use greentic_host_shim::bindings::interfaces_provider::v0_1::ProviderMeta;
use greentic_host_shim::bindings::interfaces_types::v0_1::{
    AllowList, ErrorCode, Impersonation, NetworkPolicy, Outcome, OutcomeError, OutcomePending,
    PackRef, Protocol, SessionCursor, Signature, SignatureAlgorithm, SpanContext, TenantCtx,
};
use greentic_host_shim::bindings::pack_export_v1::v0_1::{
    FlowDescriptor, PackDescriptor, PackKind,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

/// Milliseconds of the first and of the last moment that `time` has a name
/// for: the years -9999 to 9999.
pub(crate) const MOMENTS: [i64; 2] = [-377_705_116_800_000, 253_402_300_799_999];

/// Ids that every rule allows.
pub(crate) fn id() -> BoxedStrategy<String> {
    "[A-Za-z0-9._-]{1,8}".boxed()
}

/// Versions that semantic versioning has.
pub(crate) fn version() -> BoxedStrategy<String> {
    let numbers = (any::<u64>(), any::<u32>(), 0_u64..3);
    let rest = r"(-(0|[1-9][0-9]?|[a-z-]{1,3})(\.[a-z]{1,3})?)?(\+[a-z0-9-]{1,4})?";
    (numbers, rest)
        .prop_map(|((major, minor, patch), rest)| format!("{major}.{minor}.{patch}{rest}"))
        .boxed()
}

/// Milliseconds that are a moment.
pub(crate) fn moment() -> BoxedStrategy<i64> {
    let [first, last] = MOMENTS;
    prop_oneof![first..=last, Just(first), Just(last), -2_000_i64..2_000].boxed()
}

/// Good and bad values, more good ones than bad ones, so that values with many
/// of them are not all bad.
pub(crate) fn mostly<T: std::fmt::Debug + 'static>(
    good: impl Strategy<Value = T> + 'static,
    bad: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<T> {
    prop_oneof![19 => good, 1 => bad].boxed()
}

/// Short texts of any characters.
pub(crate) fn text() -> BoxedStrategy<String> {
    "\\PC{0,6}".boxed()
}

/// Texts that look like those that mean something, and others.
pub(crate) fn any_text() -> BoxedStrategy<String> {
    prop_oneof![
        any::<String>(),
        Just(String::new()),
        Just(" ".to_owned()),
        Just("\u{a0}\t".to_owned()),
        "[a-zé .-]{1,4}",
        "v?0?[0-9]\\.[0-9](\\.[0-9])?",
    ]
    .boxed()
}

pub(crate) fn impersonation(id: &BoxedStrategy<String>) -> BoxedStrategy<Impersonation> {
    (id.clone(), of(text()))
        .prop_map(|(actor_id, reason)| Impersonation { actor_id, reason })
        .boxed()
}

pub(crate) fn tenant_ctx(id: &BoxedStrategy<String>) -> BoxedStrategy<TenantCtx> {
    let ids = (
        (id.clone(), id.clone(), id.clone()),
        (
            of(id.clone()),
            of(id.clone()),
            of(id.clone()),
            of(id.clone()),
        ),
        of(impersonation(id)),
    );
    let places = (of(text()), of(text()), of(text()), of(text()));
    let names = (of(text()), of(text()), of(text()), of(text()));
    // Few names, so that some stand twice.
    let attributes = vec(("[ab]{1,2}", text()), 0..5);
    let numbers = (of(any::<i64>()), any::<u32>());
    (ids, places, names, attributes, numbers)
        .prop_map(|(ids, places, names, attributes, numbers)| {
            let ((env, tenant, tenant_id), (team, team_id, user, user_id), impersonation) = ids;
            let (session_id, flow_id, node_id, provider_id) = places;
            let (trace_id, i18n_id, correlation_id, idempotency_key) = names;
            let (deadline_ms, attempt) = numbers;
            TenantCtx {
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
            }
        })
        .boxed()
}

pub(crate) fn session_cursor() -> BoxedStrategy<SessionCursor> {
    (text(), of(text()), of(text()))
        .prop_map(|(node_pointer, wait_reason, outbox_marker)| SessionCursor {
            node_pointer,
            wait_reason,
            outbox_marker,
        })
        .boxed()
}

pub(crate) fn error_code() -> BoxedStrategy<ErrorCode> {
    prop::sample::select(vec![
        ErrorCode::Unknown,
        ErrorCode::InvalidInput,
        ErrorCode::NotFound,
        ErrorCode::Conflict,
        ErrorCode::Timeout,
        ErrorCode::Unauthenticated,
        ErrorCode::PermissionDenied,
        ErrorCode::RateLimited,
        ErrorCode::Unavailable,
        ErrorCode::Internal,
    ])
    .boxed()
}

pub(crate) fn outcome() -> BoxedStrategy<Outcome> {
    let pending = (text(), of(vec(text(), 0..3)));
    let error = (error_code(), text());
    prop_oneof![
        text().prop_map(Outcome::Done),
        pending.prop_map(|(reason, expected_input)| {
            Outcome::Pending(OutcomePending {
                reason,
                expected_input,
            })
        }),
        error.prop_map(|(code, message)| Outcome::Error(OutcomeError { code, message })),
    ]
    .boxed()
}

pub(crate) fn protocol(name: &BoxedStrategy<String>) -> BoxedStrategy<Protocol> {
    prop_oneof![
        Just(Protocol::Http),
        Just(Protocol::Https),
        Just(Protocol::Tcp),
        Just(Protocol::Udp),
        Just(Protocol::Grpc),
        name.clone().prop_map(Protocol::Custom),
    ]
    .boxed()
}

pub(crate) fn allow_list(
    name: &BoxedStrategy<String>,
    port: &BoxedStrategy<u16>,
) -> BoxedStrategy<AllowList> {
    let lists = (
        vec(name.clone(), 0..3),
        vec(port.clone(), 0..3),
        vec(protocol(name), 0..3),
    );
    lists
        .prop_map(|(domains, ports, protocols)| AllowList {
            domains,
            ports,
            protocols,
        })
        .boxed()
}

pub(crate) fn network_policy(egress: BoxedStrategy<AllowList>) -> BoxedStrategy<NetworkPolicy> {
    (egress, any::<bool>())
        .prop_map(|(egress, deny_on_miss)| NetworkPolicy {
            egress,
            deny_on_miss,
        })
        .boxed()
}

pub(crate) fn span_context(
    id: &BoxedStrategy<String>,
    moment: &BoxedStrategy<i64>,
) -> BoxedStrategy<SpanContext> {
    let names = (id.clone(), of(text()), text(), of(text()), text());
    (names, of(moment.clone()), of(moment.clone()))
        .prop_map(|(names, start_ms, end_ms)| {
            let (tenant, session_id, flow_id, node_id, provider) = names;
            SpanContext {
                tenant,
                session_id,
                flow_id,
                node_id,
                provider,
                start_ms,
                end_ms,
            }
        })
        .boxed()
}

pub(crate) fn signature() -> BoxedStrategy<Signature> {
    let algorithm = prop_oneof![
        Just(SignatureAlgorithm::Ed25519),
        text().prop_map(SignatureAlgorithm::Other),
    ];
    (text(), algorithm, vec(any::<u8>(), 0..9))
        .prop_map(|(key_id, algorithm, signature)| Signature {
            key_id,
            algorithm,
            signature,
        })
        .boxed()
}

pub(crate) fn pack_ref(version: &BoxedStrategy<String>) -> BoxedStrategy<PackRef> {
    (text(), version.clone(), text(), vec(signature(), 0..3))
        .prop_map(|(oci_url, version, digest, signatures)| PackRef {
            oci_url,
            version,
            digest,
            signatures,
        })
        .boxed()
}

pub(crate) fn flow_kind() -> BoxedStrategy<FlowKind> {
    prop::sample::select(vec![
        FlowKind::Messaging,
        FlowKind::Event,
        FlowKind::ComponentConfig,
        FlowKind::Job,
        FlowKind::Http,
    ])
    .boxed()
}

pub(crate) fn pack_kind() -> BoxedStrategy<PackKind> {
    prop::sample::select(vec![
        PackKind::Application,
        PackKind::Provider,
        PackKind::Infrastructure,
        PackKind::Library,
    ])
    .boxed()
}

pub(crate) fn flow_descriptor(id: &BoxedStrategy<String>) -> BoxedStrategy<FlowDescriptor> {
    (
        id.clone(),
        flow_kind(),
        vec(text(), 0..3),
        vec(text(), 0..3),
    )
        .prop_map(|(id, kind, tags, entrypoints)| FlowDescriptor {
            id,
            kind,
            tags,
            entrypoints,
        })
        .boxed()
}

pub(crate) fn pack_descriptor(
    id: &BoxedStrategy<String>,
    version: &BoxedStrategy<String>,
) -> BoxedStrategy<PackDescriptor> {
    (id.clone(), version.clone(), pack_kind(), text())
        .prop_map(|(pack_id, version, kind, publisher)| PackDescriptor {
            pack_id,
            version,
            kind,
            publisher,
        })
        .boxed()
}

pub(crate) fn component_outcome() -> BoxedStrategy<ComponentOutcome> {
    let status = prop::sample::select(vec![
        OutcomeStatus::Done,
        OutcomeStatus::Pending,
        OutcomeStatus::Error,
    ]);
    (status, of(text()), text(), of(text()))
        .prop_map(
            |(status, code, payload_json, metadata_json)| ComponentOutcome {
                status,
                code,
                payload_json,
                metadata_json,
            },
        )
        .boxed()
}

pub(crate) fn provider_meta(
    name: &BoxedStrategy<String>,
    version: &BoxedStrategy<String>,
    port: &BoxedStrategy<u16>,
) -> BoxedStrategy<ProviderMeta> {
    let policy = network_policy(allow_list(name, port));
    let lists = (allow_list(name, port), policy);
    (name.clone(), version.clone(), vec(text(), 0..3), lists)
        .prop_map(|(name, version, capabilities, lists)| {
            let (allow_list, network_policy) = lists;
            ProviderMeta {
                name,
                version,
                capabilities,
                allow_list,
                network_policy,
            }
        })
        .boxed()
}
