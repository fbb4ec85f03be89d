//! Requests to workers and their responses, with the payloads as values.

use greentic_types::{GreenticError, TenantCtx};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::field::{invalid, within};
use super::worker_envelope::tenant;
use crate::bindings::worker::v1_0 as wit;

/// The request to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostWorkerRequest {
    /// Version of the form of the request, `1.0` say.
    pub version: String,
    /// On whose behalf the worker works.
    pub tenant: TenantCtx,
    /// Which worker is meant.
    pub worker_id: String,
    /// The input.
    pub payload: Value,
    /// When the request was made: RFC 3339, in UTC. Nobody reads it here.
    pub timestamp_utc: String,
    /// Ties the request to others that belong together.
    pub correlation_id: Option<String>,
    /// The session that the request is part of.
    pub session_id: Option<String>,
    /// The thread of a conversation that the request is part of.
    pub thread_id: Option<String>,
}

/// One message of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostWorkerMessage {
    /// A short word that tells the receiver how to read the payload.
    pub kind: String,
    /// The content.
    pub payload: Value,
}

/// The answer of a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HostWorkerResponse {
    /// Version of the form of the response, `1.0` say.
    pub version: String,
    /// On whose behalf the work was done.
    pub tenant: TenantCtx,
    /// Which worker answers.
    pub worker_id: String,
    /// When the response was made: RFC 3339, in UTC. Nobody reads it here.
    pub timestamp_utc: String,
    /// The messages, in the order in which they are to be read.
    pub messages: Vec<HostWorkerMessage>,
    /// Ties the response to the request and to others that belong to it.
    pub correlation_id: Option<String>,
    /// The session that the response is part of.
    pub session_id: Option<String>,
    /// The thread of a conversation that the response is part of.
    pub thread_id: Option<String>,
}

fn payload(json: &str) -> Result<Value, GreenticError> {
    serde_json::from_str(json).map_err(|error| {
        let fault = format_args!("invalid worker payload: {error}");
        invalid("payload-json", fault)
    })
}

impl TryFrom<wit::WorkerMessage> for HostWorkerMessage {
    type Error = GreenticError;

    fn try_from(value: wit::WorkerMessage) -> Result<Self, GreenticError> {
        Ok(Self {
            kind: value.kind,
            payload: payload(&value.payload_json)?,
        })
    }
}

impl From<HostWorkerMessage> for wit::WorkerMessage {
    fn from(value: HostWorkerMessage) -> Self {
        Self {
            kind: value.kind,
            payload_json: value.payload.to_string(),
        }
    }
}

impl TryFrom<wit::WorkerRequest> for HostWorkerRequest {
    type Error = GreenticError;

    fn try_from(value: wit::WorkerRequest) -> Result<Self, GreenticError> {
        Ok(Self {
            version: value.version,
            tenant: tenant(value.tenant)?,
            worker_id: value.worker_id,
            payload: payload(&value.payload_json)?,
            timestamp_utc: value.timestamp_utc,
            correlation_id: value.correlation_id,
            session_id: value.session_id,
            thread_id: value.thread_id,
        })
    }
}

impl TryFrom<HostWorkerRequest> for wit::WorkerRequest {
    type Error = GreenticError;

    fn try_from(value: HostWorkerRequest) -> Result<Self, GreenticError> {
        Ok(Self {
            version: value.version,
            tenant: tenant(value.tenant)?,
            worker_id: value.worker_id,
            correlation_id: value.correlation_id,
            session_id: value.session_id,
            thread_id: value.thread_id,
            payload_json: value.payload.to_string(),
            timestamp_utc: value.timestamp_utc,
        })
    }
}

impl TryFrom<wit::WorkerResponse> for HostWorkerResponse {
    type Error = GreenticError;

    fn try_from(value: wit::WorkerResponse) -> Result<Self, GreenticError> {
        let numbered = value.messages.into_iter().enumerate();
        let messages = numbered.map(|(at, message)| {
            let message = HostWorkerMessage::try_from(message);
            message.map_err(|error| within(format_args!("messages[{at}]"), error))
        });
        Ok(Self {
            version: value.version,
            tenant: tenant(value.tenant)?,
            worker_id: value.worker_id,
            timestamp_utc: value.timestamp_utc,
            messages: messages.collect::<Result<_, _>>()?,
            correlation_id: value.correlation_id,
            session_id: value.session_id,
            thread_id: value.thread_id,
        })
    }
}

impl TryFrom<HostWorkerResponse> for wit::WorkerResponse {
    type Error = GreenticError;

    fn try_from(value: HostWorkerResponse) -> Result<Self, GreenticError> {
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
