//! The common parts of commands over manifests, descriptions and packs: they read texts,
//! find components, and report faults in both.

use std::path::{Component, Path, PathBuf};

use greentic_command::files::{self, How};
use greentic_command::places;
use greentic_packs::manifest::{self, Manifest};
use greentic_packs::pack::limits;
use greentic_packs::{Error, Problem};
use serde_json::json;

use crate::failure::Failure;
use crate::file;

/// Turns a fault of a file into a failure that names the file.
pub(crate) fn unusable(path: &Path) -> impl Fn(Error) -> Failure {
    move |error| {
        let failure =
            greentic_command::Failure::unusable(format!("{}: {error}", files::name(path)));
        listed(failure, error.problems()).into()
    }
}

/// Adds a list of problems to the output for programs.
pub(crate) fn listed(
    failure: greentic_command::Failure,
    problems: &[Problem],
) -> greentic_command::Failure {
    if problems.is_empty() {
        return failure;
    }
    failure.with("problems", json!(problems))
}

/// Reads a text that a person wrote.
pub(crate) fn text(path: &Path, limit: usize) -> Result<String, Failure> {
    let bytes = file::at_most(path, limit as u64)?;
    String::from_utf8(bytes).map_err(|error| {
        let message = format!(
            "{}: this is not UTF-8 text: byte {} is wrong; save it as UTF-8",
            files::name(path),
            error.utf8_error().valid_up_to()
        );
        greentic_command::Failure::unusable(message).into()
    })
}

/// Reads and checks a manifest.
pub(crate) fn manifest(path: &Path) -> Result<(String, Manifest), Failure> {
    let text = text(path, manifest::MOST_BYTES)?;
    let manifest = Manifest::parse(&text).map_err(unusable(path))?;
    Ok((text, manifest))
}

/// Returns the path of a manifest's component, which must stay in the folder of the
/// manifest.
pub(crate) fn component_of(path: &Path, manifest: &Manifest) -> Result<PathBuf, Failure> {
    let artifact = Path::new(manifest.artifact());
    let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if !artifact.components().all(inside) {
        let message = format!(
            "{}: artifacts.component_wasm: `{}` leads out of the folder of the manifest; put the \
             component beside the manifest, or below",
            files::name(path),
            manifest.artifact()
        );
        return Err(greentic_command::Failure::unusable(message).into());
    }
    Ok(path.parent().unwrap_or(Path::new("")).join(artifact))
}

/// Reads a component of at most the size that a pack allows.
pub(crate) fn component(path: &Path) -> Result<Vec<u8>, Failure> {
    file::at_most(path, limits::ENTRY)
}

/// Writes files. Faults are found before the first file is replaced.
pub(crate) fn write(all: &[(&Path, &[u8])]) -> Result<(), Failure> {
    let shared = greentic_command::Failure::from;
    places::all_differ(all.iter().map(|(path, _)| *path)).map_err(shared)?;
    let prepared: Result<Vec<_>, _> = all
        .iter()
        .map(|(path, bytes)| files::prepare(path, bytes, How::default()))
        .collect();
    for file in prepared.map_err(shared)? {
        file.finish().map_err(shared)?;
    }
    Ok(())
}
