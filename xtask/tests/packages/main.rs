//! Holds the packages of the workspace to what `cargo package` and crates.io need: manifest,
//! README, licences, and no file of another folder. `cargo xtask release --verify` builds the
//! published ones and `cargo package --workspace` all; this takes seconds.

mod checks;
#[allow(dead_code, reason = "a part of it is for the messages of tests")]
#[path = "../../src/json.rs"]
mod json;
mod seeded;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use checks::{
    dependency_faults, file_faults, include_faults, manifest_faults, package_faults, readme_faults,
    rule_faults,
};
use json::Json;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Runs cargo without network, and returns what it prints.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the packages of the workspace, as `cargo metadata` has them.
fn packages() -> Vec<Json> {
    let text = cargo(&["metadata", "--no-deps", "--format-version", "1"]);
    let metadata = Json::read(&text).unwrap();
    let Json::Object(fields) = metadata else {
        panic!("no object")
    };
    let packages = fields.into_iter().find(|(name, _)| name == "packages");
    match packages {
        Some((_, Json::List(packages))) => packages,
        other => panic!("{other:?}"),
    }
}

fn name(package: &Json) -> &str {
    package.field("name").text().unwrap()
}

/// Checks whether Cargo finds a package when it packages another one that depends on it:
/// `publish = false` is a list without a registry.
fn is_found(package: &Json) -> bool {
    *package.field("publish") == Json::Null
}

/// Checks whether a package is part of a release.
fn is_published(package: &Json) -> bool {
    let released = package
        .field("metadata")
        .field("greentic")
        .field("released");
    is_found(package) && *released != Json::Bool(false)
}

fn published() -> Vec<Json> {
    let published: Vec<_> = packages().into_iter().filter(is_published).collect();
    assert!(published.len() >= 15, "{}", published.len());
    published
}

/// Returns the files that would be in a package.
fn files(name: &str) -> BTreeSet<String> {
    let list = cargo(&["package", "--list", "--allow-dirty", "-p", name]);
    list.lines().map(|file| file.replace('\\', "/")).collect()
}

fn folder(package: &Json) -> PathBuf {
    let manifest = Path::new(package.field("manifest_path").text().unwrap());
    manifest.parent().unwrap().to_owned()
}

fn texts<'a>(package: &'a Json, field: &str) -> Vec<&'a str> {
    let list = package.field(field).list().iter();
    list.filter_map(Json::text).collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn published_crates_say_what_they_are() {
    let packages = published();
    let names = packages.iter().map(name).collect();
    let version = packages[0].field("version").text().unwrap();
    let mut faults = Vec::new();
    for package in &packages {
        faults.extend(manifest_faults(package));
        faults.extend(dependency_faults(package, &names, version));
    }
    none(&faults);
}

/// Returns the files outside of a package that its library or its commands include.
fn source_faults(package: &Json, files: &BTreeSet<String>) -> Vec<String> {
    let (name, folder) = (name(package), folder(package));
    let is_source = |file: &&String| {
        let of_package = file.starts_with("src/") || *file == "build.rs";
        of_package && Path::new(file).extension().is_some_and(|end| end == "rs")
    };
    let sources = files.iter().filter(is_source);
    let faults = sources.flat_map(|file| {
        let source = fs::read_to_string(folder.join(file)).unwrap();
        include_faults(file, &source, files)
    });
    faults.map(|fault| format!("{name}: {fault}")).collect()
}

#[test]
fn examples_and_tests_can_be_packaged_too() {
    let packages = packages();
    let found = packages.iter().filter(|package| is_found(package));
    let found: BTreeSet<_> = found.map(name).collect();
    let mut faults = Vec::new();
    for package in &packages {
        faults.extend(package_faults(package, &found));
        if !is_published(package) {
            faults.extend(source_faults(package, &files(name(package))));
        }
    }
    none(&faults);
}

#[test]
fn packages_are_whole_and_reach_nothing_outside() {
    let mut faults = Vec::new();
    for package in &published() {
        let (name, folder) = (name(package), folder(package));
        let files = files(name);
        faults.extend(file_faults(name, &files));
        faults.extend(source_faults(package, &files));
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        faults.extend(readme_faults(name, &readme));
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let text = fs::read_to_string(folder.join(licence)).unwrap();
            assert_eq!(text, read(licence), "{name}: {licence}");
        }
        // docs.rs shows features by an attribute that stable Rust does not see.
        if let Ok(library) = fs::read_to_string(folder.join("src/lib.rs")) {
            let attribute = "#![cfg_attr(docsrs, feature(doc_cfg))]";
            assert!(library.contains(attribute), "{name}: {attribute}");
        }
    }
    none(&faults);
}

#[test]
fn rules_for_dependencies_hold_where_their_tool_is_missing() {
    let rules = read("deny.toml");
    for table in ["[licenses]", "[bans]", "[sources]", "[advisories]"] {
        assert!(rules.contains(&format!("\n{table}\n")), "{table}");
    }
    none(&rule_faults(&rules, &read("Cargo.lock")));
}

#[test]
fn workflows_demand_what_the_test_command_may_skip() {
    for (file, commands) in [
        ("checks.yml", &["cargo xtask msrv --strict"][..]),
        ("dependencies.yml", &["cargo xtask test deny --strict"]),
        (
            "release.yml",
            &[
                "cargo xtask release --verify",
                "cargo xtask semver --strict",
                "cargo xtask msrv --strict",
                "cargo xtask test deny --strict",
            ],
        ),
    ] {
        let workflow = read(&format!(".github/workflows/{file}"));
        for command in commands {
            let step = format!("- run: {command}");
            assert!(workflow.contains(&step), "{file}: {command}");
        }
    }
}

#[test]
fn the_release_page_names_every_published_crate() {
    let page = read("docs/releasing.md");
    let rows = page.lines().filter(|line| line.starts_with("| `greentic-"));
    let named: BTreeSet<_> = rows
        .flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
        .collect();
    let packages = published();
    let published: BTreeSet<_> = packages.iter().map(name).collect();
    assert_eq!(named, published);

    // Cargo would publish them all.
    let all = self::packages();
    let left_out = all
        .iter()
        .filter(|package| is_found(package) && !is_published(package));
    let mut command = "cargo publish --workspace --locked".to_owned();
    for package in left_out {
        command.extend([" --exclude ", name(package)]);
    }
    assert!(page.lines().any(|line| line.trim() == command), "{command}");
}

#[test]
fn templates_of_issues_have_their_parts() {
    let folder = root().join(".github/ISSUE_TEMPLATE");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        if path.ends_with("config.yml") {
            assert!(text.contains("\ncontact_links:\n"));
            continue;
        }
        seen += 1;
        for part in ["name: ", "\ndescription: ", "\nbody:\n", "required: true"] {
            assert!(text.contains(part), "{}: {part:?}", path.display());
        }
    }
    assert!(seen >= 3);
    assert!(read("SECURITY.md").contains("/security/advisories/new"));
    assert!(read(".github/pull_request_template.md").contains("cargo xtask test quick"));
}
