//! The commit of the sources, and a digest that tells whether they have changed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use greentic_untrusted::files::read_at_most;
use sha2::{Digest as _, Sha256};

use crate::environment::clean_command;

/// Most files, and most bytes of all of them together, that are looked at.
const MOST_FILES: usize = 100_000;
const MOST_BYTES: u64 = 1 << 30;

/// Endings of files that are not sources of a program.
const NO_SOURCES: [&str; 8] = ["wasm", "md", "adoc", "svg", "png", "jpg", "gif", "pdf"];

/// Further files that are not sources: they choose the tool chain, or hold sizes.
const NO_SOURCE_FILES: [&str; 7] = [
    ".gitignore",
    ".gitattributes",
    "rust-toolchain",
    "rust-toolchain.toml",
    "size-baseline.json",
    "size-budgets.toml",
    "size-history.jsonl",
];

/// Returns the commit that is checked out in the repository of a folder; `None` outside of
/// a Git repository, and before its first commit.
pub fn commit(folder: &Path) -> Option<String> {
    let output = git(folder, &["rev-parse", "--verify", "--quiet", "HEAD"])?;
    let commit = String::from_utf8(output).ok()?.trim().to_owned();
    let is_commit = commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_commit.then_some(commit)
}

/// Returns a digest of all sources in the repository of a folder: of the files that Git
/// tracks or would add. It leaves out documents, pictures, WebAssembly, files of sizes,
/// those that choose the tool chain, and all in `.github`.
///
/// Returns `None` outside of a Git repository, and if there are too many files or bytes.
pub fn digest(folder: &Path) -> Option<String> {
    let root = git(folder, &["rev-parse", "--show-toplevel"])?;
    let root = PathBuf::from(String::from_utf8(root).ok()?.trim_end_matches('\n'));
    let listed = git(
        &root,
        &[
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
    )?;
    let mut paths: Vec<_> = listed
        .split(|byte| *byte == 0)
        .filter_map(|path| std::str::from_utf8(path).ok())
        .filter(|path| is_source(path))
        .collect();
    // In a merge with conflicts, Git lists a file several times.
    paths.sort_unstable();
    paths.dedup();
    if paths.len() > MOST_FILES {
        return None;
    }
    let mut all = Sha256::new();
    let mut left = MOST_BYTES;
    for path in paths {
        let Some(content) = content(&root.join(path), left).ok()? else {
            continue;
        };
        left = left.checked_sub(content.len() as u64)?;
        all.update((path.len() as u64).to_le_bytes());
        all.update(path);
        all.update((content.len() as u64).to_le_bytes());
        all.update(&content);
    }
    let digits = hex::encode(all.finalize());
    Some(format!("sha256:{digits}"))
}

fn is_source(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    !path.is_empty()
        && !path.starts_with(".github/")
        && !NO_SOURCE_FILES.contains(&name)
        && !NO_SOURCES.contains(&ending)
}

/// Returns the content of a file, or the target of a link; `None` for a deleted file, and
/// for folders, such as other repositories.
fn content(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return Ok(None);
    };
    if metadata.is_symlink() {
        let target = fs::read_link(path)?;
        return Ok(Some(target.to_string_lossy().into_owned().into_bytes()));
    }
    if !metadata.is_file() {
        return Ok(None);
    }
    read_at_most(&File::open(path)?, most).map(Some)
}

/// Runs Git in a folder. Returns `None` if it is missing or fails.
fn git(folder: &Path, args: &[&str]) -> Option<Vec<u8>> {
    let mut command = clean_command("git");
    command.current_dir(folder).args(args);
    let output = command.output().ok()?;
    output.status.success().then_some(output.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_decides_on_sizes_is_a_source() {
        for path in [
            "src/lib.rs",
            "Cargo.lock",
            "a/package.json",
            "Makefile",
            "b.rs.in",
        ] {
            assert!(is_source(path), "{path}");
        }
        for path in [
            "",
            "README.md",
            "a/b.wasm",
            "size-baseline.json",
            "app/size-history.jsonl",
            "rust-toolchain.toml",
            ".github/workflows/ci.yml",
        ] {
            assert!(!is_source(path), "{path}");
        }
    }
}
