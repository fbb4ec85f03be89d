//! Opens files in folders that others may write to.
//!
//! A person who can write to a folder can put a link, a pipe or a device where a
//! file is expected, or a file without end. So only regular files are opened,
//! without following a link and without waiting for the other end of a pipe,
//! and no more is read than was asked for.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Opens a file to be read.
///
/// # Errors
///
/// There is no such file, it is no regular one, or the system refuses.
pub fn read_only(path: &Path) -> io::Result<File> {
    open(OpenOptions::new().read(true), path)
}

/// Opens a file to be read, and to be written to where the system allows it.
///
/// # Errors
///
/// There is no such file, it is no regular one, or the system refuses.
pub fn writable_if_allowed(path: &Path) -> io::Result<File> {
    match open(OpenOptions::new().read(true).append(true), path) {
        Err(error) if is_denied(&error) => read_only(path),
        other => other,
    }
}

/// Opens a file to be read and written to. Where there is none one is made that
/// only its owner can read.
///
/// # Errors
///
/// The path leads to something that is no regular file, or the system refuses.
pub fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    open(&mut options, path)
}

/// Makes a folder, and those above it, for their owner only.
///
/// # Errors
///
/// The system refuses.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Reads the rest of a file that has at most `limit` bytes left.
///
/// # Errors
///
/// There are more bytes ([`io::ErrorKind::FileTooLarge`]), or they cannot be read.
pub fn read_at_most(file: &File, limit: u64) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    let read = file
        .take(limit.saturating_add(1))
        .read_to_end(&mut content)?;
    if u64::try_from(read).unwrap_or(u64::MAX) > limit {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it has more than the {limit} bytes that such a file may have"),
        ));
    }
    Ok(content)
}

fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    let file = guarded(options).open(path).map_err(explained)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is no regular file; name one, not a folder, a link, a pipe or a device",
        ))
    }
}

/// For regular files neither flag changes anything.
#[cfg(unix)]
fn guarded(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;

    // The bits of all systems fit.
    let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or(0);
    options.custom_flags(flags)
}

/// Opens a link itself, which then is no regular file.
#[cfg(windows)]
fn guarded(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;

    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;

    options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
}

#[cfg(not(any(unix, windows)))]
fn guarded(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Says what the system calls too many levels of links.
#[cfg(unix)]
fn explained(error: io::Error) -> io::Error {
    if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
        let message = "it is a link; name the file that it leads to";
        io::Error::new(io::ErrorKind::InvalidInput, message)
    } else {
        error
    }
}

#[cfg(not(unix))]
fn explained(error: io::Error) -> io::Error {
    error
}

fn is_denied(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_files_are_opened_and_read_up_to_their_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, "12345").unwrap();
        let read = |limit| read_at_most(&read_only(&path).unwrap(), limit);
        assert_eq!(read(5).unwrap(), b"12345");
        let error = read(4).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        assert!(error.to_string().contains("4 bytes"), "{error}");
        let missing = read_only(&folder.path().join("none")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn everything_else_is_refused_at_once() {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;

        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("file"), "12345").unwrap();
        symlink(at("file"), at("link")).unwrap();
        symlink(at("nowhere"), at("dangling")).unwrap();
        std::fs::create_dir(at("folder")).unwrap();
        let _socket = UnixListener::bind(at("socket")).unwrap();
        let pipe = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(pipe.unwrap().success());
        let device = std::path::PathBuf::from("/dev/zero");
        for path in ["link", "dangling", "folder", "socket", "pipe"].map(at) {
            assert!(read_only(&path).is_err(), "{}", path.display());
            assert!(writable_if_allowed(&path).is_err(), "{}", path.display());
            assert!(private(&path).is_err(), "{}", path.display());
        }
        assert!(read_only(&device).is_err());
        let link = read_only(&at("link")).unwrap_err().to_string();
        assert!(link.contains("is a link"), "{link}");
        // Nothing was made where the link leads to.
        assert!(!at("nowhere").exists());
    }
}
