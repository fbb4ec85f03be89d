//! Files, and the streams that `-` stands for.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// Whether a path stands for a stream.
pub(crate) fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// What stands in a file, or comes from standard input.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    if is_stream(path) {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return Ok(bytes);
    }
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The files that are named, and the components in the folders that are: those
/// that end in `.wasm`. Where the size report has left a component in both
/// forms, `NAME.wasm` and `NAME.plain.wasm`, it is the plain one.
pub(crate) fn components(named: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for path in named {
        if !path.is_dir() {
            paths.push(path.clone());
            continue;
        }
        let context = || format!("cannot read {}", path.display());
        let mut found = Vec::new();
        for entry in fs::read_dir(path).with_context(context)? {
            let path = entry.with_context(context)?.path();
            let wasm = path.extension().is_some_and(|ending| ending == "wasm");
            if wasm && !path.with_extension("plain.wasm").is_file() {
                found.push(path);
            }
        }
        found.sort();
        paths.extend(found);
    }
    if paths.is_empty() {
        bail!("no folder that was named has a file that ends in .wasm");
    }
    Ok(paths)
}

/// Writes a file, whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if is_stream(path) {
        return io::stdout()
            .lock()
            .write_all(bytes)
            .context("cannot write to standard output");
    }
    let context = || format!("cannot write {}", path.display());
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new()
        .prefix(".component-shrink-")
        .tempfile_in(folder)
        .with_context(context)?;
    file.write_all(bytes).with_context(context)?;
    share(file.as_file(), path).with_context(context)?;
    file.persist(path).with_context(context)?;
    Ok(())
}

/// A temporary file is for its owner alone. What it becomes is for those that
/// the file before it was for, or that a new file would be for.
#[cfg(unix)]
fn share(file: &fs::File, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    let permissions = match fs::metadata(path) {
        Ok(before) => before.permissions(),
        Err(_) => fs::Permissions::from_mode(0o644),
    };
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn share(_: &fs::File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Prints to standard output. A reader that has seen enough is no error.
pub(crate) fn print(text: &str) -> Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}
