//! The picture of the crates in ARCHITECTURE.md is what Cargo says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// Folders whose packages are not in the picture: they are what the others are
/// about.
const LEFT_OUT: [&str; 3] = ["examples", "conformance/guests", "conformance/nodes"];

/// The package that has no dependency, so that it can build all others.
const BUILDER: &str = "xtask";

/// Arrows: `true` for one of tests, and the folders between which it goes.
type Edges = BTreeSet<(bool, String, String)>;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The arrows between packages, by the names of their folders.
fn of_cargo() -> Edges {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("Cargo");
    let metadata: Metadata = serde_json::from_slice(&output.stdout).expect("JSON");
    let root = root().canonicalize().expect("the workspace");
    let folders: BTreeMap<_, _> = metadata
        .packages
        .iter()
        .filter_map(|package| {
            let folder = package.manifest_path.parent()?;
            let folder = folder.strip_prefix(&root).ok()?;
            let drawn = !LEFT_OUT.iter().any(|left_out| folder.starts_with(left_out));
            (drawn && package.name != BUILDER).then(|| {
                let name = folder.file_name().expect("a folder").to_string_lossy();
                (&package.name, name.into_owned())
            })
        })
        .collect();
    let mut edges = Edges::new();
    for package in &metadata.packages {
        for dependency in &package.dependencies {
            if package.name == dependency.name {
                continue;
            }
            let ends = (folders.get(&package.name), folders.get(&dependency.name));
            if let (Some(from), Some(to)) = ends {
                let of_tests = dependency.kind.as_deref() == Some("dev");
                edges.insert((of_tests, from.clone(), to.clone()));
            }
        }
    }
    // One that is there anyway is not one of tests.
    let always = edges.clone();
    edges.retain(|(of_tests, from, to)| {
        !of_tests || !always.contains(&(false, from.clone(), to.clone()))
    });
    edges
}

/// The arrows of the picture. The part of a box before the colon is a folder.
fn of_picture(text: &str) -> Edges {
    let picture = text.split("```mermaid").nth(1).expect("a picture");
    let picture = picture.split("```").next().expect("its end");
    let boxes: BTreeMap<_, _> = picture
        .lines()
        .filter_map(|line| {
            let (name, label) = line.trim().split_once('[')?;
            Some((name, label.split(':').next().expect("a folder")))
        })
        .collect();
    picture
        .lines()
        .filter_map(|line| {
            let line = line.trim();
            let arrow = line.split_once(" --> ").map(|ends| (false, ends));
            let arrow = arrow.or_else(|| line.split_once(" -.-> ").map(|ends| (true, ends)));
            let (of_tests, (from, to)) = arrow?;
            Some((of_tests, boxes[from].to_owned(), boxes[to].to_owned()))
        })
        .collect()
}

#[test]
fn the_picture_of_the_crates_is_what_cargo_says() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("a file");
    let (picture, cargo) = (of_picture(&text), of_cargo());
    let missing: Vec<_> = cargo.difference(&picture).collect();
    let wrong: Vec<_> = picture.difference(&cargo).collect();
    assert!(
        missing.is_empty() && wrong.is_empty(),
        "not in the picture: {missing:?}\nin the picture only: {wrong:?}"
    );
    // An arrow too few or too many would be found.
    let planted = text.replacen("  shrink --> untrusted\n", "  untrusted --> shrink\n", 1);
    assert_ne!(of_picture(&planted), cargo);
}

#[test]
fn arrows_point_one_way() {
    let mut edges = of_cargo();
    // What nothing points from any more is taken away until nothing is left.
    while !edges.is_empty() {
        let sources: BTreeSet<_> = edges.iter().map(|(_, from, _)| from.clone()).collect();
        let before = edges.len();
        edges.retain(|(_, _, to)| sources.contains(to));
        assert!(edges.len() < before, "a circle: {edges:?}");
    }
}
