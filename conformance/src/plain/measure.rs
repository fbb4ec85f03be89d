//! One module: shrunk, run, explained, and beside wasm-opt.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use greentic_shrink::core_wasm::WasmOpt;
use greentic_shrink::verify::{Settings, verify};
use greentic_shrink::{Options, shrink};
use greentic_size_model::explain::{Key, explain};
use greentic_size_model::{Aids, File};
use greentic_testkit::cargo::target;
use greentic_testkit::runtimes::run;

use super::Listed;

/// What a call may take in Wasmtime's fuel, about one for an instruction.
const FUEL: u64 = 1_000_000;

/// Calls of all functions of a module together, and of one function at most.
const CALLS: u32 = 600;
const CALLS_OF_ONE: u32 = 20;

/// The programs beside which a module is measured.
#[derive(Clone, Debug)]
pub struct Peers {
    /// Binaryen's wasm-opt.
    pub wasm_opt: Option<WasmOpt>,
    /// Whether shrinking with wasm-opt inside is measured too.
    pub inside: bool,
}

/// What came of running both forms.
#[derive(Clone, Debug)]
pub enum Alike {
    /// So many calls of so many functions did the same.
    Calls {
        /// Calls that came to the same end with the same state.
        calls: u64,
        /// How many of those trapped.
        trapped: u64,
        /// Functions of which calls were compared.
        functions: usize,
        /// Calls of imports.
        imports: u64,
    },
    /// It could not be run, for this reason.
    NotRun(String),
    /// The two forms do not do the same.
    Different(String),
}

/// What was measured of a module.
#[derive(Clone, Debug)]
pub struct Row {
    /// Package and file.
    pub name: String,
    /// The language and the tools that made it.
    pub made_with: String,
    /// Bytes as published.
    pub bytes: usize,
    /// Bytes as shrunk, without wasm-opt.
    pub shrunk: usize,
    /// How long that took.
    pub took: Duration,
    /// Bytes that `wasm-opt -Oz` and stripping leave, or why there are none.
    pub wasm_opt: Result<usize, String>,
    /// Bytes as shrunk with wasm-opt inside, where that was asked for.
    pub inside: Option<usize>,
    /// Whether it does the same.
    pub alike: Alike,
    /// What is wrong with how its bytes are explained, if something is.
    pub explained: Result<(), String>,
}

/// Measures a module. Runs both forms of it, those with wasm-opt inside as well.
///
/// # Errors
///
/// When it cannot be shrunk.
pub fn measure(listed: &Listed, module: &[u8], peers: &Peers) -> Result<Row> {
    let start = Instant::now();
    let shrunk = shrink(module, &Options::default())?.component;
    let took = start.elapsed();
    let mut alike = run_both(module, &shrunk);
    let mut inside = None;
    if let Some(program) = peers.wasm_opt.as_ref().filter(|_| peers.inside) {
        let options = Options::default().wasm_opt(program.clone());
        let with = shrink(module, &options)?.component;
        inside = Some(with.len());
        if let different @ Alike::Different(_) = run_both(module, &with) {
            alike = different;
        }
    }
    let wasm_opt = match &peers.wasm_opt {
        Some(program) => optimised(program, listed, module).map_err(|why| format!("{why:#}")),
        None => Err("it is not installed".to_owned()),
    };
    let explained = adds_up(module).and_then(|()| adds_up(&shrunk));
    Ok(Row {
        name: listed.name(),
        made_with: listed.made_with.clone(),
        bytes: module.len(),
        shrunk: shrunk.len(),
        took,
        wasm_opt,
        inside,
        alike,
        explained: explained.map_err(|why| format!("{why:#}")),
    })
}

/// Runs both forms.
fn run_both(before: &[u8], after: &[u8]) -> Alike {
    let functions = u32::try_from(functions(before)).unwrap_or(u32::MAX).max(1);
    let settings = Settings {
        cases: (CALLS / functions).clamp(1, CALLS_OF_ONE),
        fuel: FUEL,
        ..Settings::default()
    };
    match verify(before, after, &settings) {
        Err(difference) => Alike::Different(difference.to_string()),
        Ok(verified) if verified.calls() == 0 => {
            let skipped = verified.skipped.first();
            Alike::NotRun(skipped.map_or_else(
                || "it exports no function".to_owned(),
                |skipped| format!("{}: {}", skipped.what, skipped.why),
            ))
        }
        Ok(verified) => Alike::Calls {
            calls: verified.calls(),
            trapped: verified
                .functions
                .iter()
                .map(|tried| u64::from(tried.trapped))
                .sum(),
            functions: verified.functions.len(),
            imports: verified.import_calls,
        },
    }
}

/// How many functions a module exports.
fn functions(module: &[u8]) -> usize {
    let payloads = wasmparser::Parser::new(0).parse_all(module).flatten();
    let exports = payloads.filter_map(|payload| match payload {
        wasmparser::Payload::ExportSection(exports) => Some(exports),
        _ => None,
    });
    let exports = exports.flat_map(|exports| exports.into_iter().flatten());
    exports
        .filter(|export| export.kind == wasmparser::ExternalKind::Func)
        .count()
}

/// The bytes that `wasm-opt -Oz` leaves, with every feature that it knows, and without
/// the sections that shrinking takes out too.
fn optimised(program: &WasmOpt, listed: &Listed, module: &[u8]) -> Result<usize> {
    let version = program
        .version()
        .replace(|c: char| !c.is_alphanumeric(), "-");
    let folder = target().join("packages").join(version);
    fs::create_dir_all(&folder)?;
    let output: PathBuf = folder.join(format!("{}.wasm", listed.sha256));
    if !output.is_file() {
        // By another name until it is whole.
        let (input, part) = (output.with_extension("in"), output.with_extension("part"));
        fs::write(&input, module)?;
        run(Command::new(program.program())
            .args([
                "-Oz",
                "--all-features",
                "--strip-debug",
                "--strip-producers",
            ])
            .arg("--strip-target-features")
            .arg(&input)
            .arg("-o")
            .arg(&part))?;
        fs::remove_file(input)?;
        fs::rename(part, &output)?;
    }
    Ok(fs::read(&output)?.len())
}

/// Checks that the bytes of a file are explained, each once.
fn adds_up(module: &[u8]) -> Result<()> {
    let file = File::read(module, &Aids::none()).context("it cannot be explained")?;
    for key in [Key::Cause, Key::Function, Key::Section] {
        let explained = explain(&file, key);
        let sum: u64 = explained.groups.iter().map(|group| group.bytes).sum();
        anyhow::ensure!(
            sum == module.len() as u64,
            "explained by {key:?} it has {sum} bytes rather than {}",
            module.len()
        );
    }
    Ok(())
}
