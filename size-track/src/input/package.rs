//! The files that Cargo builds of a package.

use std::fs::File;
use std::path::{Path, PathBuf};

use greentic_untrusted::files::read_at_most;
use greentic_untrusted::on_one_line;
use serde::Deserialize;

use super::folder::is_wasm;
use super::settings::Settings;
use super::{Input, InputError, InputKind, InputSet, MOST_BYTES, MOST_BYTES_TOGETHER, refused};
use crate::progress::Progress;
use crate::toolchain::{TARGET, Toolchain, ToolchainError, cargo, describe, start, watch};

/// The profile to use if a workspace has it.
const TINY: &str = "tiny";

/// The kinds of targets that become a `.wasm` file.
const KINDS: [&str; 2] = ["cdylib", "bin"];

/// The options for building a package. `None` keeps the choice of its author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Build {
    /// The target. Without it, `build.target` in .cargo/config.toml is used if it is
    /// WebAssembly, else wasm32-wasip2.
    pub target: Option<String>,
    /// The profile. Without it, `tiny` is used if the workspace has it, else `release`.
    pub profile: Option<String>,
    /// The package of a workspace. Without it, the package of the Cargo.toml is built. A
    /// workspace without such a package builds those default members that are cdylibs, and
    /// if there are none, those that are programs.
    pub package: Option<String>,
}

/// A `.wasm` file that Cargo built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The name of the target.
    pub target: String,
    /// The kinds of the target, for example `cdylib`.
    pub kinds: Vec<String>,
    /// The Cargo.toml of its package.
    pub manifest: PathBuf,
    /// The file.
    pub path: PathBuf,
}

/// A line that Cargo prints while it builds. Only some kinds have an artifact.
#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    target: Option<Target>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

impl Artifact {
    /// Returns the `.wasm` file in a line of `cargo build --message-format json`, if the
    /// line reports one.
    pub fn of_message(line: &str) -> Option<Self> {
        let message: Message = serde_json::from_str(line).ok()?;
        if message.reason != "compiler-artifact" {
            return None;
        }
        let path = message.filenames.into_iter().find(|path| is_wasm(path))?;
        let target = message.target?;
        Some(Self {
            target: target.name,
            kinds: target.kind,
            manifest: message.manifest_path?,
            path,
        })
    }
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_root: PathBuf,
    #[serde(default)]
    workspace_default_members: Vec<String>,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

impl Package {
    fn has(&self, kind: &str) -> bool {
        let kinds = || self.targets.iter().flat_map(|target| &target.kind);
        kinds().any(|other| other == kind)
    }
}

/// Builds the package of a Cargo.toml and reads the results. Packages are built one by
/// one. Built together, each would get the features that any of them asks for.
pub(super) fn build(
    manifest: &Path,
    build: &Build,
    progress: &mut dyn Progress,
) -> Result<InputSet, InputError> {
    let label = on_one_line(&manifest.display().to_string()).into_owned();
    let wrong = |message: String| InputError::Package {
        manifest: label.clone(),
        message,
    };
    let manifest = manifest.canonicalize();
    let manifest = manifest.map_err(|error| refused(&label, error))?;
    let folder = manifest.parent().unwrap_or(Path::new("/"));
    let metadata = metadata(&manifest, folder)?.map_err(wrong)?;
    let packages = metadata.select(&manifest, build.package.as_deref());
    let packages = packages.map_err(wrong)?;
    let settings = Settings::of(folder, &metadata.workspace_root);
    let target = build.target.clone().or(settings.target);
    let target = target.unwrap_or_else(|| TARGET.to_owned());
    let profile = build.profile.as_deref();
    let profile = profile.unwrap_or(if settings.tiny { TINY } else { "release" });
    Toolchain::ready_for(folder, &target, progress)?;

    let mut inputs = Vec::new();
    let mut left = MOST_BYTES_TOGETHER;
    let steps = packages.len();
    for (done, package) in packages.into_iter().enumerate() {
        progress.step(done + 1, steps, &format!("building {}", package.name));
        let mut command = cargo(folder);
        command
            .args(["build", "--quiet", "--manifest-path"])
            .arg(&manifest)
            .args(["--package", &package.id, "--target", &target])
            .args(["--profile", profile])
            .args(["--message-format", "json-render-diagnostics"]);
        let mut artifacts = Vec::new();
        let (status, said) = watch(&mut command, &mut |line| {
            let artifact = Artifact::of_message(line);
            artifacts.extend(artifact.filter(|artifact| {
                artifact.manifest == package.manifest_path
                    && artifact.kinds.iter().any(|kind| KINDS.contains(&&**kind))
            }));
        })?;
        let said = said.trim_end();
        if !status.success() {
            return Err(InputError::Build {
                command: on_one_line(&describe(&command)).into_owned(),
                output: said.to_owned(),
            });
        }
        if !said.is_empty() {
            progress.note(said);
        }
        if artifacts.is_empty() {
            return Err(wrong(format!(
                "the build of {} for {target} left no .wasm file; choose a target of \
                 WebAssembly with --target",
                package.name
            )));
        }
        let only = artifacts.len() == 1;
        for artifact in artifacts {
            let name = if only {
                package.name.clone()
            } else {
                format!("{}/{}", package.name, artifact.target)
            };
            let read = File::open(&artifact.path)
                .and_then(|file| read_at_most(&file, MOST_BYTES.min(left)));
            let bytes = read.map_err(|error| refused(&name, error))?;
            left -= bytes.len() as u64;
            let path = Some(artifact.path);
            inputs.push(Input { name, path, bytes });
        }
    }
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(InputSet {
        kind: InputKind::Package,
        inputs,
        unread: Vec::new(),
    })
}

/// Asks Cargo for the packages of a workspace. The inner error is Cargo's complaint about
/// them.
fn metadata(manifest: &Path, folder: &Path) -> Result<Result<Metadata, String>, ToolchainError> {
    let mut command = cargo(folder);
    command
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .arg("--manifest-path")
        .arg(manifest);
    let output = start(&mut command)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Ok(Err(said.trim().to_owned()));
    }
    Ok(serde_json::from_slice(&output.stdout).map_err(|error| {
        format!("`cargo metadata` printed something else: {error}; is this Cargo too old?")
    }))
}

