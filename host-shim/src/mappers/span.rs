//! The records of telemetry, and milliseconds as points in time.

use greentic_types::{self as types, GreenticError, SessionKey};
use time::OffsetDateTime;

use super::field::{id, invalid};
use crate::bindings::interfaces_types::v0_1 as wit;

const NANOS_PER_MILLI: i128 = 1_000_000;

fn time_of(field: &str, ms: Option<i64>) -> Result<Option<OffsetDateTime>, GreenticError> {
    // 2^63 milliseconds are far from what 128 bits of nanoseconds hold.
    let nanos = ms.map(|ms| i128::from(ms) * NANOS_PER_MILLI);
    nanos
        .map(OffsetDateTime::from_unix_timestamp_nanos)
        .transpose()
        .map_err(|error| invalid(field, format_args!("invalid timestamp: {error}")))
}

fn millis_of(field: &str, time: Option<OffsetDateTime>) -> Result<Option<i64>, GreenticError> {
    let millis = time.map(|time| time.unix_timestamp_nanos() / NANOS_PER_MILLI);
    millis
        .map(i64::try_from)
        .transpose()
        .map_err(|_| invalid(field, "timestamp overflow converting to milliseconds"))
}

impl TryFrom<wit::SpanContext> for types::SpanContext {
    type Error = GreenticError;

    fn try_from(value: wit::SpanContext) -> Result<Self, GreenticError> {
        let start = time_of("start-ms", value.start_ms)?;
        let end = time_of("end-ms", value.end_ms)?;
        Ok(Self {
            tenant: id("tenant", value.tenant)?,
            session_id: value.session_id.map(SessionKey::new),
            flow_id: value.flow_id,
            node_id: value.node_id,
            provider: value.provider,
            start,
            end,
        })
    }
}

impl TryFrom<types::SpanContext> for wit::SpanContext {
    type Error = GreenticError;

    fn try_from(value: types::SpanContext) -> Result<Self, GreenticError> {
        Ok(Self {
            tenant: value.tenant.into(),
            session_id: value.session_id.map(|key| key.0),
            flow_id: value.flow_id,
            node_id: value.node_id,
            provider: value.provider,
            start_ms: millis_of("start-ms", value.start)?,
            end_ms: millis_of("end-ms", value.end)?,
        })
    }
}
