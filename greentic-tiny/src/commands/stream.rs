//! `greentic-tiny stream`.

use greentic_command::output;
use std::process::ExitCode;

use greentic_host_shim::{Instance, StreamEvent, on_one_line};
use serde_json::{Value, json};

use crate::cli::OperationArgs;
use crate::commands::session;
use crate::failure::{ANSWERED, Failure};

pub(crate) fn run(args: &OperationArgs) -> Result<ExitCode, Failure> {
    let (events, memory) = session::call(args, Instance::invoke_stream)?;
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
