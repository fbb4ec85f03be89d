//! Components whose sources a program wrote, many of them in one package, so
//! that what they depend on is compiled once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::artifact::PROFILE;
use crate::link_flags::LinkFlags;
use crate::toolchain::{TARGET, cargo, describe, start};
use crate::workspace::Workspace;

/// A package of components that depends on the guest crate of a workspace and
/// on nothing else.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// Its name, which its folder has too.
    pub name: String,
    /// The features of `greentic-guest` that are on.
    pub features: Vec<String>,
    /// The text of `src/lib.rs` of each component, by name.
    pub sources: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

impl Generated {
    /// Builds the components as the examples of `workspace` are built. Returns
    /// their files, by name, which stay in the folder `generated` of its
    /// target folder.
    ///
    /// # Errors
    /// When the sources cannot be written or do not compile.
    pub fn build(
        &self,
        workspace: &Workspace,
        flags: &LinkFlags,
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
        let output = start(&mut command)?;
        if !output.status.success() {
            bail!(
                "`{}` failed:\n{}",
                describe(&command),
                String::from_utf8_lossy(&output.stderr).trim_end()
            );
        }
        let built: BTreeMap<_, _> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Message>(line).ok())
            .filter(|message| message.reason == "compiler-artifact")
            .filter_map(|message| {
                let is_wasm = |path: &PathBuf| path.extension().is_some_and(|end| end == "wasm");
                let file = message.filenames.into_iter().find(is_wasm)?;
                Some((message.target?.name, file))
            })
            .collect();
        match self.sources.keys().find(|name| !built.contains_key(*name)) {
            Some(name) => bail!("`{}` left no component of {name}", describe(&command)),
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
        manifest.push_str(&format!(
            "greentic-guest = {{ path = {guest}, default-features = false, features = {features} }}\n"
        ));
        for (name, source) in &self.sources {
            manifest.push_str(&format!(
                "\n[[example]]\nname = \"{name}\"\ncrate-type = [\"cdylib\"]\n"
            ));
            let file = examples.join(format!("{name}.rs"));
            write_changed(&file, source)?;
            wanted.push(file);
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

/// The profile of components, as the workspace has it.
fn profile(workspace: &Workspace) -> Result<String> {
    let path = workspace.root.join("Cargo.toml");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let manifest: toml_edit::DocumentMut =
        text.parse().with_context(|| path.display().to_string())?;
    let table = manifest
        .get("profile")
        .and_then(|profiles| profiles.get(PROFILE))
        .and_then(toml_edit::Item::as_table)
        .with_context(|| format!("{} has no [profile.{PROFILE}]", path.display()))?;
    Ok(format!("[profile.{PROFILE}]\n{table}"))
}

/// Leaves a file alone that is as it should be: Cargo would build it again.
fn write_changed(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    Ok(std::fs::write(path, text)?)
}
