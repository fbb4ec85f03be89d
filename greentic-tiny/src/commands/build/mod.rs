//! `greentic-tiny build`: from a crate to its smallest component, in one step.

mod advice;

use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use clap::Args;
use greentic_command::files;
use greentic_command::progress::Steps;
use greentic_command::{Exit, output};
use greentic_host_shim::on_one_line;
use greentic_packs::hash;
use greentic_shrink::{Options, shrink};
use greentic_size_report::environment::clean_command;
use greentic_size_report::toolchain::{TARGET, Toolchain};
use serde::Deserialize;
use serde_json::json;

use self::advice::{Diagnostic, advice};
use super::artifact;
use super::profile;
use crate::failure::Failure;

/// The profile for building components. It stands on Cargo's command line, so that no
/// Cargo.toml needs it.
const PROFILE: &str = "greentic-tiny";

#[derive(Args)]
pub(crate) struct BuildArgs {
    /// Write the component to this file; NAME.wasm in the folder `greentic-tiny` of the
    /// target folder if left out
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The Cargo.toml of the package, or of its workspace; found from the current
    /// folder if left out
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,

    /// The package, where a workspace has several components
    #[arg(short, long, value_name = "NAME")]
    package: Option<String>,

    /// Features to turn on, with commas between them
    #[arg(short = 'F', long, value_name = "NAME", value_delimiter = ',')]
    features: Vec<String>,

    /// Leave the default features out
    #[arg(long)]
    no_default_features: bool,

    /// Renew the hash in the manifest of the component: component.manifest.json, as a
    /// rule. Nothing else in it changes
    #[arg(long, value_name = "FILE")]
    component_manifest: Option<PathBuf>,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    targets: Vec<CargoTarget>,
}

#[derive(Deserialize)]
struct CargoTarget {
    crate_types: Vec<String>,
}

