//! The bindings that are checked in are what comes of the WIT: types and
//! functions, the paths and features by which they are reached. `BLESS=1`
//! writes all of it anew. And they work: with components that are made by the
//! tools of others.

#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "reads better, and the text is short"
)]

mod calls;
mod catalogue;
mod components;
mod hosts;
mod interfaces;
mod names;
mod published;
mod types;
mod worlds;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use catalogue::Catalogue;

const BINDINGS: &str = "src/bindings";
const COMMAND: &str = "BLESS=1 cargo test -p greentic-host-shim --test bindings";

/// Written by hand, beside what is generated.
const BY_HAND: &str = "mod.rs";

fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1")
}

/// What is different between the files and what they should be, unless they are
/// to be written.
fn differences(files: &BTreeMap<PathBuf, String>, write: bool) -> Vec<String> {
    let mut differences = Vec::new();
    for (path, text) in files {
        let present = std::fs::read_to_string(path).ok();
        if present.as_deref() == Some(text) {
            continue;
        }
        if write {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file that can be written");
            continue;
        }
        differences.push(match present {
            None => format!("{} does not exist", path.display()),
            Some(present) => similar::TextDiff::from_lines(&*present, text)
                .unified_diff()
                .header(&path.display().to_string(), "what comes of the WIT")
                .to_string(),
        });
    }
    differences
}

/// Files in the folder of the bindings that come from nothing.
fn left_over(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the bindings") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            found.extend(left_over(&path, files));
        } else if !files.contains_key(&path) && path != Path::new(BINDINGS).join(BY_HAND) {
            found.push(format!("{} comes from nothing: remove it", path.display()));
        }
    }
    found
}

fn hold(found: &[String]) {
    assert!(
        found.is_empty(),
        "{}\nthis writes them anew:\n{COMMAND}",
        found.join("\n")
    );
}

/// All files of the bindings but the one by hand.
fn files(catalogues: &[Catalogue]) -> BTreeMap<PathBuf, String> {
    let folder = Path::new(BINDINGS);
    let mut files = BTreeMap::from([
        (folder.join("paths.rs"), published::paths(catalogues)),
        (folder.join("exports.rs"), published::exports(catalogues)),
    ]);
    for (at, catalogue) in catalogues.iter().enumerate() {
        let module = catalogue.revision.map_or("", |revision| revision.module);
        let folder = folder.join("worlds").join(module);
        let revisions = if at == 0 { &catalogues[1..] } else { &[] };
        files.insert(
            folder.join("mod.rs"),
            published::index(catalogue, revisions),
        );
        for package in &catalogue.packages {
            let name = format!("{}.rs", catalogue.module(package.id));
            files.insert(folder.join(name), catalogue.package(package));
        }
    }
    for (path, text) in &mut files {
        let formatted = greentic_guest_bindgen::rustfmt(text);
        *text = formatted.unwrap_or_else(|| panic!("rustfmt refuses {}:\n{text}", path.display()));
    }
    files
}

#[test]
fn the_bindings_are_up_to_date() {
    let files = files(&catalogue::all());
    let mut found = differences(&files, blessing());
    found.extend(left_over(Path::new(BINDINGS), &files));
    hold(&found);
}

/// The packages of a catalogue as one text without comments, for the command
/// to hold components against.
fn packages(catalogue: &Catalogue) -> String {
    let ids: Vec<_> = catalogue
        .packages
        .iter()
        .map(|package| package.id)
        .collect();
    let (first, rest) = ids.split_first().expect("a package");
    let mut printer = wit_component::WitPrinter::default();
    printer
        .emit_docs(false)
        .print(&catalogue.resolve, *first, rest)
        .expect("WIT that was read can be written");
    printer.output.to_string()
}

#[test]
fn the_packages_of_the_command_are_up_to_date() {
    let folder = Path::new("src/bin/greentic-shim/check/packages");
    let files = catalogue::all()
        .iter()
        .map(|catalogue| {
            let name = catalogue.revision.map_or("current", |one| one.module);
            (folder.join(format!("{name}.wit")), packages(catalogue))
        })
        .collect();
    hold(&differences(&files, blessing()));
}

#[test]
fn the_features_are_up_to_date() {
    let path = Path::new("Cargo.toml");
    let [begin, end] = [
        "# Generated from wit/packages.toml: begin.",
        "# Generated: end.",
    ];
    let text = std::fs::read_to_string(path).expect("the manifest");
    let (before, rest) = text.split_once(begin).expect("a mark at the beginning");
    let (_, after) = rest.split_once(end).expect("a mark at the end");
    let part = published::features(&catalogue::all());
    let text = format!("{before}{begin}\n{part}{end}{after}");
    hold(&differences(
        &BTreeMap::from([(path.to_owned(), text)]),
        blessing(),
    ));
}

#[test]
fn files_that_differ_lack_or_are_too_many_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let mut files = BTreeMap::new();
    for name in ["same.rs", "other.rs", "missing.rs"] {
        files.insert(path(name), format!("// {name}\n"));
    }
    assert!(differences(&files, true).is_empty());
    assert!(differences(&files, false).is_empty());
    std::fs::write(path("other.rs"), "// changed\n").expect("a file");
    std::fs::remove_file(path("missing.rs")).expect("a file");
    std::fs::write(path("more.rs"), "").expect("a file");
    let found = differences(&files, false).join("\n");
    assert!(found.contains("-// changed\n+// other.rs"), "{found}");
    assert!(found.contains("missing.rs does not exist"), "{found}");
    assert!(!found.contains("same.rs"), "{found}");
    let found = left_over(folder.path(), &files);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("more.rs comes from nothing"), "{found:?}");
}
