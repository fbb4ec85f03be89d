//! Telemetry, kept to be looked at.

use std::borrow::ToOwned;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::string::{String, ToString as _};
use std::vec::Vec;

use super::tenant::TENANT;
use crate::abi::{Str, Tuple2};
use crate::interfaces_types::v0_1::SpanContext;

/// Telemetry that a component handed over, to assert on. Clones share it.
///
/// An entry in the name of another tenant is `denied` and not kept, as by a host.
///
/// ```
/// # #[cfg(feature = "telemetry-logger-v1")]
/// # #[cfg(feature = "component-v0-5")] {
/// use greentic_guest::prelude::*;
/// use greentic_guest::testing::{Logs, context};
/// use greentic_guest::telemetry::v1_0::Host;
///
/// fn work(call: &Call, logger: &impl Host) {
///     logger.event(call, &context(), "demo", &[("outcome", "ok"), ("level", "debug")]);
/// }
///
/// let logs = Logs::new();
/// work(&Call::new(), &logs);
/// assert_eq!(logs.values("outcome"), ["ok"]);
/// assert_eq!(logs.entries()[0].flow, "flow");
///
/// let full = Logs::new().full();
/// work(&Call::new(), &full);
/// assert!(full.entries().is_empty());
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Logs {
    shared: Rc<SharedLogs>,
}

#[derive(Debug, Default)]
struct SharedLogs {
    entries: RefCell<Vec<LogEntry>>,
    full: Cell<bool>,
}

/// An entry, as a component made it.
///
/// ```
/// let entry = greentic_guest::testing::LogEntry {
///     flow: "main".into(),
///     fields: vec![("outcome".into(), "ok".into())],
///     ..Default::default()
/// };
/// assert_eq!(entry.field("outcome"), Some("ok"));
/// assert_eq!(entry.field("level"), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogEntry {
    /// The tenant on whose behalf the component works.
    pub tenant: String,
    /// The session.
    pub session: Option<String>,
    /// The flow.
    pub flow: String,
    /// The node of the flow.
    pub node: Option<String>,
    /// The provider that does the work.
    pub provider: String,
    /// Begin of the work, in milliseconds since 1970-01-01 UTC.
    pub start_ms: Option<i64>,
    /// End of the work, in milliseconds since 1970-01-01 UTC.
    pub end_ms: Option<i64>,
    /// Pairs of name and value.
    pub fields: Vec<(String, String)>,
}

impl LogEntry {
    /// Returns the value of the first field of this name.
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The reason for not taking an entry.
pub(super) enum LogRefusal {
    NotOwn,
    Full,
}

impl Logs {
    /// Makes a place without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes no entry from now on, as a host does that has too many: `unavailable`.
    #[must_use]
    pub fn full(self) -> Self {
        self.shared.full.set(true);
        self
    }

    /// Returns all entries, the first one first.
    pub fn entries(&self) -> Vec<LogEntry> {
        self.shared.entries.borrow().clone()
    }

    /// Returns the value of a field in each entry that has it.
    pub fn values(&self, field: &str) -> Vec<String> {
        let entries = self.shared.entries.borrow();
        let values = entries.iter().filter_map(|entry| entry.field(field));
        values.map(ToOwned::to_owned).collect()
    }

    pub(super) fn take(
        &self,
        span: SpanContext<'_>,
        fields: &[Tuple2<Str<'_>, Str<'_>>],
        own: bool,
    ) -> Result<(), LogRefusal> {
        if !own || span.tenant != TENANT {
            return Err(LogRefusal::NotOwn);
        }
        if self.shared.full.get() {
            return Err(LogRefusal::Full);
        }
        self.shared.entries.borrow_mut().push(LogEntry {
            tenant: span.tenant.to_string(),
            session: span.session_id.map(|text| text.to_string()),
            flow: span.flow_id.to_string(),
            node: span.node_id.map(|text| text.to_string()),
            provider: span.provider.to_string(),
            start_ms: span.start_ms.get(),
            end_ms: span.end_ms.get(),
            fields: fields
                .iter()
                .map(|pair| (pair.0.to_string(), pair.1.to_string()))
                .collect(),
        });
        Ok(())
    }
}

#[cfg(feature = "telemetry-logger-v1")]
const _: () = {
    use super::tenant::{NOT_OWN, is_own};
    use crate::Call;
    use crate::telemetry::v1_0::{Host, HostError, OpAck, TenantCtx};

    impl Host for Logs {
        fn log<'a>(
            &self,
            _: &'a Call,
            span: SpanContext<'_>,
            fields: &[Tuple2<Str<'_>, Str<'_>>],
            ctx: Option<&TenantCtx<'_>>,
        ) -> Result<OpAck, HostError<'a>> {
            let (code, message) = match self.take(span, fields, is_own(ctx)) {
                Ok(()) => return Ok(OpAck::Ok),
                Err(LogRefusal::NotOwn) => ("denied", NOT_OWN),
                Err(LogRefusal::Full) => ("unavailable", "it was not logged"),
            };
            Err(HostError {
                code: code.into(),
                message: message.into(),
            })
        }
    }
};
