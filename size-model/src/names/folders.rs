//! Paths of functions of which debug information has no more than the last word.
//!
//! Short line tables say `find` in `guest/src/json/object.rs`. Functions whose symbols
//! have the crate tell which crate a folder belongs to.

use std::collections::HashMap;

use greentic_shrink::lines::Place;

use super::path::crate_of;

/// The crate of each folder.
#[derive(Default)]
pub(super) struct Folders(HashMap<String, String>);

impl Folders {
    /// Learns the crate of a folder from a function with a known symbol and a known file.
    pub(super) fn learn(&mut self, symbol: &str, file: Option<&str>) {
        // The type in the symbol does not tell where a method of a trait stands.
        if symbol.starts_with('<') {
            return;
        }
        let Some((folder, _)) = file.and_then(split) else {
            return;
        };
        if let Some(of) = crate_of(symbol) {
            let known = self.0.entry(folder.to_owned());
            known.or_insert_with(|| of.to_owned());
        }
    }

    /// Gives the function of a place its path.
    pub(super) fn complete(&self, place: &mut Place) {
        let Some(function) = &place.function else {
            return;
        };
        if function.contains("::") || function.starts_with('<') {
            return;
        }
        let Some(file) = place.file.as_deref() else {
            return;
        };
        if let Some(of) = program(file) {
            place.function = Some(format!("{of}::{function}"));
            return;
        }
        let Some((folder, modules)) = split(file) else {
            return;
        };
        let of = match self.0.get(folder) {
            Some(of) => of.clone(),
            None => named_like(folder),
        };
        let modules = modules.strip_suffix(".rs").unwrap_or(modules);
        let mut path = of;
        for module in modules.split('/') {
            if !["mod", "lib", "main"].contains(&module) {
                path.push_str("::");
                path.push_str(module);
            }
        }
        place.function = Some(format!("{path}::{function}"));
    }
}

/// Splits the path of a source into the folder of its package and the path within `src`.
fn split(file: &str) -> Option<(&str, &str)> {
    file.rsplit_once("/src/")
}

/// Returns the crate of a file that is a crate by itself: `examples/shop.rs`,
/// `src/bin/shop.rs`.
fn program(file: &str) -> Option<String> {
    let inside = |folder: &str| file.rsplit_once(folder).map(|(_, rest)| rest);
    let rest = inside("/examples/").or_else(|| inside("/src/bin/"))?;
    let name = rest.strip_suffix("/main.rs").or(rest.strip_suffix(".rs"))?;
    (!name.contains('/')).then(|| name.replace('-', "_"))
}

/// Returns the crate that a folder is likely to have: `serde_json` for
/// `serde_json-1.0.145`.
fn named_like(folder: &str) -> String {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let version = name
        .rsplit_once('-')
        .filter(|(_, version)| version.starts_with(|letter: char| letter.is_ascii_digit()));
    let name = version.map_or(name, |(name, _)| name);
    name.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(folders: &Folders, file: &str, function: &str) -> String {
        let mut place = Place {
            function: Some(function.to_owned()),
            file: Some(file.to_owned()),
            line: None,
            column: None,
        };
        folders.complete(&mut place);
        place.function.unwrap()
    }

    #[test]
    fn a_word_gets_the_path_of_its_file() {
        let mut folders = Folders::default();
        folders.learn("shop::till::total", Some("/work/packages/a/src/till.rs"));
        folders.learn(
            "<other::T as core::fmt::Debug>::fmt",
            Some("/work/packages/b/src/lib.rs"),
        );
        for (file, function, expected) in [
            (
                "/work/packages/a/src/till/sum.rs",
                "add",
                "shop::till::sum::add",
            ),
            ("/work/packages/a/src/lib.rs", "add", "shop::add"),
            ("/work/packages/b/src/lib.rs", "f", "b::f"),
            (
                "/rustc/1/library/core/src/fmt/mod.rs",
                "write",
                "core::fmt::write",
            ),
            (
                "/r/registry/src/index/serde_json-1.0.1/src/de.rs",
                "f",
                "serde_json::de::f",
            ),
            ("/work/packages/a/src/lib.rs", "a::b", "a::b"),
            ("/work/packages/a/examples/a-b.rs", "f", "a_b::f"),
            ("/work/packages/a/src/bin/sell/main.rs", "f", "sell::f"),
            ("/work/examples/a/src/lib.rs", "f", "a::f"),
            ("/elsewhere/file.c", "memcpy", "memcpy"),
        ] {
            assert_eq!(path(&folders, file, function), expected);
        }
    }
}
