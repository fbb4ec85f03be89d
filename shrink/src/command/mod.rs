//! The command line.

mod bench;
mod files;
mod many;
mod print;
mod stack;
mod symbolize;
#[cfg(feature = "verify")]
mod verify;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use greentic_shrink::companion::shrink_with_companion;
use greentic_shrink::core::WasmOpt;
use greentic_shrink::pass::Pass;
use greentic_shrink::{Class, Options, Treatment, shrink};

/// Makes a component smaller: the same world, the same results, fewer bytes.
///
/// Everything is proven before anything is written: the result is valid, its
/// world is that of the input, and it is not larger. What cannot be proven or is
/// not understood stays as it was.
#[derive(Parser)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags")]
#[command(name = "component-shrink", version, after_long_help = AFTER_HELP)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    /// The component, or a core module that carries `component-type` sections;
    /// `-` is standard input. Several, and folders of them, are shrunk one
    /// after the other
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<PathBuf>,

    /// Where to write the smaller component; `-` is standard output. A folder
    /// where there are several
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Print bytes before and after, by pass and by section
    #[arg(long)]
    stats: bool,

    /// Print the same as JSON
    #[arg(long, conflicts_with = "stats")]
    json: bool,

    /// Say what was left as it was, and why
    #[arg(short, long)]
    verbose: bool,

    /// Keep custom sections of these classes
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = classes())]
    keep: Vec<String>,

    /// Drop custom sections of these classes; all but provenance go anyway
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = classes())]
    drop: Vec<String>,

    /// Move custom sections of these classes into the file of --aside
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = classes(), requires = "aside")]
    set_aside: Vec<String>,

    /// Where to write the sections of --set-aside: an empty component that has
    /// them where the input had them
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

    /// Run both forms before anything is written: so many calls of each exported
    /// function, with values made up from --seed, must do the same
    #[cfg(feature = "verify")]
    #[arg(long, value_name = "CASES", num_args = 0..=1, require_equals = true, default_missing_value = "100")]
    verify: Option<u32>,

    /// What --verify makes values up from
    #[cfg(feature = "verify")]
    #[arg(long, value_name = "N", default_value_t = 2026, requires = "verify")]
    seed: u64,

    /// Write names, DWARF and a map of the code, for `component-shrink symbolize`
    #[arg(long, value_name = "FILE")]
    companion: Option<PathBuf>,

    #[command(subcommand)]
    command: Option<Commands>,
}

#[derive(Subcommand)]
enum Commands {
    Bench(bench::Bench),
    Stack(stack::Stack),
    Symbolize(symbolize::Symbolize),
}

const AFTER_HELP: &str = "Passes:
  custom      custom sections, by class
  tidy        definitions that are dead or double, and their order
  canonical   options of canonical functions that say nothing
  shims       the components around typed exports
  core        what nothing reaches in core modules, and what takes fewer bytes
  wasm-opt    Binaryen's wasm-opt on each core module, if it is installed
  allocator   the modules around imports that need memory
  outline     code that stands in several places of a core module
  names       names of core imports and exports

Classes of custom sections:
  names, producers, debug, target-features, provenance (SBOM, licences), unknown

Environment:
  GREENTIC_WASM_OPT   the wasm-opt to run; empty for none

Exit status:
  0  the component was written, smaller or as it was
  1  the input is no component, a file cannot be read or written, or --verify
     has found a difference: nothing was written then; of several inputs, the
     others were

Examples:
  component-shrink app.wasm -o app.small.wasm --stats
  component-shrink app.wasm -o small.wasm --set-aside names,debug --aside app.names.wasm
  component-shrink app.wasm -o small.wasm --verify --companion app.companion
  component-shrink target/components more.wasm -o small --stats
  component-shrink symbolize app.companion backtrace.txt
  component-shrink stack app.wasm
  wasm-tools component new core.wasm | component-shrink - -o - > small.wasm
";

