//! Every feature of the guest crate compiles alone, without a warning, for
//! WebAssembly and natively; and every feature of the host crate natively.
//!
//! For the guest that proves it of every set of features, of which there are
//! far more than can be tried. A feature only switches modules on, with the features of those
//! that they refer to: what a module needs is there when its feature is on,
//! whatever else is. With more features there are more modules, and that no two
//! of them collide shows with all of them on. This holds as long as no code is
//! there only when a feature is off, or only when two are on, which is a test
//! below.
//!
//! The host has code that is there only when two features are on, where a newer
//! version of an interface serves the older one as well: those pairs are tried
//! too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use greentic_testkit::cargo::{TARGET, cargo, scratch, target, workspace};
use greentic_testkit::guests::component;
use greentic_testkit::runtimes::run;
use serde_json::Value;

/// The features of a crate, and what each of them switches on.
fn features(name: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let mut command = cargo();
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&run(&mut command)?)?;
    let packages = metadata["packages"].as_array().context("packages")?;
    let package = packages.iter().find(|package| package["name"] == name);
    let features = &package.context("the crate")?["features"];
    Ok(serde_json::from_value(features.clone())?)
}

/// Checks that the guest crate with this manifest compiles with these features, natively
/// and for WebAssembly.
///
/// # Errors
///
/// The message of the compiler, even if it is only a warning.
fn check(manifest: &Path, features: &[&str]) -> Result<()> {
    check_for(&["host-tuple", TARGET], manifest, features)
}

