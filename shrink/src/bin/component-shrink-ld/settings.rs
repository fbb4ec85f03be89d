//! The options in the environment.

use anyhow::{Context as _, Result};
use clap::Parser;
use clap::builder::PossibleValuesParser;
use greentic_shrink::core::WasmOpt;
use greentic_shrink::pass::Pass;
use greentic_shrink::{Class, Options, Treatment};

/// The variable that has them.
const VARIABLE: &str = "COMPONENT_SHRINK_FLAGS";

/// How to shrink.
#[derive(Parser)]
#[command(name = VARIABLE, no_binary_name = true, disable_help_flag = true)]
struct Settings {
    /// Keep custom sections of these classes
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = classes())]
    keep: Vec<String>,

    /// Drop custom sections of these classes
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = classes())]
    drop: Vec<String>,

    /// Leave out passes
    #[arg(long, value_name = "PASS", value_delimiter = ',', value_parser = passes())]
    without: Vec<String>,

    /// Do not run wasm-opt, though it is there
    #[arg(long)]
    no_wasm_opt: bool,

    /// Only link
    #[arg(long)]
    off: bool,
}

fn classes() -> PossibleValuesParser {
    Class::ALL.map(Class::name).into()
}

fn passes() -> PossibleValuesParser {
    Pass::ALL.map(Pass::name).into()
}

/// What the environment says; `None` when nothing is to be done.
///
/// # Errors
///
/// - It says something that is no option.
pub(crate) fn options() -> Result<Option<Options>> {
    let flags = std::env::var(VARIABLE).unwrap_or_default();
    let settings = Settings::try_parse_from(flags.split_whitespace());
    // The first line has what is wrong, the others how to find out more.
    let settings = settings.map_err(|error| {
        let text = error.to_string();
        anyhow::Error::msg(text.lines().next().unwrap_or_default().to_owned())
    });
    let settings = settings.context(VARIABLE)?;
    if settings.off {
        return Ok(None);
    }
    let mut options = Options::default();
    for (names, treatment) in [
        (&settings.keep, Treatment::Keep),
        (&settings.drop, Treatment::Drop),
    ] {
        for class in Class::ALL {
            if names.iter().any(|name| name == class.name()) {
                options = options.custom(class, treatment);
            }
        }
    }
    for pass in Pass::ALL {
        if settings.without.iter().any(|name| name == pass.name()) {
            options = options.without(pass);
        }
    }
    if !settings.no_wasm_opt
        && options.has(Pass::WasmOpt)
        && let Some(program) = WasmOpt::find()?
    {
        options = options.wasm_opt(program);
    }
    Ok(Some(options))
}
