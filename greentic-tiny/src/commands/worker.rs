//! `greentic-tiny worker`.

use greentic_command::output;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::bindings::rev_0_4_113::worker::v1_0 as older;
use greentic_host_shim::bindings::worker::v1_0 as current;
use greentic_host_shim::{Instance, TenantCtx, on_one_line};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::commands::compat::tenant_v0_4;
use crate::failure::Failure;
use crate::file;
use crate::options::run::RunArgs;
use crate::value;

/// The version of the form of requests.
const VERSION: &str = "1.0";

#[derive(Args)]
pub(crate) struct WorkerArgs {
    /// The component
    file: PathBuf,

    /// Which worker is meant
    #[arg(long, value_name = "ID")]
    worker_id: String,

    #[command(flatten)]
    payload: PayloadArgs,

    /// The thread of a conversation that the request is part of
    #[arg(long, value_name = "ID")]
    thread: Option<String>,

    /// When the request was made, in RFC 3339 [default: now]
    #[arg(long, value_name = "TIME")]
    timestamp: Option<Timestamp>,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    run: RunArgs,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct PayloadArgs {
    /// The input, JSON
    #[arg(long, value_name = "JSON", allow_hyphen_values = true)]
    payload: Option<String>,

    /// A file with the input; - reads standard input
    #[arg(long, value_name = "PATH")]
    payload_file: Option<PathBuf>,
}

pub(crate) fn run(args: &WorkerArgs) -> Result<ExitCode, Failure> {
    let PayloadArgs {
        payload,
        payload_file,
    } = &args.payload;
    let payload = file::text(payload.as_deref(), payload_file.as_deref())?;
    value::must_be_json("the payload", &payload)?;
    let (component, mut instance) = args.run.instance(&args.file)?;
    let asked = Asked {
        args,
        payload,
        tenant: args.run.context.context().tenant,
    };
    let answer = if component.fits::<older::Guest>().is_ok() {
        asked.older(&mut instance)?
    } else {
        asked.current(&mut instance)?
    };
    if args.json {
        let mut document = json!(answer);
        document["memory_bytes"] = json!(instance.memory_bytes());
        output::document(&document)?;
    } else {
        let mut text = String::new();
        for message in &answer.messages {
            let line = format!("{}: {}", message.kind, message.payload_json);
            text.push_str(&on_one_line(&line));
            text.push('\n');
        }
        output::text(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The answer of a worker of any revision.
#[derive(Serialize)]
struct Answer {
    version: String,
    tenant: String,
    worker_id: String,
    correlation_id: Option<String>,
    session_id: Option<String>,
    thread_id: Option<String>,
    timestamp_utc: String,
    messages: Vec<Message>,
}

#[derive(Serialize)]
struct Message {
    kind: String,
    /// The payload; `null` if it is not JSON.
    payload: Value,
    payload_json: String,
}

/// A request whose revision is not known yet.
struct Asked<'a> {
    args: &'a WorkerArgs,
    payload: String,
    tenant: TenantCtx,
}

/// Calls a worker. The revisions differ only in the tenant.
macro_rules! exec {
    ($asked:ident, $instance:ident, $worker:ident, $tenant:expr) => {{
        let Asked {
            args,
            payload,
            tenant,
        } = $asked;
        let response = $instance
            .exports::<$worker::Guest>()?
            .exec(&$worker::WorkerRequest {
                version: VERSION.to_owned(),
                worker_id: args.worker_id.clone(),
                correlation_id: tenant.correlation_id.clone(),
                session_id: tenant.session_id.clone(),
                thread_id: args.thread.clone(),
                payload_json: payload,
                timestamp_utc: args.timestamp.unwrap_or_else(Timestamp::now).to_string(),
                tenant: $tenant(tenant),
            })?
            .map_err(|error| Failure::Answered {
                code: error.code,
                message: error.message,
            })?;
        Ok(Answer {
            version: response.version,
            tenant: response.tenant.tenant,
            worker_id: response.worker_id,
            correlation_id: response.correlation_id,
            session_id: response.session_id,
            thread_id: response.thread_id,
            timestamp_utc: response.timestamp_utc,
            messages: response
                .messages
                .into_iter()
                .map(|message| Message {
                    kind: message.kind,
                    payload: value::parsed(&message.payload_json),
                    payload_json: message.payload_json,
                })
                .collect(),
        })
    }};
}

impl Asked<'_> {
    fn current(self, instance: &mut Instance) -> Result<Answer, Failure> {
        exec!(self, instance, current, |tenant| tenant)
    }

    fn older(self, instance: &mut Instance) -> Result<Answer, Failure> {
        exec!(self, instance, older, tenant_v0_4)
    }
}
