//! `greentic-shim precompile`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::SigningKey;
use serde_json::json;

use crate::engine::EngineArgs;
use crate::failure::Failure;
use crate::{file, output};

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
    let shim = args.engine.shim(None)?;
    let component = file::bytes(&args.file, shim.limits())?;
    let key = SigningKey::load_or_create(&args.key)?;
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
            output::printable(&args.output.display().to_string())
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
