//! A check that builds repeat: examples built from clean in two folders are the same, byte
//! by byte.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Serialize;

use crate::artifacts::Artifacts;
use crate::file;
use crate::link_flags::LinkFlags;
use crate::progress::Progress;
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;

/// Folders of a workspace that no build needs.
const ASIDE: [&str; 3] = [".git", "node_modules", "target"];

/// The two folders. Their names and lengths differ, so that a path in a component shows.
const FOLDERS: [&str; 2] = ["one", "another-folder"];

/// An example that was built twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepeatedBuild {
    /// Name of the package.
    pub name: String,
    /// The size of the component as linked, of the first build, in bytes.
    pub bytes: u64,
    /// The offset of the first difference; `null` if both are the same.
    pub first_difference: Option<u64>,
}

/// Copies the sources of a workspace into two folders of the system's folder for temporary
/// files. Builds the examples called `names` (all if there is none) in both from clean,
/// and compares the results, as linked and shrunk.
///
/// Components that differ stay in `size-report/twice` of the target folder, as
/// `NAME.one.wasm` and `NAME.another-folder.wasm`.
///
/// # Errors
/// When sources cannot be copied, or an example does not build.
pub fn twice(
    workspace: &Workspace,
    names: &[String],
    progress: &mut dyn Progress,
) -> Result<Vec<RepeatedBuild>> {
    let examples = workspace.select(names)?;
    Toolchain::ready(&workspace.root, progress)?;
    let all = tempfile::Builder::new()
        .prefix("greentic-twice-")
        .tempdir()?;
    let steps = examples.len() * FOLDERS.len();
    let mut built = Vec::new();
    for (folder, name) in FOLDERS.iter().enumerate() {
        // The system may name its folder by a link, which Cargo follows.
        let root = all.path().canonicalize()?.join(name);
        copy(&workspace.root, &root)?;
        let flags = LinkFlags::read(&root)?;
        let mut there = Workspace::find(&root)?;
        // The environment does not count: a target folder that both share would not be
        // clean.
        there.target = root.join("target");
        let mut components = Vec::new();
        for (index, example) in there.select(names)?.iter().enumerate() {
            let step = folder * examples.len() + index + 1;
            progress.step(
                step,
                steps,
                &format!("building {} in `{name}`", example.name),
            );
            components.push(Artifacts::of(there.build(example, &flags, progress)?)?);
        }
        built.push(components);
        // Half a gigabyte that is not read again.
        fs::remove_dir_all(&root).with_context(|| root.display().to_string())?;
    }
    let pairs = built[0].iter().zip(&built[1]);
    let mut found = Vec::new();
    for (example, (one, other)) in examples.iter().zip(pairs) {
        let difference = first_difference(&one.linked, &other.linked)
            .or_else(|| first_difference(&one.shrunk, &other.shrunk));
        if difference.is_some() {
            for (folder, artifacts) in FOLDERS.iter().zip([one, other]) {
                keep(
                    workspace,
                    &format!("{}.{folder}.wasm", example.name),
                    &artifacts.linked,
                )?;
            }
        }
        found.push(RepeatedBuild {
            name: example.name.clone(),
            bytes: one.linked.len() as u64,
            first_difference: difference,
        });
    }
    Ok(found)
}

fn keep(workspace: &Workspace, name: &str, bytes: &[u8]) -> Result<()> {
    let path: PathBuf = workspace.target.join("size-report/twice").join(name);
    file::replace(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Returns the offset of the first difference between two files. If one is the beginning
/// of the other, it is the end of the shorter one.
fn first_difference(one: &[u8], other: &[u8]) -> Option<u64> {
    let same = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other);
    let same = same.count();
    (one.len() != other.len() || same != one.len()).then_some(same as u64)
}

/// Copies a folder. Links are left out: they could lead anywhere.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let there = to.join(entry.file_name());
        if kind.is_dir() && !ASIDE.iter().any(|name| entry.file_name() == *name) {
            copy(&path, &there)?;
        } else if kind.is_file() {
            fs::copy(&path, &there).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_differ_at_their_first_byte_that_is_another() {
        assert_eq!(first_difference(b"abc", b"abc"), None);
        assert_eq!(first_difference(b"", b""), None);
        assert_eq!(first_difference(b"abc", b"abd"), Some(2));
        assert_eq!(first_difference(b"abc", b"ab"), Some(2));
        assert_eq!(first_difference(b"", b"a"), Some(0));
    }
}
