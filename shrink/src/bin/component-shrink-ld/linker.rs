//! The linker that makes components.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

/// The environment variable that names the linker.
const VARIABLE: &str = "COMPONENT_SHRINK_LINKER";

/// The file name of the linker.
const NAME: &str = if cfg!(windows) {
    "wasm-component-ld.exe"
} else {
    "wasm-component-ld"
};

/// Looks for the linker: the one that the environment names, or else one on the
/// path (rustc puts its own there when it links), or else the one beside rustc.
///
/// # Errors
///
/// - There is none.
pub(crate) fn find() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os(VARIABLE).filter(|program| !program.is_empty()) {
        return Ok(program.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).map(|folder| folder.join(NAME));
    if let Some(program) = on_path.into_iter().find(|program| program.is_file()) {
        return Ok(program);
    }
    match beside_rustc() {
        Some(program) => Ok(program),
        None => bail!(
            "there is no {NAME} on the path or beside rustc; {VARIABLE} can say which linker to call"
        ),
    }
}

fn beside_rustc() -> Option<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "sysroot"])
        .output()
        .ok()?;
    let sysroot = String::from_utf8(output.stdout).ok()?;
    let targets = Path::new(sysroot.trim()).join("lib").join("rustlib");
    // The folder that has programs is that of this machine.
    let folders = std::fs::read_dir(targets).ok()?.flatten();
    folders
        .map(|folder| folder.path().join("bin").join(NAME))
        .find(|program| program.is_file())
}
