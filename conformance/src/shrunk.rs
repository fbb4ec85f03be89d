//! The shrunk artifacts of components.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use greentic_size_report::Artifacts;

use greentic_testkit::cargo::scratch;

/// Shrinks a component; answers with the bytes.
///
/// # Errors
///
/// When it is no component, or nothing came of shrinking it.
pub fn shrunk(component: &Path) -> Result<Vec<u8>> {
    Ok(artifacts(component)?.shrunk)
}

/// Shrinks a component. Returns both artifacts.
///
/// # Errors
///
/// As [`shrunk`].
pub fn artifacts(component: &Path) -> Result<Artifacts> {
    let linked =
        std::fs::read(component).with_context(|| format!("cannot read {}", component.display()))?;
    let artifacts = Artifacts::of(linked)?;
    ensure!(
        artifacts.shrunk.len() < artifacts.linked.len(),
        "{} did not become smaller",
        component.display()
    );
    Ok(artifacts)
}

/// The same as a file, for programs that read one. `test` keeps tests that run
/// at a time apart.
///
/// # Errors
///
/// As [`shrunk`], and when the file cannot be written.
pub fn shrunk_file(component: &Path, test: &str) -> Result<PathBuf> {
    let bytes = shrunk(component)?;
    let folder = scratch().join("shrunk").join(test);
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(component.file_name().context("a component has a name")?);
    std::fs::write(&path, bytes)?;
    Ok(path)
}
