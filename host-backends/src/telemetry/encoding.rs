//! Entries in the JSON of OTLP.

use serde_json::{Value, json};

use greentic_host_shim::services::telemetry::{LogLevel, LogRecord};

/// The two signals of a batch.
pub(super) struct Signals {
    /// For `/v1/traces`: entries that have a begin and an end.
    pub(super) spans: Vec<Value>,
    /// For `/v1/logs`: all others.
    pub(super) logs: Vec<Value>,
}

impl Signals {
    /// `now` is in nanoseconds since 1970-01-01 UTC.
    pub(super) fn of(records: Vec<LogRecord>, now: u64) -> Self {
        let mut signals = Self {
            spans: Vec::new(),
            logs: Vec::new(),
        };
        for record in records {
            match (record.start_ms, record.end_ms) {
                (Some(start), Some(end)) => signals.spans.push(span(&record, start, end)),
                (start, end) => signals.logs.push(log(&record, start.or(end), now)),
            }
        }
        signals
    }
}

/// The message `ExportTraceServiceRequest`.
pub(super) fn traces(service: &str, spans: &[Value]) -> Value {
    json!({ "resourceSpans": [{
        "resource": resource(service),
        "scopeSpans": [{ "scope": scope(), "spans": spans }],
    }] })
}

/// The message `ExportLogsServiceRequest`.
pub(super) fn logs(service: &str, records: &[Value]) -> Value {
    json!({ "resourceLogs": [{
        "resource": resource(service),
        "scopeLogs": [{ "scope": scope(), "logRecords": records }],
    }] })
}

fn resource(service: &str) -> Value {
    json!({ "attributes": [attribute("service.name", service)] })
}

fn scope() -> Value {
    json!({ "name": "greentic", "version": env!("CARGO_PKG_VERSION") })
}

fn span(record: &LogRecord, start: i64, end: i64) -> Value {
    // Of kind internal. An error is the only status that is the host's to set.
    let mut span = json!({
        "traceId": trace(record).unwrap_or_else(random::<16>),
        "spanId": random::<8>(),
        "name": record.node.as_ref().unwrap_or(&record.flow),
        "kind": 1,
        "startTimeUnixNano": nanoseconds(start).to_string(),
        "endTimeUnixNano": nanoseconds(end.max(start)).to_string(),
        "attributes": attributes(record, &[]),
    });
    if record.level() == LogLevel::Error {
        let message = record.field("message").unwrap_or_default();
        span["status"] = json!({ "code": 2, "message": message });
    }
    span
}

fn log(record: &LogRecord, time: Option<i64>, now: u64) -> Value {
    let (number, text) = match record.level() {
        LogLevel::Trace => (1, "TRACE"),
        LogLevel::Debug => (5, "DEBUG"),
        LogLevel::Info => (9, "INFO"),
        LogLevel::Warn => (13, "WARN"),
        LogLevel::Error => (17, "ERROR"),
    };
    let mut log = json!({
        "timeUnixNano": time.map_or(now, nanoseconds).to_string(),
        "observedTimeUnixNano": now.to_string(),
        "severityNumber": number,
        "severityText": text,
        "attributes": attributes(record, &["level", "message"]),
    });
    if let Some(message) = record.field("message") {
        log["body"] = json!({ "stringValue": message });
    }
    if let Some(trace) = trace(record) {
        log["traceId"] = trace.into();
    }
    log
}

fn attributes(record: &LogRecord, without: &[&str]) -> Vec<Value> {
    let known = [
        ("greentic.tenant", Some(&record.tenant)),
        ("greentic.session", record.session.as_ref()),
        ("greentic.flow", Some(&record.flow)),
        ("greentic.node", record.node.as_ref()),
        ("greentic.provider", Some(&record.provider)),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    // Names must be unique, and what the host knows is not the component's to
    // say.
    let mut attributes: Vec<_> = known.clone().map(|(n, v)| attribute(n, v)).collect();
    let mut names: Vec<&str> = known.map(|(name, _)| name).collect();
    names.extend(without);
    for (name, value) in &record.fields {
        if !name.is_empty() && !names.contains(&name.as_str()) {
            names.push(name);
            attributes.push(attribute(name, value));
        }
    }
    attributes
}

fn attribute(name: &str, value: &str) -> Value {
    json!({ "key": name, "value": { "stringValue": value } })
}

/// Returns the trace that the entries of one session in one flow share.
fn trace(record: &LogRecord) -> Option<String> {
    let session = record.session.as_ref()?;
    let mut hasher = blake3::Hasher::new();
    for part in [&record.tenant, session, &record.flow] {
        // The length keeps the parts apart.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    Some(hasher.finalize().to_hex()[..32].to_owned())
}

/// Random bytes as hexadecimal digits, not all zero: that is no identifier.
fn random<const N: usize>() -> String {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() || bytes == [0; N] {
        bytes[N - 1] = 1;
    }
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

fn nanoseconds(milliseconds: i64) -> u64 {
    u64::try_from(milliseconds)
        .unwrap_or(0)
        .saturating_mul(1_000_000)
}
