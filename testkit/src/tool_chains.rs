//! Components as other tool chains make them: the standard library of Rust,
//! JavaScript, compositions. The bindings have no part in most of them.
//!
//! `component-shrink bench` finds them too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context as _, Result};

use crate::cargo::{TARGET, cargo, ensure_target, workspace};
use crate::compose::compose;
use crate::fixture::{keep, kept, remove};
use crate::guests::{self, bytes};
use crate::key::Key;
use crate::runtimes::{node, run};

/// A component of another tool chain.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// The name, which its file has too.
    pub name: &'static str,
    /// The component.
    pub bytes: Vec<u8>,
}

/// The one with the standard library of Rust, and with resources on both sides.
pub const RESOURCES: &str = "rust-std-resources";

/// JavaScript with `QuickJS`, 1.6 MB.
pub const QUICKJS: &str = "javascript-quickjs";

/// The same program with `SpiderMonkey`, 12.5 MB: so large that tests take it
/// only where they mean it.
pub const SPIDERMONKEY: &str = "javascript-spidermonkey";

/// Builds them.
///
/// # Errors
///
/// When one cannot be built.
pub fn ready() -> Result<()> {
    build().map(drop)
}

/// Returns all of them. Those of JavaScript are missing, and loudly so, where
/// there is no Node.
///
/// # Panics
///
/// When one cannot be built: no test has anything to say then.
pub fn components() -> &'static [Foreign] {
    static BUILT: OnceLock<Vec<Foreign>> = OnceLock::new();
    BUILT.get_or_init(|| build().expect("the components of other tool chains"))
}

/// Returns one of them, if it could be built.
pub fn component(name: &str) -> Option<&'static Foreign> {
    components().iter().find(|foreign| foreign.name == name)
}

fn build() -> Result<Vec<Foreign>> {
    let [composed, nested] = compositions()?;
    let mut files = vec![
        ("composed", composed),
        ("composed-nested", nested),
        (
            RESOURCES,
            with_std(RESOURCES, guests::RESOURCES, "bindgen-resources")?,
        ),
    ];
    if let Some(node) = node()? {
        for name in [QUICKJS, SPIDERMONKEY] {
            files.push((name, javascript(&node, name)?));
        }
    }
    let read = |(name, path): (_, PathBuf)| {
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        Ok(Foreign { name, bytes })
    };
    files.into_iter().map(read).collect()
}

/// One of two components and one of three.
fn compositions() -> Result<[PathBuf; 2]> {
    let parts = [
        "conformance-answers",
        "conformance-bindgen-answers",
        "conformance-bindgen-passes",
        "conformance-passes",
    ]
    .map(bytes);
    let mut key = Key::default().paths(["Cargo.lock", "testkit/src/compose.rs"])?;
    for part in &parts {
        key = key.bytes(part);
    }
    let folder = kept("composed", &key, |folder| {
        let [answers, theirs, middle, passes] = &parts;
        let inner = compose(&[middle, theirs])?;
        fs::write(folder.join("composed.wasm"), compose(&[middle, answers])?)?;
        let nested = compose(&[passes, &inner])?;
        Ok(fs::write(folder.join("composed-nested.wasm"), nested)?)
    })?;
    Ok(["composed.wasm", "composed-nested.wasm"].map(|file| folder.join(file)))
}

/// Returns the component of async functions, streams and futures, which not
/// every host runs: it is none of [`components`].
///
/// # Panics
///
/// When it cannot be built: no test has anything to say then.
pub fn concurrent() -> Vec<u8> {
    let built = with_std("rust-std-async", guests::ASYNC, "bindgen-async");
    let path = built.expect("the component of async functions");
    fs::read(path).expect("the component was just built")
}

/// As Cargo leaves it by itself, without the flags and the profile of the
/// workspace: the component of a package in a folder of `conformance/guests`.
fn with_std(name: &str, package: &str, folder: &str) -> Result<PathBuf> {
    let key = Key::of_compiler()?
        .paths(["Cargo.lock", "Cargo.toml", "rust-toolchain.toml"])?
        .paths([&*format!("conformance/guests/{folder}")])?;
    let file = format!("{name}.wasm");
    let folder = kept(name, &key, |folder| {
        ensure_target()?;
        let builds = folder.join("build");
        run(cargo()
            // In place of those in the configuration: std takes more stack.
            .env("RUSTFLAGS", "-Cdebuginfo=0")
            .args(["build", "--quiet", "--release", "--target", TARGET])
            .args(["-p", package, "--target-dir"])
            .arg(&builds))?;
        let built = format!("{}.wasm", package.replace('-', "_"));
        let built = builds.join(TARGET).join("release").join(built);
        key.covers(&built.with_extension("d"))?;
        keep(&built, &folder.join(&file))?;
        // Nothing else is built in this way.
        remove(&builds)
    })?;
    Ok(folder.join(file))
}

/// Made anew only when something that it is made of has changed: that takes
/// long, and no two are the same.
fn javascript(node: &Path, name: &str) -> Result<PathBuf> {
    let [program, wit] = [
        "testkit/javascript/program.js",
        "testkit/javascript/program.wit",
    ];
    let tools = [
        "testkit/node/componentize.mjs",
        "testkit/node/package-lock.json",
    ];
    let key = Key::default().paths([program, wit])?.paths(tools)?;
    let file = format!("{name}.wasm");
    let folder = kept(name, &key, |folder| {
        run(Command::new("node")
            .current_dir(node)
            .arg("componentize.mjs")
            .arg(name)
            .args([program, wit].map(|path| workspace().join(path)))
            .arg(folder.join(&file)))
        .map(drop)
    })?;
    Ok(folder.join(file))
}
