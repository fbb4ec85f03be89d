//! Requests to workers and their responses, with the payloads as text.

use greentic_types::{self as types, GreenticError};

use super::field::within;
use crate::bindings::worker::v1_0 as wit;

impl From<wit::WorkerMessage> for types::WorkerMessage {
    fn from(value: wit::WorkerMessage) -> Self {
        Self {
            kind: value.kind,
            payload_json: value.payload_json,
        }
    }
}

impl From<types::WorkerMessage> for wit::WorkerMessage {
    fn from(value: types::WorkerMessage) -> Self {
        Self {
            kind: value.kind,
            payload_json: value.payload_json,
        }
    }
}

impl TryFrom<wit::WorkerRequest> for types::WorkerRequest {
    type Error = GreenticError;

    fn try_from(value: wit::WorkerRequest) -> Result<Self, GreenticError> {
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

impl TryFrom<types::WorkerRequest> for wit::WorkerRequest {
    type Error = GreenticError;

    fn try_from(value: types::WorkerRequest) -> Result<Self, GreenticError> {
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

impl TryFrom<wit::WorkerResponse> for types::WorkerResponse {
    type Error = GreenticError;

    fn try_from(value: wit::WorkerResponse) -> Result<Self, GreenticError> {
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

impl TryFrom<types::WorkerResponse> for wit::WorkerResponse {
    type Error = GreenticError;

    fn try_from(value: types::WorkerResponse) -> Result<Self, GreenticError> {
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

/// The tenant of an envelope, into the bindings or out of them.
pub(super) fn tenant<A, B>(tenant: A) -> Result<B, GreenticError>
where
    B: TryFrom<A, Error = GreenticError>,
{
    tenant.try_into().map_err(|error| within("tenant", error))
}
