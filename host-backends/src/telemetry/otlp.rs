//! Telemetry that goes to a collector.

use std::fmt;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use greentic_host_shim::services::telemetry::{LogRecord, Telemetry, TelemetryError};
use serde_json::Value;
use ureq::http::{HeaderValue, Request, Response, header};
use ureq::{Agent, Body};

use super::encoding::{Signals, logs, traces};
use super::queue::Queue;
use super::{Collector, CollectorError};

/// The number of attempts to send a batch. After the last one it is dropped.
const ATTEMPTS: u32 = 4;
/// The wait after the first attempt. It doubles with each further one.
const PAUSE: Duration = Duration::from_millis(250);
/// The longest pause that a collector may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Sends entries to a [`Collector`] by OTLP over HTTP, in its JSON encoding.
///
/// An entry that has a begin and an end becomes a span, any other one a log
/// record. Those of one session in one flow are of one trace.
///
/// Entries wait in a bounded queue until a thread of its own sends them, so
/// [`log`](Telemetry::log) never waits for the network. Entries that find no place, or
/// that the collector does not take, are dropped and counted. When the value is
/// dropped, it sends the entries that still wait, for at most
/// [`Collector::flush_limit`].
pub struct OtlpTelemetry {
    queue: Arc<Queue>,
    collector: Arc<Collector>,
}

impl OtlpTelemetry {
    /// Begins to send to the collector.
    ///
    /// # Errors
    ///
    /// [`CollectorError::Thread`] if the system gives no thread.
    pub fn new(collector: Collector) -> Result<Self, CollectorError> {
        let collector = Arc::new(collector);
        let queue = Arc::new(Queue::new(collector.queue));
        let sender = Sender {
            agent: Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .proxy(None)
                .timeout_global(Some(collector.time_limit))
                .build()
                .new_agent(),
            queue: queue.clone(),
            collector: collector.clone(),
        };
        thread::Builder::new()
            .name("greentic-otlp".into())
            .spawn(move || sender.run())
            .map_err(|_| CollectorError::Thread)?;
        Ok(Self { queue, collector })
    }

    /// Waits until everything logged so far is sent or dropped, at most for
    /// `limit`, and says whether it is.
    pub fn flush(&self, limit: Duration) -> bool {
        self.queue.flush(limit)
    }

    /// Returns the number of entries that never reached the collector.
    pub fn dropped(&self) -> u64 {
        self.queue.dropped()
    }
}

impl Telemetry for OtlpTelemetry {
    fn log(&self, record: LogRecord) -> Result<(), TelemetryError> {
        let limit = self.collector.record_bytes;
        let bytes = record_bytes(&record);
        if bytes > limit {
            self.queue.count_dropped(1);
            return Err(TelemetryError::TooLarge { bytes, limit });
        }
        if self.queue.push(record) {
            Ok(())
        } else {
            Err(TelemetryError::Full)
        }
    }
}

impl Drop for OtlpTelemetry {
    fn drop(&mut self) {
        self.queue.close(self.collector.flush_limit);
    }
}

impl fmt::Debug for OtlpTelemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtlpTelemetry")
            .field("collector", &self.collector)
            .field("dropped", &self.dropped())
            .finish_non_exhaustive()
    }
}

fn record_bytes(record: &LogRecord) -> usize {
    let texts = [&record.tenant, &record.flow, &record.provider];
    let options = [&record.session, &record.node];
    let fields = record.fields.iter().flat_map(|(name, value)| [name, value]);
    texts
        .into_iter()
        .chain(options.into_iter().flatten())
        .chain(fields)
        .map(String::len)
        .fold(0, usize::saturating_add)
}

/// The other side of the queue.
struct Sender {
    agent: Agent,
    queue: Arc<Queue>,
    collector: Arc<Collector>,
}

impl Sender {
    fn run(self) {
        let Collector {
            batch, interval, ..
        } = *self.collector;
        while let Some(records) = self.queue.batch(batch, interval) {
            let now = SystemTime::now().duration_since(UNIX_EPOCH);
            let now = now.unwrap_or_default().as_nanos();
            let signals = Signals::of(records, u64::try_from(now).unwrap_or(u64::MAX));
            let service = &self.collector.service;
            if !signals.spans.is_empty() {
                let message = traces(service, &signals.spans);
                self.send("traces", &message, signals.spans.len());
            }
            if !signals.logs.is_empty() {
                let message = logs(service, &signals.logs);
                self.send("logs", &message, signals.logs.len());
            }
        }
    }

    /// Sends a message, again where the protocol says so, and counts what the
    /// collector did not take of it.
    fn send(&self, signal: &str, message: &Value, entries: usize) {
        let entries = u64::try_from(entries).unwrap_or(u64::MAX);
        let message = message.to_string();
        for attempt in 0..ATTEMPTS {
            let pause = match self.attempt(signal, &message) {
                Ok(response) if response.status().is_success() => {
                    self.queue.count_dropped(rejected(response).min(entries));
                    return;
                }
                Ok(response) if matches!(response.status().as_u16(), 429 | 502 | 503 | 504) => {
                    retry_after(&response)
                }
                Ok(_) => break,
                Err(_) => None,
            };
            let is_last = attempt + 1 == ATTEMPTS;
            // At the end there is no time to wait for better times.
            if is_last
                || !self
                    .queue
                    .pause(pause.unwrap_or(PAUSE * 2_u32.pow(attempt)))
            {
                break;
            }
        }
        self.queue.count_dropped(entries);
    }

    fn attempt(&self, signal: &str, message: &str) -> Result<Response<Body>, ureq::Error> {
        let mut request = Request::post(self.collector.url(signal)).body(message)?;
        let headers = request.headers_mut();
        headers.clone_from(&self.collector.headers);
        let json = HeaderValue::from_static("application/json");
        headers.insert(header::CONTENT_TYPE, json);
        self.agent.run(request)
    }
}

/// Returns the pause that the collector asks for.
fn retry_after(response: &Response<Body>) -> Option<Duration> {
    let value = response.headers().get(header::RETRY_AFTER)?;
    let seconds = value.to_str().ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_PAUSE))
}

/// Returns the number of entries that the collector rejected in a message that it took.
fn rejected(response: Response<Body>) -> u64 {
    let body = response.into_body();
    let body = body.into_with_config().limit(64 << 10).read_to_vec();
    let Ok(answer) = serde_json::from_slice::<Value>(&body.unwrap_or_default()) else {
        return 0;
    };
    let partial = &answer["partialSuccess"];
    ["rejectedSpans", "rejectedLogRecords"]
        .iter()
        // 64-bit numbers are texts in this encoding; numbers are accepted too.
        .filter_map(|name| match &partial[name] {
            Value::String(text) => text.parse().ok(),
            number => number.as_u64(),
        })
        .sum()
}
