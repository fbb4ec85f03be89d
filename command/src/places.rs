//! Which file a path leads to, whatever it is spelled like.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::failure::Failure;
use crate::files;

/// More links than this in a row lead nowhere.
const MOST_LINKS: usize = 40;

/// The place that a path leads to: a file that is there, or where one would be
/// made.
#[derive(Debug)]
pub struct Place {
    /// The path without links; `None` for a stream.
    path: Option<PathBuf>,
    /// The file itself, which may have several names.
    file: Option<(u64, u64)>,
    /// `true` if nothing can be lost there: a device, a pipe, a socket.
    device: bool,
}

impl Place {
    /// The place of an input; `-` is what standard input is connected to.
    pub fn of_input(path: &Path) -> Self {
        if files::is_stream(path) {
            return Self::of_stream(stream(true));
        }
        Self::of(path)
    }

    /// The place of an output; `-` is what standard output is connected to.
    pub fn of_output(path: &Path) -> Self {
        if files::is_stream(path) {
            return Self::of_stream(stream(false));
        }
        Self::of(path)
    }

    /// The place of a file or folder.
    pub fn of(path: &Path) -> Self {
        let metadata = fs::metadata(path).ok();
        Self {
            path: Some(resolved(path, MOST_LINKS)),
            file: metadata.as_ref().and_then(number),
            device: metadata.is_some_and(|metadata| !metadata.is_file() && !metadata.is_dir()),
        }
    }

    fn of_stream(metadata: Option<Metadata>) -> Self {
        let metadata = metadata.filter(Metadata::is_file);
        Self {
            path: None,
            file: metadata.as_ref().and_then(number),
            device: metadata.is_none(),
        }
    }

    /// Returns whether both are one file, so that a write to one is a write to the other.
    pub fn is(&self, other: &Self) -> bool {
        if self.file.is_some() && self.file == other.file {
            return true;
        }
        match (&self.path, &other.path) {
            (Some(path), Some(other)) => folded(path) == folded(other),
            _ => false,
        }
    }
}

/// The inputs, which no output may destroy.
#[derive(Debug, Default)]
pub struct Inputs {
    places: Vec<(PathBuf, Place)>,
    replaceable: bool,
}

impl Inputs {
    /// Takes down where the inputs are.
    pub fn of<'p>(paths: impl IntoIterator<Item = &'p Path>) -> Self {
        let places = paths.into_iter();
        Self {
            places: places
                .map(|path| (path.to_owned(), Place::of_input(path)))
                .collect(),
            replaceable: false,
        }
    }

    /// Has messages speak of the option `--in-place`.
    #[must_use]
    pub fn replaceable(self) -> Self {
        Self {
            replaceable: true,
            ..self
        }
    }

    /// Holds an output against all of them. `own` is the input that it may
    /// replace.
    ///
    /// # Errors
    ///
    /// - It is one of them.
    pub fn spare(&self, output: &Path, own: Option<&Path>) -> Result<()> {
        let place = Place::of_output(output);
        if place.device {
            return Ok(());
        }
        for (path, input) in &self.places {
            if !place.is(input) || own == Some(path) {
                continue;
            }
            let or = if self.replaceable {
                ", or give --in-place where a component is to replace its own input"
            } else {
                ""
            };
            let message = format!(
                "cannot write {}: it is the input {}, which would be lost; name another file{or}",
                files::name_of_output(output),
                files::name(path)
            );
            return Err(Failure::usage(message).into());
        }
        Ok(())
    }
}

/// Holds outputs against each other.
///
/// # Errors
///
/// - Two are one file.
pub fn all_differ<'p>(outputs: impl IntoIterator<Item = &'p Path>) -> Result<()> {
    let mut seen: Vec<(&Path, Place)> = Vec::new();
    for path in outputs {
        let place = Place::of_output(path);
        for (other, earlier) in &seen {
            if *other == path || place.is(earlier) {
                let message = format!(
                    "{} and {} are one place, and each output needs a place of its own",
                    files::name_of_output(other),
                    files::name_of_output(path)
                );
                return Err(Failure::usage(message).into());
            }
        }
        seen.push((path, place));
    }
    Ok(())
}

/// A path without links, also of a file that is not there yet.
fn resolved(path: &Path, links: usize) -> PathBuf {
    if let Ok(path) = fs::canonicalize(path) {
        return path;
    }
    // A link to a file that is not there is where that file would be made.
    if links > 0
        && let Ok(target) = fs::read_link(path)
    {
        let folder = path.parent().unwrap_or(Path::new(""));
        return resolved(&folder.join(target), links - 1);
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            let folder = if folder == Path::new("") {
                Path::new(".")
            } else {
                folder
            };
            resolved(folder, links).join(name)
        }
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

/// A path as systems see it that do not tell capital letters from small ones.
fn folded(path: &Path) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        return path.to_string_lossy().to_lowercase().into();
    }
    path.to_owned()
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "not every system has such numbers"
)]
fn number(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;

    Some((metadata.dev(), metadata.ino()))
}

/// Other systems number files too, but do not say so in the standard library:
/// paths have to do.
#[cfg(not(unix))]
fn number(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// Returns the metadata of the file that standard input or output is connected to.
#[cfg(unix)]
fn stream(input: bool) -> Option<Metadata> {
    use std::os::fd::AsFd as _;

    let stream = if input {
        std::io::stdin().as_fd().try_clone_to_owned()
    } else {
        std::io::stdout().as_fd().try_clone_to_owned()
    };
    fs::File::from(stream.ok()?).metadata().ok()
}

#[cfg(not(unix))]
fn stream(_: bool) -> Option<Metadata> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(left: &Path, right: &Path) -> bool {
        Place::of(left).is(&Place::of(right))
    }

    #[test]
    fn a_file_that_is_not_there_has_one_place() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        assert!(is(&at("a.wasm"), &at("./x/../a.wasm")) || !at("x").exists());
        fs::create_dir(at("x")).unwrap();
        assert!(is(&at("a.wasm"), &at("x/../a.wasm")));
        assert!(is(&at("new/a.wasm"), &at("x/../new/a.wasm")));
        assert!(!is(&at("a.wasm"), &at("b.wasm")));
        assert!(!is(&at("a.wasm"), &at("x/a.wasm")));
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_one_place() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::write(at("a"), "").unwrap();
        fs::create_dir(at("x")).unwrap();
        fs::hard_link(at("a"), at("x/hard")).unwrap();
        symlink("../a", at("x/soft")).unwrap();
        symlink("soft", at("x/softer")).unwrap();
        symlink("x", at("folder")).unwrap();
        for path in ["x/hard", "x/soft", "x/softer", "folder/hard", "./a"] {
            assert!(is(&at("a"), &at(path)), "{path}");
        }
        // To a file that is not there, and in a circle.
        symlink("missing", at("x/dangling")).unwrap();
        assert!(is(&at("x/missing"), &at("folder/dangling")));
        symlink("circle", at("circle")).unwrap();
        assert!(!is(&at("circle"), &at("a")));
    }
}
