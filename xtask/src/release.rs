//! The published crates agree with each other and can be packaged.

use std::collections::BTreeSet;
use std::fs;

use crate::environment::{command, root};
use crate::packaged;
use crate::run::line;

/// Checks the crates that are published. With `verify` each is built without its default features,
/// and from its package, and the examples of its documentation run from there; that takes as long
/// as a first build.
///
/// # Errors
///
/// Everything that is in the way of a release, not the first only.
pub(crate) fn check(verify: bool) -> Result<(), String> {
    let workspace = read("Cargo.toml")?;
    let version = workspace_version(&workspace).ok_or("Cargo.toml: no version")?;
    let mut problems = dependencies(&workspace, version);
    problems.extend(changelog(&read("CHANGELOG.md")?, version));
    let crates = published(&workspace, read)?;
    eprintln!("published: {}", crates.join(", "));
    for name in &crates {
        problems.extend(files(name)?);
    }
    if verify {
        problems.extend(without_defaults(&crates));
    }
    let packaged = package(&crates, verify);
    if verify && packaged.is_none() {
        problems.extend(packaged::documentation(&crates, version).err());
    }
    problems.extend(packaged);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

fn read(name: &str) -> Result<String, String> {
    fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"))
}

/// Returns the published packages that have a library.
///
/// # Errors
///
/// If a manifest cannot be read.
pub(crate) fn libraries() -> Result<Vec<String>, String> {
    let mut libraries = published(&read("Cargo.toml")?, read)?;
    libraries.retain(|name| name != COMMAND);
    Ok(libraries)
}

/// The published package that is a command and no library.
const COMMAND: &str = "greentic-tiny";

/// The version that all crates share.
fn workspace_version(manifest: &str) -> Option<&str> {
    let (_, package) = manifest.split_once("\n[workspace.package]\n")?;
    let mut lines = package.lines().take_while(|line| !line.starts_with('['));
    let line = lines.find_map(|line| line.strip_prefix("version = \""))?;
    line.strip_suffix('"')
}

/// Returns the lines by which our crates depend on another version of each other.
fn dependencies(manifest: &str, version: &str) -> Vec<String> {
    let wanted = format!("version = \"{version}\"");
    let ours = |line: &&str| line.starts_with("greentic-") && line.contains("path = ");
    let lines = manifest.lines().filter(ours);
    let others = lines.filter(|line| !line.contains(&wanted));
    others
        .map(|line| format!("Cargo.toml: `{line}` does not ask for {version}"))
        .collect()
}

/// Returns the fault of the changelog, if it has one.
fn changelog(text: &str, version: &str) -> Option<String> {
    let mut titles = text.lines().filter_map(|line| line.strip_prefix("## "));
    let title = titles.find(|title| *title == "Unreleased" || title.starts_with(version));
    match title {
        Some("Unreleased") => {
            let (_, entry) = text.split_once("## Unreleased")?;
            let entry = entry.split("\n## ").next()?;
            let empty = entry.trim().is_empty();
            empty.then(|| "CHANGELOG.md: nothing is said of what is unreleased".to_owned())
        }
        Some(_) => None,
        None => Some(format!("CHANGELOG.md: no entry for {version}")),
    }
}

/// The packages of the workspace that are published.
fn published(
    workspace: &str,
    read: impl Fn(&str) -> Result<String, String>,
) -> Result<Vec<String>, String> {
    let folders = workspace
        .split_once("members = [")
        .and_then(|(_, members)| members.split_once(']'))
        .ok_or("Cargo.toml: no members")?
        .0;
    let mut crates = Vec::new();
    // Those with a star are examples and guests of tests.
    let folders = folders.split('"').skip(1).step_by(2);
    for folder in folders.filter(|folder| !folder.contains('*')) {
        let file = format!("{folder}/Cargo.toml");
        let manifest = read(&file)?;
        let unreleased = ["\npublish = false\n", "\nreleased = false\n"];
        if unreleased.iter().any(|line| manifest.contains(line)) {
            continue;
        }
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
            .ok_or_else(|| format!("{file}: no name"))?;
        crates.push(name.to_owned());
    }
    Ok(crates)
}

/// The files that a package must have, beside those that cargo always adds.
const NEEDED: [&str; 4] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/lib.rs"];

/// Returns the faults of the files that would be in a package.
fn files(name: &str) -> Result<Vec<String>, String> {
    let arguments = ["package", "--list", "--locked", "--allow-dirty", "-p", name];
    let mut command = command("cargo", &arguments);
    let output = command
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Ok(vec![format!("`{}` failed:\n{errors}", line(&command))]);
    }
    let files = String::from_utf8_lossy(&output.stdout);
    let files: BTreeSet<_> = files.lines().map(|file| file.replace('\\', "/")).collect();
    Ok(missing(name, &files))
}

