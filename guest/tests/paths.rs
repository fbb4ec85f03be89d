//! Every interface of the WIT is where the one rule says, package, version, interface,
//! and where its short form says; the macros find it at both.

use std::collections::BTreeSet;
use std::path::Path;

use greentic_guest::__private;

/// Makes a list of what stands at each path: the name that the line has, the path, and the
/// interface that the macros of either direction find there.
macro_rules! paths {
    ($( $name:literal $root:ident $(:: $path:ident)* )*) => {
        const PATHS: &[(&str, &str, [&__private::Interface; 2])] = &[$((
            $name,
            concat!(stringify!($root) $(, "::", stringify!($path))*),
            [
                greentic_guest::$root $(::$path)*::__export! { @interface [greentic_guest::$root $(::$path)*] },
                greentic_guest::$root $(::$path)*::__import! { @interface [greentic_guest::$root $(::$path)*] },
            ],
        )),*];
    };
}

include!("paths.in");

#[test]
fn each_path_leads_to_its_interface_in_both_directions() {
    for (name, path, directions) in PATHS {
        for found in directions {
            assert_eq!(found.id, *name, "{path}");
            let revision = path.strip_prefix("rev_").map_or("", |rest| {
                rest.split_once("::").map_or(rest, |(number, _)| number)
            });
            assert_eq!(found.revision.replace('.', "_"), revision, "{path}");
        }
    }
}

/// Returns the path of an interface, out of the words of the WIT alone.
fn rule(name: &str) -> Option<(String, String)> {
    let (package, rest) = name.split_once('/')?;
    let (interface, version) = rest.split_once('@')?;
    let (namespace, package) = package.split_once(':')?;
    // Of the namespace `provider`, whose package says nothing alone.
    let package = match namespace {
        "provider" => format!("{namespace}-{package}"),
        _ => package.to_owned(),
    };
    let interface = interface.replace('-', "_");
    Some((
        format!("{}::v", package.replace('-', "_")),
        format!("{}::{interface}", version.replace('.', "_")),
    ))
}

/// Returns whether this is the path by the rule. A version may be said with two numbers where
/// the third is 0.
fn follows_the_rule(name: &str, path: &str) -> bool {
    let Some((package, rest)) = rule(name) else {
        return false;
    };
    let path = match path.strip_prefix("rev_") {
        Some(rest) => rest.split_once("::").map_or(rest, |(_, path)| path),
        None => path,
    };
    let short = rest.replacen("_0::", "::", 1);
    path.strip_prefix(&package)
        .is_some_and(|found| found == rest || found == short)
}

#[test]
fn every_interface_of_the_wit_has_the_path_of_the_rule() {
    let wit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    for revision in ["", "0.4.93", "0.4.113"] {
        let (folder, module) = match revision {
            "" => (wit.join("deps"), String::new()),
            _ => (
                wit.join("revisions").join(revision).join("deps"),
                format!("rev_{}::", revision.replace('.', "_")),
            ),
        };
        let mut count = 0;
        for package in std::fs::read_dir(folder).expect("the WIT") {
            let text = package.expect("a folder").path().join("package.wit");
            let text = std::fs::read_to_string(text).expect("WIT");
            let lines = || {
                text.lines()
                    .map(|line| line.trim_end_matches([';', '{', ' ']))
            };
            let name = lines().find_map(|line| line.strip_prefix("package "));
            let (package, version) = name.and_then(|one| one.split_once('@')).expect("a name");
            for interface in lines().filter_map(|line| line.strip_prefix("interface ")) {
                let name = format!("{package}/{interface}@{version}");
                let of = |path: &str| match revision {
                    "" => !path.starts_with("rev_"),
                    // A copy of a package is the package itself.
                    _ => path.starts_with(&module) || !path.starts_with("rev_"),
                };
                let found = PATHS.iter().any(|(line, path, _)| {
                    *line == name && of(path) && follows_the_rule(&name, path)
                });
                assert!(found, "{name} has no path in `{revision}`");
                count += 1;
            }
        }
        assert!(count > 0, "`{revision}` has no interfaces");
    }
}

#[test]
fn no_path_is_there_twice() {
    let paths: BTreeSet<_> = PATHS.iter().map(|(_, path, _)| path).collect();
    assert_eq!(paths.len(), PATHS.len());
}
