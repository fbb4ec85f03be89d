//! Components whose sources a program wrote. Many of them are in one package, so that
//! their dependencies are compiled once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use greentic_size_track::input::Artifact;

use crate::artifact::PROFILE;
use crate::file;
use crate::link_flags::LinkFlags;
use crate::progress::{Progress, Silent};
use crate::toolchain::{TARGET, cargo, describe, watch};
use crate::workspace::Workspace;

/// A package of components that depends on the guest crate of a workspace and
/// on nothing else.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// Its name, and that of its folder.
    pub name: String,
    /// The features of `greentic-guest` that are on.
    pub features: Vec<String>,
    /// The text of `src/lib.rs` of each component, by name.
    pub sources: BTreeMap<String, String>,
}

impl Generated {
    /// Builds the components in the same way as the examples of `workspace`. Returns their
    /// files, by name. They stay in the folder `generated` of its target folder.
    ///
    /// # Errors
    /// When the sources cannot be written or do not compile.
    pub fn build(
        &self,
        workspace: &Workspace,
        flags: &LinkFlags,
    ) -> Result<BTreeMap<String, PathBuf>> {
        self.build_with(workspace, flags, &mut Silent)
    }

    /// Builds the same, and reports each finished component and the warnings of the
    /// compiler.
    ///
    /// # Errors
    /// As for [`Generated::build`].
    pub fn build_with(
        &self,
        workspace: &Workspace,
        flags: &LinkFlags,
        progress: &mut dyn Progress,
    ) -> Result<BTreeMap<String, PathBuf>> {
        let folder = workspace.target.join("generated");
        let package = folder.join(&self.name);
        self.write(workspace, &package)
            .with_context(|| format!("cannot write {}", package.display()))?;
        let mut command = cargo(&workspace.root);
        command
            .args([
                "build",
                "--quiet",
                "--offline",
                "--examples",
                "--profile",
                PROFILE,
            ])
            .args(["--target", TARGET])
            .args([
                "--message-format",
                "json-render-diagnostics",
                "--manifest-path",
            ])
            .arg(package.join("Cargo.toml"))
            .arg("--target-dir")
            .arg(folder.join("target"))
            .env("CARGO_ENCODED_RUSTFLAGS", flags.encoded());
        // The common dependencies are one step more.
        let steps = self.sources.len() + 1;
        progress.step(1, steps, "building what all components depend on");
        let mut built = BTreeMap::new();
        let (status, diagnostics) = watch(&mut command, &mut |line| {
            if let Some(artifact) = Artifact::of_message(line) {
                let name = artifact.target;
                progress.step(built.len() + 2, steps, &format!("built {name}"));
                built.insert(name, artifact.path);
            }
        })?;
        if !status.success() {
            bail!(
                "`{}` failed:\n{}",
                describe(&command),
                diagnostics.trim_end()
            );
        }
        if !diagnostics.trim().is_empty() {
            progress.note(diagnostics.trim_end());
        }
        match self.sources.keys().find(|name| !built.contains_key(*name)) {
            Some(name) => bail!(
                "`{}` left no component of {name}; delete {} and build again",
                describe(&command),
                package.display()
            ),
            None => Ok(built),
        }
    }

    fn write(&self, workspace: &Workspace, package: &Path) -> Result<()> {
        let examples = package.join("examples");
        std::fs::create_dir_all(&examples)?;
        let mut wanted = Vec::new();
        let mut manifest = format!(
            "[workspace]\n\n[package]\nname = \"{}\"\nedition = \"2024\"\npublish = false\n\
             autoexamples = false\n\n[lib]\npath = \"lib.rs\"\n\n{}\n[dependencies]\n",
            self.name,
            profile(workspace)?,
        );
        let guest = toml_edit::Value::from(workspace.root.join("guest").to_string_lossy().as_ref());
        let features: toml_edit::Array = self.features.iter().collect();
        let _ = writeln!(
            manifest,
            "greentic-guest = {{ path = {guest}, default-features = false, features = {features} }}"
        );
        for (name, source) in &self.sources {
            let _ = writeln!(
                manifest,
                "\n[[example]]\nname = \"{name}\"\ncrate-type = [\"cdylib\"]"
            );
            let path = examples.join(format!("{name}.rs"));
            write_changed(&path, source)?;
            wanted.push(path);
        }
        for entry in std::fs::read_dir(&examples)? {
            let path = entry?.path();
            if !wanted.contains(&path) {
                std::fs::remove_file(path)?;
            }
        }
        write_changed(&package.join("lib.rs"), "#![no_std]\n")?;
        write_changed(&package.join("Cargo.toml"), &manifest)
    }
}

/// Returns the profile of components from the workspace.
fn profile(workspace: &Workspace) -> Result<String> {
    let path = workspace.root.join("Cargo.toml");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let manifest: toml_edit::DocumentMut =
        text.parse().with_context(|| path.display().to_string())?;
    let table = manifest
        .get("profile")
        .and_then(|profiles| profiles.get(PROFILE))
        .and_then(toml_edit::Item::as_table)
        .with_context(|| {
            format!(
                "{}: there is no [profile.{PROFILE}]; copy it from the greentic-tiny repository",
                path.display()
            )
        })?;
    Ok(format!("[profile.{PROFILE}]\n{table}"))
}

/// Writes a file only if its text changes: otherwise Cargo would build it again.
fn write_changed(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    Ok(file::replace(path, text.as_bytes())?)
}
