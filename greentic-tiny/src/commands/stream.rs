//! `greentic-tiny stream`.

use greentic_command::output;
use std::process::ExitCode;

use greentic_host_shim::{StreamEvent, on_one_line};
use serde_json::{Value, json};

use crate::cli::OperationArgs;
use crate::commands::session::{self, Session};
use crate::failure::{ANSWERED, Failure};

pub(crate) fn run(args: &OperationArgs) -> Result<ExitCode, Failure> {
    if args.calling.runner.is_some() || args.calling.cbor {
        return Err(Failure::Usage {
            message: "no runner asks for events, and they are no CBOR: use `invoke`".to_owned(),
        });
    }
    let (events, memory) = session::call(args, Session::events)?;
    if args.json {
        output::document(&json!({
            "events": events.iter().map(fields).collect::<Vec<_>>(),
            "memory_bytes": memory,
        }))?;
    } else {
        let mut text = String::new();
        for event in &events {
            text.push_str(&on_one_line(&event.to_string()));
            text.push('\n');
        }
        output::text(&text)?;
    }
    let failed = events
        .iter()
        .any(|event| matches!(event, StreamEvent::Error(_)));
    Ok(if failed {
        ANSWERED.code()
    } else {
        ExitCode::SUCCESS
    })
}

fn fields(event: &StreamEvent) -> Value {
    match event {
        StreamEvent::Data(data) => json!({ "type": "data", "data": data }),
        StreamEvent::Progress(percent) => json!({ "type": "progress", "percent": percent }),
        StreamEvent::Done => json!({ "type": "done" }),
        StreamEvent::Error(message) => json!({ "type": "error", "message": message }),
    }
}
