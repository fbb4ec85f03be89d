//! Other tools that make components smaller.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

/// jco, whose `opt` runs wasm-opt on each core module.
#[derive(Debug)]
pub(super) struct Jco {
    program: PathBuf,
    /// Holds the file that jco takes for wasm-opt.
    folder: TempDir,
}

/// jco has Node run its wasm-opt, because Binaryen's package is JavaScript. This
/// program has Node run the wasm-opt that all the tools use here.
const WASM_OPT: &str = r#"
const { spawnSync } = require("node:child_process");
const [program, ...options] = [PROGRAM, ...process.argv.slice(2)];
const { status } = spawnSync(program, options, { stdio: "inherit" });
process.exit(status ?? 1);
"#;

/// wasm-tools, whose `strip` takes out custom sections.
#[derive(Clone, Debug)]
pub(super) struct WasmTools {
    program: PathBuf,
}

impl Jco {
    /// Finds the program that was named, or else the one on the path. The error
    /// says why there is none.
    pub(super) fn find(named: Option<&Path>, wasm_opt: Option<&Path>) -> Result<Self, String> {
        let program = found("jco", named)?;
        let wasm_opt = wasm_opt.ok_or("wasm-opt, which jco runs, is not installed")?;
        let said = |error: std::io::Error| error.to_string();
        let jco = Self {
            program,
            folder: tempfile::tempdir().map_err(said)?,
        };
        let path = serde_json::to_string(&wasm_opt.to_string_lossy());
        let path = path.map_err(|error| error.to_string())?;
        fs::write(jco.wasm_opt(), WASM_OPT.replace("PROGRAM", &path)).map_err(said)?;
        answers(jco.command().arg("--version"))?;
        Ok(jco)
    }

    fn wasm_opt(&self) -> PathBuf {
        self.folder.path().join("wasm-opt.cjs")
    }

    fn command(&self) -> Command {
        if self.program.extension() == Some(OsStr::new("js")) {
            let mut command = Command::new("node");
            command.arg(&self.program);
            return command;
        }
        Command::new(&self.program)
    }

    /// Runs `jco opt`, with the flags that it has by itself.
    pub(super) fn opt(&self, input: &[u8]) -> Result<Vec<u8>> {
        through(input, |input, output| {
            let mut command = self.command();
            command.arg("opt").arg(input).arg("-o").arg(output);
            command.arg("-q").arg("--wasm-opt-bin").arg(self.wasm_opt());
            command.env("NO_COLOR", "1");
            command
        })
    }
}

impl WasmTools {
    /// Finds the program that was named, or else the one on the path. The error
    /// says why there is none.
    pub(super) fn find(named: Option<&Path>) -> Result<Self, String> {
        let program = found("wasm-tools", named)?;
        answers(Command::new(&program).arg("--version"))?;
        Ok(Self { program })
    }

    /// Runs `wasm-tools strip --all`.
    pub(super) fn strip(&self, input: &[u8]) -> Result<Vec<u8>> {
        through(input, |input, output| {
            let mut command = Command::new(&self.program);
            command
                .arg("strip")
                .arg("-a")
                .arg(input)
                .arg("-o")
                .arg(output);
            command
        })
    }
}

/// Returns the wasm-opt that all the tools use: the one that the environment names,
/// or that on the path.
pub(super) fn wasm_opt() -> Option<PathBuf> {
    match std::env::var_os("GREENTIC_WASM_OPT") {
        Some(program) if program.is_empty() => None,
        Some(program) if Path::new(&program).components().count() > 1 => Some(program.into()),
        Some(program) => on_path(&program.display().to_string()),
        None => on_path("wasm-opt"),
    }
}

fn found(name: &str, named: Option<&Path>) -> Result<PathBuf, String> {
    match named {
        Some(program) if program.is_file() => Ok(program.to_owned()),
        Some(program) => Err(format!("{} is not there", program.display())),
        None => on_path(name).ok_or_else(|| format!("{name} is not installed")),
    }
}

/// Returns a program on the path.
fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ""]
    } else {
        &[""]
    };
    for folder in std::env::split_paths(&path) {
        for ending in endings {
            let program = folder.join(format!("{name}{ending}"));
            if program.is_file() {
                return Some(program);
            }
        }
    }
    None
}

/// Checks that a program can be run.
fn answers(command: &mut Command) -> Result<(), String> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("{command:?}: {}", output.status)),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}

/// Runs a command that reads one file and writes another on `input`, and returns
/// its output.
fn through(input: &[u8], command: impl FnOnce(&Path, &Path) -> Command) -> Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let (before, after) = (
        folder.path().join("in.wasm"),
        folder.path().join("out.wasm"),
    );
    fs::write(&before, input)?;
    let mut command = command(&before, &after);
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("cannot run {command:?}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().find(|line| !line.trim().is_empty());
        bail!("{}", said.unwrap_or("it failed and said nothing").trim());
    }
    fs::read(&after).context("it wrote nothing")
}
