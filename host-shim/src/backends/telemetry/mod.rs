//! tmp
pub trait Telemetry: Send + Sync {
    fn log(&self, record: LogRecord) -> Result<(), TelemetryError>;
}
#[derive(Clone)]
pub struct LogRecord {
    pub tenant: String,
    pub session: Option<String>,
    pub flow: String,
    pub node: Option<String>,
    pub provider: String,
    pub start_ms: Option<i64>,
    pub end_ms: Option<i64>,
    pub fields: Vec<(String, String)>,
}
#[derive(Debug)]
pub struct TelemetryError;
pub struct NoTelemetry;
impl Telemetry for NoTelemetry {
    fn log(&self, _: LogRecord) -> Result<(), TelemetryError> {
        Ok(())
    }
}