fn missing(name: &str, files: &BTreeSet<String>) -> Vec<String> {
    let missing = NEEDED.map(|file| match file {
        "src/lib.rs" if name == COMMAND => "src/main.rs",
        file => file,
    });
    let missing = missing.iter().filter(|file| !files.contains(**file));
    missing
        .map(|file| format!("{name}: `{file}` would not be in the package"))
        .collect()
}

/// Checks each crate alone and without its default features, as a dependency of somebody else may
/// be built. In the workspace others switch these features on.
fn without_defaults(crates: &[String]) -> Vec<String> {
    let checks = crates.iter().filter_map(|name| {
        let arguments = ["check", "--locked", "--no-default-features", "-p", name];
        crate::run::execute(packaged::small(&mut command("cargo", &arguments))).err()
    });
    checks.collect()
}

/// Packages them together: none of them needs to be published for that.
fn package(crates: &[String], verify: bool) -> Option<String> {
    let mut arguments = vec!["package", "--locked"];
    if !verify {
        arguments.push("--no-verify");
    }
    for name in crates {
        arguments.extend(["-p", name]);
    }
    crate::run::execute(packaged::small(&mut command("cargo", &arguments))).err()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[workspace]\nmembers = [\n    \"guest\",\n    \"examples/*\",\n    \"xtask\",\n    \"testkit\",\n]\n\n\
        [workspace.package]\nversion = \"0.2.0\"\nrust-version = \"1.95\"\n\n\
        [workspace.dependencies]\ngreentic-a = { path = \"a\", version = \"0.2.0\" }\nother = \"1\"\n";

    #[test]
    fn versions_must_agree() {
        assert_eq!(workspace_version(MANIFEST), Some("0.2.0"));
        assert!(dependencies(MANIFEST, "0.2.0").is_empty());
        assert!(dependencies(MANIFEST, "0.3.0")[0].contains("greentic-a"));
        assert_eq!(
            workspace_version("[workspace]\nversion = \"1.0.0\"\n"),
            None
        );
    }

    #[test]
    fn the_changelog_must_say_something() {
        for (text, fine) in [
            ("# Changelog\n\n## Unreleased\n\n- a\n", true),
            ("# Changelog\n\n## 0.2.0 (2026-01-01)\n\n- a\n", true),
            ("# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- a\n", false),
            ("# Changelog\n\n## 0.1.0\n\n- a\n", false),
            ("", false),
        ] {
            assert_eq!(changelog(text, "0.2.0").is_none(), fine, "{text}");
        }
    }

    #[test]
    fn the_published_crates_are_found() {
        let read = |name: &str| match name {
            "guest/Cargo.toml" => Ok("[package]\nname = \"greentic-guest\"\n".to_owned()),
            "xtask/Cargo.toml" => Ok("[package]\nname = \"xtask\"\npublish = false\n".to_owned()),
            "testkit/Cargo.toml" => Ok("[package.metadata.a]\nreleased = false\n".to_owned()),
            other => Err(other.to_owned()),
        };
        assert_eq!(published(MANIFEST, read).unwrap(), ["greentic-guest"]);
        assert!(published("", read).is_err());
    }

    #[test]
    fn what_a_package_lacks_is_named() {
        let files = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/main.rs"];
        let files = BTreeSet::from(files.map(str::to_owned));
        assert_eq!(
            missing("a", &files),
            ["a: `src/lib.rs` would not be in the package"]
        );
        assert!(missing(COMMAND, &files).is_empty());
    }
}
