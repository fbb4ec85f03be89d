//! The command `component-shrink`, and the subcommand of others.

mod bench;
mod manifest;
mod many;
mod print;
mod sections;
mod stack;
mod symbolize;
#[cfg(feature = "verify")]
mod verify;
mod walk;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::core_wasm::WasmOpt;
use crate::pass::Pass;
use crate::symbol_map::shrink_with_symbol_map;
use crate::{Error, Options, Report, SectionPolicy, shrink};
use anyhow::{Context as _, Result};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};
use greentic_command::{Exit, Failure, exit, files, output, places, style};
use greentic_untrusted::{guarded, on_one_line};

use greentic_command::files::How;
use greentic_command::places::Inputs;

/// Makes a component or core module smaller: the same world, the same results, fewer bytes.
///
/// Before anything is written the result is checked: it is valid, its world is
/// that of the input, and it is not larger. What fails or is not understood stays
/// as it was. These checks cannot tell that the code does the same; --verify can.
#[derive(Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Arguments {
    /// The component, or a core module, which becomes a component if it carries
    /// `component-type` sections and stays what it is otherwise; `-` is standard
    /// input. Several, and folders of them, are shrunk one after the other
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<PathBuf>,

    /// The file to write the smaller component to; `-` is standard output. A folder
    /// if there are several inputs
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Print bytes before and after, by pass and by section
    #[arg(long)]
    stats: bool,

    /// Print the same as JSON
    #[arg(long, conflicts_with = "stats")]
    json: bool,

    /// Print the parts that were left as they were, and why
    #[arg(short, long)]
    verbose: bool,

    /// Keep custom sections of these kinds or names
    #[arg(long, value_name = "KIND|NAME", value_delimiter = ',')]
    keep: Vec<String>,

    /// Drop custom sections of these kinds or names; see below which go anyway
    #[arg(long, value_name = "KIND|NAME", value_delimiter = ',')]
    drop: Vec<String>,

    /// Move custom sections of these kinds or names into the file of --aside
    #[arg(
        long,
        value_name = "KIND|NAME",
        value_delimiter = ',',
        requires = "aside"
    )]
    set_aside: Vec<String>,

    /// The file to write the sections of --set-aside to: an empty component that has
    /// them in the places where the input had them
    #[arg(long, value_name = "FILE")]
    aside: Option<PathBuf>,

    /// Leave out passes
    #[arg(long, value_name = "PASS", value_delimiter = ',', value_parser = passes())]
    without: Vec<String>,

    /// Run Binaryen's wasm-opt, and fail if it is not there
    #[arg(long, conflicts_with = "no_wasm_opt")]
    wasm_opt: bool,

    /// Do not run wasm-opt, though it is there
    #[arg(long)]
    no_wasm_opt: bool,

    /// Run both forms before anything is written: 100 calls of each exported
    /// function, or as many as given, with values made up from --seed, must do the
    /// same. Given a file of answers (answers.toml), its inputs come first. Where
    /// something cannot be run that is a failure, unless `if-possible` is given too
    #[cfg(feature = "verify")]
    #[arg(
        long,
        value_name = "CASES|if-possible|FILE.toml",
        num_args = 0..=1,
        require_equals = true,
        value_delimiter = ',',
        default_missing_value = "100",
        value_parser = verify::verify_option
    )]
    verify: Vec<verify::VerifyOption>,

    /// The seed from which --verify makes values up
    #[cfg(feature = "verify")]
    #[arg(long, value_name = "N", default_value_t = 2026, requires = "verify")]
    seed: u64,

    /// Write a symbol map for `component-shrink symbolize`: names, DWARF and a map of
    /// the code
    // `--companion`, its name before, is accepted for one release.
    #[arg(long, alias = "companion", value_name = "FILE")]
    symbol_map: Option<PathBuf>,

    /// Renew the hash in the manifest of the component: component.manifest.json, as a
    /// rule. Nothing else in it changes
    #[arg(long, value_name = "FILE")]
    component_manifest: Option<PathBuf>,

    /// Look into the folders within those that are named, too
    #[arg(short, long)]
    recursive: bool,

    /// Replace files that are read-only
    #[arg(long)]
    force: bool,

    /// Let an output replace its own input, which it does if there is no -o, and
    /// write into the file itself where its folder cannot be written: an
    /// interrupted write loses the file then
    #[arg(long)]
    in_place: bool,

    #[command(subcommand)]
    command: Option<Commands>,
}

/// The outputs for one component.
struct Outputs {
    component: Vec<u8>,
    split_sections: Vec<u8>,
    symbol_map: Vec<u8>,
    report: Report,
}

