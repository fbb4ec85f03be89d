//! Workers: components that take a request, do a piece of work for one tenant
//! and answer with messages.
//!
//! Generated from the WIT package `greentic:worker@1.0.0`. Do not edit.

/// One request, one response. The worker implements this interface, the host
/// calls it.
///
/// WIT: `greentic:worker/worker-api@1.0.0`.
pub mod worker_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:worker/worker-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    /// What a worker is asked to do.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct WorkerRequest {
        /// Version of the form of the request, `1.0` say.
        pub version: String,
        /// On whose behalf the worker works.
        pub tenant: TenantCtx,
        /// Which worker is meant.
        #[component(name = "worker-id")]
        pub worker_id: String,
        /// Ties the request to others that belong together; `none` where it
        /// stands alone.
        #[component(name = "correlation-id")]
        pub correlation_id: Option<String>,
        /// The session that the request is part of; `none` outside of one.
        #[component(name = "session-id")]
        pub session_id: Option<String>,
        /// The thread of a conversation that the request is part of; `none`
        /// where there are no threads.
        #[component(name = "thread-id")]
        pub thread_id: Option<String>,
        /// The input, as JSON.
        #[component(name = "payload-json")]
        pub payload_json: String,
        /// When the request was made: RFC 3339, in UTC, for example
        /// `2025-01-01T00:00:00Z`.
        #[component(name = "timestamp-utc")]
        pub timestamp_utc: String,
    }

    payload! { record WorkerRequest { version, tenant, worker_id, correlation_id, session_id, thread_id, payload_json, timestamp_utc } }

    /// One message of an answer.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct WorkerMessage {
        /// A short word that tells the receiver how to read the payload.
        pub kind: String,
        /// The content, as JSON.
        #[component(name = "payload-json")]
        pub payload_json: String,
    }

    payload! { record WorkerMessage { kind, payload_json } }

    /// What a worker answers.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct WorkerResponse {
        /// Version of the form of the response, `1.0` say.
        pub version: String,
        /// On whose behalf the work was done.
        pub tenant: TenantCtx,
        /// Which worker answers.
        #[component(name = "worker-id")]
        pub worker_id: String,
        /// Ties the response to the request and to others that belong to it;
        /// `none` where it stands alone.
        #[component(name = "correlation-id")]
        pub correlation_id: Option<String>,
        /// The session that the response is part of; `none` outside of one.
        #[component(name = "session-id")]
        pub session_id: Option<String>,
        /// The thread of a conversation that the response is part of; `none`
        /// where there are no threads.
        #[component(name = "thread-id")]
        pub thread_id: Option<String>,
        /// The messages, in the order in which they are to be read. May be
        /// empty.
        pub messages: Vec<WorkerMessage>,
        /// When the response was made: RFC 3339, in UTC.
        #[component(name = "timestamp-utc")]
        pub timestamp_utc: String,
    }

    payload! { record WorkerResponse { version, tenant, worker_id, correlation_id, session_id, thread_id, messages, timestamp_utc } }

    /// Why a worker could not answer.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct WorkerError {
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: String,
    }

    payload! { record WorkerError { code, message } }

    guest! {
        /// Does the work that `req` asks for and answers when it is done. The
        /// error is for requests that the worker cannot read or cannot carry out;
        /// there are no messages then.
        "exec" exec exec_async call_exec call_exec_async(
            req: &WorkerRequest,
        ) -> (Result<WorkerResponse, WorkerError>);
    }
}
