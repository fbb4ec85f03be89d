//! `greentic-tiny call`.

use greentic_command::output;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::wasmtime::component::Val;
use greentic_host_shim::{Component, Function, on_one_line};
use serde_json::{Value, json};

use crate::commands::argument::in_wave;
use crate::failure::{ANSWERED, Failure};
use crate::file;
use crate::options::engine::LoadArgs;
use crate::options::host::HostArgs;
use crate::value::{self, Bytes};

#[derive(Args)]
pub(crate) struct CallArgs {
    /// The component
    file: PathBuf,

    /// The function: all of its name, or as much of it as fits one function only
    function: Option<String>,

    /// The arguments in WAVE: texts in double quotes, lists in [], records in {};
    /// bytes may be text:.., json:.., cbor:.., hex:.. or base64:.. instead
    #[arg(allow_negative_numbers = true)]
    args: Vec<String>,

    /// Print bytes in the result in this form; `auto` if left out, with --json `list`
    #[arg(long, value_name = "HOW")]
    bytes: Option<Bytes>,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    host: HostArgs,

    #[command(flatten)]
    load: LoadArgs,
}

pub(crate) fn run(args: &CallArgs) -> Result<ExitCode, Failure> {
    // Before anything is compiled.
    let arguments = args.args.iter().map(|argument| in_wave(argument));
    let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
    let component = file::component(&args.file, &args.load)?;
    let Some(function) = &args.function else {
        return list(&component, args.json);
    };
    let mut instance = component.instantiate(args.host.host()?)?;
    let arguments: Vec<_> = arguments.iter().map(|argument| &**argument).collect();
    let result = instance.call_value(function, &arguments)?;
    if args.json {
        output::document(&json!({
            "function": function,
            "result": result.as_ref().map(|value| {
                value::json_with(value, args.bytes.unwrap_or(Bytes::List))
            }),
            "memory_bytes": instance.memory_bytes(),
        }))?;
    } else if let Some(result) = &result {
        let text = text(result, args.bytes.unwrap_or(Bytes::Auto));
        output::text(&format!("{}\n", on_one_line(&text)))?;
    }
    Ok(match result {
        Some(Val::Result(Err(_))) => ANSWERED.code(),
        _ => ExitCode::SUCCESS,
    })
}

/// Returns a value in WAVE, or as JSON if it has bytes that should be readable.
fn text(result: &Val, how: Bytes) -> String {
    if how == Bytes::List || !value::has_bytes(result) {
        return value::text(result);
    }
    match value::bytes(result).map(|bytes| value::shown(&bytes, how)) {
        // A text without its quotes.
        Some(Value::String(text)) => text,
        Some(value) => value.to_string(),
        None => value::json_with(result, how).to_string(),
    }
}

/// Lists the functions that can be called.
fn list(component: &Component, json: bool) -> Result<ExitCode, Failure> {
    // Each function repeats the name of its interface.
    let mut room = component.room();
    let functions = component.functions();
    let listed: Vec<_> = functions
        .iter()
        .take_while(|function| {
            let left = room.checked_sub(function.path_bytes());
            room = left.unwrap_or_default();
            left.is_some()
        })
        .collect();
    let left_out = functions.len() - listed.len();
    if json {
        let functions: Vec<_> = listed
            .iter()
            .map(|function| json!({ "path": function.path(), "signature": function.to_string() }))
            .collect();
        output::document(&json!({
            "functions": functions,
            "functions_left_out": left_out,
        }))?;
    } else {
        let mut text = String::new();
        for function in listed {
            // Writing to a string does not fail.
            let _ = writeln!(text, "{}", on_one_line(&line(function)));
        }
        if left_out > 0 {
            let _ = writeln!(text, "and {left_out} more functions");
        }
        output::text(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(function: &Function) -> String {
    match function.interface() {
        Some(interface) => format!("{interface}#{function}"),
        None => function.to_string(),
    }
}
