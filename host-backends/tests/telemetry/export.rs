//! Telemetry as a collector gets it.

use std::collections::BTreeMap;
use std::time::Duration;

use greentic_host_backends::telemetry::{Collector, OtlpTelemetry};
use greentic_host_shim::services::telemetry::{LogRecord, Telemetry};
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use proptest::prelude::*;

use crate::collector::Fake;
use crate::record;

/// Long enough for a machine that has other things to do.
const LONG: Duration = Duration::from_mins(1);

fn texts(attributes: &[KeyValue]) -> BTreeMap<&str, &str> {
    let mut map = BTreeMap::new();
    for KeyValue { key, value, .. } in attributes {
        match &value.as_ref().unwrap().value {
            Some(Value::StringValue(text)) => map.insert(key.as_str(), text.as_str()),
            other => panic!("{other:?} is no text"),
        };
    }
    assert_eq!(map.len(), attributes.len(), "keys are not unique");
    map
}

#[test]
fn an_entry_with_begin_and_end_is_a_span() {
    let fake = Fake::willing();
    let collector = fake.collector().service("runner");
    let telemetry = OtlpTelemetry::new(collector).unwrap();
    let mut entry = record(&[("level", "error"), ("message", "no card"), ("took", "9")]);
    (entry.start_ms, entry.end_ms) = (Some(1_700_000_000_000), Some(1_700_000_000_009));
    telemetry.log(entry.clone()).unwrap();
    entry.fields.clear();
    telemetry.log(entry).unwrap();
    assert!(telemetry.flush(LONG));
    assert_eq!(telemetry.dropped(), 0);

    let [(resource, span), (_, other)] = fake.spans().try_into().unwrap();
    assert_eq!(texts(&resource.attributes)["service.name"], "runner");
    assert_eq!(span.name, "pay");
    assert_eq!(span.kind, 1);
    assert_eq!(span.start_time_unix_nano, 1_700_000_000_000_000_000);
    assert_eq!(span.end_time_unix_nano, 1_700_000_000_009_000_000);
    let status = span.status.unwrap();
    assert_eq!((status.code, status.message.as_str()), (2, "no card"));
    let attributes = texts(&span.attributes);
    let expected = [
        ("greentic.flow", "checkout"),
        ("greentic.node", "pay"),
        ("greentic.provider", "card"),
        ("greentic.session", "s-1"),
        ("greentic.tenant", "acme"),
        ("level", "error"),
        ("message", "no card"),
        ("took", "9"),
    ];
    assert_eq!(attributes, expected.into());

    assert_eq!((span.trace_id.len(), span.span_id.len()), (16, 8));
    assert_eq!(span.trace_id, other.trace_id);
    assert_ne!(span.span_id, other.span_id);
    assert!(other.status.is_none());
}

#[test]
fn any_other_entry_is_a_log_record() {
    let fake = Fake::willing();
    let telemetry = fake.telemetry();
    let mut entry = record(&[("level", "WARN"), ("message", "slow"), ("took", "9")]);
    entry.start_ms = Some(5);
    telemetry.log(entry).unwrap();
    telemetry.log(record(&[])).unwrap();
    assert!(telemetry.flush(LONG));

    let [(_, log), (_, plain)] = fake.logs().try_into().unwrap();
    assert_eq!(log.time_unix_nano, 5_000_000);
    assert_eq!(
        (log.severity_number, log.severity_text.as_str()),
        (13, "WARN")
    );
    assert_eq!(
        log.body.unwrap().value,
        Some(Value::StringValue("slow".into()))
    );
    let attributes = texts(&log.attributes);
    assert_eq!(attributes["took"], "9");
    assert!(!attributes.contains_key("level") && !attributes.contains_key("message"));
    assert_eq!(log.trace_id.len(), 16);

    assert_eq!(plain.severity_number, 9);
    assert!(plain.body.is_none());
    assert!(plain.time_unix_nano > 1_700_000_000_000_000_000);
    assert_eq!(plain.time_unix_nano, plain.observed_time_unix_nano);
}

#[test]
fn traces_are_kept_apart() {
    let fake = Fake::willing();
    let telemetry = fake.telemetry();
    let base = LogRecord {
        start_ms: Some(1),
        end_ms: Some(2),
        ..record(&[])
    };
    let mut entries = vec![base; 6];
    entries[1].tenant = "acmes-".into();
    entries[1].session = Some("1".into());
    entries[2].session = Some("s-2".into());
    entries[3].flow = "other".into();
    entries[4].session = None;
    entries[5].session = None;
    for entry in entries {
        telemetry.log(entry).unwrap();
    }
    assert!(telemetry.flush(LONG));
    let mut traces: Vec<_> = fake
        .spans()
        .into_iter()
        .map(|(_, span)| span.trace_id)
        .collect();
    assert_eq!(traces.len(), 6);
    traces.sort();
    traces.dedup();
    assert_eq!(traces.len(), 6);
}

