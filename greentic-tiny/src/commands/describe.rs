//! `greentic-tiny describe`.

use greentic_command::output;
use std::process::ExitCode;

use greentic_host_shim::bindings::component::v0_5::node;
use greentic_host_shim::bindings::component::v1_0::describe_v1;
use serde_json::{Value, json};

use crate::cli::DescribeArgs;
use crate::failure::Failure;
use crate::file;

pub(crate) fn run(args: &DescribeArgs) -> Result<ExitCode, Failure> {
    let component = file::component(&args.file, &args.load)?;
    let mut instance = component.instantiate(args.host.host()?)?;
    // The description is made for tools; a node that has none has a manifest.
    let (interface, function, mut text) = if component.fits::<describe_v1::Guest>().is_ok() {
        let text = instance.describe_json()?;
        (describe_v1::NAME, "describe-json", text)
    } else {
        (node::NAME, "get-manifest", instance.get_manifest()?)
    };
    if args.json {
        let document: Option<Value> = serde_json::from_str(&text).ok();
        output::document(&json!({
            "interface": interface,
            "function": function,
            "text": text,
            "document": document,
        }))?;
    } else {
        text.push('\n');
        output::text(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