/// A line that Cargo prints while it builds. Most kinds have no files.
#[derive(Deserialize)]
struct CargoMessage {
    manifest_path: Option<PathBuf>,
    #[serde(rename = "message")]
    diagnostic: Option<Diagnostic>,
    target: Option<CargoTarget>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

/// Returns whether a target is a component, by Cargo's name for its kind.
fn is_component(target: &CargoTarget) -> bool {
    target.crate_types.iter().any(|kind| kind == "cdylib")
}

pub(crate) fn run(args: &BuildArgs) -> Result<ExitCode, Failure> {
    let folder = args.folder()?;
    // Before a build that may take long.
    let manifest = args.component_manifest.as_deref();
    let manifest = manifest.map(|path| Ok::<_, Failure>((path, artifact::manifest(path)?.0)));
    let manifest = manifest.transpose()?;
    let metadata = BuildArgs::metadata(&folder)?;
    let package = args.package(&metadata, &folder)?;
    let mut steps = Steps::on_stderr();
    let ready = Toolchain::ready(&folder, &mut steps);
    ready.map_err(|error| system(error.to_string()))?;
    steps.step(1, 2, &format!("building {}", package.name));
    let plain = args.build(&folder, package)?;
    steps.step(2, 2, &format!("shrinking {}", package.name));
    let shrunk = shrink(&plain, &Options::default())
        .map_err(|error| unusable(format!("{}: {error}", package.name)))?;
    steps.finish();
    let path = match &args.output {
        Some(path) => path.clone(),
        None => in_target(&metadata, package)?,
    };
    write(&path, &shrunk.component, manifest)?;
    let (bytes, plain_bytes) = (shrunk.component.len(), plain.len());
    if files::is_stream(&path) {
        // Standard output is the component.
    } else if args.json {
        output::document(&json!({
            "package": package.name,
            "file": path,
            "bytes": bytes,
            "plain_bytes": plain_bytes,
        }))?;
    } else {
        let path = path.display().to_string();
        output::text(&format!(
            "{}: {bytes} bytes, {plain_bytes} as linked, in {}\n",
            package.name,
            on_one_line(&path)
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the component, and its hash into its manifest.
fn write(path: &Path, component: &[u8], manifest: Option<(&Path, String)>) -> Result<(), Failure> {
    let renewed = manifest.map(|(path, text)| {
        let renewed = hash::renewed(&text, component).map_err(artifact::unusable(path))?;
        Ok::<_, Failure>((path, renewed))
    });
    let renewed = renewed.transpose()?;
    let manifest = renewed
        .as_ref()
        .map(|(path, text)| (*path, text.as_bytes()));
    let all: Vec<_> = [(path, component)].into_iter().chain(manifest).collect();
    artifact::write(&all)
}

impl BuildArgs {
    /// Returns the folder in which Cargo works.
    fn folder(&self) -> Result<PathBuf, Failure> {
        let Some(path) = &self.manifest_path else {
            return std::env::current_dir().map_err(|source| Failure::Io {
                what: "cannot find the current folder".to_owned(),
                source,
            });
        };
        let path = path
            .canonicalize()
            .map_err(|error| Failure::io("cannot read", path, error))?;
        if path.is_dir() {
            return Ok(path);
        }
        Ok(path.parent().map_or_else(PathBuf::new, Path::to_owned))
    }

    fn metadata(folder: &Path) -> Result<Metadata, Failure> {
        let mut command = cargo(folder);
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        let output = command.output().map_err(no_cargo)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(usage(format!(
                "there is no package to build: {}; name its Cargo.toml with --manifest-path",
                said.trim()
            )));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| {
            system(format!(
                "`cargo metadata` printed something else: {error}; is this Cargo too old?"
            ))
        })
    }

    /// Finds the package to build: the named one, the one of the folder, or the only one.
    fn package<'m>(&self, metadata: &'m Metadata, folder: &Path) -> Result<&'m Package, Failure> {
        let components: Vec<_> = metadata
            .packages
            .iter()
            .filter(|package| package.targets.iter().any(is_component))
            .collect();
        let names = || {
            let names: Vec<_> = components.iter().map(|package| &*package.name).collect();
            match &*names {
                [] => "none".to_owned(),
                names => names.join(", "),
            }
        };
        if let Some(name) = &self.package {
            let found = components.iter().find(|package| package.name == *name);
            return found.copied().ok_or_else(|| {
                usage(format!(
                    "no package `{name}` is a component; those are: {}",
                    names()
                ))
            });
        }
        let manifest = folder.join("Cargo.toml");
        let here = components
            .iter()
            .find(|package| package.manifest_path == manifest);
        match (here, components.as_slice()) {
            (Some(package), _) | (None, [package]) => Ok(package),
            (None, []) => Err(usage(
                "no package here is a component; one has `crate-type = [\"cdylib\"]` under [lib] \
                 in its Cargo.toml"
                    .to_owned(),
            )),
            _ => Err(usage(format!(
                "name one of the components with -p: {}",
                names()
            ))),
        }
    }

    /// Returns the format for Cargo's output: in colour if people read it.
    fn format() -> &'static str {
        if std::io::stderr().is_terminal() {
            "json-diagnostic-rendered-ansi"
        } else {
            "json"
        }
    }

    /// Builds the package and returns the component as linked. Messages of the compiler
    /// are passed on as they come. Advice about them follows at the end.
    fn build(&self, folder: &Path, package: &Package) -> Result<Vec<u8>, Failure> {
        let mut command = cargo(folder);
        command
            .args([
                "build",
                "--lib",
                "--quiet",
                "--target",
                TARGET,
                "--profile",
                PROFILE,
            ])
            .args(["-p", &package.name, "--config", &profile::flags()])
            .args(["--message-format", Self::format()])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let inherits = "inherits = \"release\"";
        for setting in [inherits].into_iter().chain(profile::SETTINGS) {
            command.args(["--config", &format!("profile.{PROFILE}.{setting}")]);
        }
        if !self.features.is_empty() {
            command.args(["--features", &self.features.join(",")]);
        }
        if self.no_default_features {
            command.arg("--no-default-features");
        }
        let mut child = command.spawn().map_err(no_cargo)?;
        let (mut diagnostics, mut file) = (Vec::new(), None);
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines() {
                let line = line.map_err(no_cargo)?;
                let Ok(message) = serde_json::from_str::<CargoMessage>(&line) else {
                    continue;
                };
                if let Some(diagnostic) = message.diagnostic {
                    let rendered = diagnostic.rendered.as_deref().unwrap_or_default();
                    output::forward(rendered.as_bytes());
                    diagnostics.push(diagnostic);
                } else if message.manifest_path.as_ref() == Some(&package.manifest_path)
                    && message.target.as_ref().is_some_and(is_component)
                {
                    let wasm = |path: &PathBuf| path.extension().is_some_and(|end| end == "wasm");
                    file = message.filenames.into_iter().find(wasm).or(file);
                }
            }
        }
        let status = child.wait().map_err(no_cargo)?;
        if !status.success() {
            for advice in advice(&diagnostics) {
                output::note(advice);
            }
            return Err(unusable(format!(
                "{} does not build, see above",
                package.name
            )));
        }
        let file = file.ok_or_else(|| {
            system(format!(
                "the build of {} left no component; has its [lib] another `crate-type` beside \
                     `cdylib`?",
                package.name
            ))
        })?;
        std::fs::read(&file).map_err(|error| Failure::io("cannot read", &file, error))
    }
}

/// Returns the default path for the component of a package, and makes its folder.
fn in_target(metadata: &Metadata, package: &Package) -> Result<PathBuf, Failure> {
    let folder = metadata.target_directory.join("greentic-tiny");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::io("cannot make the folder", &folder, error))?;
    Ok(folder.join(format!("{}.wasm", package.name)))
}

/// Returns Cargo for a folder, without the variables of the environment that could change
/// a build.
fn cargo(folder: &Path) -> Command {
    let mut command = clean_command("cargo");
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn no_cargo(source: std::io::Error) -> Failure {
    Failure::Io {
        what: "cannot run `cargo`; is Rust installed? See https://rustup.rs".to_owned(),
        source,
    }
}

fn usage(message: String) -> Failure {
    greentic_command::Failure::usage(message).into()
}

fn unusable(message: String) -> Failure {
    greentic_command::Failure::unusable(message).into()
}

fn system(message: String) -> Failure {
    greentic_command::Failure::new(Exit::System, "build", message).into()
}