/// Returns the error for a mistake of this program or of a tool in it.
fn gave_up(panic: &str) -> anyhow::Error {
    let panic = on_one_line(panic);
    let message = format!("a pass gave up, which is a mistake in it; nothing was written: {panic}");
    Failure::new(Exit::System, "gave-up", message).into()
}

/// Returns an error whose text may have names of the input in it.
fn shown(error: &Error) -> anyhow::Error {
    Failure::unusable(on_one_line(&error.to_string())).into()
}

/// `component-shrink`, by itself.
#[derive(Parser)]
#[command(name = "component-shrink", version, after_long_help = after_help())]
struct Program {
    #[command(flatten)]
    arguments: Arguments,

    #[command(flatten)]
    color: style::ColorArgs,
}

/// Runs the command with the arguments of this process.
pub fn main() -> ExitCode {
    match Program::try_parse() {
        Err(error) => output::not_parsed(&error),
        Ok(program) => {
            program.color.apply();
            program.arguments.end()
        }
    }
}

/// Returns the end of `--help`.
pub fn after_help() -> String {
    format!("{AFTER_HELP}\n{}\n{EXAMPLES}", exit::TABLE)
}

/// Fails over a command line that makes no sense.
fn usage(message: &str) -> Result<()> {
    Err(Failure::usage(message).into())
}

#[derive(Subcommand)]
enum Commands {
    Bench(bench::Bench),
    Stack(stack::Stack),
    Symbolize(symbolize::Symbolize),
}

const AFTER_HELP: &str = "Passes:
  custom      custom sections, by kind
  tidy        definitions that are dead or double, and their order
  canonical   options of canonical functions that say nothing
  shims       the components around typed exports
  core        core modules: dead code goes, the rest is written in fewer bytes
  wasm-opt    Binaryen's wasm-opt on each core module, if it is installed
  allocator   the modules around imports that need memory
  outline     code that stands in several places of a core module
  names       names of core imports and exports

Kinds of custom sections:
  names            `name`, `component-name`
  producers        `producers`
  debug            `.debug_*` and where source maps are
  target-features  `target_features`
  provenance       SBOM, licences, versions, and `greentic.*`; these stay
  signature        signatures, which do not hold for other bytes
  hints            `metadata.code.*`, for speed alone
  unknown          all others; these stay in a core module that stays one, since what
                   loads it may read them (`dylink.0`, `contractspecv0`)
The full name of a section decides before its kind: --keep my.section

Environment:
  GREENTIC_WASM_OPT   the wasm-opt to run; empty for none
";

const EXAMPLES: &str = "\
Examples:
  component-shrink app.wasm -o app.small.wasm --stats
  component-shrink app.wasm -o small.wasm --set-aside names,debug --aside app.names.wasm
  component-shrink app.wasm -o small.wasm --verify --symbol-map app.symbols
  component-shrink app.wasm -o small.wasm --verify=answers.toml,20
  component-shrink target/components more.wasm --recursive -o small --stats
  component-shrink app.wasm --in-place
  component-shrink app.wasm --in-place --component-manifest component.manifest.json
  component-shrink symbolize app.symbols backtrace.txt
  component-shrink stack app.wasm
  wasm-tools component new core.wasm | component-shrink - -o - > small.wasm
";

fn passes() -> PossibleValuesParser {
    Pass::ALL.map(Pass::name).into()
}

