//! Holds the published crates to what a package needs: manifest, README, licences, and no file
//! of another folder. `cargo xtask release --verify` builds the packages; this takes seconds.

#[allow(dead_code, reason = "a part of it is for the messages of tests")]
#[path = "../src/json.rs"]
mod json;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

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

/// Checks whether a package is published: `publish = false` is a list without a registry.
fn is_published(package: &Json) -> bool {
    *package.field("publish") == Json::Null
}

fn published() -> Vec<Json> {
    let published: Vec<_> = packages().into_iter().filter(is_published).collect();
    assert!(published.len() >= 15, "{}", published.len());
    published
}

fn folder(package: &Json) -> PathBuf {
    let manifest = Path::new(package.field("manifest_path").text().unwrap());
    manifest.parent().unwrap().to_owned()
}

fn texts<'a>(package: &'a Json, field: &str) -> Vec<&'a str> {
    let list = package.field(field).list().iter();
    list.filter_map(Json::text).collect()
}

/// The categories of crates.io that our packages are in: <https://crates.io/category_slugs>.
const CATEGORIES: [&str; 15] = [
    "api-bindings",
    "command-line-interface",
    "command-line-utilities",
    "compilers",
    "development-tools",
    "development-tools::build-utils",
    "development-tools::profiling",
    "development-tools::testing",
    "encoding",
    "filesystem",
    "memory-management",
    "network-programming",
    "no-std",
    "no-std::no-alloc",
    "text-processing",
];

/// The category that nearly all of them are in.
const WASM: &str = "wasm";

/// Checks a keyword by the rules of crates.io.
fn is_keyword(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|first| first.is_ascii_lowercase())
        && text.len() <= 20
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Returns what the manifest of a published package lacks.
fn manifest_faults(package: &Json) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |holds: bool, what: &str| {
        if !holds {
            faults.push(format!("{}: {what}", name(package)));
        }
    };
    let text = |field| package.field(field).text().unwrap_or_default();
    let description = text("description");
    hold(
        (20..=120).contains(&description.len()) && !description.ends_with('.'),
        "the description is one short line without a full stop",
    );
    hold(text("license") == "MIT OR Apache-2.0", "the licence");
    hold(text("repository").starts_with("https://"), "the repository");
    hold(text("readme") == "README.md", "the README is in the folder");
    let keywords = texts(package, "keywords");
    hold(
        (1..=5).contains(&keywords.len()) && keywords.iter().all(|word| is_keyword(word)),
        "one to five keywords, of at most 20 small letters, digits and hyphens",
    );
    let categories = texts(package, "categories");
    hold(
        (1..=5).contains(&categories.len())
            && categories
                .iter()
                .all(|slug| *slug == WASM || CATEGORIES.contains(slug)),
        "one to five categories of crates.io",
    );
    let docs = package.field("metadata").field("docs").field("rs");
    hold(
        *docs.field("all-features") == Json::Bool(true),
        "docs.rs builds with all features",
    );
    let guest = ["greentic-guest", "greentic-guest-alloc"].contains(&name(package));
    let targets = texts(docs, "targets");
    hold(
        targets.contains(&"wasm32-wasip2") == guest,
        "docs.rs builds the guest crates, and no other, for components too",
    );
    faults
}

/// Returns what is wrong with the dependencies of a published package on others of the
/// workspace: those of tests are taken out when they have no version, others need one.
fn dependency_faults(package: &Json, published: &BTreeSet<&str>, version: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for dependency in package.field("dependencies").list() {
        if dependency.field("path").text().is_none() {
            continue;
        }
        let other = name(dependency);
        let asked = dependency.field("req").text().unwrap_or_default();
        let test = dependency.field("kind").text() == Some("dev");
        let fine = if published.contains(other) {
            asked == format!("^{version}") || test && other == name(package)
        } else {
            test && asked == "*"
        };
        if !fine {
            let kind = if test { " of tests" } else { "" };
            faults.push(format!(
                "{}: the dependency{kind} on {other} asks for `{asked}`",
                name(package)
            ));
        }
    }
    faults
}

/// Returns the files that would be in a package.
fn files(name: &str) -> BTreeSet<String> {
    let list = cargo(&["package", "--list", "--allow-dirty", "-p", name]);
    list.lines().map(|file| file.replace('\\', "/")).collect()
}

