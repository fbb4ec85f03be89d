//! Differences between the repository and the generated files, with their places.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use similar::{DiffTag, TextDiff};

/// A file that is not as it should be. Its [`Display`](fmt::Display) is for
/// people: a line for each place, and the lines that differ.
#[derive(Debug)]
pub(crate) enum Difference {
    /// Lines are different.
    Changed {
        path: PathBuf,
        present: String,
        generated: String,
    },
    /// The file is not there.
    Missing(PathBuf),
    /// The file comes from nothing.
    LeftOver(PathBuf),
}

impl Difference {
    /// Compares a file with its `text`.
    pub(crate) fn find(root: &Path, path: &Path, text: &str) -> Result<Option<Self>> {
        let path = path.to_owned();
        match std::fs::read(root.join(&path)) {
            Ok(present) if present == text.as_bytes() => Ok(None),
            Ok(present) => Ok(Some(Self::Changed {
                path,
                present: String::from_utf8_lossy(&present).into_owned(),
                generated: text.to_owned(),
            })),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(Self::Missing(path))),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    /// Returns `true` where writing what is generated leaves this as it is.
    pub(crate) fn is_left_over(&self) -> bool {
        matches!(self, Self::LeftOver(_))
    }
}

/// Finds the files below `folder` that are not `known`.
pub(crate) fn left_over(
    root: &Path,
    folder: &Path,
    known: &impl Fn(&Path) -> bool,
    found: &mut Vec<Difference>,
) -> Result<()> {
    let fail = || folder.display().to_string();
    let entries = match std::fs::read_dir(root.join(folder)) {
        // Its files are missing, which is said of each.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(fail)?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.with_context(fail)?;
        names.push((entry.file_name(), entry.file_type().with_context(fail)?));
    }
    names.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in names {
        let path = folder.join(name);
        if kind.is_dir() {
            left_over(root, &path, known, found)?;
        } else if !known(&path) {
            found.push(Difference::LeftOver(path));
        }
    }
    Ok(())
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, present, generated) = match self {
            Self::Missing(path) => return writeln!(f, "{}: does not exist", path.display()),
            Self::LeftOver(path) => {
                return writeln!(f, "{}: comes from nothing: remove it", path.display());
            }
            Self::Changed {
                path,
                present,
                generated,
            } => (path.display(), present, generated),
        };
        let diff = TextDiff::from_lines(present, generated);
        let mut unified = diff.unified_diff();
        unified.context_radius(3);
        for hunk in unified.iter_hunks() {
            let first = hunk.ops().iter().find(|op| op.tag() != DiffTag::Equal);
            let line = first.map_or(1, |op| op.old_range().start + 1);
            writeln!(f, "{path}:{line}: is not what is generated")?;
        }
        let file = path.to_string();
        write!(
            f,
            "{}",
            unified.header(&file, &format!("{file} (generated)"))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(present: Option<&str>, generated: &str) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        if let Some(present) = present {
            std::fs::write(folder.path().join("a.rs"), present).unwrap();
        }
        let found = Difference::find(folder.path(), Path::new("a.rs"), generated).unwrap();
        found.map(|difference| difference.to_string())
    }

    #[test]
    fn every_place_has_its_line() {
        let lines: Vec<_> = (1..=40).map(|line| format!("// {line}\n")).collect();
        let generated = lines.concat();
        assert_eq!(difference(Some(&generated), &generated), None);
        let mut present = lines.clone();
        present[6] = "// other\n".into();
        present[30].clear();
        let found = difference(Some(&present.concat()), &generated).unwrap();
        assert!(found.starts_with("a.rs:7: "), "{found}");
        assert!(found.contains("\n-// other\n+// 7\n"), "{found}");
        assert!(found.contains("\na.rs:31: "), "{found}");
        assert!(found.contains("\n // 30\n+// 31\n"), "{found}");
        assert_eq!(found.matches("a.rs:").count(), 2, "{found}");
        assert!(found.ends_with('\n'), "{found}");
    }

    #[test]
    fn what_is_no_text_differs() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.rs"), b"\xff\n").unwrap();
        let found = Difference::find(folder.path(), Path::new("a.rs"), "a\n").unwrap();
        assert!(found.unwrap().to_string().contains("a.rs:1: "));
    }

    #[test]
    fn a_missing_file_is_named() {
        assert_eq!(difference(None, "a\n").unwrap(), "a.rs: does not exist\n");
    }

    #[test]
    fn files_that_come_from_nothing_are_found_in_any_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("a/b")).unwrap();
        for name in ["a/known.rs", "a/b/known.rs", "a/b/more.rs", "a/z.rs"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let mut found = Vec::new();
        let known = |path: &Path| path.ends_with("known.rs");
        left_over(folder.path(), Path::new("a"), &known, &mut found).unwrap();
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        let comes = |path: &str| format!("{path}: comes from nothing: remove it\n");
        assert_eq!(found, [comes("a/b/more.rs"), comes("a/z.rs")]);
    }
}
