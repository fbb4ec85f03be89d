//! `greentic-tiny manifest`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use greentic_command::files;
use greentic_command::places::Inputs;
use greentic_command::{Exit, output};
use greentic_packs::manifest::{Manifest, Start, start};
use greentic_packs::{Error, hash, section};
use serde_json::json;

use super::artifact::{component, component_of, listed, manifest, text, unusable, write};
use crate::failure::Failure;

/// The usual name of a manifest.
const NAME: &str = "component.manifest.json";

#[derive(Args)]
pub(crate) struct ManifestArgs {
    #[command(subcommand)]
    action: ManifestCommand,

    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Subcommand)]
enum ManifestCommand {
    /// Begin a manifest with what a component exports and imports
    New(New),

    /// Check a manifest as the platform does, and its hash against the component
    Check {
        /// The manifest
        #[arg(default_value = NAME)]
        manifest: PathBuf,
    },

    /// Write the hash of the component into the manifest, and change nothing else there
    Renew {
        /// The manifest
        #[arg(default_value = NAME)]
        manifest: PathBuf,
    },

    /// Put the manifest into the component, as the section `greentic.component.manifest.v1`
    Embed {
        /// The manifest, which names the component
        #[arg(default_value = NAME)]
        manifest: PathBuf,

        /// Write the component with its manifest to this file
        #[arg(
            short,
            long,
            value_name = "FILE",
            required_unless_present = "in_place",
            conflicts_with = "in_place"
        )]
        output: Option<PathBuf>,

        /// Replace the component, and renew the hash in the manifest
        #[arg(long)]
        in_place: bool,
    },

    /// Print the manifest that a component carries
    Show {
        /// The component
        component: PathBuf,
    },
}

#[derive(Args)]
struct New {
    /// The component
    component: PathBuf,

    /// Name of the component for machines, `acme.greeter` say
    #[arg(long)]
    id: String,

    /// Name of the component for people; the id if left out
    #[arg(long)]
    name: Option<String>,

    /// Its version
    #[arg(long, default_value = "0.1.0")]
    version: String,

    /// The kinds of flows that it is for
    #[arg(
        long,
        value_name = "KIND",
        value_delimiter = ',',
        default_value = "messaging",
        value_parser = ["messaging", "event", "component_config", "job", "http"]
    )]
    supports: Vec<String>,

    /// Operations that it offers
    #[arg(
        long = "operation",
        value_name = "NAME",
        required = true,
        value_delimiter = ','
    )]
    operations: Vec<String>,

    /// Write the manifest to this file; component.manifest.json beside the component if left
    /// out. One that is there is not replaced
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &ManifestArgs) -> Result<ExitCode, Failure> {
    match &args.action {
        ManifestCommand::New(new) => new.run(args.json),
        ManifestCommand::Check { manifest } => check(manifest, args.json),
        ManifestCommand::Renew { manifest } => renew(manifest, args.json),
        ManifestCommand::Embed {
            manifest, output, ..
        } => embed(manifest, output.as_deref(), args.json),
        ManifestCommand::Show { component } => show(component, args.json),
    }
}

impl New {
    fn run(&self, json: bool) -> Result<ExitCode, Failure> {
        let folder = self.component.parent().unwrap_or(Path::new(""));
        let path = self.output.clone().unwrap_or_else(|| folder.join(NAME));
        let artifact = inside(&self.component, path.parent().unwrap_or(Path::new("")));
        let said = Start {
            id: self.id.clone(),
            name: self.name.clone().unwrap_or_else(|| self.id.clone()),
            version: self.version.clone(),
            supports: self.supports.clone(),
            operations: self.operations.clone(),
            artifact: artifact.ok_or_else(|| Failure::Usage {
                message: format!(
                    "{} is not below the folder of {}; a manifest stands beside its component \
                     or above it",
                    files::name(&self.component),
                    files::name_of_output(&path)
                ),
            })?,
        };
        let text = start(&component(&self.component)?, &said).map_err(unusable(&self.component))?;
        if files::is_stream(&path) {
            output::text(&text)?;
            return Ok(ExitCode::SUCCESS);
        }
        if path.exists() {
            return Err(Failure::Usage {
                message: format!(
                    "{} is there already, and is not replaced; name another file with --output",
                    files::name(&path)
                ),
            });
        }
        write(&[(&path, text.as_bytes())])?;
        tell(&path, &hash::stated(&text).map_err(unusable(&path))?, json)
    }
}