/// Returns the files that a source file includes, in terms of its package's folder. What is
/// put together of variables has no path here.
fn included(file: &str, source: &str) -> Vec<PathBuf> {
    let beside = Path::new(file).parent().unwrap();
    let mut found = Vec::new();
    let code = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    for start in ["include_str!(", "include_bytes!(", "include!(", "#[path"] {
        for (at, _) in code.match_indices(start) {
            let rest = code[at + start.len()..].trim_start_matches([' ', '=', '\n']);
            let (base, rest) = match rest.strip_prefix("concat!(env!(\"CARGO_MANIFEST_DIR\"),") {
                Some(rest) => (Path::new(""), rest.trim_start()),
                None => (beside, rest),
            };
            let Some((path, _)) = rest.strip_prefix('"').and_then(|text| text.split_once('"'))
            else {
                continue;
            };
            found.push(base.join(path.trim_start_matches('/')));
        }
    }
    found
}

/// Returns a path without `.` and `..`, and nothing if it leaves the folder.
fn inside(path: &Path) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// Returns what is wrong with what a source file includes.
fn include_faults(file: &str, source: &str, files: &BTreeSet<String>) -> Vec<String> {
    // What is in it becomes a file of another project.
    if file.contains("/templates/") {
        return Vec::new();
    }
    let included = included(file, source);
    let outside = included.into_iter().filter(|path| {
        let path = inside(path);
        !path.is_some_and(|path| files.contains(&path))
    });
    outside
        .map(|path| format!("{file}: `{}` is not in the package", path.display()))
        .collect()
}

/// Returns what a package lacks, or has and should not.
fn file_faults(name: &str, files: &BTreeSet<String>) -> Vec<String> {
    let needed = ["Cargo.toml", "README.md", "LICENSE-APACHE", "LICENSE-MIT"];
    let lacks = needed.iter().filter(|file| !files.contains(**file));
    let mut faults: Vec<_> = lacks
        .map(|file| format!("{name}: `{file}` is not in the package"))
        .collect();
    let tests = files.iter().filter(|file| file.starts_with("tests/"));
    faults.extend(tests.map(|file| format!("{name}: `{file}` needs the repository")));
    faults
}

/// Returns what is wrong with the README of a package: it is shown where the repository is not.
fn readme_faults(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if text.lines().next() != Some(&format!("# {name}")) {
        faults.push(format!("{name}: the README begins with its name"));
    }
    if !(10..=60).contains(&text.lines().count()) {
        faults.push(format!("{name}: the README has 10 to 60 lines"));
    }
    let links = text.split("](").skip(1);
    let links = links.filter(|link| !link.starts_with("https://"));
    faults.extend(links.map(|link| {
        let link = link.split(')').next().unwrap_or_default();
        format!("{name}: the README's link `{link}` leads nowhere on crates.io")
    }));
    faults
}

