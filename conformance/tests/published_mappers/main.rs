//! The conversions between the bindings and `greentic-types` do what the
//! published ones do: on the same values they give the same, or the same error
//! with the field before it.

mod conversions;
#[path = "../../published-mappers/src/exchange/mod.rs"]
mod exchange;
mod published;
#[path = "../../../host-shim/tests/mappers/values.rs"]
mod values;

use exchange::{Fault, Json, answer};
use greentic_host_shim::bindings::interfaces_provider::v0_1::ProviderMeta;
use greentic_types::{InvocationDeadline, SpanContext, TenantCtx, TenantId};
use proptest::prelude::*;
use published::published;
use serde_json::Value;
use time::{Duration, OffsetDateTime, UtcOffset};

type Answer = Result<Value, Fault>;

/// Returns the difference between two answers, ours first; `None` if they are the same.
fn difference(ours: &Answer, theirs: &Answer) -> Option<String> {
    let same = match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => ours == theirs,
        (Err((code, message)), Err((their_code, their_message))) => {
            let field = message.strip_suffix(their_message);
            let named = field.is_some_and(|field| field.len() > 2 && field.ends_with(": "));
            code == their_code && named
        }
        _ => false,
    };
    (!same).then(|| format!("ours: {ours:?}\ntheirs: {theirs:?}"))
}

/// Converts a value both ways and compares; the way back is that of what the
/// published conversion made of the value.
fn compare(name: &str, value: &impl Json) -> Result<(), TestCaseError> {
    let there = compare_one(&format!("{name} out"), &value.show().to_string())?;
    if let Some(Ok(there)) = there {
        let back = compare_one(&format!("{name} in"), &there.to_string())?;
        prop_assert!(back.is_none_or(|back| back.is_ok()));
    }
    Ok(())
}

/// Compares one way; gives what the published conversion said, if it is there.
fn compare_one(conversion: &str, value: &str) -> Result<Option<Answer>, TestCaseError> {
    let Some(theirs) = published(conversion, value) else {
        return Ok(None);
    };
    let ours = answer(conversion, value);
    if let Some(difference) = difference(&ours, &theirs) {
        return Err(TestCaseError::fail(format!(
            "{conversion} of {value}\n{difference}"
        )));
    }
    Ok(Some(theirs))
}

fn ids() -> BoxedStrategy<String> {
    values::mostly(values::id(), values::any_text())
}

fn versions() -> BoxedStrategy<String> {
    values::mostly(values::version(), values::any_text())
}

fn ports() -> BoxedStrategy<u16> {
    values::mostly(any::<u16>(), Just(0))
}

fn moments() -> BoxedStrategy<i64> {
    values::mostly(values::moment(), any::<i64>())
}

/// A test that compares the conversions of a type.
macro_rules! comparisons {
    ($($test:ident: $name:literal, $values:expr;)+) => {
        proptest! {
            $(
                #[test]
                fn $test(value in $values) {
                    compare($name, &value)?;
                }
            )+
        }
    };
}

comparisons! {
    impersonations: "impersonation", values::impersonation(&ids());
    tenants: "tenant-ctx", values::tenant_ctx(&ids());
    cursors: "session-cursor", values::session_cursor();
    error_codes: "error-code", values::error_code();
    outcomes: "outcome", values::outcome();
    protocols: "protocol", values::protocol(&values::any_text());
    allow_lists: "allow-list", values::allow_list(&values::any_text(), &ports());
    policies: "network-policy",
        values::network_policy(values::allow_list(&values::any_text(), &ports()));
    spans: "span-context", values::span_context(&ids(), &moments());
    algorithms: "signature-algorithm", values::signature().prop_map(|value| value.algorithm);
    signatures: "signature", values::signature();
    pack_refs: "pack-ref", values::pack_ref(&versions());
    flow_kinds: "flow-kind", values::flow_kind();
    pack_kinds: "pack-kind", values::pack_kind();
    component_outcomes: "component-outcome", values::component_outcome();
    packs: "pack-descriptor", values::pack_descriptor(&ids(), &versions());
    flows: "flow-descriptor", values::flow_descriptor(&ids());
}

