//! Every feature of the guest crate compiles alone, without a warning, for
//! WebAssembly and natively.
//!
//! That proves it of every set of features, of which there are far more than
//! can be tried. A feature only switches modules on, with the features of those
//! that they refer to: what a module needs is there when its feature is on,
//! whatever else is. With more features there are more modules, and that no two
//! of them collide shows with all of them on. This holds as long as no code is
//! there only when a feature is off, or only when two are on, which is a test
//! below.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use greentic_conformance::guests::{TARGET, cargo, component, scratch, workspace};
use greentic_conformance::runtimes::run;
use serde_json::Value;

/// The features of the guest crate, and what each of them switches on.
fn features() -> Result<BTreeMap<String, Vec<String>>> {
    let mut command = cargo();
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&run(&mut command)?)?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let guest = packages
        .iter()
        .find(|package| package["name"] == "greentic-guest");
    let features = &guest.context("the guest crate")?["features"];
    Ok(serde_json::from_value(features.clone())?)
}

/// Whether the guest crate with this manifest compiles with these features,
/// natively and for WebAssembly.
///
/// # Errors
///
/// What the compiler says, be it only a warning.
fn check(manifest: &Path, features: &[&str]) -> Result<()> {
    let mut command = cargo();
    command
        .args(["check", "--quiet", "--offline", "--manifest-path"])
        .arg(manifest)
        // Its own, so that nothing else is built anew for want of these flags.
        .arg("--target-dir")
        .arg(scratch().join("features/target"))
        .args(["--target", "host-tuple", "--target", TARGET])
        .env("CARGO_ENCODED_RUSTFLAGS", "-Dwarnings")
        .args(features);
    run(&mut command).map(drop)
}

fn guest() -> PathBuf {
    // Adds the target where it is missing.
    component("node-minimal");
    workspace().join("guest/Cargo.toml")
}

#[test]
fn every_feature_compiles_alone() -> Result<()> {
    let guest = guest();
    let features = features()?;
    assert!(features.len() > 50, "{features:?}");
    for feature in features.keys() {
        check(&guest, &["--no-default-features", "--features", feature])?;
    }
    Ok(())
}

#[test]
fn none_the_usual_ones_and_all_compile() -> Result<()> {
    let guest = guest();
    check(&guest, &["--no-default-features"])?;
    check(&guest, &[])?;
    check(&guest, &["--all-features"])?;
    // Every feature but those of other names is part of `wit-all`.
    let features = features()?;
    let all = &features["wit-all"];
    for (feature, needs) in &features {
        let name = needs.len() == 1 && feature.ends_with("-imports");
        let whole = ["default", "wit-all"].contains(&&**feature);
        assert!(name || whole || all.contains(feature), "{feature}");
    }
    Ok(())
}

/// The conditions on features in Rust, without blanks, that are not simply that
/// one of some features is on.
fn conditions(text: &str) -> Vec<String> {
    let text: String = text.split_whitespace().collect();
    let conditions = text.match_indices("cfg").filter_map(|(at, _)| {
        let condition = &text[at..][..text[at..].find(']').unwrap_or(text.len() - at)];
        let simple = text[..at].ends_with("#[")
            && (condition.starts_with("cfg(feature=") || condition.starts_with("cfg(any(feature="));
        let plain = !condition.contains("not(") && !condition.contains("all(");
        let any = condition
            .replace("target_feature=", "")
            .contains("feature=");
        (any && !(simple && plain)).then(|| condition.to_owned())
    });
    conditions.collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, found)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn features_only_switch_modules_on() -> Result<()> {
    let mut files = Vec::new();
    for package in ["guest", "guest-alloc"] {
        sources(&workspace().join(package).join("src"), &mut files)?;
    }
    assert!(files.len() > 50, "{files:?}");
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file)?;
        found.extend(conditions(&text));
    }
    // The README as a test needs what is shown in it.
    let readme = r#"cfg(all(doctest,feature="component-v0-5",feature="secrets-store-v1"))"#;
    assert_eq!(found, [readme]);

    for other in [
        r#"#[cfg(not(feature = "a"))]"#,
        r#"#[cfg(any(feature = "a", not(feature = "b")))]"#,
        r#"#[cfg(all(feature = "a", feature = "b"))]"#,
        r#"let a = if cfg!(feature = "a") { 1 } else { 2 };"#,
        r#"#[cfg_attr(feature = "a", allow(unused))]"#,
    ] {
        assert_eq!(conditions(other).len(), 1, "{other}");
    }
    Ok(())
}

