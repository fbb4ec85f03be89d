//! Files, and the streams that `-` stands for.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tempfile::NamedTempFile;

/// Whether a path stands for a stream.
pub(crate) fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// What to call a file in messages.
pub(crate) fn name(path: &Path) -> String {
    if is_stream(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
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
    prepare(path, bytes)?.finish()
}

/// Something that is about to be written. Dropped, it leaves nothing behind.
pub(crate) struct Prepared<'a> {
    path: &'a Path,
    to: To<'a>,
}

enum To<'a> {
    /// A file beside the one that it is going to replace.
    File {
        whole: NamedTempFile,
        replaces: PathBuf,
    },
    /// A stream, a pipe or a device: what is written to it is written.
    Stream(&'a [u8]),
}

/// Gets ready to write: what can go wrong goes wrong here, as far as possible.
pub(crate) fn prepare<'a>(path: &'a Path, bytes: &'a [u8]) -> Result<Prepared<'a>> {
    let context = || format!("cannot write {}", path.display());
    // Where a link leads, not the link, is what is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if is_stream(path) {
        let to = To::Stream(bytes);
        return Ok(Prepared { path, to });
    }
    if before.as_ref().is_some_and(fs::Metadata::is_dir) {
        bail!(
            "cannot write {}: it is a folder; name a file in it",
            path.display()
        );
    }
    if before.as_ref().is_some_and(|before| !before.is_file()) {
        let to = To::Stream(bytes);
        return Ok(Prepared { path, to });
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".component-shrink-");
    // By itself a temporary file is for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut whole = builder.tempfile_in(folder).with_context(context)?;
    whole.write_all(bytes).with_context(context)?;
    if let Some(before) = before {
        let file = whole.as_file();
        file.set_permissions(before.permissions())
            .with_context(context)?;
    }
    let to = To::File {
        whole,
        replaces: target,
    };
    Ok(Prepared { path, to })
}

impl Prepared<'_> {
    /// Writes it.
    pub(crate) fn finish(self) -> Result<()> {
        let context = || format!("cannot write {}", self.path.display());
        match self.to {
            To::File { whole, replaces } => {
                let written = whole.persist(replaces);
                written.map_err(|error| error.error).with_context(context)?;
                Ok(())
            }
            To::Stream(bytes) if is_stream(self.path) => {
                let mut stream = io::stdout().lock();
                let written = stream.write_all(bytes).and_then(|()| stream.flush());
                written.context("cannot write to standard output")
            }
            To::Stream(bytes) => fs::write(self.path, bytes).with_context(context),
        }
    }
}

/// Prints to standard output. A reader that has seen enough is no error.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut stream = io::stdout().lock();
    let written = stream.write_all(text.as_bytes());
    match written.and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}
