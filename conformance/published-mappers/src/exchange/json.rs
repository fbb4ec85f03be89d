//! Values of the bindings, and of `greentic-types` where they are not compared
//! in its own form, as JSON.

use greentic_types as types;
use serde_json::{Value, json};
use time::{OffsetDateTime, UtcOffset};

use crate::conversions::{common, mappers, pack, provider, wit};

/// A value of the bindings as JSON.
pub(crate) trait Json {
    /// Reads one that [`show`](Json::show) has written.
    fn read(value: &Value) -> Self;

    /// Writes it.
    fn show(&self) -> Value;
}

/// A type that has its own form in JSON.
macro_rules! plain {
    ($($type:ty),+ $(,)?) => {
        $(impl Json for $type {
            fn read(value: &Value) -> Self {
                serde_json::from_value(value.clone()).expect(stringify!($type))
            }

            fn show(&self) -> Value {
                serde_json::to_value(self).expect(stringify!($type))
            }
        })+
    };
}

macro_rules! record {
    ($type:path { $($field:ident),+ $(,)? }) => {
        impl Json for $type {
            fn read(value: &Value) -> Self {
                Self { $($field: Json::read(&value[stringify!($field)])),+ }
            }

            fn show(&self) -> Value {
                let mut fields = serde_json::Map::new();
                $(fields.insert(stringify!($field).into(), self.$field.show());)+
                Value::Object(fields)
            }
        }
    };
}

macro_rules! enumeration {
    ($type:path { $($case:ident),+ $(,)? }) => {
        impl Json for $type {
            fn read(value: &Value) -> Self {
                match value.as_str() {
                    $(Some(stringify!($case)) => Self::$case,)+
                    _ => panic!("{value} is no {}", stringify!($type)),
                }
            }

            fn show(&self) -> Value {
                match self {
                    $(Self::$case => stringify!($case).into(),)+
                }
            }
        }
    };
}

/// A variant: the name of the case, or an object of the name and the content.
macro_rules! variant {
    ($type:path { $($bare:ident),* ; $($case:ident),+ $(,)? }) => {
        impl Json for $type {
            fn read(value: &Value) -> Self {
                $(if value == stringify!($bare) {
                    return Self::$bare;
                })*
                $(if let Some(content) = value.get(stringify!($case)) {
                    return Self::$case(Json::read(content));
                })+
                panic!("{value} is no {}", stringify!($type));
            }

            fn show(&self) -> Value {
                match self {
                    $(Self::$bare => stringify!($bare).into(),)*
                    $(Self::$case(content) => json!({ stringify!($case): content.show() }),)+
                }
            }
        }
    };
}

#[allow(
    unused_imports,
    reason = "only the published bindings need them elsewhere"
)]
pub(crate) use {enumeration, record};

impl<T: Json> Json for Option<T> {
    fn read(value: &Value) -> Self {
        (!value.is_null()).then(|| T::read(value))
    }

    fn show(&self) -> Value {
        self.as_ref().map_or(Value::Null, Json::show)
    }
}

impl<T: Json> Json for Vec<T> {
    fn read(value: &Value) -> Self {
        value
            .as_array()
            .expect("a list")
            .iter()
            .map(Json::read)
            .collect()
    }

    fn show(&self) -> Value {
        self.iter().map(Json::show).collect()
    }
}

plain!(String, bool, u8, u16, u32, i64, (String, String));
plain!(
    types::FlowId,
    types::FlowKind,
    types::PackId,
    types::PackKind,
    types::SessionKey,
    types::TenantId,
    semver::Version
);

/// Not as `greentic-types` has it: text for years before 0 there is none.
impl Json for OffsetDateTime {
    fn read(value: &Value) -> Self {
        let (nanos, offset): (String, i32) = serde_json::from_value(value.clone()).expect("a time");
        let nanos = nanos.parse().expect("nanoseconds");
        let time = Self::from_unix_timestamp_nanos(nanos).expect("a time");
        time.to_offset(UtcOffset::from_whole_seconds(offset).expect("an offset"))
    }

    fn show(&self) -> Value {
        let nanos = self.unix_timestamp_nanos().to_string();
        json!([nanos, self.offset().whole_seconds()])
    }
}

record!(types::SpanContext {
    tenant,
    session_id,
    flow_id,
    node_id,
    provider,
    start,
    end,
});
record!(wit::Impersonation { actor_id, reason });
record!(wit::TenantCtx {
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
record!(wit::SessionCursor {
    node_pointer,
    wait_reason,
    outbox_marker
});
enumeration!(wit::ErrorCode {
    Unknown,
    InvalidInput,
    NotFound,
    Conflict,
    Timeout,
    Unauthenticated,
    PermissionDenied,
    RateLimited,
    Unavailable,
    Internal,
});
record!(wit::OutcomePending {
    reason,
    expected_input
});
record!(wit::OutcomeError { code, message });
variant!(wit::Outcome { ; Done, Pending, Error });
variant!(wit::Protocol { Http, Https, Tcp, Udp, Grpc; Custom });
record!(wit::AllowList {
    domains,
    ports,
    protocols
});
record!(wit::NetworkPolicy {
    egress,
    deny_on_miss
});
record!(wit::SpanContext {
    tenant,
    session_id,
    flow_id,
    node_id,
    provider,
    start_ms,
    end_ms,
});
variant!(wit::SignatureAlgorithm { Ed25519; Other });
record!(wit::Signature {
    key_id,
    algorithm,
    signature
});
record!(wit::PackRef {
    oci_url,
    version,
    digest,
    signatures
});
enumeration!(common::FlowKind {
    Messaging,
    Event,
    ComponentConfig,
    Job,
    Http
});
enumeration!(common::OutcomeStatus {
    Done,
    Pending,
    Error
});
record!(common::ComponentOutcome {
    status,
    code,
    payload_json,
    metadata_json
});
enumeration!(pack::PackKind {
    Application,
    Provider,
    Infrastructure,
    Library
});
record!(pack::PackDescriptor {
    pack_id,
    version,
    kind,
    publisher
});
record!(pack::FlowDescriptor {
    id,
    kind,
    tags,
    entrypoints
});
record!(provider::ProviderMeta {
    name,
    version,
    capabilities,
    allow_list,
    network_policy,
});
enumeration!(mappers::ComponentOutcomeStatus {
    Done,
    Pending,
    Error
});
record!(mappers::ComponentOutcome {
    status,
    code,
    payload,
    metadata
});
record!(mappers::PackDescriptor {
    pack_id,
    version,
    kind,
    publisher
});
record!(mappers::FlowDescriptor {
    id,
    kind,
    tags,
    entrypoints
});