fn classes() -> PossibleValuesParser {
    Class::ALL.map(Class::name).into()
}

fn passes() -> PossibleValuesParser {
    Pass::ALL.map(Pass::name).into()
}

impl Arguments {
    /// Does what the command line says.
    pub(crate) fn run(&self) -> Result<()> {
        match &self.command {
            Some(Commands::Bench(bench)) => return bench.run(),
            Some(Commands::Stack(stack)) => return stack.run(),
            Some(Commands::Symbolize(symbolize)) => return symbolize.run(),
            None => {}
        }
        let asked = self.output.is_some() || self.stats || self.json || self.verbose;
        #[cfg(feature = "verify")]
        let asked = asked || self.verify.is_some();
        if !asked {
            bail!("nothing to do: give -o OUT, or --stats to see what it would come to");
        }
        match self.inputs.as_slice() {
            [path] if !path.is_dir() => self.run_one(path),
            _ => self.run_many(),
        }
    }

    fn run_one(&self, path: &Path) -> Result<()> {
        self.outputs_differ()?;
        let input = files::read(path)?;
        let context = || files::name(path);
        let options = self.options()?;
        let (shrunk, companion) = if self.companion.is_some() {
            if options.keeps(Class::Names) {
                bail!("--companion takes the names away, which --keep names wants to stay");
            }
            let (shrunk, companion) =
                shrink_with_companion(&input, &options).with_context(context)?;
            (shrunk, companion.to_bytes())
        } else {
            (shrink(&input, &options).with_context(context)?, Vec::new())
        };
        #[cfg(feature = "verify")]
        if let Some(cases) = self.verify {
            verify::run(&input, &shrunk.component, cases, self.seed).with_context(context)?;
        }

        let outputs = [
            (&self.companion, &companion),
            (&self.aside, &shrunk.aside),
            (&self.output, &shrunk.component),
        ];
        let prepared: Vec<_> = outputs
            .iter()
            .filter_map(|(path, bytes)| Some(files::prepare(path.as_deref()?, bytes)))
            .collect::<Result<_>>()?;
        for output in prepared {
            output.finish()?;
        }
        // Standard output may be taken.
        let text = if self.json {
            print::json(&shrunk.report)?
        } else if self.stats {
            print::stats(&shrunk.report)
        } else {
            String::new()
        };
        if self.outputs().any(files::is_stream) {
            eprint!("{text}");
        } else {
            files::print(&text)?;
        }
        if self.verbose {
            eprint!("{}", print::notes(&shrunk.report));
        }
        Ok(())
    }

    /// Everywhere that something is to be written.
    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let outputs = [&self.output, &self.aside, &self.companion];
        outputs.into_iter().filter_map(Option::as_deref)
    }

    /// One of two that go to one place would be lost.
    fn outputs_differ(&self) -> Result<()> {
        let mut seen = Vec::new();
        for path in self.outputs() {
            if seen.contains(&path) {
                bail!(
                    "-o, --aside and --companion each need a place of their own, and two are {}",
                    path.display()
                );
            }
            seen.push(path);
        }
        Ok(())
    }

    fn options(&self) -> Result<Options> {
        let mut options = Options::default();
        for (names, treatment) in [
            (&self.keep, Treatment::Keep),
            (&self.drop, Treatment::Drop),
            (&self.set_aside, Treatment::SetAside),
        ] {
            for class in Class::ALL {
                if names.iter().any(|name| name == class.name()) {
                    options = options.custom(class, treatment);
                }
            }
        }
        for pass in Pass::ALL {
            if self.without.iter().any(|name| name == pass.name()) {
                options = options.without(pass);
            }
        }
        if !self.no_wasm_opt && options.has(Pass::WasmOpt) {
            match WasmOpt::find()? {
                Some(program) => options = options.wasm_opt(program),
                None if self.wasm_opt => bail!("wasm-opt is not installed"),
                None => {}
            }
        }
        Ok(options)
    }
}
