//! The facts that are collected for a snapshot.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;

use super::{SCHEMA_VERSION, Snapshot, Tools, sources};
use crate::environment::clean_command;

/// The variable by which repeatable builds choose the time, in seconds since the beginning
/// of 1970.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

impl Snapshot {
    /// Begins a snapshot without files, of the project in a folder.
    pub fn begin(folder: &Path, release: Option<&str>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            time: time(),
            commit: sources::commit(folder),
            release: release.map(str::to_owned),
            toolchain: Tools {
                rustc: rustc(folder),
                measured_by: format!("greentic-tiny {}", env!("CARGO_PKG_VERSION")),
            },
            sources: sources::digest(folder),
            files: BTreeMap::new(),
        }
    }
}

/// Returns the current time, or the one that the environment chooses, in whole seconds.
fn time() -> Timestamp {
    let chosen = std::env::var(EPOCH).ok();
    let chosen = chosen.and_then(|seconds| seconds.trim().parse().ok());
    let seconds = chosen.unwrap_or_else(|| Timestamp::now().as_second());
    Timestamp::from_second(seconds).unwrap_or_default()
}

/// Returns the output of `rustc --version` in a folder of a Cargo package or a workspace.
fn rustc(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().ok()?;
    let mut folders = folder.ancestors();
    if !folders.any(|folder| folder.join("Cargo.toml").is_file()) {
        return None;
    }
    let mut command = clean_command("rustc");
    let output = command
        .current_dir(&folder)
        .arg("--version")
        .output()
        .ok()?;
    let version = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !version.is_empty()).then_some(version)
}
