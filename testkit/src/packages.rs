//! Files of packages as registries have them: unpacked and not installed, so that
//! nothing of a package runs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::cargo::target;
use crate::fixture::empty;
use crate::registry::sources;
use crate::runtimes::run;

/// Returns the folder with the files of a package, and fetches it by the client of its
/// registry where it is not there: `npm`, `pypi` or `crates.io`.
///
/// Packages of npm and `PyPI` are unpacked into `target/packages`, those of crates.io are
/// where Cargo has them.
///
/// # Errors
///
/// When there is no such registry, its client is not installed or cannot reach it, or the
/// package is of a form that is not known here.
pub fn files(registry: &str, package: &str, version: &str) -> Result<PathBuf> {
    let what = || format!("{registry}: {package} {version} cannot be had");
    if registry == "crates.io" {
        return sources(package, version)?.with_context(what);
    }
    let name = package.replace(['/', '@'], "_");
    let folder = target().join("packages").join(registry);
    let folder = folder.join(format!("{name}-{version}"));
    if folder.join("unpacked").is_file() {
        return Ok(folder);
    }
    empty(&folder)?;
    match registry {
        "npm" => npm(package, version, &folder),
        "pypi" => pypi(package, version, &folder),
        _ => bail!("`{registry}` is no registry that is known here: npm, pypi or crates.io"),
    }
    .with_context(what)?;
    std::fs::write(folder.join("unpacked"), "")?;
    Ok(folder)
}

/// Unpacks what npm packs: all of it is in a folder `package`, which goes.
fn npm(package: &str, version: &str, folder: &Path) -> Result<()> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(Command::new(program)
        .current_dir(folder)
        .args(["pack", "--silent", "--ignore-scripts"])
        .arg(format!("{package}@{version}")))?;
    let archive = only(folder, "tgz")?;
    run(Command::new("tar")
        .current_dir(folder)
        .args(["-xzf", &archive, "--strip-components=1"]))?;
    std::fs::remove_file(folder.join(archive))?;
    Ok(())
}

/// Unpacks a wheel. A package that has none would run code of its own to be built.
fn pypi(package: &str, version: &str, folder: &Path) -> Result<()> {
    let python = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(python)
        .current_dir(folder)
        .args(["-m", "pip", "download", "--quiet", "--no-deps"])
        .args(["--only-binary", ":all:", "--dest", "."])
        .arg(format!("{package}=={version}")))?;
    let wheel = only(folder, "whl")?;
    run(Command::new(python)
        .current_dir(folder)
        .args(["-m", "zipfile", "-e", &wheel, "."]))?;
    std::fs::remove_file(folder.join(wheel))?;
    Ok(())
}

/// The name of the one file in a folder that ends so.
fn only(folder: &Path, end: &str) -> Result<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == end) {
            found.extend(
                path.file_name()
                    .map(|name| name.to_string_lossy().into_owned()),
            );
        }
    }
    match <[String; 1]>::try_from(found) {
        Ok([name]) => Ok(name),
        Err(found) => bail!(
            "the client left {} files `*.{end}` rather than one",
            found.len()
        ),
    }
}
