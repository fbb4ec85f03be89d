//! `component-shrink bench`: side by side with other tools.

mod peers;
mod table;

use std::path::{Path, PathBuf};

use crate::core_wasm::WasmOpt;
use crate::{Options, shrink};
use anyhow::{Context as _, Result};
use clap::Args;
use greentic_command::{Failure, files, output};
use greentic_untrusted::on_one_line;
use serde::Serialize;

use self::peers::{Jco, WasmTools};
use super::walk;

/// The folders that are searched when no components are named: those of the size
/// report, and those in which the tests leave components of other tool chains.
const FOLDERS: [&str; 6] = [
    "target/size-report/components",
    "target/size-report/worlds",
    "target/fixtures/composed",
    "target/fixtures/javascript-quickjs",
    "target/fixtures/javascript-spidermonkey",
    "target/fixtures/rust-std-resources",
];

/// Shrinks components, has other tools do so, and prints what came of it in one
/// table.
///
/// wasm-opt is the same for all. Tools that are not installed are named.
#[derive(Args)]
pub(crate) struct Bench {
    /// Components, and folders of them; without any, what the size report and the
    /// tests left
    files: Vec<PathBuf>,

    /// The jco to run, a program or its JavaScript file; `jco` if it is on the path
    #[arg(long, value_name = "PROGRAM")]
    jco: Option<PathBuf>,

    /// The wasm-tools to run; `wasm-tools` if it is on the path
    #[arg(long, value_name = "PROGRAM")]
    wasm_tools: Option<PathBuf>,

    /// Print the same as JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// The sizes that each way left of each component.
#[derive(Debug, Serialize)]
pub(crate) struct Comparison {
    /// The ways to make a component smaller, in the order of [`Row::bytes`].
    pub(crate) columns: Vec<Column>,
    /// A row for each component.
    pub(crate) rows: Vec<Row>,
    /// The sums over those rows that every present tool has managed.
    pub(crate) total: Row,
    /// The number of rows in the sums.
    pub(crate) summed: usize,
}

/// A way to make a component smaller.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    /// The name.
    pub(crate) name: &'static str,
    /// The reason why it cannot be run; `None` if it can.
    pub(crate) missing: Option<String>,
}

/// The sizes of one component.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The file.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) input: u64,
    /// Bytes that each way left; `None` where it failed or is missing.
    pub(crate) bytes: Vec<Option<u64>>,
    /// The ways that failed, each with its message.
    pub(crate) failures: Vec<String>,
}

impl Bench {
    /// Runs the subcommand.
    pub(crate) fn run(&self) -> Result<()> {
        let paths = self.paths()?;
        let wasm_opt = peers::wasm_opt();
        let ways = self.ways(wasm_opt.as_deref());
        let mut rows = Vec::new();
        for path in &paths {
            rows.push(row(path, &ways)?);
        }
        let comparison = Comparison::new(&ways, rows);
        if self.json {
            return Ok(output::document(&comparison)?);
        }
        Ok(output::text(&table::render(&comparison))?)
    }

    fn paths(&self) -> Result<Vec<PathBuf>> {
        if !self.files.is_empty() {
            return paths(&self.files);
        }
        let mut folders = FOLDERS.map(PathBuf::from).to_vec();
        folders.retain(|folder| folder.is_dir());
        if folders.is_empty() {
            return Err(Failure::usage("name components, or folders of them").into());
        }
        paths(&folders)
    }

    fn ways(&self, wasm_opt: Option<&Path>) -> Vec<Way> {
        let plain: Tool = Box::new(|input| Ok(shrink(input, &Options::default())?.component));
        let with = match wasm_opt {
            Some(program) => {
                WasmOpt::at(program)
                    .map_err(|error| error.to_string())
                    .map(|program| -> Tool {
                        let options = Options::default().wasm_opt(program);
                        Box::new(move |input| Ok(shrink(input, &options)?.component))
                    })
            }
            None => Err("wasm-opt is not installed".to_owned()),
        };
        let strip = WasmTools::find(self.wasm_tools.as_deref());
        let jco = Jco::find(self.jco.as_deref(), wasm_opt);
        let both = match (jco, strip.clone()) {
            (Ok(jco), Ok(strip)) => {
                let run: Tool = Box::new(move |input| strip.strip(&jco.opt(input)?));
                Ok(run)
            }
            (Err(missing), _) | (_, Err(missing)) => Err(missing),
        };
        let strip = strip.map(|strip| -> Tool { Box::new(move |input| strip.strip(input)) });
        vec![
            Way("ours", Ok(plain)),
            Way("ours, wasm-opt", with),
            Way("jco opt, strip", both),
            Way("wasm-tools strip", strip),
        ]
    }
}

/// Makes a component smaller.
type Tool = Box<dyn Fn(&[u8]) -> Result<Vec<u8>>>;

/// A way to make a component smaller: its name, and the function that does it or
/// the reason why there is none.
struct Way(&'static str, Result<Tool, String>);

/// Returns the components that are named, and those in folders.
fn paths(named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let search = walk::components(named, false, None)?;
    Ok(search.files.into_iter().map(|found| found.path).collect())
}

fn row(path: &Path, ways: &[Way]) -> Result<Row> {
    let input = files::read(path)?;
    let mut row = Row {
        name: on_one_line(&path.file_stem().unwrap_or_default().display().to_string()).into_owned(),
        input: input.len() as u64,
        bytes: Vec::new(),
        failures: Vec::new(),
    };
    for Way(name, run) in ways {
        let output = run.as_ref().ok().map(|run| {
            let output = run(&input)?;
            wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
                .validate_all(&output)
                .context("what came out is not valid")?;
            anyhow::Ok(output.len() as u64)
        });
        row.bytes.push(match output {
            Some(Ok(bytes)) => Some(bytes),
            Some(Err(error)) => {
                row.failures.push(format!("{name}: {error:#}"));
                None
            }
            None => None,
        });
    }
    Ok(row)
}

impl Comparison {
    fn new(ways: &[Way], rows: Vec<Row>) -> Self {
        let present: Vec<_> = ways.iter().map(|Way(_, run)| run.is_ok()).collect();
        let whole = |row: &&Row| {
            let mut bytes = row.bytes.iter().zip(&present);
            bytes.all(|(bytes, present)| bytes.is_some() || !present)
        };
        let summed: Vec<_> = rows.iter().filter(whole).collect();
        let total = Row {
            name: "all".to_owned(),
            input: summed.iter().map(|row| row.input).sum(),
            bytes: (0..ways.len())
                .map(|way| summed.iter().map(|row| row.bytes[way]).sum())
                .collect(),
            failures: Vec::new(),
        };
        let summed = summed.len();
        let columns = ways.iter().map(|Way(name, run)| Column {
            name,
            missing: run.as_ref().err().cloned(),
        });
        Self {
            columns: columns.collect(),
            rows,
            total,
            summed,
        }
    }
}
