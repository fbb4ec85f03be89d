//! What the component may use of its host, as options.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use greentic_host_shim::Host;
use greentic_host_shim::backends::http::{HttpPolicy, WebClient};
use greentic_host_shim::backends::state::{MemoryState, RedbState, Scope, StateLimits};
use greentic_host_shim::backends::telemetry::{
    Collector, LogRecord, OtlpTelemetry, Telemetry, TelemetryError,
};

use crate::failure::Failure;
use crate::output;
use crate::secrets::SecretArgs;

#[derive(Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option by itself")]
pub(crate) struct HostArgs {
    #[command(flatten)]
    secrets: SecretArgs,

    /// Keep the component's state in this file, which is made if it is not
    /// there; without it state lasts as long as the command
    #[arg(long, value_name = "FILE", help_heading = "Host")]
    state: Option<PathBuf>,

    /// Whose state it is where the call does not say, as ENV/TENANT
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

    /// Requests may go to this port as well; may be given several times
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
        let mut host = self.secrets.host()?.scope(self.scope.clone());
        host = match &self.state {
            None => host.state(MemoryState::default()),
            Some(path) => {
                let state = RedbState::open(path, StateLimits::default());
                host.state(state.map_err(|error| Failure::Host {
                    message: error.to_string(),
                })?)
            }
        };
        if !self.allow_host.is_empty() {
            host = host.http(WebClient::new(self.policy()?));
        }
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
        _ => Err("not of the form ENV/TENANT".to_owned()),
    }
}

/// One line an entry.
struct StandardError;

impl Telemetry for StandardError {
    fn log(&self, record: LogRecord) -> Result<(), TelemetryError> {
        let mut line = record.flow.clone();
        if let Some(node) = &record.node {
            line.push('/');
            line.push_str(node);
        }
        for (name, value) in &record.fields {
            // Writing to a string does not fail.
            let _ = write!(line, " {name}={value:?}");
        }
        output::note(&line);
        Ok(())
    }
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
}
