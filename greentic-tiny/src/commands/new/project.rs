//! The files of every crate: its manifest, the flags of the linker, a place for its
//! budget.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Files, usage};
use crate::commands::profile;
use crate::failure::Failure;

/// The compiler that the guest crate needs.
const RUST: &str = "1.88";

/// Returns the name for a crate in a folder.
pub(super) fn name(folder: &Path) -> Result<String, Failure> {
    let name = folder.file_name().and_then(|name| name.to_str());
    let name = name.unwrap_or_default();
    let letters = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if name.is_empty() || !letters || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(usage(format!(
            "`{name}` is no name of a crate: it is of letters, digits, `-` and `_`, and begins with \
             a letter"
        )));
    }
    Ok(name.to_owned())
}

/// Returns the value of `greentic-guest =` in a Cargo.toml, without its features.
pub(super) fn dependency(path: Option<&Path>) -> Result<String, Failure> {
    let Some(path) = path else {
        return Ok(format!("version = \"{}\"", env!("CARGO_PKG_VERSION")));
    };
    let is_guest = |folder: &Path| {
        std::fs::read_to_string(folder.join("Cargo.toml"))
            .is_ok_and(|text| text.contains("name = \"greentic-guest\""))
    };
    let found = [path.to_owned(), path.join("guest")];
    let Some(guest) = found.iter().find(|folder| is_guest(folder)) else {
        return Err(usage(format!(
            "there is no greentic-guest in {}: --path takes a checkout of this project, or its \
             folder `guest`",
            path.display()
        )));
    };
    let guest =
        std::path::absolute(guest).map_err(|error| Failure::io("cannot find", guest, error))?;
    // A path on Windows has backslashes, which are escapes in TOML.
    let guest = guest.display().to_string().replace('\\', "/");
    Ok(format!("path = \"{guest}\""))
}

/// Returns the files that do not depend on the kind of the component.
pub(super) fn files(name: &str, guest: &str, features: &BTreeSet<String>) -> Files {
    let features: Vec<_> = features.iter().map(|one| format!("\"{one}\"")).collect();
    let manifest = format!(
        "\
[package]
name = \"{name}\"
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"{RUST}\"

[lib]
# A component is made of a library of this kind.
crate-type = [\"cdylib\"]

[dependencies]
greentic-guest = {{ {guest}, default-features = false, features = [{}] }}

# Small, whichever of both is asked for. Plain `cargo build --target wasm32-wasip2`, with the
# profile `dev`, leaves a component that says where it panicked and why.
[profile.release]
{}
[profile.tiny]
inherits = \"release\"
",
        features.join(", "),
        profile::settings(),
    );
    let budget = format!(
        "\
# The most that the component may take. `greentic-tiny report` holds it against this; with
# `--tighten` it fills in what is missing, and lowers the numbers to what it measures.

[{name}]
"
    );
    Files::from([
        ("Cargo.toml".into(), manifest),
        (".cargo/config.toml".into(), profile::config()),
        ("size-budgets.toml".into(), budget),
        (".gitignore".into(), "/target\n".into()),
    ])
}

/// Returns the workspace that a folder is in, if there is one. The folder exists.
pub(super) fn workspace_above(folder: &Path) -> Option<PathBuf> {
    // `../a` is not in this folder.
    let folder = folder.canonicalize().ok()?;
    let mut above = folder.ancestors().skip(1);
    above
        .find(|folder| {
            std::fs::read_to_string(folder.join("Cargo.toml"))
                .is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
        })
        .map(Path::to_owned)
}
