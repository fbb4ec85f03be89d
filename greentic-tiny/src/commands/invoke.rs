//! `greentic-tiny invoke`.

use greentic_command::output;
use std::process::ExitCode;

use greentic_host_shim::{Instance, NodeError};
use serde_json::{Value, json};

use crate::cli::OperationArgs;
use crate::commands::session;
use crate::failure::{ANSWERED, Failure};

pub(crate) fn run(args: &OperationArgs) -> Result<ExitCode, Failure> {
    let (answer, memory) = session::call(args, Instance::invoke)?;
    let result = answer.into_result();
    if args.json {
        let (key, value) = match &result {
            Ok(output) => ("output", json!(output)),
            Err(error) => ("error", fields(error)),
        };
        let mut document = json!({
            "result": if result.is_ok() { "ok" } else { "err" },
            "memory_bytes": memory,
        });
        document[key] = value;
        output::document(&document)?;
    }
    match result {
        Ok(mut text) => {
            if !args.json {
                text.push('\n');
                output::text(&text)?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            output::error(&sentence(&error));
            Ok(ANSWERED.code())
        }
    }
}

fn fields(error: &NodeError) -> Value {
    json!({
        "code": error.code,
        "message": error.message,
        "retryable": error.retryable,
        "backoff_ms": error.backoff_ms,
        "details": error.details,
    })
}

fn sentence(error: &NodeError) -> String {
    let mut text = format!("the node answered `{}`: {}", error.code, error.message);
    let again = match (error.retryable, error.backoff_ms) {
        (false, _) => "trying again will not help".to_owned(),
        (true, None) => "trying again may help".to_owned(),
        (true, Some(backoff)) => format!("trying again may help after {backoff} ms"),
    };
    text.push_str("\n  ");
    text.push_str(&again);
    if let Some(details) = &error.details {
        text.push_str("\n  details: ");
        text.push_str(details);
    }
    text
}
