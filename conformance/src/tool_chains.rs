//! Components as other tool chains make them: the standard library of Rust,
//! JavaScript, compositions. The bindings have no part in most of them.
//!
//! They stay in a folder of Cargo's target folder, where `component-shrink
//! bench` finds them too.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context as _, Result};

use crate::compose::compose;
use crate::guests::{TARGET, bytes, cargo, scratch, workspace};
use crate::runtimes::{lock, node, run};

/// A component of another tool chain.
#[derive(Clone, Debug)]
pub struct Foreign {
    /// What it is called; the name of its file too.
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

/// All of them, built once a process. Those of JavaScript are missing, and
/// loudly so, where there is no Node.
///
/// # Panics
///
/// When one cannot be built: no test has anything to say then.
pub fn components() -> &'static [Foreign] {
    static BUILT: OnceLock<Vec<Foreign>> = OnceLock::new();
    BUILT.get_or_init(|| build().expect("the components of other tool chains"))
}

/// One of them, if it could be built.
pub fn component(name: &str) -> Option<&'static Foreign> {
    components().iter().find(|foreign| foreign.name == name)
}

fn build() -> Result<Vec<Foreign>> {
    let folder = scratch().join("tool-chains");
    std::fs::create_dir_all(&folder)?;
    let answers = bytes("conformance-answers");
    let theirs = bytes("conformance-bindgen-answers");
    let middle = compose(&[&bytes("conformance-bindgen-passes"), &answers])?;
    let inner = compose(&[&bytes("conformance-bindgen-passes"), &theirs])?;
    let mut all = vec![
        Foreign {
            name: "composed-nested",
            bytes: compose(&[&bytes("conformance-passes"), &inner])?,
        },
        Foreign {
            name: "composed",
            bytes: middle,
        },
        Foreign {
            name: RESOURCES,
            bytes: resources()?,
        },
    ];
    for foreign in &all {
        std::fs::write(file(&folder, foreign.name), &foreign.bytes)?;
    }
    if let Some(node) = node()? {
        for name in [QUICKJS, SPIDERMONKEY] {
            let bytes = javascript(&node, &folder, name)?;
            all.push(Foreign { name, bytes });
        }
    }
    Ok(all)
}

fn file(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.wasm"))
}

/// As Cargo leaves it by itself, without the flags of the workspace.
fn resources() -> Result<Vec<u8>> {
    let package = "conformance-bindgen-resources";
    run(cargo()
        // In place of those in the configuration: std takes more stack.
        .env("RUSTFLAGS", "-Cdebuginfo=0")
        .args(["build", "--quiet", "--release", "--target", TARGET])
        .args(["-p", package]))?;
    let target = scratch();
    let target = target.parent().context("a target folder")?;
    let name = format!("{}.wasm", package.replace('-', "_"));
    let path = target.join(TARGET).join("release").join(name);
    std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// Made anew only when something that it is made of has changed: that takes
/// long, and no two are the same.
fn javascript(node: &Path, folder: &Path, name: &str) -> Result<Vec<u8>> {
    let _lock = lock()?;
    let sources = workspace().join("conformance/javascript");
    let [program, wit] = ["program.js", "program.wit"].map(|name| sources.join(name));
    let mut made_of = Vec::new();
    for part in [
        &program,
        &wit,
        &node.join("componentize.mjs"),
        &node.join("package-lock.json"),
    ] {
        made_of.extend(std::fs::read(part)?);
    }
    let (path, stamp) = (file(folder, name), folder.join(format!("{name}.sources")));
    if std::fs::read(&stamp).ok() != Some(made_of.clone()) || !path.is_file() {
        run(Command::new("node")
            .current_dir(node)
            .arg("componentize.mjs")
            .arg(name)
            .args([&program, &wit, &path]))?;
        std::fs::write(&stamp, made_of)?;
    }
    Ok(std::fs::read(&path)?)
}