/// Returns whether an entry of the egress list breaks a rule, which the published
/// validation does not look at.
fn spoiled_egress(meta: &ProviderMeta) -> bool {
    let mut moved = meta.clone();
    moved.name = "name".into();
    moved.version = "1.0.0".into();
    moved.allow_list = meta.network_policy.egress.clone();
    moved.network_policy.deny_on_miss = false;
    // So it is put where that does look.
    published("provider-meta out", &moved.show().to_string()).is_some_and(|said| said.is_err())
}

proptest! {
    /// Tenants of the common types. If several ids are bad, the published conversion of
    /// this shape begins with another one, so the message is not compared.
    #[test]
    fn tenants_of_the_common_types(value in values::tenant_ctx(&ids())) {
        let text = value.show().to_string();
        if let Some(theirs) = published("common-tenant-ctx out", &text) {
            let ours = answer("common-tenant-ctx out", &text);
            match &theirs {
                Ok(there) => {
                    prop_assert_eq!(ours.as_ref(), Ok(there));
                    compare_one("common-tenant-ctx in", &there.to_string())?;
                }
                Err((code, _)) => prop_assert_eq!(ours.map_err(|said| said.0), Err(code.clone())),
            }
        }
    }

    #[test]
    fn deadlines(ms in prop_oneof![any::<i128>(), any::<i64>().prop_map(i128::from)]) {
        let tenant = TenantCtx::new("prod".try_into().unwrap(), "acme".try_into().unwrap());
        let tenant = tenant.with_deadline(Some(InvocationDeadline::from_unix_millis(ms)));
        let text = serde_json::to_string(&tenant).unwrap();
        compare_one("tenant-ctx in", &text)?;
        compare_one("common-tenant-ctx in", &text)?;
    }

    #[test]
    fn times(seconds in -4_000_000_000_i64..4_000_000_000, nanos: u32, hours in -23_i8..=23) {
        let offset = UtcOffset::from_hms(hours, 0, 0).unwrap();
        let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap().to_offset(offset);
        let time = time + Duration::nanoseconds(nanos.into());
        let tenant = TenantId::new("acme").unwrap();
        let span = SpanContext::new(tenant, "flow", "provider").started(time).finished(time);
        compare_one("span-context in", &span.show().to_string())?;
    }

    /// But for the entries of the egress list, which ours looks at too.
    #[test]
    fn providers(
        meta in values::provider_meta(
            &values::mostly(values::text().prop_map(|text| format!("x{text}")), Just(" ".into())),
            &versions(),
            &values::mostly(1_u16.., Just(0)),
        ),
    ) {
        let text = meta.show().to_string();
        let theirs = published("provider-meta out", &text);
        if let Some(Ok(_)) = theirs && spoiled_egress(&meta) {
            let said = answer("provider-meta out", &text).unwrap_err().1;
            prop_assert!(said.starts_with("network-policy.egress."), "{said}");
        } else {
            compare_one("provider-meta out", &text)?;
        }
    }
}

#[test]
fn differences_are_found() {
    let error = |code: &str, message: &str| Err((code.into(), message.into()));
    let theirs: Answer = error("InvalidInput", "UserId must not be empty");
    let ours: Answer = error("InvalidInput", "user: UserId must not be empty");
    assert_eq!(difference(&ours, &theirs), None);
    for other in [
        Ok(Value::Null),
        error("InvalidInput", "UserId must not be empty"),
        error("InvalidInput", "user: UserId is empty"),
        error("Internal", "user: UserId must not be empty"),
    ] {
        assert!(difference(&other, &theirs).is_some(), "{other:?}");
        assert!(difference(&theirs, &other).is_some(), "{other:?}");
    }
    // A conversion that mixes up two fields.
    let tenant = TenantCtx::new("prod".try_into().unwrap(), "acme".try_into().unwrap());
    let tenant = serde_json::to_string(&tenant.with_session("session")).unwrap();
    if let Some(theirs) = published("tenant-ctx in", &tenant) {
        let ours = answer("tenant-ctx in", &tenant);
        assert_eq!(difference(&ours, &theirs), None);
        let mut mixed = ours.unwrap();
        mixed["flow_id"] = mixed["session_id"].take();
        assert!(difference(&Ok(mixed), &theirs).is_some());
    }
}
