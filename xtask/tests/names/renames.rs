//! The lists of names that were replaced: `docs/renames*.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::crates::Names;

/// A name that was replaced.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Renamed {
    /// The list, and the line that the entry begins on.
    pub(crate) place: String,
    pub(crate) old: String,
    /// The name that replaced it.
    pub(crate) new: String,
    /// `true` if that is gone too.
    pub(crate) gone: bool,
}

/// Reads all lists of a workspace.
///
/// # Errors
///
/// The list that cannot be read, or the line that is no part of an entry.
pub(crate) fn lists(root: &Path) -> Result<Vec<Renamed>, String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join("docs")).map_err(|error| format!("docs: {error}"))? {
        let name = entry.map_err(|error| format!("docs: {error}"))?.file_name();
        let name = name.to_string_lossy();
        let stem = name.strip_suffix(".toml");
        if stem.is_some_and(|stem| stem.starts_with("renames")) {
            names.push(format!("docs/{name}"));
        }
    }
    names.sort();
    let mut all = Vec::new();
    for name in names {
        let text =
            fs::read_to_string(root.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        all.extend(list(&name, &text)?);
    }
    Ok(all)
}

/// Reads one list: `old`, and `new` or `gone` or both, below each `[[renamed]]`.
pub(crate) fn list(name: &str, text: &str) -> Result<Vec<Renamed>, String> {
    let mut entries: Vec<Renamed> = Vec::new();
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fail = || format!("{name}:{number}: `{line}` is no part of an entry");
        if line == "[[renamed]]" {
            entries.push(Renamed {
                place: format!("{name}:{number}"),
                ..Renamed::default()
            });
            continue;
        }
        let entry = entries.last_mut().ok_or_else(fail)?;
        let (key, value) = line.split_once(" = ").ok_or_else(fail)?;
        let text = value
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        match (key, text) {
            ("old", Some(text)) if entry.old.is_empty() => text.clone_into(&mut entry.old),
            ("new", Some(text)) if entry.new.is_empty() => text.clone_into(&mut entry.new),
            ("gone", None) if value == "true" => entry.gone = true,
            _ => return Err(fail()),
        }
    }
    let half = |entry: &&Renamed| entry.old.is_empty() || entry.new.is_empty() && !entry.gone;
    match entries.iter().find(half) {
        Some(entry) => Err(format!("{}: the entry lacks `old` or `new`", entry.place)),
        None => Ok(entries),
    }
}

/// Returns the old names that are back, and the new ones that are missing.
pub(crate) fn faults(
    root: &Path,
    crates: &BTreeMap<String, Names>,
    renamed: &[Renamed],
) -> Vec<String> {
    let is_there = |name: &str| {
        if name.contains('/') {
            return root.join(name).exists();
        }
        let of = name.split("::").next().unwrap_or_default();
        crates.get(of).is_some_and(|names| names.has(name))
    };
    let mut faults = Vec::new();
    for Renamed {
        place,
        old,
        new,
        gone,
    } in renamed
    {
        if is_there(old) {
            let instead = if *gone { "another name" } else { new };
            faults.push(format!("{place}: `{old}` is back (call it {instead})"));
        }
        if !gone && !is_there(new) {
            faults.push(format!(
                "{place}: `{new}` is missing (correct the entry, or say `gone = true`)"
            ));
        }
    }
    faults
}
