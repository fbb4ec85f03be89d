//! All WebAssembly files of a folder.

use std::io;
use std::path::Path;

use greentic_untrusted::files::{read_at_most, read_only};
use greentic_untrusted::on_one_line;
use walkdir::{DirEntry, WalkDir};

use super::{
    Input, InputError, InputKind, InputSet, MOST_BYTES, MOST_BYTES_TOGETHER, MOST_DEPTH,
    MOST_ENTRIES, MOST_FILES, UnreadFile, refused,
};

/// Folders that are left out: they hold files that others have built or installed.
const LEFT_OUT: [&str; 2] = ["node_modules", "target"];

/// Finds the `.wasm` files of a folder and of those below it, and reads them.
pub(super) fn find(folder: &Path) -> Result<InputSet, InputError> {
    let label = on_one_line(&folder.display().to_string()).into_owned();
    let too_much = |what, bound: usize| InputError::TooMuch {
        folder: label.clone(),
        what,
        bound: bound as u64,
    };
    let mut files = Vec::new();
    // Links to folders are not followed: no circle, and nothing twice.
    let walk = WalkDir::new(folder)
        .sort_by_file_name()
        .max_depth(MOST_DEPTH + 1)
        .into_iter()
        .filter_entry(|entry| !is_left_out(entry));
    for (count, entry) in walk.enumerate() {
        if count >= MOST_ENTRIES {
            return Err(too_much("there are more entries", MOST_ENTRIES));
        }
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return Err(unreadable(folder, error)),
        };
        if entry.file_type().is_dir() {
            if entry.depth() > MOST_DEPTH {
                return Err(too_much("folders are nested deeper", MOST_DEPTH));
            }
        } else if is_wasm(entry.path()) && !entry.path().is_dir() {
            if files.len() >= MOST_FILES {
                return Err(too_much("there are more .wasm files", MOST_FILES));
            }
            files.push(entry.into_path());
        }
    }
    let (mut inputs, mut unread) = (Vec::new(), Vec::new());
    let mut left = MOST_BYTES_TOGETHER;
    for path in files {
        let name = name_below(folder, &path);
        match read(&path, MOST_BYTES.min(left)) {
            Ok(bytes) => {
                left -= bytes.len() as u64;
                let path = Some(path);
                inputs.push(Input { name, path, bytes });
            }
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge && left < MOST_BYTES => {
                let bound = MOST_BYTES_TOGETHER;
                return Err(InputError::TooMuch {
                    folder: label,
                    what: "the .wasm files have more bytes",
                    bound,
                });
            }
            Err(error) => {
                let error = refused(&on_one_line(&name), error);
                unread.push(UnreadFile { name, error });
            }
        }
    }
    if inputs.is_empty() && unread.is_empty() {
        return Err(InputError::Nothing { folder: label });
    }
    inputs.sort_by(|one, other| one.name.cmp(&other.name));
    unread.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(InputSet {
        kind: InputKind::Folder,
        inputs,
        unread,
    })
}

fn is_left_out(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    // The folder that was named itself is never left out.
    entry.depth() > 0
        && entry.file_type().is_dir()
        && (name.starts_with('.') || LEFT_OUT.contains(&&*name))
}

pub(super) fn is_wasm(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "wasm")
}

/// Reads a regular file, or the target of a link. Reading a pipe would never end.
fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    read_at_most(&read_only(&path.canonicalize()?)?, limit)
}

/// Returns the path of a file below a folder, the same on every system.
fn name_below(folder: &Path, path: &Path) -> String {
    let below = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

fn unreadable(folder: &Path, error: walkdir::Error) -> InputError {
    let path = error.path().unwrap_or(folder).display().to_string();
    let name = on_one_line(&path).into_owned();
    let error = error
        .into_io_error()
        .unwrap_or_else(|| io::Error::other("it cannot be looked at"));
    InputError::Io { name, error }
}
