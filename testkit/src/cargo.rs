//! Cargo, the workspace, and where both leave things.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;

use crate::runtimes::run;

/// The target of components.
pub const TARGET: &str = "wasm32-wasip2";

/// Returns the folder of the workspace.
///
/// # Panics
///
/// Never: this crate is a folder of it.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("this crate is a folder of the workspace")
}

/// Returns Cargo's target folder: the one that this program was built into,
/// wherever that is, so that no Cargo has to be asked.
///
/// # Panics
///
/// When the program was moved to some other place, and Cargo, which is asked
/// then, does not answer.
pub fn target() -> &'static Path {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    TARGET.get_or_init(|| {
        let program = env::current_exe().expect("a program knows its file");
        holder(&program).map_or_else(
            || ask().expect("Cargo knows its target folder"),
            Path::to_owned,
        )
    })
}

/// The nearest folder above a program that Cargo keeps its notes on the
/// compiler in: that is the root of its target folder.
fn holder(program: &Path) -> Option<&Path> {
    let mut above = program.ancestors().skip(1);
    above.find(|folder| folder.join(".rustc_info.json").is_file())
}

fn ask() -> Result<PathBuf> {
    let mut command = cargo();
    let text = run(command.args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&text)?;
    let folder = metadata["target_directory"].as_str();
    Ok(folder.context("no `target_directory`")?.into())
}

/// Returns a folder for what the tests leave behind, in Cargo's target folder.
///
/// # Panics
///
/// When it cannot be made.
pub fn scratch() -> PathBuf {
    let folder = target().join("conformance");
    std::fs::create_dir_all(&folder).expect("a folder in the target folder");
    folder
}

/// Returns Cargo as a person would call it in the workspace: what the
/// environment says of flags and profiles must not change a component.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(workspace());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let flags = text.contains("RUSTFLAGS") || text.starts_with("CARGO_PROFILE_");
        // What Cargo tells a test about the package it is of.
        if flags || text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a build of the workspace into [`target`]; returns the files that it
/// leaves, by the name of what they are of: of each message of Cargo the files,
/// or the one file, in `member`.
pub(crate) fn artifacts(
    command: &mut Command,
    member: &str,
) -> Result<BTreeMap<String, Vec<PathBuf>>> {
    command.arg("--target-dir").arg(target());
    command.args(["--quiet", "--message-format", "json-render-diagnostics"]);
    let text = run(command).map_err(|error| {
        // The messages are for programs; people want what cargo said.
        let said = format!("{error:#}");
        let lines: Vec<_> = said.lines().filter(|line| !line.starts_with('{')).collect();
        anyhow!(lines.join("\n"))
    })?;
    let mut built: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for line in text.lines() {
        let message: Value = serde_json::from_str(line).context("a message of cargo")?;
        let files = match &message[member] {
            Value::Array(files) => files.as_slice(),
            file => std::slice::from_ref(file),
        };
        if let Some(name) = message["target"]["name"].as_str() {
            let files = files.iter().filter_map(Value::as_str).map(PathBuf::from);
            built
                .entry(name.replace('_', "-"))
                .or_default()
                .extend(files);
        }
    }
    Ok(built)
}

/// Adds the target with rustup where it is missing.
pub(crate) fn ensure_target() -> Result<()> {
    let output = Command::new("rustc")
        .current_dir(workspace())
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("cannot run `rustc`")?;
    let folder = String::from_utf8_lossy(&output.stdout);
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    eprintln!("the target {TARGET} is missing: running `rustup target add {TARGET}`");
    let status = Command::new("rustup")
        .current_dir(workspace())
        .args(["target", "add", TARGET])
        .status()
        .context("cannot run `rustup`")?;
    if !status.success() {
        bail!("`rustup target add {TARGET}` failed");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_folder_is_the_one_that_cargo_names() {
        let target = target().canonicalize().unwrap();
        let program = env::current_exe().unwrap().canonicalize().unwrap();
        assert!(program.starts_with(&target), "{}", target.display());
        assert!(target.join(".rustc_info.json").is_file());
        // Without the variable that a caller may have set for this run only.
        if env::var_os("CARGO_TARGET_DIR").is_none() {
            assert_eq!(target, ask().unwrap().canonicalize().unwrap());
        }
        assert_eq!(holder(Path::new("/no/such/program")), None);
    }
}
