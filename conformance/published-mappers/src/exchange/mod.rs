//! Values as JSON, through a conversion, and back as JSON. The published
//! conversions and ours are called by this one text, which takes both from the
//! module `conversions` beside it.
//!
//! Values of bindings have the names that Rust has for them; values of
//! `greentic-types` are in the form that it gives them itself, but for times.

mod json;

use std::convert::Infallible;

use greentic_types::{self as types, GreenticError};
use serde_json::Value;

use crate::conversions::{self, wit};
pub(crate) use json::Json;
#[allow(
    unused_imports,
    reason = "only the published bindings have types of their own"
)]
pub(crate) use json::{enumeration, record};

/// The code and the message of a conversion that failed.
pub(crate) type Fault = (String, String);

/// An error as it is compared.
trait Said {
    fn said(self) -> Fault;
}

impl Said for GreenticError {
    fn said(self) -> Fault {
        (format!("{:?}", self.code), self.message)
    }
}

impl Said for Infallible {
    fn said(self) -> Fault {
        match self {}
    }
}

/// Returns the result of a conversion. The conversion has the name of the type, and the
/// direction `out` of the bindings or `in` to them.
///
/// # Panics
///
/// When there is no such conversion or the value is none of its type.
pub(crate) fn answer(conversion: &str, value: &str) -> Result<Value, Fault> {
    let (name, direction) = conversion.split_once(' ').expect("a name and a direction");
    let out = direction == "out";
    /// Between the bindings and a type that has its own form in JSON.
    macro_rules! typed {
        ($wit:ty, $types:ty) => {
            if out {
                let there = <$types>::try_from(<$wit>::read(&parsed(value)));
                there
                    .map(|there| serde_json::to_value(there).expect("JSON"))
                    .map_err(Said::said)
            } else {
                let value: $types = serde_json::from_str(value).expect(name);
                <$wit>::try_from(value)
                    .map(|there| there.show())
                    .map_err(Said::said)
            }
        };
    }
    /// By a function for each direction.
    macro_rules! called {
        ($out:expr, $in:expr) => {
            if out {
                $out(Json::read(&parsed(value))).map(|there| there.show())
            } else {
                $in(Json::read(&parsed(value))).map(|there| there.show())
            }
            .map_err(Said::said)
        };
    }
    match name {
        "impersonation" => typed!(wit::Impersonation, types::Impersonation),
        "tenant-ctx" => typed!(wit::TenantCtx, types::TenantCtx),
        "session-cursor" => typed!(wit::SessionCursor, types::SessionCursor),
        "error-code" => typed!(wit::ErrorCode, types::ErrorCode),
        "outcome" => typed!(wit::Outcome, types::Outcome<String>),
        "protocol" => typed!(wit::Protocol, types::Protocol),
        "allow-list" => typed!(wit::AllowList, types::AllowList),
        "network-policy" => typed!(wit::NetworkPolicy, types::NetworkPolicy),
        "span-context" => called!(
            |value: wit::SpanContext| types::SpanContext::try_from(value),
            |value: types::SpanContext| wit::SpanContext::try_from(value)
        ),
        "signature-algorithm" => typed!(wit::SignatureAlgorithm, types::SignatureAlgorithm),
        "signature" => typed!(wit::Signature, types::Signature),
        "pack-ref" => typed!(wit::PackRef, types::PackRef),
        "common-tenant-ctx" if out => {
            conversions::tenant_ctx_from_common(Json::read(&parsed(value)))
                .map(|there| serde_json::to_value(there).expect("JSON"))
                .map_err(Said::said)
        }
        "common-tenant-ctx" => {
            conversions::tenant_ctx_to_common(serde_json::from_str(value).expect(name))
                .map(|there| there.show())
                .map_err(Said::said)
        }
        "flow-kind" => called!(
            sure(conversions::flow_kind_from_wit),
            sure(conversions::flow_kind_to_wit)
        ),
        "pack-kind" => called!(
            sure(conversions::pack_kind_from_wit),
            sure(conversions::pack_kind_to_wit)
        ),
        "component-outcome" => called!(
            sure(conversions::component_outcome_from_wit),
            sure(conversions::component_outcome_to_wit)
        ),
        "pack-descriptor" => called!(
            conversions::pack_descriptor_from_wit,
            sure_of::<GreenticError, _, _>(conversions::pack_descriptor_to_wit)
        ),
        "flow-descriptor" => called!(
            conversions::flow_descriptor_from_wit,
            sure_of::<GreenticError, _, _>(conversions::flow_descriptor_to_wit)
        ),
        "provider-meta" => conversions::validate_provider_meta(&Json::read(&parsed(value)))
            .map(|()| Value::Null)
            .map_err(Said::said),
        _ => panic!("no conversion is called {name}"),
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// A conversion that cannot fail as one that could.
fn sure<A, B>(convert: impl Fn(A) -> B) -> impl Fn(A) -> Result<B, Infallible> {
    sure_of(convert)
}

/// The same with an error of the caller's choice.
fn sure_of<E, A, B>(convert: impl Fn(A) -> B) -> impl Fn(A) -> Result<B, E> {
    move |value| Ok(convert(value))
}
