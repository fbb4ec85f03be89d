//! Conversions between the bindings and the crate `greentic-types`, the feature
//! `greentic-types`.
//!
//! | `greentic-types` | bindings | into bindings | out of bindings |
//! | --- | --- | --- | --- |
//! | [`TenantCtx`](greentic_types::TenantCtx) | [`TenantCtx`](interfaces_types::TenantCtx) | `TryFrom` | `TryFrom` |
//! | [`Impersonation`](greentic_types::Impersonation) | [`Impersonation`](interfaces_types::Impersonation) | `From` | `TryFrom` |
//! | [`SessionCursor`](greentic_types::SessionCursor) | [`SessionCursor`](interfaces_types::SessionCursor) | `From` | `From` |
//! | [`ErrorCode`](greentic_types::ErrorCode) | [`ErrorCode`](interfaces_types::ErrorCode) | `From` | `From` |
//! | [`Outcome<String>`](greentic_types::Outcome) | [`Outcome`](interfaces_types::Outcome) | `From` | `From` |
//! | [`Protocol`](greentic_types::Protocol) | [`Protocol`](interfaces_types::Protocol) | `From` | `From` |
//! | [`AllowList`](greentic_types::AllowList) | [`AllowList`](interfaces_types::AllowList) | `From` | `From` |
//! | [`NetworkPolicy`](greentic_types::NetworkPolicy) | [`NetworkPolicy`](interfaces_types::NetworkPolicy) | `From` | `From` |
//! | [`SpanContext`](greentic_types::SpanContext) | [`SpanContext`](interfaces_types::SpanContext) | `TryFrom` | `TryFrom` |
//! | [`SignatureAlgorithm`](greentic_types::SignatureAlgorithm) | [`SignatureAlgorithm`](interfaces_types::SignatureAlgorithm) | `From` | `From` |
//! | [`Signature`](greentic_types::Signature) | [`Signature`](interfaces_types::Signature) | `From` | `From` |
//! | [`PackRef`](greentic_types::PackRef) | [`PackRef`](interfaces_types::PackRef) | `From` | `TryFrom` |
//! | [`FlowKind`](greentic_types::FlowKind) | [`FlowKind`](common_types::FlowKind) | `From` | `From` |
//! | [`PackKind`](greentic_types::PackKind) | [`PackKind`](pack_export_v1::PackKind) | `From` | `From` |
//! | [`WorkerRequest`](greentic_types::WorkerRequest) | [`WorkerRequest`](worker::WorkerRequest) | `TryFrom` | `TryFrom` |
//! | [`WorkerMessage`](greentic_types::WorkerMessage) | [`WorkerMessage`](worker::WorkerMessage) | `From` | `From` |
//! | [`WorkerResponse`](greentic_types::WorkerResponse) | [`WorkerResponse`](worker::WorkerResponse) | `TryFrom` | `TryFrom` |
//!
//! Where `greentic-types` has no type there is one here:
//!
//! | here | bindings | into bindings | out of bindings |
//! | --- | --- | --- | --- |
//! | [`PackDescriptor`] | [`PackDescriptor`](pack_export_v1::PackDescriptor) | `From` | `TryFrom` |
//! | [`FlowDescriptor`] | [`FlowDescriptor`](pack_export_v1::FlowDescriptor) | `From` | `TryFrom` |
//! | [`ComponentOutcome`] | [`ComponentOutcome`](common_types::ComponentOutcome) | `From` | `From` |
//! | [`HostWorkerRequest`] | [`WorkerRequest`](worker::WorkerRequest) | `TryFrom` | `TryFrom` |
//! | [`HostWorkerMessage`] | [`WorkerMessage`](worker::WorkerMessage) | `From` | `TryFrom` |
//! | [`HostWorkerResponse`] | [`WorkerResponse`](worker::WorkerResponse) | `TryFrom` | `TryFrom` |
//!
//! The tenant of `greentic:common-types` is that of `greentic:interfaces-types`,
//! one type in Rust, so that one pair of conversions serves every interface of
//! the base revision. With the feature `rev-0-4-113` the types that
//! `greentic:common-types` has in that revision are converted as well: tenants,
//! kinds of flow, outcomes.
//!
//! # What is checked
//!
//! Values that come out of a component are checked: ids of environments, tenants,
//! teams, users, actors, packs and flows are not empty and have only ASCII
//! letters, digits, `.`, `-` and `_`; versions are those of semantic versioning;
//! the JSON of a [`HostWorkerMessage`] is JSON; times are years that
//! [`OffsetDateTime`](time::OffsetDateTime) has. Values that go in are taken as they are,
//! but for times that have no place in 64 bits.
//!
//! Every error is a [`GreenticError`](greentic_types::GreenticError) with the
//! code [`InvalidInput`](greentic_types::ErrorCode::InvalidInput). Its message
//! begins with the field, as WIT names it, and the way to it:
//! `tenant.impersonation.actor-id`.
//!
//! # What gets lost
//!
//! - Attributes of a tenant come out sorted by name; where a name stands twice
//!   the last one counts.
//! - Times go in as whole milliseconds, cut off towards 1970, and without their
//!   offset from UTC.
//! - A tenant of revision 0.4.113 has an environment, a tenant, a team, a user,
//!   a locale, a session, a flow and a node; the rest is lost.
//! - JSON that is read and written loses blanks, names that stand twice (the
//!   last one counts) and digits of numbers that `f64` does not have.
//!
//! ```
//! use greentic_host_shim::bindings::worker::v1_0::WorkerRequest;
//! use greentic_host_shim::mappers::HostWorkerRequest;
//! use greentic_types::TenantCtx;
//!
//! let request = HostWorkerRequest {
//!     version: "1.0".into(),
//!     tenant: TenantCtx::new("prod".try_into()?, "acme".try_into()?),
//!     worker_id: "summaries".into(),
//!     payload: serde_json::json!({"text": "long"}),
//!     timestamp_utc: "2025-01-01T00:00:00Z".into(),
//!     correlation_id: None,
//!     session_id: None,
//!     thread_id: None,
//! };
//! let request = WorkerRequest::try_from(request)?;
//! assert_eq!(request.payload_json, r#"{"text":"long"}"#);
//! # Ok::<_, greentic_types::GreenticError>(())
//! ```

mod alike;
mod component_outcome;
mod field;
mod flow;
mod host_worker;
mod network;
mod outcome;
mod pack;
mod pack_ref;
mod provider;
#[cfg(feature = "rev-0-4-113")]
mod rev_0_4_113;
mod session;
mod span;
mod tenant;
mod worker_envelope;

#[cfg(doc)]
use crate::bindings::{
    common_types::v0_1 as common_types, interfaces_types::v0_1 as interfaces_types,
    pack_export_v1::v0_1 as pack_export_v1, worker::v1_0 as worker,
};

pub use component_outcome::{ComponentOutcome, ComponentOutcomeStatus};
pub use flow::FlowDescriptor;
pub use host_worker::{HostWorkerMessage, HostWorkerRequest, HostWorkerResponse};
pub use pack::PackDescriptor;
pub use provider::validate_provider_meta;
