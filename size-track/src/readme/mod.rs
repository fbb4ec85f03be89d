//! The tables of a README that are made from measurements, between markers:
//!
//! ```text
//! <!-- sizes: begin, written by `greentic-size-report --readme` -->
//! <!-- sizes: end -->
//! ```

mod examples;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::comparison::{Comparison, markdown, picture};
use crate::file;

pub use examples::Example;

/// The document of the comparison, below the root of the workspace.
pub const COMPARISON: &str = "docs/measurements/compare.json";

/// The picture of the comparison, below the root of the workspace.
pub const PICTURE: &str = "docs/pictures/compare.svg";

/// The data for a README and its picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// The examples, in the order of the table.
    pub examples: Vec<Example>,
    /// The comparison.
    pub comparison: Comparison,
}

impl Sources {
    /// Reads the data of the workspace at `root`: `size-budgets.toml`, the manifests of
    /// the examples, `wit/abi.lock` and [`COMPARISON`].
    ///
    /// # Errors
    /// When one of them is missing or damaged, or an example has a budget and no manifest.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join(COMPARISON);
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let comparison = Comparison::parse(&text).with_context(|| path.display().to_string())?;
        Ok(Self {
            examples: Example::all(root)?,
            comparison,
        })
    }

    /// Returns the README with both tables as they should be.
    ///
    /// # Errors
    /// When a pair of markers is missing.
    pub fn readme(&self, text: &str) -> Result<String> {
        let sizes = examples::table(&self.examples, &self.comparison);
        let text = between(text, "sizes", &sizes)?;
        let title = |example: &str| {
            let what = self.what(example);
            format!("[`{example}`](examples/{example}/src/lib.rs), {what}:")
        };
        between(&text, "compare", &markdown::render(&self.comparison, title))
    }

    /// Returns the picture.
    pub fn picture(&self) -> String {
        picture::render(&self.comparison, |example| {
            format!("{example}: {}", self.what(example))
        })
    }

    fn what(&self, name: &str) -> &str {
        let example = self.examples.iter().find(|example| example.name == name);
        example.map_or("", |example| &example.what)
    }
}

/// Writes the tables into `README.md` and the picture of the workspace at `root`. Returns the
/// files that changed.
///
/// # Errors
/// As [`Sources::read`] and [`Sources::readme`], and when a file cannot be written.
pub fn write(root: &Path) -> Result<Vec<PathBuf>> {
    let sources = Sources::read(root)?;
    let path = root.join("README.md");
    let before = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let readme = sources
        .readme(&before)
        .with_context(|| path.display().to_string())?;
    let mut changed = Vec::new();
    for (path, text) in [(path, readme), (root.join(PICTURE), sources.picture())] {
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            file::replace(&path, text.as_bytes())
                .with_context(|| format!("cannot write {}", path.display()))?;
            changed.push(path);
        }
    }
    Ok(changed)
}

/// Returns a text with new content between the markers of a region.
fn between(text: &str, region: &str, content: &str) -> Result<String> {
    let (begin, end) = (
        format!("<!-- {region}: begin"),
        format!("<!-- {region}: end"),
    );
    let found = text.find(&begin).and_then(|at| {
        let start = at + text[at..].find('\n')? + 1;
        let stop = start + text[start..].find(&end)?;
        Some((start, stop))
    });
    ensure!(
        found.is_some(),
        "there is no region `{region}`; write the lines `{begin} -->` and `{end} -->` around it"
    );
    let (start, stop) = found.unwrap_or_default();
    Ok(format!(
        "{}\n{}\n\n{}",
        &text[..start],
        content.trim_end(),
        &text[stop..]
    ))
}