impl Metadata {
    /// Chooses the packages to build.
    fn select(&self, manifest: &Path, name: Option<&str>) -> Result<Vec<&Package>, String> {
        let of_kind = |kind: &'static str| {
            let all = self.packages.iter();
            all.filter(move |package| package.has(kind))
        };
        let names = || {
            let names: Vec<_> = KINDS
                .into_iter()
                .find_map(|kind| {
                    let names: Vec<_> = of_kind(kind).map(|package| &*package.name).collect();
                    (!names.is_empty()).then_some(names)
                })
                .unwrap_or_default();
            names.join(", ")
        };
        let own = self.packages.iter().find(|package| match name {
            Some(name) => package.name == name,
            None => package.manifest_path == manifest,
        });
        let fix = "one has `crate-type = [\"cdylib\"]` under [lib] in its Cargo.toml, or a program";
        match (own, name) {
            (Some(package), _) if KINDS.iter().any(|kind| package.has(kind)) => Ok(vec![package]),
            (Some(package), _) => Err(format!(
                "the package {} makes no .wasm file; {fix}",
                package.name
            )),
            (None, Some(name)) => Err(format!(
                "there is no package `{}` here; those that make .wasm files are: {}",
                on_one_line(name),
                names()
            )),
            (None, None) => {
                let ours = |package: &&Package| {
                    self.workspace_default_members.contains(&package.id)
                        || self.workspace_default_members.is_empty()
                };
                KINDS
                    .into_iter()
                    .map(|kind| of_kind(kind).filter(ours).collect::<Vec<_>>())
                    .find(|packages| !packages.is_empty())
                    .ok_or_else(|| {
                        format!("no package of this workspace makes a .wasm file; {fix}")
                    })
            }
        }
    }
}
