//! What is wrong with a package.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::json::Json;
use crate::{name, texts};

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
pub(crate) fn is_keyword(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|first| first.is_ascii_lowercase())
        && text.len() <= 20
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Returns what the manifest of a published package lacks.
pub(crate) fn manifest_faults(package: &Json) -> Vec<String> {
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
pub(crate) fn dependency_faults(
    package: &Json,
    published: &BTreeSet<&str>,
    version: &str,
) -> Vec<String> {
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

/// Returns the dependencies of a package on others of the workspace with which `cargo package`
/// fails. `found` has the packages that Cargo finds.
pub(crate) fn package_faults(package: &Json, found: &BTreeSet<&str>) -> Vec<String> {
    let dependencies = package.field("dependencies").list().iter();
    let ours = dependencies.filter(|dependency| dependency.field("path").text().is_some());
    let faults = ours.filter_map(|dependency| {
        let other = name(dependency);
        let has_version = dependency.field("req").text() != Some("*");
        let left_out = dependency.field("kind").text() == Some("dev") && !has_version;
        let fault = match (left_out, found.contains(other), has_version) {
            (true, ..) | (_, true, true) => return None,
            (_, true, false) => "has no version",
            (_, false, _) => "has `publish = false`",
        };
        Some(format!("{}: {other} {fault}", name(package)))
    });
    faults.collect()
}

/// Returns the files that a source file includes, in terms of its package's folder. What is
/// put together of variables has no path here.
pub(crate) fn included(file: &str, source: &str) -> Vec<PathBuf> {
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
pub(crate) fn inside(path: &Path) -> Option<String> {
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
pub(crate) fn include_faults(file: &str, source: &str, files: &BTreeSet<String>) -> Vec<String> {
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
pub(crate) fn file_faults(name: &str, files: &BTreeSet<String>) -> Vec<String> {
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
pub(crate) fn readme_faults(name: &str, text: &str) -> Vec<String> {
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
pub(crate) fn rule_faults(rules: &str, lock: &str) -> Vec<String> {
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
