//! The options in the environment.

use anyhow::{Context as _, Result, bail};
use clap::builder::PossibleValuesParser;
use clap::{CommandFactory as _, Parser};
use greentic_shrink::core_wasm::WasmOpt;
use greentic_shrink::pass::Pass;
use greentic_shrink::{Options, SectionPolicy};

/// The environment variable with the options.
const VARIABLE: &str = "COMPONENT_SHRINK_FLAGS";

/// The variable that makes it an error when nothing was shrunk.
const STRICT: &str = "COMPONENT_SHRINK_STRICT";

/// Settings of component-shrink-ld, in the variable `COMPONENT_SHRINK_FLAGS`
#[derive(Parser)]
#[command(name = VARIABLE, no_binary_name = true, disable_help_flag = true)]
#[command(override_usage = "COMPONENT_SHRINK_FLAGS=\"[OPTIONS]\"", after_help = AFTER_HELP)]
struct Flags {
    /// Keep custom sections of these kinds or names
    #[arg(long, value_name = "KIND|NAME", value_delimiter = ',')]
    keep: Vec<String>,

    /// Drop custom sections of these kinds or names
    #[arg(long, value_name = "KIND|NAME", value_delimiter = ',')]
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

const AFTER_HELP: &str = "Other variables:
  COMPONENT_SHRINK_STRICT=1  the link fails where nothing was shrunk
  COMPONENT_SHRINK_LINKER    the linker to call; wasm-component-ld by default
  GREENTIC_WASM_OPT          the wasm-opt to run; empty for none

The report stands in OUTPUT.shrink.txt beside the output, since rustc hides the
messages of a linker that succeeds; `-Wlinker-messages` shows them.
`component-shrink --help` explains kinds and passes.
";

/// The settings in the environment.
#[derive(Debug)]
pub(crate) struct LinkerSettings {
    /// The options for shrinking; `None` if only linking is asked for.
    pub(crate) options: Option<Options>,
    /// `true` if the link fails where nothing was shrunk.
    pub(crate) strict: bool,
}

fn passes() -> PossibleValuesParser {
    Pass::ALL.map(Pass::name).into()
}

/// Returns the help for all settings.
pub(crate) fn help() -> String {
    Flags::command().render_help().to_string()
}

/// Reads the settings in the environment.
///
/// # Errors
///
/// - An option is unknown.
/// - A wasm-opt that is there cannot be run.
pub(crate) fn from_environment() -> Result<LinkerSettings> {
    let flags = std::env::var_os(VARIABLE).unwrap_or_default();
    let flags = flags.to_str().context("it is no text").context(VARIABLE)?;
    let strict = match std::env::var_os(STRICT) {
        None => false,
        Some(value) if value.is_empty() || value == "0" => false,
        Some(value) if value == "1" => true,
        Some(value) => bail!(
            "{STRICT} is `{}`, which is neither 1 nor 0",
            value.display()
        ),
    };
    let flags = Flags::try_parse_from(flags.split_whitespace());
    // The first line says what is wrong; the others say how to find out more.
    let flags = flags.map_err(|error| {
        let text = error.to_string();
        anyhow::Error::msg(text.lines().next().unwrap_or_default().to_owned())
    });
    let flags = flags.context(VARIABLE)?;
    if flags.off {
        if strict {
            bail!("{VARIABLE} has --off, and {STRICT} wants something shrunk: take one away");
        }
        let options = None;
        return Ok(LinkerSettings { options, strict });
    }
    let mut options = Options::default();
    for (words, policy) in [
        (&flags.keep, SectionPolicy::Keep),
        (&flags.drop, SectionPolicy::Drop),
    ] {
        for word in words {
            options = options.kind_or_section(word, policy);
        }
    }
    for pass in Pass::ALL {
        if flags.without.iter().any(|name| name == pass.name()) {
            options = options.without(pass);
        }
    }
    if !flags.no_wasm_opt
        && options.has(Pass::WasmOpt)
        && let Some(program) = WasmOpt::find()?
    {
        options = options.wasm_opt(program);
    }
    let options = Some(options);
    Ok(LinkerSettings { options, strict })
}
