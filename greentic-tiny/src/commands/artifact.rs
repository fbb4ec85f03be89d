//! What commands over manifests, descriptions and packs have in common: reading texts,
//! finding components, and telling what is wrong with either.

use std::path::{Component, Path, PathBuf};

use greentic_command::files::{self, How};
use greentic_command::places;
use greentic_packs::manifest::{self, Manifest};
use greentic_packs::pack::limits;
use greentic_packs::{Error, Problem};
use serde_json::json;

use crate::failure::Failure;
use crate::file;

/// Turns what is wrong with a file into a failure that names it.
pub(crate) fn unusable(path: &Path) -> impl Fn(Error) -> Failure {
    move |error| {
        let failure =
            greentic_command::Failure::unusable(format!("{}: {error}", files::name(path)));
        listed(failure, error.problems()).into()
    }
}

/// Adds a list of problems to what programs are told.
pub(crate) fn listed(
    failure: greentic_command::Failure,
    problems: &[Problem],
) -> greentic_command::Failure {
    if problems.is_empty() {
        return failure;
    }
    failure.with("problems", json!(problems))
}

/// Reads a text of a person.
pub(crate) fn text(path: &Path, limit: usize) -> Result<String, Failure> {
    let bytes = file::at_most(path, limit as u64)?;
    String::from_utf8(bytes).map_err(|error| {
        let message = format!(
            "{} is not UTF-8 text: byte {} is wrong",
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

/// Returns where the component of a manifest is: a path that stays in its folder.
pub(crate) fn component_of(path: &Path, manifest: &Manifest) -> Result<PathBuf, Failure> {
    let artifact = Path::new(manifest.artifact());
    let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    if !artifact.components().all(inside) {
        let message = format!(
            "{}: artifacts.component_wasm: `{}` leads out of the folder of the manifest",
            files::name(path),
            manifest.artifact()
        );
        return Err(greentic_command::Failure::unusable(message).into());
    }
    Ok(path.parent().unwrap_or(Path::new("")).join(artifact))
}

/// Reads a component as far as one may be in a pack.
pub(crate) fn component(path: &Path) -> Result<Vec<u8>, Failure> {
    file::at_most(path, limits::ENTRY)
}

/// Writes files: what can go wrong goes wrong before the first one is replaced.
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
