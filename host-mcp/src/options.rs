//! The options of a server, over any transport.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The options of a server, over any transport. The default is safe for clients of
/// unknown origin.
#[derive(Clone)]
pub struct Options {
    /// `true` if arguments of tools are checked against their schema before the call, and
    /// structured answers after it.
    pub validate: bool,
    /// Calls of the component that run at the same time, each in an instance and on
    /// a thread of its own. Further ones wait for their turn.
    pub calls: usize,
    /// Requests that one client may have without an answer, and likewise those of
    /// all clients over HTTP. Further ones are refused.
    pub requests: usize,
    /// Bytes of one message: a line, or the body of a request over HTTP.
    pub message_bytes: usize,
    /// Values in the parameters of one message, at any depth. A value takes many
    /// times as much memory as the byte that it may be written with.
    pub message_values: usize,
    /// Questions to the person that one call of a tool may come to.
    pub questions: usize,
    /// The time that the person has for an answer.
    pub question_time: Duration,
    /// The time that calls may go on after a client on streams has closed its side.
    pub after_input: Duration,
    /// Is told what goes wrong with the component and is not the client's to mend:
    /// one sentence.
    pub report: Report,
}

impl Default for Options {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            validate: true,
            calls: cores.saturating_mul(4).clamp(8, 64),
            requests: 256,
            message_bytes: 4 << 20,
            message_values: 200_000,
            questions: 10,
            question_time: Duration::from_mins(10),
            after_input: Duration::from_secs(3),
            report: Report::default(),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("validate", &self.validate)
            .field("calls", &self.calls)
            .field("requests", &self.requests)
            .field("message_bytes", &self.message_bytes)
            .finish_non_exhaustive()
    }
}

/// A receiver of sentences for the operator.
#[derive(Clone)]
pub struct Report(Arc<dyn Fn(&str) + Send + Sync>);

impl Report {
    /// Hands every sentence to a function.
    pub fn to(report: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(report))
    }

    pub(crate) fn say(&self, sentence: &str) {
        (self.0)(sentence);
    }
}

impl Default for Report {
    /// Nowhere.
    fn default() -> Self {
        Self::to(|_| {})
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Report")
    }
}
