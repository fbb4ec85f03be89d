//! `greentic-shim precompile`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::on_one_line;
use serde_json::json;

use crate::engine::EngineArgs;
use crate::failure::Failure;
use crate::{file, key, output, place};

#[derive(Args)]
pub(crate) struct PrecompileArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// Where the signed code goes
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// The file with the key that signs it; made if it is not there. Keep it to
    /// yourself: who has it can run code where the file is loaded
    #[arg(long, value_name = "FILE")]
    key: PathBuf,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    engine: EngineArgs,
}

pub(crate) fn run(args: &PrecompileArgs) -> Result<ExitCode, Failure> {
    for (what, path) in [("the component", &args.file), ("the key", &args.key)] {
        if place::is_one(&args.output, path) {
            return Err(Failure::Usage {
                message: format!(
                    "--output: {} is {what}, which would be overwritten: name another file",
                    args.output.display()
                ),
            });
        }
    }
    let shim = args.engine.shim(None)?;
    let component = file::bytes(&args.file, shim.limits())?;
    let key = key::load_or_create(&args.key)?;
    let code = shim.precompile(&component, &key)?;
    std::fs::write(&args.output, &code)
        .map_err(|error| Failure::io("cannot write", &args.output, error))?;
    if args.json {
        output::document(&json!({
            "schema_version": 1,
            "component_bytes": component.len(),
            "bytes": code.len(),
        }))?;
    } else {
        output::text(&format!(
            "{} bytes of WebAssembly are {} bytes of code in {}\n",
            component.len(),
            code.len(),
            on_one_line(&args.output.display().to_string())
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