/// Returns the path of a file from a folder, with `/` between its parts on every system.
fn inside(path: &Path, folder: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?;
    let parts: Option<Vec<_>> = below.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn tell(path: &Path, hash: &str, json: bool) -> Result<ExitCode, Failure> {
    if json {
        output::document(&json!({ "file": path, "hash": hash }))?;
    } else {
        output::text(&format!("{}: {hash}\n", files::name(path)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn check(path: &Path, json: bool) -> Result<ExitCode, Failure> {
    let failed = |error: &Error| {
        let message = format!("{}: {error}", files::name(path));
        Failure::from(listed(
            greentic_command::Failure::failed(message),
            error.problems(),
        ))
    };
    let text = text(path, greentic_packs::manifest::MOST_BYTES)?;
    let manifest = Manifest::parse(&text).map_err(|error| failed(&error))?;
    let component = component_of(path, &manifest)?;
    if !component.exists() {
        let message = format!(
            "{}: artifacts.component_wasm: {} is not there, so nobody can tell whether the \
             manifest is of it; build it first",
            files::name(path),
            files::name(&component)
        );
        return Err(greentic_command::Failure::failed(message).into());
    }
    let bytes = self::component(&component)?;
    manifest
        .check_hash(&bytes)
        .map_err(|error| failed(&error))?;
    let embedded = section::read(&bytes).map_err(unusable(&component))?;
    let carries = match &embedded {
        None => "none",
        Some(found) if found == manifest.content() => "same",
        Some(_) => "another",
    };
    if carries == "another" {
        let message = format!(
            "{} carries another manifest than {}; `manifest embed` puts this one there",
            files::name(&component),
            files::name(path)
        );
        return Err(greentic_command::Failure::failed(message).into());
    }
    let content = manifest.content();
    if json {
        output::document(&json!({
            "id": content.id,
            "version": content.version,
            "component": component,
            "hash": hash::of(&bytes),
            "embedded": carries == "same",
        }))?;
    } else {
        let carries = if carries == "same" {
            "which carries it"
        } else {
            "which does not carry it"
        };
        output::text(&output::printable(&format!(
            "{} {}: the manifest of {}, {carries}\n",
            content.id,
            content.version,
            files::name(&component)
        )))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn renew(path: &Path, json: bool) -> Result<ExitCode, Failure> {
    let (text, manifest) = manifest(path)?;
    let bytes = component(&component_of(path, &manifest)?)?;
    let renewed = hash::renewed(&text, &bytes).map_err(unusable(path))?;
    if renewed != text {
        write(&[(path, renewed.as_bytes())])?;
    }
    tell(path, &hash::of(&bytes), json)
}

fn embed(path: &Path, to: Option<&Path>, json: bool) -> Result<ExitCode, Failure> {
    let (text, manifest) = manifest(path)?;
    let from = component_of(path, &manifest)?;
    let bytes = component(&from)?;
    let embedded = section::embedded(&bytes, &manifest).map_err(unusable(&from))?;
    if let Some(to) = to {
        let spared = Inputs::of([path, &*from]).spare(to, None);
        spared.map_err(greentic_command::Failure::from)?;
        write(&[(to, &embedded)])?;
    } else {
        let renewed = hash::renewed(&text, &embedded).map_err(unusable(path))?;
        write(&[(&from, &embedded), (path, renewed.as_bytes())])?;
    }
    let to = to.unwrap_or(&from);
    if files::is_stream(to) {
        return Ok(ExitCode::SUCCESS);
    }
    tell(to, &hash::of(&embedded), json)
}

fn show(path: &Path, json: bool) -> Result<ExitCode, Failure> {
    let bytes = component(path)?;
    let Some(content) = section::read(&bytes).map_err(unusable(path))? else {
        let message = format!(
            "{} carries no manifest; `manifest embed` puts one there",
            files::name(path)
        );
        let failure = greentic_command::Failure::new(Exit::Failed, "no-manifest", message);
        return Err(failure.into());
    };
    if json {
        output::document(&json!({ "manifest": content }))?;
    } else {
        let mut text = serde_json::to_string_pretty(&content).expect("texts as keys");
        text.push('\n');
        output::text(&output::printable(&text))?;
    }
    Ok(ExitCode::SUCCESS)
}