#[test]
fn a_component_cannot_speak_for_its_host() {
    let fake = Fake::willing();
    let telemetry = fake.telemetry();
    let fields = [
        ("greentic.tenant", "other"),
        ("a", "1"),
        ("a", "2"),
        ("", "x"),
    ];
    telemetry.log(record(&fields)).unwrap();
    assert!(telemetry.flush(LONG));
    let [(_, log)] = fake.logs().try_into().unwrap();
    let attributes = texts(&log.attributes);
    assert_eq!(attributes["greentic.tenant"], "acme");
    assert_eq!(attributes["a"], "1");
    assert!(!attributes.contains_key(""));
}

#[test]
fn entries_go_out_in_batches_in_their_order() {
    let fake = Fake::willing();
    let telemetry = OtlpTelemetry::new(fake.collector().batch(10).interval(LONG)).unwrap();
    for number in 0..25 {
        telemetry
            .log(record(&[("message", &number.to_string())]))
            .unwrap();
    }
    assert!(telemetry.flush(LONG));
    assert_eq!(fake.messages().len(), 3);
    let bodies = fake
        .logs()
        .into_iter()
        .map(|(_, log)| log.body.unwrap().value);
    let expected = (0..25).map(|number| Some(Value::StringValue(number.to_string())));
    assert!(bodies.eq(expected));
}

#[test]
fn an_entry_goes_out_by_itself_after_a_while() {
    let fake = Fake::willing();
    let telemetry = OtlpTelemetry::new(fake.collector().interval(Duration::from_millis(10)));
    let telemetry = telemetry.unwrap();
    telemetry.log(record(&[])).unwrap();
    while fake.logs().is_empty() {
        std::thread::yield_now();
    }
    drop(telemetry);
}

#[test]
fn what_waits_is_sent_at_the_end() {
    let fake = Fake::willing();
    let telemetry = OtlpTelemetry::new(fake.collector().interval(LONG).flush_limit(LONG)).unwrap();
    for _ in 0..1000 {
        telemetry.log(record(&[])).unwrap();
    }
    drop(telemetry);
    assert_eq!(fake.logs().len(), 1000);
}

#[test]
fn headers_and_paths_arrive() {
    let fake = Fake::willing();
    let endpoint = format!("http://{}/otlp/", fake.address);
    let collector = Collector::new(&endpoint)
        .unwrap()
        .header("Api-Key", "sesame")
        .unwrap();
    let telemetry = OtlpTelemetry::new(collector).unwrap();
    telemetry.log(record(&[])).unwrap();
    assert!(telemetry.flush(LONG));
    let [message] = fake.messages().try_into().unwrap();
    let head = message.head.to_lowercase();
    assert!(head.starts_with("post /otlp/v1/logs "), "{head}");
    assert!(head.contains("\napi-key: sesame\r\n"), "{head}");
    assert!(
        head.contains("\ncontent-type: application/json\r\n"),
        "{head}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// The collector can read any text of a component.
    #[test]
    fn all_entries_can_be_read(
        tenant: String,
        session: Option<String>,
        flow: String,
        node: Option<String>,
        start_ms: Option<i64>,
        end_ms: Option<i64>,
        fields in prop::collection::vec((any::<String>(), any::<String>()), 0..5),
    ) {
        let fake = Fake::willing();
        let telemetry = fake.telemetry();
        let provider = String::new();
        let has_both = start_ms.is_some() && end_ms.is_some();
        let message = fields.iter().find(|field| field.0 == "message").cloned();
        let tenant_text = tenant.clone();
        let entry = LogRecord { tenant, session, flow, node, provider, start_ms, end_ms, fields };
        telemetry.log(entry).unwrap();
        prop_assert!(telemetry.flush(LONG));
        if has_both {
            let (_, span) = fake.spans().pop().unwrap();
            prop_assert_eq!(texts(&span.attributes)["greentic.tenant"], tenant_text);
            prop_assert!(span.end_time_unix_nano >= span.start_time_unix_nano);
        } else {
            let (_, log) = fake.logs().pop().unwrap();
            prop_assert_eq!(texts(&log.attributes)["greentic.tenant"], tenant_text);
            prop_assert_eq!(log.body.is_some(), message.is_some());
        }
    }
}
