//! The shrunk forms of components.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use greentic_size_report::Forms;

use greentic_testkit::cargo::scratch;

/// Shrinks a component; answers with the bytes.
///
/// # Errors
///
/// When it is no component, or nothing came of shrinking it.
pub fn shrunk(component: &Path) -> Result<Vec<u8>> {
    Ok(forms(component)?.shrunk)
}

/// Shrinks a component; answers with both forms.
///
/// # Errors
///
/// As [`shrunk`].
pub fn forms(component: &Path) -> Result<Forms> {
    let plain =
        std::fs::read(component).with_context(|| format!("cannot read {}", component.display()))?;
    let forms = Forms::of(plain)?;
    ensure!(
        forms.shrunk.len() < forms.plain.len(),
        "{} did not become smaller",
        component.display()
    );
    Ok(forms)
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
