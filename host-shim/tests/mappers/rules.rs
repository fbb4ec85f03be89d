//! The values that are refused, and the words of each refusal.

use greentic_host_shim::bindings::interfaces_types::v0_1 as wit;
use greentic_host_shim::bindings::pack_export_v1::v0_1 as pack;
use greentic_host_shim::mappers::{FlowDescriptor, PackDescriptor};
use greentic_types::{self as types, ErrorCode, GreenticError, InvocationDeadline};
use proptest::prelude::*;

use crate::values::{self, MOMENTS};

/// The rule for ids, as `greentic-types` documents it.
fn fits(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    !id.is_empty() && id.bytes().all(allowed)
}

fn tenant() -> wit::TenantCtx {
    let tenant = types::TenantCtx::new("prod".try_into().unwrap(), "acme".try_into().unwrap());
    tenant.try_into().unwrap()
}

fn message<T: std::fmt::Debug>(result: Result<T, GreenticError>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.code, ErrorCode::InvalidInput);
    error.message
}

/// Puts an id into one of the fields that hold ids.
type Put = fn(&mut wit::TenantCtx, String);

const FIELDS: [(&str, Put); 8] = [
    ("env", |tenant, id| tenant.env = id),
    ("tenant", |tenant, id| tenant.tenant = id),
    ("tenant-id", |tenant, id| tenant.tenant_id = id),
    ("team", |tenant, id| tenant.team = Some(id)),
    ("team-id", |tenant, id| tenant.team_id = Some(id)),
    ("user", |tenant, id| tenant.user = Some(id)),
    ("user-id", |tenant, id| tenant.user_id = Some(id)),
    ("impersonation.actor-id", |tenant, id| {
        tenant.impersonation = Some(wit::Impersonation {
            actor_id: id,
            reason: None,
        });
    }),
];

proptest! {
    #[test]
    fn ids_of_a_tenant_keep_to_the_rule_or_the_error_names_the_field(
        id in values::mostly(values::any_text(), values::id()),
        (field, put) in prop::sample::select(&FIELDS[..]),
    ) {
        let mut value = tenant();
        put(&mut value, id.clone());
        let result = types::TenantCtx::try_from(value);
        if fits(&id) {
            prop_assert!(result.is_ok(), "{result:?}");
        } else {
            let said = message(result);
            prop_assert!(said.starts_with(&format!("{field}: ")), "{said}");
            let why = if id.is_empty() {
                "must not be empty"
            } else {
                "must contain only ASCII letters, digits, '.', '-', or '_'"
            };
            prop_assert!(said.ends_with(why), "{said}");
        }
    }

    #[test]
    fn milliseconds_that_are_no_moment_are_refused(ms in any::<i64>()) {
        let span = wit::SpanContext {
            tenant: "acme".into(),
            session_id: None,
            flow_id: "flow".into(),
            node_id: None,
            provider: "provider".into(),
            start_ms: None,
            end_ms: Some(ms),
        };
        let result = types::SpanContext::try_from(span);
        if (MOMENTS[0]..=MOMENTS[1]).contains(&ms) {
            prop_assert!(result.is_ok(), "{result:?}");
        } else {
            let said = message(result);
            prop_assert!(said.starts_with("end-ms: invalid timestamp: "), "{said}");
        }
    }

    #[test]
    fn deadlines_beyond_64_bits_are_refused(
        ms in prop_oneof![
            any::<i128>(),
            any::<i64>().prop_map(Into::into),
            (-2_i128..=2).prop_map(|more| i128::from(i64::MAX) + more),
            (-2_i128..=2).prop_map(|more| i128::from(i64::MIN) + more),
        ],
    ) {
        let deadline = InvocationDeadline::from_unix_millis(ms);
        let value = types::TenantCtx::try_from(tenant()).unwrap();
        let result = wit::TenantCtx::try_from(value.with_deadline(Some(deadline)));
        if let Ok(ms) = i64::try_from(ms) {
            prop_assert_eq!(result.unwrap().deadline_ms, Some(ms));
        } else {
            prop_assert_eq!(
                message(result),
                "deadline-ms: numeric overflow converting deadline"
            );
        }
    }
}

#[test]
fn descriptors_with_a_bad_version_or_id_are_refused() {
    let good = pack::PackDescriptor {
        pack_id: "acme.billing".into(),
        version: "1.2.3".into(),
        kind: pack::PackKind::Application,
        publisher: "Acme".into(),
    };
    assert!(PackDescriptor::try_from(good.clone()).is_ok());
    let mut bad = good.clone();
    bad.version = "1.2".into();
    assert_eq!(
        message(PackDescriptor::try_from(bad)),
        "version: invalid version: unexpected end of input while parsing minor version number"
    );
    let mut bad = good;
    bad.pack_id = "acme/billing".into();
    assert_eq!(
        message(PackDescriptor::try_from(bad)),
        "pack-id: PackId must contain only ASCII letters, digits, '.', '-', or '_'"
    );
    let flow = pack::FlowDescriptor {
        id: String::new(),
        kind: pack::FlowKind::Http,
        tags: Vec::new(),
        entrypoints: Vec::new(),
    };
    let said = message(FlowDescriptor::try_from(flow));
    assert_eq!(said, "id: FlowId must not be empty");
    let reference = wit::PackRef {
        oci_url: "oci://registry/pack".into(),
        version: "latest".into(),
        digest: "sha256:00".into(),
        signatures: Vec::new(),
    };
    assert_eq!(
        message(types::PackRef::try_from(reference)),
        "version: invalid version: unexpected character 'l' while parsing major version number"
    );
}
