//! Tells a change of the tool chain from a change of code.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::shown::short;
use crate::snapshot::{Producers, Sizes, Tools};

/// The tools and the sources of a file, compared with those of before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToolchainChange {
    /// The differences, for example `rustc 1.94.0 -> 1.95.0`; empty if the tools are the
    /// same.
    pub changes: Vec<String>,
    /// The comparison of the sources.
    pub sources: SourceChange,
}

/// The result of comparing sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceChange {
    /// The sources are the same.
    Same,
    /// The sources differ.
    Changed,
    /// One of the snapshots has no digest of them.
    Unknown,
}

/// A snapshot without its files.
#[derive(Clone, Copy, Debug)]
pub(super) struct Provenance<'a> {
    pub toolchain: &'a Tools,
    pub sources: Option<&'a str>,
}

impl ToolchainChange {
    /// Compares the tools and the sources of two snapshots of a file.
    pub(super) fn between(
        before: (Provenance<'_>, &Sizes),
        after: (Provenance<'_>, &Sizes),
    ) -> Self {
        let (was, is) = (before.0.toolchain, after.0.toolchain);
        let named = !before.1.producers.is_empty() && !after.1.producers.is_empty();
        let mut changes = Vec::new();
        if named {
            changes = tools(&before.1.producers, &after.1.producers);
        } else if let (Some(was), Some(is)) = (&was.rustc, &is.rustc)
            && was != is
        {
            changes.push(change(was, is));
        }
        // The version of the command only matters for a file that it shrinks.
        let shrunk = after.1.bytes != after.1.plain_bytes;
        if shrunk && was.measured_by != is.measured_by {
            changes.push(change(&was.measured_by, &is.measured_by));
        }
        let sources = match (before.0.sources, after.0.sources) {
            (Some(was), Some(is)) if was == is => SourceChange::Same,
            (Some(_), Some(_)) => SourceChange::Changed,
            _ => SourceChange::Unknown,
        };
        Self { changes, sources }
    }

    /// Returns whether the tool chain has changed and the sources have not.
    pub fn alone(&self) -> bool {
        !self.changes.is_empty() && self.sources == SourceChange::Same
    }

    /// Returns the part of the tool chain in a growth, for people; `None` if the tool
    /// chain is the same.
    pub fn text(&self) -> Option<String> {
        let changes = match &*self.changes {
            [] => return None,
            changes => changes.join(", "),
        };
        let sources = match self.sources {
            SourceChange::Same => "and the sources did not: the difference is the tool chain's",
            SourceChange::Changed => "and so did the sources",
            SourceChange::Unknown => "and whether the sources did is not known",
        };
        Some(format!("the tool chain changed ({changes}), {sources}"))
    }
}

/// Returns a change of a text that begins with its name: `rustc 1.94.0 -> 1.95.0`.
fn change(was: &str, is: &str) -> String {
    match (was.split_once(' '), is.split_once(' ')) {
        (Some((name, was)), Some((same, is))) if name == same => {
            format!("{} {} -> {}", short(name), short(was), short(is))
        }
        _ => format!("{} -> {}", short(was), short(is)),
    }
}

fn tools(before: &Producers, after: &Producers) -> Vec<String> {
    let by_name = |producers: &Producers| -> BTreeMap<(String, String), String> {
        let all = producers.iter().flat_map(|(field, tools)| {
            tools.iter().map(move |tool| {
                let (name, version) = tool.split_once(' ').unwrap_or((tool, ""));
                ((field.clone(), name.to_owned()), version.to_owned())
            })
        });
        all.collect()
    };
    let (old, new) = (by_name(before), by_name(after));
    let mut changes = Vec::new();
    for (key, version) in &new {
        let name = short(&key.1);
        match old.get(key) {
            Some(was) if was == version => {}
            Some(was) => changes.push(format!("{name} {} -> {}", short(was), short(version))),
            None => changes.push(format!("new: {name} {}", short(version)).trim().to_owned()),
        }
    }
    for (key, version) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        let gone = format!("gone: {} {}", short(&key.1), short(version));
        changes.push(gone.trim().to_owned());
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(rustc: &str) -> Tools {
        Tools {
            rustc: Some(rustc.to_owned()),
            measured_by: "greentic-tiny 0.1.0".to_owned(),
        }
    }

    fn producers(tools: &[(&str, &str)]) -> Sizes {
        let mut sizes = Sizes::default();
        for (field, tool) in tools {
            let field = sizes.producers.entry((*field).to_owned()).or_default();
            field.insert((*tool).to_owned());
        }
        sizes
    }

    fn changes(before: (&str, &Sizes), after: (&str, &Sizes)) -> Vec<String> {
        let (was, is) = (made(before.0), made(after.0));
        let made = |toolchain| Provenance {
            toolchain,
            sources: None,
        };
        ToolchainChange::between((made(&was), before.1), (made(&is), after.1)).changes
    }

    #[test]
    fn what_a_file_names_goes_before_what_is_installed() {
        let (old, new) = ("rustc 1.94.0 (a)", "rustc 1.95.0 (b)");
        let none = Sizes::default();
        assert_eq!(
            changes((old, &none), (new, &none)),
            ["rustc 1.94.0 (a) -> 1.95.0 (b)"]
        );
        let same = producers(&[("processed-by", "clang 18.1.3")]);
        assert!(changes((old, &same), (new, &same)).is_empty());
        let other = producers(&[("processed-by", "clang 19.1.0"), ("language", "C11")]);
        assert_eq!(
            changes((old, &same), (old, &other)),
            ["new: C11", "clang 18.1.3 -> 19.1.0"]
        );
        assert_eq!(
            changes((old, &other), (old, &same)),
            ["clang 19.1.0 -> 18.1.3", "gone: C11"]
        );
    }
}
