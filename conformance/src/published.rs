//! One node in every shape that `greentic:component/node@0.5.0` ever had, made
//! in every way there is: with the crates that were published, with wit-bindgen
//! and with ours. All of it is in `nodes/`, and all of them do the same.
//!
//! | call | answer |
//! | --- | --- |
//! | `get-manifest` | `nodes/shared/manifest.json` |
//! | `on-start`, `on-stop` | ok; for the flow, or the reason, `refused` an error, which is the context |
//! | `invoke` of `context` | every field of the context that is there, as JSON, sorted |
//! | of `echo` | the input |
//! | of `fail` | an error with all that one can have |
//! | of `secret` | the secret that the input names |
//! | `invoke-stream` | progress 0, the output or the error's message, the end |
//!
//! One difference: [`Route::Entrypoint`] answers `context` with the context of the
//! last `on-start`, because the published macro hands none to `invoke`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::guests::{self, TARGET, cargo, scratch, workspace};

/// What contexts look like; named after the fields that a tenant has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Without locales: 0.4.57 to 0.4.79.
    Eight,
    /// With locales: 0.4.81 to 0.4.88, and from 0.4.97 on; revision 0.4.113.
    Nine,
    /// With the tenant of `greentic:interfaces-types`: 0.4.89 to 0.4.96.
    Nineteen,
}

/// How a node was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// With `component_entrypoint!` of this version of the published crate.
    Entrypoint(&'static str),
    /// With `export_component_node!` of this version of the published crate.
    Exports(&'static str),
    /// With wit-bindgen.
    WitBindgen,
    /// With our bindings.
    Ours,
}

/// A node.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// What to call it in messages: `published-0.4.93-exports`, say.
    pub name: String,
    /// What its contexts look like.
    pub shape: Shape,
    /// How it was made.
    pub route: Route,
    /// Where the component is.
    pub path: PathBuf,
    /// The component.
    pub bytes: Vec<u8>,
}

/// The versions of the published crate that are built, one a shape.
const PUBLISHED: [(&str, Shape); 3] = [
    ("0.4.79", Shape::Eight),
    ("0.4.93", Shape::Nineteen),
    ("0.4.113", Shape::Nine),
];

/// Components that Cargo makes as it does those of `guests/`.
const OF_WORKSPACE: [(&str, Shape, Route); 5] = [
    ("bindgen-eight", Shape::Eight, Route::WitBindgen),
    ("bindgen-nine", Shape::Nine, Route::WitBindgen),
    ("bindgen-nineteen", Shape::Nineteen, Route::WitBindgen),
    ("ours-nine", Shape::Nine, Route::Ours),
    ("ours-nineteen", Shape::Nineteen, Route::Ours),
];

/// All of them. The first time that takes minutes and the registry: three
/// versions of the published crate are built. They are then kept in the target
/// folder until their sources or the compiler change.
///
/// # Panics
///
/// When one cannot be built: no test has anything to say then.
pub fn all() -> Vec<Fixture> {
    let published = PUBLISHED.iter().flat_map(|&(version, shape)| {
        let files = ["node_entrypoint.wasm", "node_exports.wasm"];
        let folder = cached(version, &files).expect("a node with the published crate");
        [
            ("entrypoint", Route::Entrypoint(version)),
            ("exports", Route::Exports(version)),
        ]
        .map(|(kind, route)| {
            let path = folder.join(format!("node_{kind}.wasm"));
            fixture(format!("published-{version}-{kind}"), shape, route, path)
        })
    });
    let others = OF_WORKSPACE.iter().map(|&(name, shape, route)| {
        let path = guests::component(&format!("conformance-node-{name}")).to_owned();
        fixture(name.to_owned(), shape, route, path)
    });
    published.chain(others).collect()
}

/// What `examples/node-minimal` is, in three ways: with our bindings, with
/// wit-bindgen and with the published crate, built to be small and kept like
/// those of [`all`].
///
/// # Panics
///
/// As [`all`].
pub fn smallest() -> [Fixture; 3] {
    let folder = cached("smallest", &["node_smallest.wasm"]).expect("the published crate");
    let of_workspace = |package| guests::component(package).to_owned();
    [
        ("ours", Route::Ours, of_workspace("node-minimal")),
        (
            "wit-bindgen",
            Route::WitBindgen,
            of_workspace("conformance-node-bindgen-smallest"),
        ),
        (
            "published",
            Route::Entrypoint("0.4.93"),
            folder.join("node_smallest.wasm"),
        ),
    ]
    .map(|(name, route, path)| fixture(name.into(), Shape::Nineteen, route, path))
}

fn fixture(name: String, shape: Shape, route: Route, path: PathBuf) -> Fixture {
    let bytes = fs::read(&path)
        .unwrap_or_else(|error| panic!("the component of {name}, {}: {error}", path.display()));
    Fixture {
        name,
        shape,
        route,
        path,
        bytes,
    }
}

/// The folder with these components of `nodes/published-{which}`, which are
/// built if need be.
fn cached(which: &str, files: &[&str]) -> Result<PathBuf> {
    let cache = scratch().join("published");
    fs::create_dir_all(&cache)?;
    // Tests of other processes may want the same.
    let lock = File::create(cache.join("lock"))?;
    lock.lock()?;

    let nodes = workspace().join("conformance/nodes");
    let sources = nodes.join(format!("published-{which}"));
    let key = key(&[&sources, &nodes.join("shared")])?;
    let folder = cache.join(format!("{which}-{key}"));
    if !folder.is_dir() {
        eprintln!("building nodes with the published crate, {which}, which takes minutes");
        let target = cache.join("build");
        build(&sources, &target)?;
        // All or nothing: a folder that is there is complete.
        let made = cache.join("made");
        if made.is_dir() {
            fs::remove_dir_all(&made)?;
        }
        fs::create_dir(&made)?;
        for name in files {
            let built = target.join(TARGET).join("release").join(name);
            fs::copy(&built, made.join(name))
                .with_context(|| format!("the build left no {}", built.display()))?;
        }
        fs::rename(&made, &folder)?;
    }
    Ok(folder)
}

/// Builds the workspace in `sources`.
fn build(sources: &Path, target: &Path) -> Result<()> {
    let output = cargo()
        .current_dir(sources)
        .args(["build", "--locked", "--quiet", "--release", "--target"])
        .arg(TARGET)
        .arg("--target-dir")
        .arg(target)
        // In place of the flags for our components in .cargo/config.toml, which
        // nobody has who builds with the published crate.
        .env("RUSTFLAGS", "-Cstrip=symbols")
        .output()
        .context("cannot run `cargo`")?;
    if !output.status.success() {
        bail!(
            "building {} failed:\n{}",
            sources.display(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

/// A name for all that these folders hold, and for the compiler: another one
/// when a byte, or the name of a file, is another one.
///
/// # Errors
///
/// When a file cannot be read, or `rustc` cannot be run.
pub fn key(folders: &[&Path]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let compiler = Command::new("rustc")
        .current_dir(workspace())
        .arg("-vV")
        .output()
        .context("cannot run `rustc`")?;
    compiler.stdout.hash(&mut hasher);
    for folder in folders {
        let mut files = BTreeMap::new();
        read(folder, Path::new(""), &mut files)?;
        files.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The files of a folder and of those inside, by their path.
fn read(folder: &Path, at: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let (path, at) = (entry.path(), at.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            read(&path, &at, files)?;
        } else {
            files.insert(at, fs::read(&path)?);
        }
    }
    Ok(())
}
