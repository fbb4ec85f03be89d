//! Crates of the registry as they were published: their sources and what they
//! carry, without a build and without what they depend on.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};

use crate::cargo::cargo;
use crate::runtimes::{missing, run};

/// Returns the folder that Cargo unpacked a crate into, and fetches it where it is
/// not there; `None`, said loudly, where the registry cannot be reached. Cargo
/// compares the crate with the checksum that the registry's index has.
///
/// # Errors
///
/// When Cargo has fetched the crate and no folder of that name is there, or in
/// strict runs when it cannot be fetched.
pub fn sources(name: &str, version: &str) -> Result<Option<PathBuf>> {
    if let Some(folder) = unpacked(name, version)? {
        return Ok(Some(folder));
    }
    // The one command that fetches a crate alone. In a folder of no workspace: what
    // that depends on has no say in which version is meant.
    let mut info = cargo();
    info.current_dir(env::temp_dir())
        .args(["info", "--quiet", "--color", "never"])
        .arg(format!("{name}@{version}"));
    let absent = run(&mut info).is_err();
    missing(&format!("the published crate `{name}` {version}"), absent)?;
    if absent {
        return Ok(None);
    }
    let found = unpacked(name, version)?;
    ensure!(found.is_some(), "Cargo unpacked no {name}-{version}");
    Ok(found)
}

/// Looks a crate up among those that Cargo has unpacked.
fn unpacked(name: &str, version: &str) -> Result<Option<PathBuf>> {
    let all = home()?.join("registry/src");
    let Ok(registries) = fs::read_dir(&all) else {
        return Ok(None);
    };
    for registry in registries {
        let folder = registry?.path().join(format!("{name}-{version}"));
        // Cargo writes this one when all else is there.
        if folder.join(".cargo-ok").is_file() {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

fn home() -> Result<PathBuf> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    let user = env::home_dir().context("nobody's home folder is known")?;
    Ok(user.join(".cargo"))
}
