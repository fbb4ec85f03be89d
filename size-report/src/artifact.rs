//! The build of one component.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use greentic_size_track::input::Artifact;

use crate::link_flags::LinkFlags;
use crate::progress::Progress;
use crate::toolchain::{TARGET, cargo, describe, start};
use crate::workspace::{Example, Workspace};

/// The profile of components.
pub const PROFILE: &str = "tiny";

impl Workspace {
    /// Builds `example` with the [`PROFILE`] for [`TARGET`], links it with
    /// `flags` and nothing else, and returns the component's bytes.
    ///
    /// Examples are built one by one. Built together, each would get the features that any
    /// of them asks for.
    ///
    /// # Errors
    /// When the example does not compile, or the result is not a component.
    pub fn build(
        &self,
        example: &Example,
        flags: &LinkFlags,
        progress: &mut dyn Progress,
    ) -> Result<Vec<u8>> {
        let mut command = cargo(&self.root);
        command
            .args(["build", "--quiet", "--profile", PROFILE])
            .args(["--target", TARGET, "-p", &example.name])
            .args(["--message-format", "json-render-diagnostics"])
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_ENCODED_RUSTFLAGS", flags.encoded());
        let output = start(&mut command)?;
        let diagnostics = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            bail!(
                "`{}` failed:\n{}",
                describe(&command),
                diagnostics.trim_end()
            );
        }
        if !diagnostics.trim().is_empty() {
            progress.note(diagnostics.trim_end());
        }

        let stdout = String::from_utf8_lossy(&output.stdout);
        let path = artifact(&stdout, example).with_context(|| {
            format!(
                "`{}` left no .wasm file; has {} a target with `crate-type = [\"cdylib\"]`?",
                describe(&command),
                example.manifest.display()
            )
        })?;
        std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
    }
}

/// Returns the component of the example, from the messages of Cargo.
fn artifact(messages: &str, example: &Example) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(Artifact::of_message)
        .filter(|artifact| artifact.manifest == example.manifest)
        .find(|artifact| artifact.kinds.iter().any(|kind| kind == "cdylib"))
        .map(|artifact| artifact.path)
}
