//! The options of `mcp`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use greentic_command::output;
use greentic_host_mcp::http::{HttpOptions, Tls};
use greentic_host_mcp::{Options, Report};

use crate::failure::Failure;
use crate::options::engine::LoadArgs;
use crate::options::host::HostArgs;

/// The arguments of `mcp`.
#[derive(Args)]
pub(crate) struct McpArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// Serve over HTTP at this address, and no longer on standard input and output:
    /// 127.0.0.1:8080, say; port 0 is one that the system chooses
    #[arg(long, value_name = "ADDRESS", help_heading = "Serving")]
    pub(crate) http: Option<SocketAddr>,

    /// Print one JSON document that says where it listens, once it does
    #[arg(long, requires = "http")]
    pub(crate) json: bool,

    #[command(flatten)]
    http_args: HttpArgs,

    /// Hand arguments to tools, and answers to clients, without checking them against
    /// the tool's schemas
    #[arg(long, help_heading = "Serving")]
    no_validate: bool,

    /// Calls of the component that run at the same time, each in an instance and on a
    /// thread of its own; four for each core, at least 8 and at most 64, if not given
    #[arg(long, value_name = "COUNT", value_parser = count, help_heading = "Serving")]
    calls: Option<usize>,

    /// Requests that may wait for their answers, those of all clients together; 256 if
    /// not given
    #[arg(long, value_name = "COUNT", value_parser = count, help_heading = "Serving")]
    requests: Option<usize>,

    /// Bytes of one message (K, M and G are powers of 1024); 4M if not given
    #[arg(long, value_name = "BYTES", value_parser = crate::options::limits::size, help_heading = "Serving")]
    message_limit: Option<usize>,

    #[command(flatten)]
    pub(crate) host: HostArgs,

    #[command(flatten)]
    pub(crate) load: LoadArgs,
}

/// The options of `mcp` over HTTP, beside the address.
#[derive(Args)]
struct HttpArgs {
    /// The certificate for TLS, and those that vouch for it, in PEM
    #[arg(
        long,
        value_name = "FILE",
        requires = "http",
        requires = "tls_key",
        help_heading = "Serving"
    )]
    tls_cert: Option<PathBuf>,

    /// Its private key, in PEM
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_cert",
        help_heading = "Serving"
    )]
    tls_key: Option<PathBuf>,

    /// A name that clients may know the server by, beside those of this machine:
    /// tools.example.com; may be given several times
    #[arg(long, value_name = "HOST", requires = "http", help_heading = "Serving")]
    http_host: Vec<String>,

    /// An origin whose pages may use the server: `https://app.example.com:443`; may be
    /// given several times
    #[arg(
        long,
        value_name = "ORIGIN",
        requires = "http",
        help_heading = "Serving"
    )]
    allow_origin: Vec<String>,

    /// Sessions at a time; 1,000 if not given
    #[arg(
        long,
        value_name = "COUNT",
        requires = "http",
        value_parser = count,
        help_heading = "Serving"
    )]
    sessions: Option<usize>,

    /// Seconds without a message after which a session is closed; 1,800 if not
    /// given
    #[arg(long, value_name = "SECONDS", requires = "http", value_parser = seconds, help_heading = "Serving")]
    session_idle: Option<Duration>,

    /// Seconds that a stream which broke off can be taken up again; then its call is
    /// ended; 5 if not given
    #[arg(long, value_name = "SECONDS", requires = "http", value_parser = seconds, help_heading = "Serving")]
    resume: Option<Duration>,

    /// Seconds that calls may go on when the command is asked to end; 5 if not
    /// given
    #[arg(long, value_name = "SECONDS", requires = "http", value_parser = seconds, help_heading = "Serving")]
    grace: Option<Duration>,
}

impl McpArgs {
    pub(crate) fn options(&self) -> Options {
        let mut options = Options {
            validate: !self.no_validate,
            report: Report::to(output::error),
            ..Options::default()
        };
        options.calls = self.calls.unwrap_or(options.calls);
        options.requests = self.requests.unwrap_or(options.requests);
        options.message_bytes = self.message_limit.unwrap_or(options.message_bytes);
        options
    }

    pub(crate) fn http_options(&self) -> Result<HttpOptions, Failure> {
        let args = &self.http_args;
        let mut options = HttpOptions {
            hosts: args.http_host.clone(),
            origins: args.allow_origin.clone(),
            ..HttpOptions::default()
        };
        if let (Some(certificate), Some(key)) = (&args.tls_cert, &args.tls_key) {
            options.tls = Some(Tls::from_files(certificate, key)?);
        }
        options.sessions = args.sessions.unwrap_or(options.sessions);
        options.idle = args.session_idle.unwrap_or(options.idle);
        options.resume = args.resume.unwrap_or(options.resume);
        options.grace = args.grace.unwrap_or(options.grace);
        Ok(options)
    }
}

/// Parses a number of at least one. With none, nobody would be served.
fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("with none nobody is served; it is 1 at least".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err("not a whole number".to_owned()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse::<f64>()
        .map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