impl Arguments {
    /// Runs the command, and prints its error if it fails.
    pub fn end(&self) -> ExitCode {
        match self.run() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => Failure::from(error).report(self.json()),
        }
    }

    /// Tells whether a program reads the output.
    fn json(&self) -> bool {
        match &self.command {
            Some(Commands::Bench(bench)) => bench.json,
            Some(Commands::Stack(stack)) => stack.json,
            Some(Commands::Symbolize(_)) => false,
            None => self.json,
        }
    }

    fn run(&self) -> Result<()> {
        match &self.command {
            Some(Commands::Bench(bench)) => return bench.run(),
            Some(Commands::Stack(stack)) => return stack.run(),
            Some(Commands::Symbolize(symbolize)) => return symbolize.run(),
            None => {}
        }
        let asked = self.output.is_some() || self.in_place || self.stats || self.json;
        #[cfg(feature = "verify")]
        let asked = asked || !self.verify.is_empty();
        if !asked && !self.verbose {
            usage("nothing to do: give -o OUT, or --stats to see what it would come to")?;
        }
        match self.inputs.as_slice() {
            [path] if !path.is_dir() => self.run_one(path),
            _ if self.component_manifest.is_some() => {
                usage("--component-manifest is of one component, and there are several")
            }
            _ => self.run_many(),
        }
    }

    fn run_one(&self, path: &Path) -> Result<()> {
        let output = self.output.as_deref().or(self.in_place.then_some(path));
        let others = [&self.symbol_map, &self.aside].map(Option::as_deref);
        let outputs = [others[0], others[1], output];
        let inputs = Inputs::of([path]).replaceable();
        let spare = || -> Result<()> {
            for other in others.into_iter().flatten() {
                inputs.spare(other, None)?;
            }
            let own = self.in_place.then_some(path);
            output.map_or(Ok(()), |output| inputs.spare(output, own))
        };
        if self.in_place && self.output.is_none() && files::is_stream(path) {
            usage("--in-place needs a file, and the input is a stream")?;
        }
        let manifest = self.component_manifest.as_deref();
        if manifest.is_some() && output.is_none() {
            usage("--component-manifest has the hash of what is written: give -o OUT")?;
        }
        places::all_differ(outputs.into_iter().chain([manifest]).flatten())?;
        spare()?;

        let input = files::read(path)?;
        let shrunk = self.shrink(path, &input, &self.options()?, self.symbol_map.is_some())?;
        // The output may have become another file in between.
        spare()?;
        let contents = [
            &shrunk.symbol_map,
            &shrunk.split_sections,
            &shrunk.component,
        ];
        let renewed = manifest.map(|path| manifest::renewed(path, &shrunk.component));
        let renewed = renewed.transpose()?.unwrap_or_default();
        // The manifest comes last, because it tells of the component.
        let manifests = [(&manifest, renewed.as_bytes())];
        let contents = contents.map(Vec::as_slice);
        let prepared: Vec<_> = outputs
            .iter()
            .zip(contents)
            .chain(manifests)
            .filter_map(|(path, bytes)| Some(files::prepare((*path)?, bytes, self.how())))
            .collect::<Result<_>>()?;
        for output in prepared {
            output.finish()?;
        }
        // Standard output may be taken.
        let text = if self.json {
            output::to_json(&shrunk.report)
        } else if self.stats {
            print::stats(&shrunk.report)
        } else {
            String::new()
        };
        if outputs.into_iter().flatten().any(files::is_stream) {
            eprint!("{text}");
        } else {
            output::text(&text)?;
        }
        eprint!("{}", print::warnings(&shrunk.report));
        let missing = sections::missing(&self.options()?, [input.as_slice()]);
        eprint!("{}", sections::warnings(&missing));
        if self.verbose {
            eprint!("{}", print::notes(&shrunk.report));
        }
        Ok(())
    }

    /// Shrinks one component and verifies it. A panic on the way becomes an error.
    fn shrink(
        &self,
        path: &Path,
        input: &[u8],
        options: &Options,
        with_symbol_map: bool,
    ) -> Result<Outputs> {
        let context = || files::name(path);
        if with_symbol_map && options.keeps("name") {
            usage("--symbol-map takes the names away, which --keep names wants to stay")?;
        }
        let shrunk = guarded(|| {
            if with_symbol_map {
                let (shrunk, symbol_map) = shrink_with_symbol_map(input, options)?;
                return Ok((shrunk, symbol_map.to_bytes()));
            }
            Ok((shrink(input, options)?, Vec::new()))
        });
        let (shrunk, symbol_map) = shrunk
            .map_err(|panic| gave_up(&panic))
            .and_then(|result| result.map_err(|error: Error| shown(&error)))
            .with_context(context)?;
        #[cfg(feature = "verify")]
        if let Some(verifying) = verify::Verifying::of(&self.verify, self.seed)? {
            guarded(|| verifying.run(input, &shrunk.component))
                .map_err(|panic| gave_up(&panic))
                .and_then(|result| result)
                .with_context(context)?;
        }
        Ok(Outputs {
            component: shrunk.component,
            split_sections: shrunk.split_sections,
            symbol_map,
            report: shrunk.report,
        })
    }

    fn how(&self) -> How {
        How {
            force: self.force,
            in_place: self.in_place,
        }
    }

    fn options(&self) -> Result<Options> {
        let mut options = sections::options(&[
            (&self.keep, SectionPolicy::Keep),
            (&self.drop, SectionPolicy::Drop),
            (&self.set_aside, SectionPolicy::Split),
        ])?;
        for pass in Pass::ALL {
            if self.without.iter().any(|name| name == pass.name()) {
                options = options.without(pass);
            }
        }
        if !self.no_wasm_opt && options.has(Pass::WasmOpt) {
            match WasmOpt::find()? {
                Some(program) => options = options.wasm_opt(program),
                None if self.wasm_opt => {
                    let message =
                        "wasm-opt is not installed: install Binaryen, or leave --wasm-opt out";
                    return Err(Failure::system(message).into());
                }
                None => {}
            }
        }
        Ok(options)
    }
}
