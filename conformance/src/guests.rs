//! Building the components that the tests run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// The target of components.
pub const TARGET: &str = "wasm32-wasip2";

/// The examples, which other people's runtimes run as well.
pub const EXAMPLES: [&str; 3] = ["component-describe", "node-minimal", "node-secrets"];

/// The components of `guests/`, those of `nodes/` that belong to the workspace,
/// and an example that others' clients call.
const FIXTURES: [&str; 20] = [
    "conformance-answers",
    "conformance-bindgen-answers",
    "conformance-bindgen-passes",
    "conformance-echo",
    "conformance-flat-record",
    "conformance-hostile",
    "conformance-mcp-v24-11-5",
    "conformance-mcp-v25-3-26",
    "conformance-mcp-v25-6-18",
    "conformance-node-bindgen-eight",
    "conformance-node-bindgen-nine",
    "conformance-node-bindgen-nineteen",
    "conformance-node-bindgen-smallest",
    "conformance-node-ours-nine",
    "conformance-node-ours-nineteen",
    "conformance-passes",
    "conformance-reentry",
    "conformance-stack-overflow",
    "conformance-two-results",
    "mcp-tools",
];

/// The folder of the workspace.
///
/// # Panics
///
/// Never: this crate is a folder of it.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("this crate is a folder of the workspace")
}

/// The component of a package, built once a process.
///
/// # Panics
///
/// When it cannot be built: no test has anything to say then.
pub fn component(package: &str) -> &'static Path {
    static BUILT: OnceLock<BTreeMap<String, PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| build().expect("the components of the tests"));
    built
        .get(package)
        .unwrap_or_else(|| panic!("the build left no component of {package}"))
}

/// The bytes of the component of a package.
///
/// # Panics
///
/// As [`component`].
pub fn bytes(package: &str) -> Vec<u8> {
    std::fs::read(component(package)).expect("the component was just built")
}

/// The command `greentic-shim`, built once a process.
///
/// # Panics
///
/// As [`component`].
pub fn greentic_shim() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut command = cargo();
        command.args(["build", "--quiet", "-p", "greentic-host-shim"]);
        command.args(["--bin", "greentic-shim"]);
        let executables = artifacts(&mut command, "executable").expect("the command");
        let (_, path) = executables.into_iter().next().expect("cargo built it");
        path
    })
}

/// A folder for what the tests leave behind, in Cargo's target folder.
///
/// # Panics
///
/// As [`component`], which knows where that is.
pub fn scratch() -> PathBuf {
    // target/wasm32-wasip2/tiny/NAME.wasm, wherever `target` is.
    let target = component(EXAMPLES[0]).ancestors().nth(3);
    let folder = target.expect("a target folder").join("conformance");
    std::fs::create_dir_all(&folder).expect("a folder in the target folder");
    folder
}

/// Cargo as a person would call it in the workspace: what the environment says
/// of flags and profiles must not change a component.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(workspace());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let flags = text.contains("RUSTFLAGS") || text.starts_with("CARGO_PROFILE_");
        // What Cargo tells a test about the package it is of.
        if flags || text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

fn build() -> Result<BTreeMap<String, PathBuf>> {
    ensure_target()?;
    let mut command = cargo();
    command.args(["build", "--quiet", "--profile", "tiny", "--target", TARGET]);
    for package in EXAMPLES.iter().chain(&FIXTURES) {
        command.args(["-p", package]);
    }
    let mut built = artifacts(&mut command, "filenames")?;
    built.retain(|_, file| file.extension().is_some_and(|end| end == "wasm"));
    Ok(built)
}

/// What a build leaves behind, by the name of its target: of each message of
/// cargo the files, or the one file, in `member`.
fn artifacts(command: &mut Command, member: &str) -> Result<BTreeMap<String, PathBuf>> {
    command.args(["--message-format", "json-render-diagnostics"]);
    let output = command.output().context("cannot run `cargo`")?;
    if !output.status.success() {
        bail!(
            "{command:?} failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    let mut built = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).context("a message of cargo")?;
        let files = match &message[member] {
            Value::Array(files) => files.as_slice(),
            file => std::slice::from_ref(file),
        };
        for file in files.iter().filter_map(Value::as_str) {
            if let Some(name) = message["target"]["name"].as_str() {
                built.insert(name.replace('_', "-"), PathBuf::from(file));
            }
        }
    }
    Ok(built)
}

/// Adds the target with rustup where it is missing.
fn ensure_target() -> Result<()> {
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
