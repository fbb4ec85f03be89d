//! `greentic-tiny i18n`.

use greentic_command::output;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use greentic_host_shim::bindings::component::v0_6::component_i18n as base;
use greentic_host_shim::bindings::component::v0_6_1::component_i18n as newer;
use greentic_host_shim::on_one_line;
use serde_json::{Value, json};

use crate::commands::setup::{Asking, answer_of, decoded};
use crate::failure::Failure;
use crate::options::run::RunArgs;

#[derive(Args)]
pub(crate) struct I18nArgs {
    /// The component
    file: PathBuf,

    /// Print the texts in the language of --locale in place of the keys; only
    /// components of 0.6.1 have them
    #[arg(long, requires = "locale")]
    bundle: bool,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    run: RunArgs,
}

const ASKING: Asking = Asking {
    command: "i18n",
    interfaces: &[base::NAME, newer::NAME],
};

pub(crate) fn run(args: &I18nArgs) -> Result<ExitCode, Failure> {
    let (component, mut instance) = args.run.instance(&args.file)?;
    if args.bundle {
        let locale = args.run.context.locale.as_deref().unwrap_or_default();
        let mut texts = instance.exports::<newer::Guest>()?;
        let texts = decoded(&texts.i18n_bundle(locale)?)?;
        if args.json {
            output::document(&json!({
                "interface": newer::NAME,
                "locale": locale,
                "texts": texts,
            }))?;
        } else {
            output::text(&format!("{texts}\n"))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let (interface, keys) = if component.fits::<newer::Guest>().is_ok() {
        let keys = instance.exports::<newer::Guest>()?.i18n_keys()?;
        (newer::NAME, json!(keys))
    } else if component.fits::<base::Guest>().is_ok() {
        let keys = instance.exports::<base::Guest>()?.i18n_keys()?;
        (base::NAME, json!(keys))
    } else {
        // A node has an operation for it.
        answer_of(
            &ASKING,
            &component,
            &mut instance,
            &args.run.context,
            "i18n-keys",
            &json!({}),
        )?
    };
    if args.json {
        output::document(&json!({ "interface": interface, "keys": keys }))?;
    } else {
        output::text(&lines(&keys))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns one key a line, or the other answer of a node.
fn lines(keys: &Value) -> String {
    let line = |key: &Value| match key {
        Value::String(key) => on_one_line(key).into_owned() + "\n",
        other => format!("{other}\n"),
    };
    match keys {
        Value::Array(keys) => keys.iter().map(line).collect(),
        other => line(other),
    }
}
