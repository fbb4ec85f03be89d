//! Requests to workers and their responses, with the payloads as text.

use greentic_types::{self as types, GreenticError};

use super::field::within;
use crate::bindings::worker::v1_0 as wit;

/// The conversions from one side to the other. Both have the same fields.
macro_rules! envelopes {
    ($from:ident => $to:ident) => {
        impl From<$from::WorkerMessage> for $to::WorkerMessage {
            fn from(value: $from::WorkerMessage) -> Self {
                Self {
                    kind: value.kind,
                    payload_json: value.payload_json,
                }
            }
        }

        impl TryFrom<$from::WorkerRequest> for $to::WorkerRequest {
            type Error = GreenticError;

            fn try_from(value: $from::WorkerRequest) -> Result<Self, GreenticError> {
                Ok(Self {
                    version: value.version,
                    tenant: tenant(value.tenant)?,
                    worker_id: value.worker_id,
                    correlation_id: value.correlation_id,
                    session_id: value.session_id,
                    thread_id: value.thread_id,
                    payload_json: value.payload_json,
                    timestamp_utc: value.timestamp_utc,
                })
            }
        }

        impl TryFrom<$from::WorkerResponse> for $to::WorkerResponse {
            type Error = GreenticError;

            fn try_from(value: $from::WorkerResponse) -> Result<Self, GreenticError> {
                Ok(Self {
                    version: value.version,
                    tenant: tenant(value.tenant)?,
                    worker_id: value.worker_id,
                    correlation_id: value.correlation_id,
                    session_id: value.session_id,
                    thread_id: value.thread_id,
                    messages: value.messages.into_iter().map(Into::into).collect(),
                    timestamp_utc: value.timestamp_utc,
                })
            }
        }
    };
}

envelopes!(wit => types);
envelopes!(types => wit);

/// The tenant of an envelope, into the bindings or out of them.
pub(super) fn tenant<A, B>(tenant: A) -> Result<B, GreenticError>
where
    B: TryFrom<A, Error = GreenticError>,
{
    tenant.try_into().map_err(|error| within("tenant", error))
}