/// The same for the host crate, which is native: where the lints of the whole
/// workspace leave what it depends on, most of which is then there. A warning
/// is what is printed, for flags that make it an error would have all of that
/// checked anew.
fn check_host(manifest: &Path, features: &[&str]) -> Result<()> {
    let mut command = cargo();
    command
        .args(["check", "--quiet", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(target())
        .args(features);
    let output = command.output().context("cannot run `cargo`")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success() && said.is_empty(), "{said}");
    Ok(())
}

fn check_for(targets: &[&str], manifest: &Path, features: &[&str]) -> Result<()> {
    let mut command = cargo();
    command
        // Not offline: what these features bring in may be asked for here first.
        .args(["check", "--quiet", "--manifest-path"])
        .arg(manifest)
        // Its own, so that nothing else is built anew for want of these flags.
        .arg("--target-dir")
        .arg(scratch().join("features/target"))
        .args(targets.iter().flat_map(|target| ["--target", target]))
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
    let features = features("greentic-guest")?;
    assert!(features.len() > 50, "{features:?}");
    for feature in features.keys() {
        check(&guest, &["--no-default-features", "--features", feature])?;
    }
    Ok(())
}

/// The features that are no package of WIT: forms of values, and a heap.
const VALUES: [&str; 7] = [
    "cbor",
    "dlmalloc",
    "heapless",
    "json",
    "json-deep",
    "minicbor",
    "serde",
];

#[test]
fn none_the_usual_ones_and_all_compile() -> Result<()> {
    let guest = guest();
    check(&guest, &["--no-default-features"])?;
    check(&guest, &[])?;
    check(&guest, &["--all-features"])?;
    // Every feature but those of other names is part of `wit-all`.
    let features = features("greentic-guest")?;
    let all = &features["wit-all"];
    for (feature, needs) in &features {
        let name = needs.len() == 1 && feature.ends_with("-imports");
        let whole = ["default", "wit-all"].contains(&&**feature);
        let value = VALUES.contains(&&**feature);
        assert!(name || whole || value || all.contains(feature), "{feature}");
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
    // How many levels a reader keeps, which no interface shows.
    let deep = r#"cfg(not(feature="json-deep"))"#;
    found.sort();
    assert_eq!(found, [deep]);

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

/// The packages that a crate is made of, by `cargo tree` with these arguments.
fn packages(name: &str, arguments: &[&str]) -> Result<Vec<String>> {
    let mut command = cargo();
    command
        .args(["tree", "--offline", "--package", name])
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
    // But where one of them is asked for.
    let ours = ["--features", "wit-all,json-deep,cbor"];
    let guest = |edges: &[&str]| packages("greentic-guest", &[&ours, edges].concat());
    let found = guest(&["--edges", "normal,build", "--target", "all"])?;
    assert_eq!(found, ["greentic-guest", "greentic-guest-alloc"]);
    // Those of its tests are found.
    let found = guest(&["--edges", "all"])?;
    assert!(found.contains(&"proptest".to_owned()), "{found:?}");
    Ok(())
}

/// A crate of two modules, of which one refers to the other.
fn planted(features: &str, more: &str) -> Result<PathBuf> {
    let folder = scratch().join("features/planted");
    std::fs::create_dir_all(folder.join("src"))?;
    let manifest = folder.join("Cargo.toml");
    let package = "[package]\nname = \"planted\"\nedition = \"2024\"\n";
    std::fs::write(
        &manifest,
        format!("{package}[features]\n{features}\n[workspace]\n"),
    )?;
    let modules = r#"#![no_std]
        #[cfg(feature = "types")]
        pub mod types { pub struct Type; }
        #[cfg(feature = "user")]
        pub mod user { pub use crate::types::Type; }
    "#;
    std::fs::write(folder.join("src/lib.rs"), format!("{modules}{more}"))?;
    Ok(manifest)
}

/// The checks of the guest and the host crate find each kind of fault: a small crate has
/// the faults in their place.
#[test]
fn a_feature_that_lacks_another_one_is_noticed() -> Result<()> {
    // Adds the target where it is missing.
    guest();
    let alone = ["--no-default-features", "--features", "user"];
    let whole = "types = []\nuser = [\"types\"]";
    check(&planted(whole, "")?, &alone)?;

    let manifest = planted("types = []\nuser = []", "")?;
    let gated = "the item is gated behind the `types` feature";
    for check in [check, check_host] {
        let error = check(&manifest, &alone).expect_err("a module is missing");
        assert!(error.to_string().contains(gated), "{error}");
    }

    // A warning is an error, for the one target as for the other.
    for (target, condition) in [
        ("host-tuple", "not(target_family = \"wasm\")"),
        (TARGET, "target_family = \"wasm\""),
    ] {
        let unused = format!("#[cfg({condition})] fn unused() {{}}");
        let manifest = planted(whole, &unused)?;
        let error = check(&manifest, &alone).expect_err("a warning");
        assert!(
            error.to_string().contains("never used"),
            "{target}: {error}"
        );
        let error = check_for(&[target], &manifest, &alone).expect_err("a warning");
        assert!(
            error.to_string().contains("never used"),
            "{target}: {error}"
        );
    }
    let error = check_host(&planted(whole, "fn unused() {}")?, &alone).expect_err("a warning");
    assert!(error.to_string().contains("never used"), "{error}");
    check_host(&planted(whole, "")?, &alone)
}

fn host() -> PathBuf {
    workspace().join("host-shim/Cargo.toml")
}

fn back_ends() -> PathBuf {
    workspace().join("host-backends/Cargo.toml")
}

/// The pairs of features that code of the host crate wants both of.
fn pairs() -> Result<Vec<String>> {
    let mut files = Vec::new();
    sources(&workspace().join("host-shim/src"), &mut files)?;
    let mut pairs = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(file)?;
        for (at, _) in text.match_indices("cfg(all(feature = \"") {
            let condition = text[at..].split(']').next().unwrap_or_default();
            let names: Vec<_> = condition.split('"').skip(1).step_by(2).collect();
            pairs.push(names.join(","));
        }
    }
    Ok(pairs)
}

#[test]
fn every_feature_of_the_host_compiles_alone_and_so_do_pairs() -> Result<()> {
    let mut sets: Vec<_> = features("greentic-host-shim")?.into_keys().collect();
    assert!(sets.len() > 50, "{sets:?}");
    let pairs = pairs()?;
    assert!(
        pairs.contains(&"secrets-store-v1-1,secrets-store-v1".to_owned()),
        "{pairs:?}"
    );
    sets.extend(pairs);
    for set in sets {
        // The whole workspace is built with these, which take minutes here.
        if set != "default" {
            check_host(&host(), &["--no-default-features", "--features", &set])?;
        }
    }
    check_host(&host(), &["--no-default-features"])
}

#[test]
fn the_host_has_a_compiler_and_dependencies_only_where_they_are_asked_for() -> Result<()> {
    let host = |features: &str, edges: &[&str]| {
        let arguments = ["--no-default-features", "--features", features];
        packages("greentic-host-shim", &[&arguments, edges].concat())
    };
    let compiler = ["cranelift-codegen", "wasmtime-internal-cranelift"].map(str::to_owned);
    let without = host("", &["--edges", "normal"])?;
    assert!(
        !compiler.iter().any(|name| without.contains(name)),
        "{without:?}"
    );
    let with = host("compiler", &["--edges", "normal"])?;
    assert!(compiler.iter().all(|name| with.contains(name)), "{with:?}");

    let nearest = ["--edges", "normal", "--depth", "1"];
    let own = host("compiler,node,wave,wit-all", &nearest)?;
    // Wasmtime stands on rustix anyway; stacker runs a call on a larger stack.
    let few = [
        "blake3",
        "getrandom",
        "greentic-host-shim",
        "greentic-untrusted",
        "rustc-demangle",
        "rustix",
        "stacker",
        "thiserror",
        "wasmtime",
    ];
    assert_eq!(own, few);
    Ok(())
}

#[test]
fn every_feature_of_the_back_ends_compiles_alone() -> Result<()> {
    for feature in features("greentic-host-backends")?.keys() {
        if feature != "default" {
            check_host(
                &back_ends(),
                &["--no-default-features", "--features", feature],
            )?;
        }
    }
    check_host(&back_ends(), &[])
}

/// A library does not bring what only its command needs.
#[test]
fn the_trees_of_the_libraries_stay_small() -> Result<()> {
    // Names with their versions.
    let count = |name: &str, arguments: &[&str]| -> Result<usize> {
        let mut command = cargo();
        command
            .args(["tree", "--offline", "--package", name, "--edges", "normal"])
            .args(["--prefix", "none", "--no-dedupe", "--format", "{p}"])
            .args(arguments);
        let lines = run(&mut command)?;
        let names: BTreeSet<_> = lines
            .lines()
            .filter_map(|line| Some((line.split(' ').next()?, line.split(' ').nth(1))))
            .collect();
        Ok(names.len())
    };
    assert!(count("greentic-host-shim", &[])? <= 110);
    assert!(count("greentic-guest-bindgen", &["--no-default-features"])? <= 41);
    let shrink = ["--edges", "normal", "--no-default-features"];
    let shrink = packages("greentic-shrink", &shrink)?;
    for absent in ["clap", "indicatif", "wasmtime", "greentic-command"] {
        assert!(!shrink.contains(&absent.to_owned()), "{absent}");
    }
    // With its command it brings them.
    assert!(packages("greentic-shrink", &["--edges", "normal"])?.contains(&"clap".to_owned()));
    Ok(())
}
