//! The table of the examples.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use greentic_size_model::numerals::{counted, number};

use crate::budget::{Budget, Budgets};
use crate::comparison::{Comparison, markdown};

/// An example, as a row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Name of the package.
    pub name: String,
    /// The `description` in its manifest, as Markdown.
    pub what: String,
    /// Its budget, which is exact.
    pub budget: Budget,
    /// `true` if all its imports are interfaces without functions, by `wit/abi.lock`.
    pub types_only: bool,
}

impl Example {
    /// Reads the examples of the workspace at `root` that have a budget, the smallest first.
    pub(super) fn all(root: &Path) -> Result<Vec<Self>> {
        let read = |path: &str| {
            let path = root.join(path);
            std::fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        let budgets = Budgets::read(&root.join("size-budgets.toml"))?;
        let lock = read("wit/abi.lock")?;
        let mut examples = Vec::new();
        let document: toml_edit::DocumentMut = budgets.source().parse()?;
        for (name, _) in document.iter() {
            let name = name.to_owned();
            let path = format!("examples/{name}/Cargo.toml");
            let what = description(&read(&path)?).with_context(|| path.clone())?;
            let budget = budgets.of(&name);
            let imports = budget.imports.iter().flatten();
            let types_only = imports.clone().count() > 0
                && imports.clone().all(|import| has_types_only(&lock, import));
            examples.push(Self {
                name,
                what,
                budget,
                types_only,
            });
        }
        examples.sort_by_key(|example| example.budget.bytes);
        Ok(examples)
    }

    fn row(&self, comparison: &Comparison) -> String {
        let figure = |figure: Option<u64>| figure.map_or_else(String::new, number);
        let pages = self.budget.memory_pages.unwrap_or_default();
        let imports = self.budget.imports.as_ref().map_or(0, Vec::len);
        let imports = match (imports, self.types_only) {
            (0, _) => "none".to_owned(),
            (imports, true) => format!("{imports}, types only"),
            (imports, false) => imports.to_string(),
        };
        format!(
            "| [`{name}`](examples/{name}/src/lib.rs): {what} | {} | {} | {} | {imports} | {} |",
            figure(self.budget.bytes),
            figure(self.budget.plain_bytes),
            counted(usize::try_from(pages).unwrap_or(usize::MAX), "page"),
            markdown::published(comparison.subject(&self.name)),
            name = self.name,
            what = self.what,
        )
        .replace("|  |", "| |")
    }
}

/// Returns the table of the examples.
pub(super) fn table(examples: &[Example], comparison: &Comparison) -> String {
    let mut text = "| component | bytes | as linked | memory | imports | published |\n| --- | --- | --- | --- | --- | --- |\n".to_owned();
    for example in examples {
        let _ = writeln!(text, "{}", example.row(comparison));
    }
    text
}

fn description(manifest: &str) -> Result<String> {
    let manifest: toml_edit::DocumentMut = manifest.parse()?;
    let text = manifest["package"]["description"].as_str();
    let text = text.context("the package has no `description`; write one under [package]")?;
    Ok(text.to_owned())
}

/// Returns whether an interface, `PACKAGE/INTERFACE@VERSION`, is known and has no
/// function. The lock has a line `package PACKAGE@VERSION`, and then a line for each fact:
/// `INTERFACE: func ..`.
fn has_types_only(lock: &str, import: &str) -> bool {
    let Some((package, rest)) = import.split_once('/') else {
        return false;
    };
    let (interface, version) = rest.split_once('@').unwrap_or((rest, ""));
    let head = format!("package {package}@{version}");
    let (mut inside, mut known) = (false, false);
    for line in lock.lines() {
        if line.starts_with("package ") {
            inside = line == head;
        } else if inside && let Some(fact) = line.strip_prefix(&format!("{interface}: ")) {
            known = true;
            if fact.starts_with("func ") {
                return false;
            }
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
package a:types@1.0.0
types: type one = record{two: string}
other: func three() -> string
package a:types@1.1.0
types: func four()
";

    #[test]
    fn interfaces_without_functions_are_told() {
        assert!(has_types_only(LOCK, "a:types/types@1.0.0"));
        assert!(!has_types_only(LOCK, "a:types/other@1.0.0"));
        assert!(!has_types_only(LOCK, "a:types/types@1.1.0"));
        // An interface that the lock does not know may have functions.
        assert!(!has_types_only(LOCK, "b:types/types@1.0.0"));
        assert!(!has_types_only(LOCK, "types"));
    }
}
