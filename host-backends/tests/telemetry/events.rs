//! Events of the `tracing` crate.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use greentic_host_backends::telemetry::TracingTelemetry;
use greentic_host_shim::services::telemetry::{LogRecord, Telemetry};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::record;

type Seen = (Level, String, Vec<(String, String)>);

/// Keeps all events.
#[derive(Clone, Default)]
struct Keep(Arc<Mutex<Vec<Seen>>>);

impl Subscriber for Keep {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(Vec::new());
        event.record(&mut fields);
        let metadata = event.metadata();
        let seen = (*metadata.level(), metadata.target().into(), fields.0);
        self.0.lock().unwrap().push(seen);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Fields(Vec<(String, String)>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push((field.name().into(), value.into()));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push((field.name().into(), format!("{value:?}")));
    }
}

fn events(records: Vec<LogRecord>) -> Vec<Seen> {
    let keep = Keep::default();
    tracing::subscriber::with_default(keep.clone(), || {
        for record in records {
            TracingTelemetry.log(record).unwrap();
        }
    });
    let seen = keep.0.lock().unwrap();
    seen.clone()
}

#[test]
fn an_entry_is_one_event() {
    let mut entry = record(&[("level", "warn"), ("message", "slow {}"), ("took", "9\n")]);
    entry.start_ms = Some(-5);
    let [(level, target, fields)] = events(vec![entry]).try_into().unwrap();
    assert_eq!((level, target.as_str()), (Level::WARN, "greentic"));
    let expected = [
        ("message", "slow {}"),
        ("tenant", "acme"),
        ("session", "s-1"),
        ("flow", "checkout"),
        ("node", "pay"),
        ("provider", "card"),
        ("start_ms", "-5"),
        ("fields", "{\"took\": \"9\\n\"}"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(fields, expected);
}

#[test]
fn what_an_entry_lacks_its_event_lacks() {
    let entry = LogRecord {
        session: None,
        node: None,
        ..record(&[])
    };
    let [(level, _, fields)] = events(vec![entry]).try_into().unwrap();
    assert_eq!(level, Level::INFO);
    let names: Vec<_> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["message", "tenant", "flow", "provider", "fields"]);
}

#[test]
fn events_have_the_level_that_the_entry_names() {
    let names = ["trace", "debug", "info", "warn", "error"];
    let records = names.map(|name| record(&[("level", name)])).into();
    let levels: Vec<_> = events(records).into_iter().map(|seen| seen.0).collect();
    let expected = [
        Level::TRACE,
        Level::DEBUG,
        Level::INFO,
        Level::WARN,
        Level::ERROR,
    ];
    assert_eq!(levels, expected);
}
