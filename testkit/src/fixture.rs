//! Fixtures: what tests run and what takes a build. Each is a folder of Cargo's
//! target folder, built by the first process that needs it and used by all
//! others as long as what it is made of stays the same.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::cargo::target;
use crate::key::Key;

/// The file that says which key a fixture was built for.
const KEY: &str = "key";

/// Returns where the fixture `name` is, or would be.
pub(crate) fn place(name: &str) -> PathBuf {
    target().join("fixtures").join(name)
}

/// Returns the folder of the fixture `name`: `target/fixtures/NAME`. Where it is
/// not there, or is of another key, `build` makes it in an empty folder that
/// takes its place when all went well.
///
/// Nothing but that folder is read when the key is unchanged. Processes that
/// want the same fixture at a time wait for the one that builds it. A test that
/// runs while the sources of its fixture are edited may lose it.
///
/// # Errors
///
/// When `build` fails, or files cannot be written.
pub fn kept(name: &str, key: &Key, build: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    kept_in(&place(""), name, key, build)
}

fn kept_in(
    all: &Path,
    name: &str,
    key: &Key,
    build: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let folder = all.join(name);
    if is_of(&folder, key) {
        return Ok(folder);
    }
    let _lock = locked(all, name)?;
    if is_of(&folder, key) {
        return Ok(folder);
    }
    eprintln!("fixture {name}: building");
    let start = Instant::now();
    let made = all.join(format!("{name}.made"));
    empty(&made)?;
    build(&made).with_context(|| format!("fixture {name}"))?;
    // Last: a folder with a key is whole.
    fs::write(made.join(KEY), key.name())?;
    remove(&folder)?;
    fs::rename(&made, &folder).with_context(|| folder.display().to_string())?;
    let time = start.elapsed().as_secs_f64();
    eprintln!("fixture {name}: built after {time:.1} s");
    Ok(folder)
}

/// Holds what processes build one at a time.
pub(crate) fn locked(all: &Path, name: &str) -> Result<File> {
    fs::create_dir_all(all).with_context(|| all.display().to_string())?;
    let lock = File::create(all.join(format!("{name}.lock")))?;
    lock.lock()?;
    Ok(lock)
}

/// Returns the folder of the fixture `name`, if it is there and of this key.
pub(crate) fn present(name: &str, key: &Key) -> Option<PathBuf> {
    let folder = place(name);
    is_of(&folder, key).then_some(folder)
}

fn is_of(folder: &Path, key: &Key) -> bool {
    fs::read_to_string(folder.join(KEY)).is_ok_and(|present| present == key.name())
}

/// Puts a file that a build left into a fixture. A link where that can be: some
/// have a hundred megabytes.
///
/// # Errors
///
/// When there is no such file, or it cannot be copied.
pub fn keep(built: &Path, kept: &Path) -> Result<()> {
    fs::hard_link(built, kept)
        .or_else(|_| fs::copy(built, kept).map(drop))
        .with_context(|| format!("the build left no {}", built.display()))
}

/// Makes a folder empty, whatever was there: half an installation perhaps.
pub(crate) fn empty(folder: &Path) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())
}

pub(crate) fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use anyhow::bail;

    use super::*;

    fn text(folder: &Path) -> String {
        fs::read_to_string(folder.join("text")).unwrap()
    }

    #[test]
    fn a_fixture_is_built_again_when_its_key_changes_and_only_then() {
        let all = tempfile::tempdir().unwrap();
        let built = AtomicUsize::new(0);
        let kept = |key: &str| {
            let write = |folder: &Path| {
                built.fetch_add(1, Ordering::Relaxed);
                Ok(fs::write(folder.join("text"), key)?)
            };
            text(&kept_in(all.path(), "one", &Key::default().text(key), write).unwrap())
        };
        for (key, builds) in [("a", 1), ("a", 1), ("b", 2), ("b", 2), ("a", 3)] {
            assert_eq!(kept(key), key);
            assert_eq!(built.load(Ordering::Relaxed), builds, "{key}");
        }
    }

    #[test]
    fn many_that_want_it_at_a_time_get_one_build() {
        let all = tempfile::tempdir().unwrap();
        let built = AtomicUsize::new(0);
        let write = |folder: &Path| {
            built.fetch_add(1, Ordering::Relaxed);
            thread::yield_now();
            Ok(fs::write(folder.join("text"), "whole")?)
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let folder = kept_in(all.path(), "one", &Key::default(), write).unwrap();
                    assert_eq!(text(&folder), "whole");
                });
            }
        });
        assert_eq!(built.into_inner(), 1);
    }

    #[test]
    fn a_build_that_fails_leaves_what_was_there_and_is_tried_again() {
        let all = tempfile::tempdir().unwrap();
        let write = |folder: &Path| Ok(fs::write(folder.join("text"), "whole")?);
        let old = Key::default().text("old");
        let folder = kept_in(all.path(), "one", &old, write).unwrap();
        let new = Key::default().text("new");
        let half = |folder: &Path| {
            fs::write(folder.join("text"), "half")?;
            bail!("no room")
        };
        let error = kept_in(all.path(), "one", &new, half).unwrap_err();
        assert_eq!(format!("{error:#}"), "fixture one: no room");
        assert!(is_of(&folder, &old));
        assert_eq!(text(&folder), "whole");
        kept_in(all.path(), "one", &new, write).unwrap();
        assert!(is_of(&folder, &new));
    }
}