/// Returns the crates that `deny.toml` bans and a lock file has, and the sources that the lock
/// file has and `deny.toml` does not allow.
fn rule_faults(rules: &str, lock: &str) -> Vec<String> {
    let quoted = |line: &str, start: &str| {
        let (_, rest) = line.split_once(start)?;
        Some(rest.split('"').nth(1)?.to_owned())
    };
    let banned = rules.lines().filter_map(|line| quoted(line, "{ crate ="));
    let names: BTreeSet<_> = lock
        .lines()
        .filter_map(|line| line.strip_prefix("name = "))
        .map(|name| name.trim_matches('"'))
        .collect();
    let mut faults: Vec<_> = banned
        .filter(|name| names.contains(&**name))
        .map(|name| format!("Cargo.lock: {name} is banned"))
        .collect();
    let allowed = rules
        .lines()
        .find_map(|line| quoted(line, "allow-registry ="));
    let allowed = format!("\"registry+{}\"", allowed.unwrap_or_default());
    let sources = lock
        .lines()
        .filter_map(|line| line.strip_prefix("source = "));
    let sources: BTreeSet<_> = sources.filter(|source| *source != allowed).collect();
    faults.extend(sources.iter().map(|source| format!("Cargo.lock: {source}")));
    faults
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

#[test]
fn packages_are_whole_and_reach_nothing_outside() {
    let mut faults = Vec::new();
    for package in &published() {
        let (name, folder) = (name(package), folder(package));
        let files = files(name);
        faults.extend(file_faults(name, &files));
        let is_source = |file: &&String| Path::new(file).extension().is_some_and(|end| end == "rs");
        for file in files.iter().filter(is_source) {
            let source = fs::read_to_string(folder.join(file)).unwrap();
            let wrong = include_faults(file, &source, &files);
            faults.extend(wrong.iter().map(|fault| format!("{name}: {fault}")));
        }
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

#[test]
fn a_poor_manifest_is_found() {
    let poor = r#"{"name": "greentic-guest", "description": "Guest.", "license": "MIT",
        "repository": null, "readme": "../README.md", "keywords": ["Web Assembly"],
        "categories": ["webassembly"], "metadata": {"docs": {"rs": {"all-features": false}}},
        "dependencies": [
            {"name": "a", "path": "/a", "req": "*", "kind": null},
            {"name": "kit", "path": "/kit", "req": "^0.1.0", "kind": "dev"},
            {"name": "kit", "path": "/kit", "req": "*", "kind": null},
            {"name": "greentic-guest", "path": "/guest", "req": "*", "kind": "dev"},
            {"name": "kit", "path": "/kit", "req": "*", "kind": "dev"},
            {"name": "a", "path": "/a", "req": "^0.1.0", "kind": null},
            {"name": "serde", "path": null, "req": "^1", "kind": null}]}"#;
    let poor = Json::read(poor).unwrap();
    assert_eq!(manifest_faults(&poor).len(), 8);
    let published = BTreeSet::from(["a", "greentic-guest"]);
    assert_eq!(
        dependency_faults(&poor, &published, "0.1.0"),
        [
            "greentic-guest: the dependency on a asks for `*`",
            "greentic-guest: the dependency of tests on kit asks for `^0.1.0`",
            "greentic-guest: the dependency on kit asks for `*`",
        ]
    );
    assert!(is_keyword("no-std") && is_keyword("utf8"));
    for word in [
        "",
        "Wasm",
        "two words",
        "a-word-of-21-letters-x",
        "-a",
        "8bit",
    ] {
        assert!(!is_keyword(word), "{word}");
    }
}

#[test]
fn files_outside_of_a_package_are_found() {
    let source = "// include_str!(\"../../comment\")\n\
        #[path = \"../../b/src/lib.rs\"]\nmod b;\n\
        const A: &str = include_str!(\"../README.md\");\n\
        const B: &str = include_str!(\n    \"../../README.md\"\n);\n\
        const C: &[u8] = include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/../c\"));\n\
        const D: &str = include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/d\"));\n\
        include!(\"missing.rs\");\ninclude!(concat!(env!(\"OUT_DIR\"), \"/e.rs\"));\n";
    let files = [
        "Cargo.toml",
        "README.md",
        "src/d",
        "src/lib.rs",
        "tests/a.rs",
    ];
    let files = BTreeSet::from(files.map(str::to_owned));
    assert_eq!(
        include_faults("src/lib.rs", source, &files),
        [
            "src/lib.rs: `src/../../README.md` is not in the package",
            "src/lib.rs: `../c` is not in the package",
            "src/lib.rs: `src/missing.rs` is not in the package",
            "src/lib.rs: `src/../../b/src/lib.rs` is not in the package",
        ]
    );
    assert_eq!(
        file_faults("a", &files),
        [
            "a: `LICENSE-APACHE` is not in the package",
            "a: `LICENSE-MIT` is not in the package",
            "a: `tests/a.rs` needs the repository",
        ]
    );
    assert_eq!(inside(Path::new("src/a/../../b")), Some("b".to_owned()));
    assert_eq!(inside(Path::new("src/../../b")), None);
}

#[test]
fn poor_readmes_and_broken_rules_are_found() {
    let readme = "# b\n\n[c](../c.md), [d](https://example.com)\n";
    assert_eq!(
        readme_faults("a", readme),
        [
            "a: the README begins with its name",
            "a: the README has 10 to 60 lines",
            "a: the README's link `../c.md` leads nowhere on crates.io",
        ]
    );
    let rules = "deny = [\n    { crate = \"openssl\", reason = \"a\" },\n]\n\
        allow-registry = [\"https://registry\"]\n";
    let lock = "[[package]]\nname = \"openssl\"\nsource = \"registry+https://registry\"\n\
        [[package]]\nname = \"a\"\nsource = \"git+https://a\"\n";
    assert_eq!(
        rule_faults(rules, lock),
        [
            "Cargo.lock: openssl is banned",
            "Cargo.lock: \"git+https://a\"",
        ]
    );
}
