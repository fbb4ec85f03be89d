//! `greentic-tiny provider`.

use greentic_command::output;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use greentic_host_shim::bindings::provider_schema_core::v1_0 as provider;
use serde_json::{Value, json};

use crate::failure::{ANSWERED, Failure};
use crate::file;
use crate::options::calling;
use crate::options::engine::LoadArgs;
use crate::options::host::HostArgs;

#[derive(Args)]
pub(crate) struct ProviderArgs {
    /// The component
    file: PathBuf,

    #[command(subcommand)]
    function: Function,

    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,

    #[command(flatten)]
    host: HostArgs,

    #[command(flatten)]
    load: LoadArgs,
}

#[derive(Subcommand)]
enum Function {
    /// Print its manifest
    Describe,

    /// Say whether a configuration is acceptable
    ValidateConfig {
        /// The configuration, as JSON or a file of it
        config: String,
    },

    /// Say whether it works
    Healthcheck,

    /// Run an operation
    Invoke {
        /// The operation
        op: String,

        /// The input, as JSON or a file of it
        #[arg(default_value = "null")]
        input: String,
    },
}

pub(crate) fn run(args: &ProviderArgs) -> Result<ExitCode, Failure> {
    let given = match &args.function {
        Function::ValidateConfig { config } => calling::json("the configuration", config)?,
        Function::Invoke { input, .. } => calling::json("the input", input)?,
        Function::Describe | Function::Healthcheck => Value::Null,
    };
    let given = given.to_string();
    let component = file::component(&args.file, &args.load)?;
    let mut instance = component.instantiate(args.host.host()?)?;
    let mut provider = instance.exports::<provider::Guest>()?;
    let (function, answer) = match &args.function {
        Function::Describe => ("describe", provider.describe()?),
        Function::ValidateConfig { .. } => (
            "validate-config",
            provider.validate_config(given.as_bytes())?,
        ),
        Function::Healthcheck => ("healthcheck", provider.healthcheck()?),
        Function::Invoke { op, .. } => ("invoke", provider.invoke(op, given.as_bytes())?),
    };
    let text = String::from_utf8_lossy(&answer);
    let value: Option<Value> = serde_json::from_str(&text).ok();
    if args.json {
        output::document(&json!({
            "interface": provider::NAME,
            "function": function,
            "text": text,
            "document": value,
            "memory_bytes": instance.memory_bytes(),
        }))?;
    } else {
        output::text(&format!("{text}\n"))?;
    }
    let failed = value.is_some_and(|value| value.get("ok") == Some(&Value::Bool(false)));
    Ok(if failed {
        ANSWERED.code()
    } else {
        ExitCode::SUCCESS
    })
}
