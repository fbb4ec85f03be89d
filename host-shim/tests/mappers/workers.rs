//! Requests to workers and their responses, as text and as values.

use greentic_host_shim::bindings::worker::v1_0 as wit;
use greentic_host_shim::mappers::{HostWorkerMessage, HostWorkerRequest, HostWorkerResponse};
use greentic_types::{self as types, ErrorCode, GreenticError, InvocationDeadline};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::round_trips::kept;
use crate::values::{self, text};

/// JSON values. Numbers are integers and those with few digits: `f64` does not
/// have all others.
fn value() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i16>().prop_map(|number| Value::from(f64::from(number) / 8.0)),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            btree_map(text(), inner, 0..3).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
    .boxed()
}

fn message(payload: BoxedStrategy<String>) -> BoxedStrategy<wit::WorkerMessage> {
    (text(), payload)
        .prop_map(|(kind, payload_json)| wit::WorkerMessage { kind, payload_json })
        .boxed()
}

fn request(payload: BoxedStrategy<String>) -> BoxedStrategy<wit::WorkerRequest> {
    let tenant = values::tenant_ctx(&values::id()).prop_map(kept);
    let names = (text(), text(), of(text()), of(text()), of(text()));
    (tenant, names, payload, text())
        .prop_map(|(tenant, names, payload_json, timestamp_utc)| {
            let (version, worker_id, correlation_id, session_id, thread_id) = names;
            wit::WorkerRequest {
                version,
                tenant,
                worker_id,
                correlation_id,
                session_id,
                thread_id,
                payload_json,
                timestamp_utc,
            }
        })
        .boxed()
}

fn response(payload: BoxedStrategy<String>) -> BoxedStrategy<wit::WorkerResponse> {
    (request(payload.clone()), vec(message(payload), 0..3))
        .prop_map(|(request, messages)| wit::WorkerResponse {
            version: request.version,
            tenant: request.tenant,
            worker_id: request.worker_id,
            correlation_id: request.correlation_id,
            session_id: request.session_id,
            thread_id: request.thread_id,
            messages,
            timestamp_utc: request.timestamp_utc,
        })
        .boxed()
}

/// The JSON that we write: without blanks.
fn written() -> BoxedStrategy<String> {
    value().prop_map(|value| value.to_string()).boxed()
}

proptest! {
    #[test]
    fn text_is_passed_through(request in request(text()), response in response(text())) {
        let there = types::WorkerRequest::try_from(request.clone()).unwrap();
        // Each part stands where its name says.
        prop_assert_eq!(
            serde_json::to_value(&there).unwrap()["tenant"].clone(),
            serde_json::to_value(types::TenantCtx::try_from(request.tenant.clone()).unwrap())
                .unwrap()
        );
        prop_assert_eq!(&there.version, &request.version);
        prop_assert_eq!(&there.worker_id, &request.worker_id);
        prop_assert_eq!(&there.correlation_id, &request.correlation_id);
        prop_assert_eq!(&there.session_id, &request.session_id);
        prop_assert_eq!(&there.thread_id, &request.thread_id);
        prop_assert_eq!(&there.payload_json, &request.payload_json);
        prop_assert_eq!(&there.timestamp_utc, &request.timestamp_utc);
        prop_assert_eq!(wit::WorkerRequest::try_from(there).unwrap(), request);

        let there = types::WorkerResponse::try_from(response.clone()).unwrap();
        prop_assert_eq!(&there.worker_id, &response.worker_id);
        prop_assert_eq!(&there.session_id, &response.session_id);
        prop_assert_eq!(wit::WorkerResponse::try_from(there).unwrap(), response);
    }

    #[test]
    fn values_come_back(request in request(written()), response in response(written())) {
        let there = HostWorkerRequest::try_from(request.clone()).unwrap();
        prop_assert_eq!(&there.correlation_id, &request.correlation_id);
        prop_assert_eq!(&there.session_id, &request.session_id);
        prop_assert_eq!(&there.thread_id, &request.thread_id);
        let serde: HostWorkerRequest =
            serde_json::from_value(serde_json::to_value(&there).unwrap()).unwrap();
        prop_assert_eq!(&serde, &there);
        prop_assert_eq!(wit::WorkerRequest::try_from(there).unwrap(), request);

        let there = HostWorkerResponse::try_from(response.clone()).unwrap();
        prop_assert_eq!(&there.worker_id, &response.worker_id);
        prop_assert_eq!(&there.thread_id, &response.thread_id);
        prop_assert_eq!(wit::WorkerResponse::try_from(there).unwrap(), response);
    }

    #[test]
    fn a_payload_that_is_no_json_is_refused_with_the_cause(
        request in request(text()),
        response in response(values::mostly(text(), written())),
    ) {
        let cause = serde_json::from_str::<Value>(&request.payload_json).err();
        let said = HostWorkerRequest::try_from(request).err();
        prop_assert_eq!(
            said.map(refused),
            cause.map(|cause| format!("payload-json: invalid worker payload: {cause}"))
        );

        let mut messages = response.messages.iter().enumerate();
        let expected = messages.find_map(|(at, message)| {
            let cause = serde_json::from_str::<Value>(&message.payload_json).err()?;
            Some(format!("messages[{at}].payload-json: invalid worker payload: {cause}"))
        });
        let said = HostWorkerResponse::try_from(response).err();
        prop_assert_eq!(said.map(refused), expected);
    }
}

fn refused(error: GreenticError) -> String {
    assert_eq!(error.code, ErrorCode::InvalidInput);
    error.message
}

fn host_request() -> HostWorkerRequest {
    HostWorkerRequest {
        version: "1.0".into(),
        tenant: types::TenantCtx::new("prod".try_into().unwrap(), "acme".try_into().unwrap()),
        worker_id: "my-worker".into(),
        payload: json!({"input": "value"}),
        timestamp_utc: "2025-01-01T00:00:00Z".into(),
        correlation_id: None,
        session_id: None,
        thread_id: None,
    }
}

#[test]
fn json_loses_blanks_names_that_stand_twice_and_digits() {
    let message = wit::WorkerMessage {
        kind: "text".into(),
        payload_json: r#" {"b": 1, "a": 0.10000000000000000001, "b": 2} "#.into(),
    };
    let there = HostWorkerMessage::try_from(message).unwrap();
    assert_eq!(there.payload, json!({"a": 0.1, "b": 2}));
    let back = wit::WorkerMessage::from(there);
    assert_eq!(
        serde_json::from_str::<Value>(&back.payload_json).unwrap(),
        json!({"a": 0.1, "b": 2})
    );
    assert!(!back.payload_json.contains(' '), "{}", back.payload_json);
}

#[test]
fn the_tenant_of_an_envelope_is_named_in_errors() {
    let mut request = host_request();
    let deadline = InvocationDeadline::from_unix_millis(i128::MAX);
    request.tenant = request.tenant.with_deadline(Some(deadline));
    let said = refused(wit::WorkerRequest::try_from(request).unwrap_err());
    assert_eq!(
        said,
        "tenant.deadline-ms: numeric overflow converting deadline"
    );

    let mut request = wit::WorkerRequest::try_from(host_request()).unwrap();
    request.tenant.impersonation = Some(
        greentic_host_shim::bindings::interfaces_types::v0_1::Impersonation {
            actor_id: String::new(),
            reason: None,
        },
    );
    let said = refused(HostWorkerRequest::try_from(request).unwrap_err());
    assert_eq!(
        said,
        "tenant.impersonation.actor-id: UserId must not be empty"
    );
}
