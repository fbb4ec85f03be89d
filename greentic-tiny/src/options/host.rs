//! The options for the services that the component may use.

use greentic_command::{Exit, output};
use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use greentic_host_backends::http::{HttpPolicy, WebClient};
use greentic_host_backends::runtime_config::{FileConfig, SettingsError};
use greentic_host_backends::state::{MemoryState, RedbState, StateLimits};
use greentic_host_backends::telemetry::{Collector, OtlpTelemetry};
use greentic_host_shim::Host;
use greentic_host_shim::services::http::NoHttp;
use greentic_host_shim::services::runtime_config::NoConfig;
use greentic_host_shim::services::state::Scope;
use greentic_host_shim::services::telemetry::{LogRecord, Telemetry, TelemetryError};

use crate::failure::Failure;
use crate::options::exposed::exposed;
use crate::options::refusals::Refusals;
use crate::options::secrets::SecretArgs;

#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option by itself")]
pub(crate) struct HostArgs {
    #[command(flatten)]
    secrets: SecretArgs,

    /// Keep the component's state in this file, which is made if it is not
    /// there; without it state lasts as long as the command
    #[arg(long, value_name = "FILE", help_heading = "Host")]
    state: Option<PathBuf>,

    /// Bytes that the state of one tenant may cost, as the documentation of the
    /// library counts them (K, M and G are powers of 1024)
    #[arg(
        long,
        value_name = "BYTES",
        default_value = "64M",
        value_parser = crate::options::limits::size,
        help_heading = "Host"
    )]
    state_limit: usize,

    /// Answer from this JSON file what the component asks of its settings: an
    /// object with a field for each of them, or a greentic.pack-config.v1 file of
    /// the platform; without it all are denied
    #[arg(long, value_name = "FILE", help_heading = "Host")]
    runtime_config: Option<PathBuf>,

    /// On whose behalf a call is made that does not say so itself, as ENV/TENANT:
    /// whose state and secrets it has, and in whose name it logs
    #[arg(
        long,
        value_name = "ENV/TENANT",
        default_value = "dev/demo",
        value_parser = scope,
        help_heading = "Host"
    )]
    scope: Scope,

    /// Let the component send HTTPS requests to this host, example.com or
    /// *.example.com; may be given several times
    #[arg(long, value_name = "HOST", help_heading = "Host")]
    allow_host: Vec<String>,

    /// Requests may go to this port, and no longer to 443 and 80, which have to be
    /// given too if they are wanted; may be given several times
    #[arg(
        long,
        value_name = "PORT",
        requires = "allow_host",
        help_heading = "Host"
    )]
    allow_port: Vec<u16>,

    /// Requests may be without TLS
    #[arg(long, requires = "allow_host", help_heading = "Host")]
    allow_http: bool,

    /// Requests may go to addresses that are not public: this machine, say
    #[arg(long, requires = "allow_host", help_heading = "Host")]
    allow_private: bool,

    /// Print what the component logs on standard error
    #[arg(long, conflicts_with = "otlp", help_heading = "Host")]
    log: bool,

    /// Send what the component logs to the OTLP collector at this URL,
    /// <http://localhost:4318> say
    #[arg(long, value_name = "URL", help_heading = "Host")]
    otlp: Option<String>,

    /// Let the component import WASI: clocks and random numbers, but no files, no
    /// network, no variables; what it prints goes nowhere
    #[arg(long, help_heading = "Host")]
    wasi: bool,
}

