//! `greentic-tiny invoke`.

use greentic_command::output;
use std::process::ExitCode;

use greentic_host_runner::call::Output;
use greentic_host_shim::NodeError;
use serde_json::{Value, json};

use crate::cli::OperationArgs;
use crate::commands::session::{self, Session};
use crate::failure::{ANSWERED, Failure};

pub(crate) fn run(args: &OperationArgs) -> Result<ExitCode, Failure> {
    let (answer, memory) = session::call(args, Session::answer)?;
    let output = match &answer.result {
        Ok(output) => Ok(output.text()),
        Err(error) => Err(error),
    };
    if args.json {
        let mut document = json!({
            "result": if output.is_ok() { "ok" } else { "err" },
            "interface": answer.interface.name(),
            "memory_bytes": memory,
        });
        match output {
            // As it came, at least.
            Ok(Err(_)) if args.calling.cbor => document["output"] = Value::Null,
            Ok(text) => document["output"] = json!(text?),
            Err(error) => document["error"] = fields(error),
        }
        if let Ok(Output::Cbor(bytes)) = &answer.result {
            document["output_cbor"] = json!(hex::encode(bytes));
        }
        if let Some(bytes) = &answer.beside {
            document["beside_cbor"] = json!(hex::encode(bytes));
        }
        output::document(&document)?;
    } else if let Ok(output) = &answer.result {
        if args.calling.cbor {
            output::bytes(&output.bytes())?;
        } else {
            output::text(&(output.text()? + "\n"))?;
        }
    }
    Ok(match &answer.result {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&sentence(error));
            ANSWERED.code()
        }
    })
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