/// The packages that the guest crate is made of, by `cargo tree` with these
/// arguments.
fn packages(arguments: &[&str]) -> Result<Vec<String>> {
    let mut command = cargo();
    command.args([
        "tree",
        "--offline",
        "--package",
        "greentic-guest",
        "--all-features",
    ]);
    command
        .args(["--prefix", "none", "--format", "{p}"])
        .args(arguments);
    let mut packages: Vec<_> = run(&mut command)?
        .lines()
        .filter_map(|line| Some(line.split_once(' ')?.0.to_owned()))
        .collect();
    packages.sort();
    packages.dedup();
    Ok(packages)
}

#[test]
fn the_guest_has_no_dependency_of_others() -> Result<()> {
    let found = packages(&["--edges", "normal,build", "--target", "all"])?;
    assert_eq!(found, ["greentic-guest", "greentic-guest-alloc"]);
    // Those of its tests are found.
    let found = packages(&["--edges", "all"])?;
    assert!(found.contains(&"proptest".to_owned()), "{found:?}");
    Ok(())
}

/// A copy of both guest crates that compiles like the crates themselves, until
/// a feature does not switch on what its module refers to.
#[test]
fn a_feature_that_lacks_another_one_is_noticed() -> Result<()> {
    let original = guest();
    let copy = scratch().join("features/copy");
    let mut files = Vec::new();
    for package in ["guest", "guest-alloc"] {
        sources(&workspace().join(package).join("src"), &mut files)?;
        files.push(workspace().join(package).join("Cargo.toml"));
    }
    // Documentation that the crate takes in.
    files.push(workspace().join("guest/src/features.md"));
    files.push(workspace().join("README.md"));
    for file in files {
        let copied = copy.join(file.strip_prefix(workspace())?);
        std::fs::create_dir_all(copied.parent().context("a folder")?)?;
        std::fs::copy(&file, copied)?;
    }
    let root = std::fs::read_to_string(workspace().join("Cargo.toml"))?;
    let (_, rest) = root
        .split_once("[workspace.package]")
        .context("the workspace")?;
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"guest\", \"guest-alloc\"]\n\n";
    std::fs::write(
        copy.join("Cargo.toml"),
        format!("{members}[workspace.package]{rest}"),
    )?;
    std::fs::copy(workspace().join("Cargo.lock"), copy.join("Cargo.lock"))?;

    let manifest = copy.join("guest/Cargo.toml");
    let alone = |feature| ["--no-default-features", "--features", feature];
    let gated = "the item is gated behind the `interfaces-types-v0-1` feature";
    let text = std::fs::read_to_string(original)?;
    for (feature, needs) in [
        ("state-store-v1", "[\"interfaces-types-v0-1\"]"),
        (
            "pack-export-v0-4",
            "[\"interfaces-types-v0-1\", \"types-core-v0-4\"]",
        ),
    ] {
        let line = format!("\n{feature} = {needs}\n");
        ensure!(text.contains(&line), "no such line: {line}");
        check(&manifest, &alone(feature))?;
        std::fs::write(
            &manifest,
            text.replace(&line, &format!("\n{feature} = []\n")),
        )?;
        let error = check(&manifest, &alone(feature)).expect_err("a module is missing");
        assert!(error.to_string().contains(gated), "{error}");
        std::fs::write(&manifest, &text)?;
    }
    // A warning is an error.
    let lib = copy.join("guest/src/lib.rs");
    let text = std::fs::read_to_string(&lib)?;
    std::fs::write(&lib, format!("{text}\nfn unused() {{}}\n"))?;
    let error = check(&manifest, &["--no-default-features"]).expect_err("a warning");
    assert!(error.to_string().contains("never used"), "{error}");
    std::fs::write(&lib, text)?;
    Ok(())
}
