//! `greentic-tiny precompile`.

use greentic_command::places::Inputs;
use greentic_command::{files, output};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::on_one_line;
use serde_json::json;

use crate::failure::Failure;
use crate::file;
use crate::options::engine::EngineArgs;
use crate::options::key;

#[derive(Args)]
pub(crate) struct PrecompileArgs {
    /// The component
    pub(crate) file: PathBuf,

    /// Write the signed code to this file
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
    let inputs = Inputs::of([args.file.as_path(), args.key.as_path()]);
    inputs.spare(&args.output, None).map_err(shared)?;
    let shim = args.engine.shim(None)?;
    let component = file::bytes(&args.file, shim.limits())?;
    let key = key::load_or_create(&args.key)?;
    let code = shim.precompile(&component, &key)?;
    files::prepare(&args.output, &code, files::How::default())
        .and_then(files::Prepared::finish)
        .map_err(shared)?;
    if args.json {
        output::document(&json!({
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

fn shared(error: anyhow::Error) -> Failure {
    greentic_command::Failure::from(error).into()
}