impl HostArgs {
    pub(crate) fn host(&self) -> Result<Host, Failure> {
        let refusals = Refusals::default();
        let secrets = refusals.of(self.secrets.store()?);
        let mut host = Host::new().secrets(secrets).scope(self.scope.clone());
        let limits = StateLimits {
            scope_bytes: self.state_limit as u64,
            ..StateLimits::default()
        };
        host = match &self.state {
            None => host.state(MemoryState::new(limits)),
            Some(path) => {
                let state = RedbState::open(path, limits);
                let state = state.map_err(|error| Failure::Host {
                    message: error.to_string(),
                })?;
                exposed("the state file", state.exposure());
                host.state(state)
            }
        };
        if let Some(path) = &self.runtime_config {
            let settings = FileConfig::read(path).map_err(|error| {
                let exit = match error {
                    SettingsError::Malformed { .. } => Exit::Unusable,
                    _ => Exit::System,
                };
                greentic_command::Failure::new(
                    exit,
                    "settings",
                    format!("--runtime-config: {error}"),
                )
            })?;
            host = host.runtime_config(settings);
        } else {
            host = host.runtime_config(refusals.of(NoConfig));
        }
        host = if self.allow_host.is_empty() {
            host.http(refusals.of(NoHttp))
        } else {
            host.http(refusals.of(WebClient::new(self.policy()?)))
        };
        if let Some(url) = &self.otlp {
            let telemetry = Collector::new(url).and_then(OtlpTelemetry::new);
            host = host.telemetry(telemetry.map_err(|error| Failure::Usage {
                message: format!("--otlp: {error}"),
            })?);
        } else if self.log {
            host = host.telemetry(StandardError);
        }
        Ok(if self.wasi { host.wasi() } else { host })
    }

    fn policy(&self) -> Result<HttpPolicy, Failure> {
        let mut policy = HttpPolicy::new()
            .allow_http(self.allow_http)
            .allow_private(self.allow_private);
        for host in &self.allow_host {
            policy = policy.host(host).map_err(|error| Failure::Usage {
                message: format!("--allow-host: {error}"),
            })?;
        }
        for port in &self.allow_port {
            policy = policy.port(*port);
        }
        Ok(policy)
    }
}

fn scope(text: &str) -> Result<Scope, String> {
    match text.split_once('/') {
        Some((env, tenant)) if !tenant.is_empty() => Ok(Scope::new(env, tenant)),
        _ => Err("not of the form ENV/TENANT; write dev/demo, say".to_owned()),
    }
}

/// Writes one line for each entry: its context, and then the message of the component.
struct StandardError;

impl Telemetry for StandardError {
    fn log(&self, record: LogRecord) -> Result<(), TelemetryError> {
        output::note(&line(&record));
        Ok(())
    }
}

/// Returns the line. Texts are in quotes, so that one cannot look like two. So are names
/// of fields that are not words.
fn line(record: &LogRecord) -> String {
    // Writing to a string does not fail.
    let mut line = format!("tenant={:?} flow={:?}", record.tenant, record.flow);
    for (name, value) in [
        ("node", record.node.as_deref()),
        ("session", record.session.as_deref()),
        (
            "provider",
            Some(&*record.provider).filter(|text| !text.is_empty()),
        ),
    ] {
        if let Some(value) = value {
            let _ = write!(line, " {name}={value:?}");
        }
    }
    line.push_str(" {");
    for (at, (name, value)) in record.fields.iter().enumerate() {
        let separator = if at == 0 { "" } else { " " };
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        let _ = if name.bytes().all(is_word) {
            write!(line, "{separator}{name}={value:?}")
        } else {
            write!(line, "{separator}{name:?}={value:?}")
        };
    }
    line.push('}');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_name_a_tenant() {
        assert_eq!(scope("prod/acme"), Ok(Scope::new("prod", "acme")));
        assert_eq!(scope("/acme"), Ok(Scope::new("", "acme")));
        assert_eq!(scope("a/b/c"), Ok(Scope::new("a", "b/c")));
        assert!(scope("acme").is_err());
        assert!(scope("prod/").is_err());
    }

    #[test]
    fn a_line_of_the_log_names_the_tenant_and_keeps_texts_apart() {
        let mut record = LogRecord {
            tenant: "acme".into(),
            flow: "checkout tenant=\"other\"".into(),
            fields: vec![
                ("message".into(), "a\nb".into()),
                ("x=1 y".into(), String::new()),
            ],
            ..LogRecord::default()
        };
        let expected =
            r#"tenant="acme" flow="checkout tenant=\"other\"" {message="a\nb" "x=1 y"=""}"#;
        assert_eq!(line(&record), expected);
        record.node = Some("pay".into());
        record.fields.clear();
        assert!(line(&record).ends_with(r#" node="pay" {}"#));
    }
}
