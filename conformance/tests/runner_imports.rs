//! The tables of runners say of an interface exactly what was published.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use greentic_host_runner::Runner;
use greentic_host_runner::links::{Item, linked};
use greentic_host_runner::surface::{Direction, Surface};
use greentic_testkit::registry;
use wit_parser::Resolve;

/// Packages of the published WIT that runners link something of, by their folders.
const FOLDERS: [&str; 10] = [
    "host@1.0.0",
    "http-client@1.0.0",
    "http-client@1.1.0",
    "oauth-broker@1.0.0",
    "runtime-config@1.0.0",
    "secrets-store@1.0.0",
    "secrets-store@1.1.0",
    "state-store@1.0.0",
    "state-store@1.1.0",
    "telemetry-logger@1.0.0",
];

/// Interfaces of the tables that no WIT has: the runner makes them up.
const OWN: [&str; 4] = [
    "greentic:component/control@0.4.0",
    "greentic:component/control@0.5.0",
    "greentic:http/client@1.0.0",
    "greentic:http/client@1.1.0",
];

/// All functions that the WIT in a folder has, by interface.
fn functions(wit: &Path) -> Result<BTreeMap<String, Item>> {
    let mut text = "package local:all;".to_owned();
    let mut add = |path: PathBuf| -> Result<()> {
        if !path.exists() {
            return Ok(());
        }
        let content = std::fs::read_to_string(&path)?;
        let (_, rest) = content.split_once("package ").context("a package")?;
        let (package, body) = rest.split_once(';').context("its name")?;
        // Names that nothing in the file goes by.
        let body = body.lines().filter(|line| !line.starts_with("use "));
        let body = body.collect::<Vec<_>>().join("\n");
        write!(text, "\npackage {package} {{ {body} }}")?;
        Ok(())
    };
    add(wit.join("types.wit"))?;
    for folder in FOLDERS {
        add(wit.join("greentic").join(folder).join("package.wit"))?;
    }
    let mut resolve = Resolve::default();
    resolve.push_str("all.wit", &text)?;
    let mut found = BTreeMap::new();
    for (id, interface) in &resolve.interfaces {
        let Some(name) = resolve.id_of(id) else {
            bail!("an interface without a name: {interface:?}")
        };
        let surface = Surface::of_interface(&resolve, &name, id);
        let functions = surface.functions(Direction::Export, Some(&name));
        let functions = functions.map(|(name, ty)| (name.to_owned(), ty.to_owned()));
        let functions = functions.collect();
        found.insert(name.clone(), Item { name, functions });
    }
    Ok(found)
}

/// The interfaces of a table that are other than the published ones.
fn other(published: &BTreeMap<String, Item>, table: &[Item]) -> Vec<String> {
    let of_table = table.iter().filter(|item| !item.functions.is_empty());
    let other = of_table.filter(|item| published.get(&item.name) != Some(item));
    let mut names: Vec<_> = other.map(|item| item.name.clone()).collect();
    names.sort();
    names
}

#[test]
fn tables_of_runners_have_the_published_shapes() {
    for (runner, version) in [(Runner::V0_4_60, "0.4.113"), (Runner::V1_2, "1.2.0")] {
        let published = registry::sources("greentic-interfaces", version);
        let Some(published) = published.expect("what Cargo says") else {
            return;
        };
        let published = functions(&published.join("wit")).expect("the published WIT");
        let mut table = linked(runner);
        assert_eq!(other(&published, &table), OWN, "{runner}");
        // The comparison sees each of them.
        for at in 0..table.len() {
            if table[at].functions.is_empty() || OWN.contains(&&*table[at].name) {
                continue;
            }
            let before = table[at].clone();
            for ty in table[at].functions.values_mut() {
                *ty = ty.replacen("string", "u32", 1);
            }
            assert!(
                other(&published, &table).contains(&before.name),
                "{}",
                before.name
            );
            table[at] = before;
        }
    }
}
