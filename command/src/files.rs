//! Files, and the streams that `-` stands for.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use greentic_untrusted::on_one_line;
use tempfile::NamedTempFile;

/// Returns whether a path stands for a stream.
pub fn is_stream(path: &Path) -> bool {
    path == Path::new("-")
}

/// Returns the name of a file for messages.
pub fn name(path: &Path) -> String {
    if is_stream(path) {
        "standard input".to_owned()
    } else {
        on_one_line(&path.display().to_string()).into_owned()
    }
}

/// Returns the name of an output for messages.
pub fn name_of_output(path: &Path) -> String {
    if is_stream(path) {
        "standard output".to_owned()
    } else {
        name(path)
    }
}

/// Returns the content of a file, or of standard input.
///
/// # Errors
///
/// It cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    if is_stream(path) {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        return Ok(bytes);
    }
    fs::read(path).with_context(|| format!("cannot read {}", name(path)))
}

/// The permissions for writing an output.
#[derive(Clone, Copy, Debug, Default)]
pub struct How {
    /// A file that is read-only is replaced.
    pub force: bool,
    /// A file is written directly if its folder cannot be written.
    pub in_place: bool,
}

/// Something that is about to be written. Dropped, it leaves nothing behind.
pub struct Prepared<'a> {
    path: &'a Path,
    to: To<'a>,
}

enum To<'a> {
    /// A file beside the one that it is going to replace.
    File {
        whole: NamedTempFile,
        replaces: PathBuf,
    },
    /// The file itself: an interrupted write loses it.
    Itself(File, &'a [u8]),
    /// A stream, a pipe or a device: what is written to it is written.
    Stream(&'a [u8]),
}

/// Gets ready to write: what can go wrong goes wrong here, as far as possible.
///
/// # Errors
///
/// It is a folder, read-only, or in a folder that cannot be written.
pub fn prepare<'a>(path: &'a Path, bytes: &'a [u8], how: How) -> Result<Prepared<'a>> {
    let context = || format!("cannot write {}", name_of_output(path));
    if is_stream(path) {
        let to = To::Stream(bytes);
        return Ok(Prepared { path, to });
    }
    // Where a link leads, not the link, is what is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if let Some(before) = &before {
        if before.is_dir() {
            bail!("{}: it is a folder; name a file in it", context());
        }
        if !before.is_file() {
            let to = To::Stream(bytes);
            return Ok(Prepared { path, to });
        }
        if before.permissions().readonly() && !how.force {
            bail!("{}: it is read-only; --force replaces it", context());
        }
    }
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".greentic-");
    // By itself a temporary file is for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut whole = match builder.tempfile_in(folder) {
        Ok(whole) => whole,
        Err(error) if before.is_some() && error.kind() == io::ErrorKind::PermissionDenied => {
            if !how.in_place {
                bail!(
                    "{}: no file can be made in {} ({}); --in-place writes into the file itself, \
                     and an interrupted write loses it",
                    context(),
                    name(folder),
                    io::ErrorKind::PermissionDenied
                );
            }
            let file = File::options().write(true).open(&target);
            let to = To::Itself(file.with_context(context)?, bytes);
            return Ok(Prepared { path, to });
        }
        Err(error) => return Err(error).with_context(context),
    };
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
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn finish(self) -> Result<()> {
        let context = || format!("cannot write {}", name_of_output(self.path));
        match self.to {
            To::File { whole, replaces } => {
                let written = whole.persist(replaces);
                written.map_err(|error| error.error).with_context(context)?;
                Ok(())
            }
            To::Itself(mut file, bytes) => {
                let written = file
                    .write_all(bytes)
                    .and_then(|()| file.set_len(bytes.len() as u64))
                    .and_then(|()| file.sync_all());
                written.with_context(context)
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

/// Folders that were made for outputs. Those that stayed empty go with it.
#[derive(Debug, Default)]
pub struct Folders(Vec<PathBuf>);

impl Folders {
    /// Makes a folder and those around it, as far as they are not there.
    ///
    /// # Errors
    ///
    /// One cannot be made.
    pub fn make(&mut self, folder: &Path) -> Result<()> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|folder| *folder != Path::new("") && !folder.is_dir())
            .collect();
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.0.push(folder.to_owned()),
                // By somebody else, in between.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => {
                    return Err(error)
                        .with_context(|| format!("cannot make the folder {}", name(folder)));
                }
            }
        }
        Ok(())
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for folder in self.0.iter().rev() {
            // One that is not empty is there for a reason.
            let _ = fs::remove_dir(folder);
        }
    }
}
