//! Collectors that do not take what they are sent.

use std::time::Duration;

use greentic_host_backends::telemetry::{Collector, CollectorError, OtlpTelemetry};
use greentic_host_shim::services::telemetry::{NoTelemetry, Telemetry, TelemetryError};

use crate::collector::{Fake, status};
use crate::record;

const LONG: Duration = Duration::from_mins(1);

#[test]
fn what_finds_no_place_is_dropped_and_counted() {
    // Holds the first message for ever.
    let fake = Fake::start(|_| None);
    let collector = fake.collector().batch(1).queue(3).time_limit(LONG);
    let telemetry = OtlpTelemetry::new(collector.flush_limit(Duration::ZERO)).unwrap();
    telemetry.log(record(&[])).unwrap();
    while fake.messages().is_empty() {
        std::thread::yield_now();
    }
    for _ in 0..3 {
        telemetry.log(record(&[])).unwrap();
    }
    assert_eq!(telemetry.dropped(), 0);
    assert_eq!(telemetry.log(record(&[])), Err(TelemetryError::Full));
    assert_eq!(telemetry.dropped(), 1);
    assert!(!telemetry.flush(Duration::from_millis(10)));
    // Does not wait for the collector, or this test would not end.
    drop(telemetry);
}

#[test]
fn entries_may_be_as_large_as_the_collector_says() {
    let fake = Fake::willing();
    let size = record(&[("field", "value")]);
    let bytes = ["acme", "s-1", "checkout", "pay", "card", "field", "value"]
        .concat()
        .len();
    let limit = bytes - 1;
    let telemetry = OtlpTelemetry::new(fake.collector().record_bytes(limit)).unwrap();
    let error = TelemetryError::TooLarge { bytes, limit };
    assert_eq!(telemetry.log(size.clone()), Err(error));
    assert_eq!(telemetry.dropped(), 1);
    let telemetry = OtlpTelemetry::new(fake.collector().record_bytes(bytes)).unwrap();
    telemetry.log(size).unwrap();
}

#[test]
fn a_message_is_sent_again_where_that_can_help() {
    for first in ["429 Slow down", "502 Bad", "503 Away", "504 Late"] {
        let fake = Fake::start(move |number| {
            Some(match number {
                0 => status(first, "Retry-After: 0\r\n", ""),
                _ => status("200 OK", "", ""),
            })
        });
        let telemetry = fake.telemetry();
        telemetry.log(record(&[])).unwrap();
        assert!(telemetry.flush(LONG));
        assert_eq!(telemetry.dropped(), 0, "{first}");
        assert_eq!(fake.messages().len(), 2, "{first}");
    }
}

#[test]
fn a_message_is_not_sent_again_where_that_cannot_help() {
    for answer in [
        "400 Bad",
        "401 Who",
        "404 Where",
        "413 Large",
        "500 Oh",
        "302 There",
    ] {
        let fake = Fake::start(move |_| Some(status(answer, "Location: /\r\n", "")));
        let telemetry = fake.telemetry();
        telemetry.log(record(&[])).unwrap();
        assert!(telemetry.flush(LONG));
        assert_eq!(telemetry.dropped(), 1, "{answer}");
        assert_eq!(fake.messages().len(), 1, "{answer}");
    }
}

#[test]
fn a_message_is_not_sent_for_ever() {
    let fake = Fake::start(|_| Some(status("503 Away", "Retry-After: 0\r\n", "")));
    let telemetry = fake.telemetry();
    telemetry.log(record(&[])).unwrap();
    assert!(telemetry.flush(LONG));
    assert_eq!(telemetry.dropped(), 1);
    assert_eq!(fake.messages().len(), 4);
}

#[test]
fn what_a_collector_rejects_is_counted() {
    for (answer, dropped) in [
        (r#"{"partialSuccess":{"rejectedLogRecords":"2"}}"#, 2),
        (r#"{"partialSuccess":{"rejectedLogRecords":1}}"#, 1),
        (r#"{"partialSuccess":{"rejectedLogRecords":"99"}}"#, 3),
        (r#"{"partialSuccess":{}}"#, 0),
        ("no JSON", 0),
    ] {
        let fake = Fake::start(move |_| Some(status("200 OK", "", answer)));
        let telemetry = OtlpTelemetry::new(fake.collector().batch(3).interval(LONG)).unwrap();
        for _ in 0..3 {
            telemetry.log(record(&[])).unwrap();
        }
        assert!(telemetry.flush(LONG));
        assert_eq!(telemetry.dropped(), dropped, "{answer}");
    }
}

#[test]
fn only_urls_of_collectors_are_taken() {
    for endpoint in [
        "",
        "localhost:4318",
        "/v1",
        "ftp://localhost",
        "http://",
        "http://user:sesame@localhost",
        "http://localhost/?key=sesame",
        "http://localhost/#sesame",
        "http://local host/",
    ] {
        let error = Collector::new(endpoint).unwrap_err();
        assert_eq!(error, CollectorError::Endpoint, "{endpoint}");
        assert!(!format!("{error:?} {error}").contains("sesame"));
    }
    let collector = || Collector::new("https://localhost").unwrap();
    for (name, value) in [("", "x"), ("a b", "x"), ("a", "sesame\n")] {
        let error = collector().header(name, value).unwrap_err();
        assert_eq!(error, CollectorError::Header, "{name}");
        assert!(!format!("{error:?} {error}").contains("sesame"));
    }
}

#[test]
fn texts_hold_no_keys() {
    let fake = Fake::willing();
    let endpoint = format!("http://{}/sesame", fake.address);
    let collector = Collector::new(&endpoint).unwrap();
    let collector = collector.header("api-key", "sesame").unwrap();
    let telemetry = OtlpTelemetry::new(collector.clone()).unwrap();
    let text = format!("{collector:?} {collector:#?} {telemetry:?} {telemetry:#?}");
    assert!(
        text.contains("api-key") && text.contains("127.0.0.1"),
        "{text}"
    );
    assert!(!text.contains("sesame"), "{text}");
}

#[test]
fn no_telemetry_takes_everything() {
    assert_eq!(NoTelemetry.log(record(&[])), Ok(()));
}
