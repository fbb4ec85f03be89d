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

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Once;

use anyhow::{Result, ensure};

use crate::cargo::{TARGET, cargo, ensure_target, workspace};
use crate::fixture::{keep, kept, locked, place, present, remove};
use crate::guests;
use crate::key::Key;
use crate::registry;
use crate::runtimes::{missing, run};

/// A shape of the contexts, named after the first release of the published crates
/// that has it, as `Revision` of `host-shim` and the nodes in `nodes/` are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A tenant of eight fields, without locales: 0.4.57 to 0.4.79.
    V0_4_57,
    /// A tenant of nine fields, with locales: 0.4.81 to 0.4.88, and from 0.4.97 on. Its
    /// WIT is `wit/revisions/0.4.113`.
    V0_4_81,
    /// The nineteen fields of the tenant of `greentic:interfaces-types`: 0.4.89 to 0.4.96.
    V0_4_89,
}

/// The tool by which a node was made.
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
    /// The name in messages: `published-0.4.93-exports`, say.
    pub name: String,
    /// The shape of its contexts.
    pub shape: Shape,
    /// The tool by which it was made.
    pub route: Route,
    /// The path of the component.
    pub path: PathBuf,
    /// The component.
    pub bytes: Vec<u8>,
}

/// The versions of the published crate that are built, one a shape.
const PUBLISHED: [(&str, Shape); 3] = [
    ("0.4.79", Shape::V0_4_57),
    ("0.4.93", Shape::V0_4_89),
    ("0.4.113", Shape::V0_4_81),
];

/// Components that Cargo makes as it does those of `guests/`.
const OF_WORKSPACE: [(&str, Shape, Route); 5] = [
    ("bindgen-rev-0-4-57", Shape::V0_4_57, Route::WitBindgen),
    ("bindgen-rev-0-4-81", Shape::V0_4_81, Route::WitBindgen),
    ("bindgen-rev-0-4-89", Shape::V0_4_89, Route::WitBindgen),
    ("ours-rev-0-4-81", Shape::V0_4_81, Route::Ours),
    ("ours-rev-0-4-89", Shape::V0_4_89, Route::Ours),
];

/// The components that the workspace `nodes/published-{version}` leaves.
const FILES: [&str; 2] = ["node_entrypoint.wasm", "node_exports.wasm"];

/// The component of the workspace `nodes/published-smallest`.
const SMALLEST: &str = "node_smallest.wasm";

/// Returns all of them. The first time that takes minutes and the registry:
/// three versions of the published crate are built.
///
/// # Panics
///
/// When one cannot be built: no test has anything to say then.
pub fn all() -> Vec<Fixture> {
    static READY: Once = Once::new();
    READY.call_once(|| ready().expect("the nodes with the published crate"));
    let published = PUBLISHED.iter().flat_map(|&(version, shape)| {
        let folder = folder(version);
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

/// Returns what `examples/node-minimal` is, in three ways: with our bindings,
/// with wit-bindgen and with the published crate, built to be small. Only a
/// benchmark asks for them, so they are not built ahead of the tests.
///
/// # Panics
///
/// As [`all`].
pub fn smallest() -> [Fixture; 3] {
    make(&[("smallest", &[SMALLEST])]).expect("the smallest node with the published crate");
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
            folder("smallest").join(SMALLEST),
        ),
    ]
    .map(|(name, route, path)| fixture(name.into(), Shape::V0_4_89, route, path))
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

/// Returns the name of the fixture that has the components of `nodes/published-{which}`.
fn name(which: &str) -> String {
    format!("published-{which}")
}

fn folder(which: &str) -> PathBuf {
    place(&name(which))
}

/// Builds the nodes of [`all`] that are made with the published crate.
///
/// # Errors
///
/// When one does not compile.
pub fn ready() -> Result<()> {
    make(&PUBLISHED.map(|(version, _)| (version, &FILES[..])))
}

/// Builds workspaces `nodes/published-*` in one folder, which shares what their
/// versions have in common and goes when all are there: what they depend on is
/// nothing that anything else uses. Of each the named files are kept.
fn make(workspaces: &[(&str, &[&str])]) -> Result<()> {
    // Nobody else is building there when it goes.
    let _lock = locked(&place(""), "published")?;
    let builds = place("published.build");
    for &(which, files) in workspaces {
        let sources = format!("conformance/nodes/published-{which}");
        let key = Key::of_compiler()?.paths([&*sources, "conformance/nodes/shared"])?;
        kept(&name(which), &key, |made| {
            ensure_target()?;
            build(&workspace().join(&sources), &builds)?;
            for &file in files {
                let built = builds.join(TARGET).join("release").join(file);
                key.covers(&built.with_extension("d"))?;
                keep(&built, &made.join(file))?;
            }
            Ok(())
        })?;
    }
    remove(&builds)
}

/// Builds the workspace in `sources`.
fn build(sources: &Path, builds: &Path) -> Result<()> {
    run(cargo()
        .current_dir(sources)
        .args(["build", "--locked", "--quiet", "--release", "--target"])
        .arg(TARGET)
        .arg("--target-dir")
        .arg(builds)
        // In place of the flags for our components in .cargo/config.toml, which
        // nobody has who builds with the published crate.
        .env("RUSTFLAGS", "-Cstrip=symbols"))
    .map(drop)
}

/// Returns the program that answers with what the published conversions make of
/// values, as [`readers`].
///
/// # Errors
///
/// When they are there but the program cannot be built.
pub fn mappers() -> Result<Option<PathBuf>> {
    program(
        "published-mappers",
        "the published conversions: `greentic-interfaces`",
        &[],
    )
}

/// Returns the program that answers with what the platform's readers make of manifests,
/// descriptions and packs. It takes minutes to build, so that is done by
/// [`build_readers`] alone: `None`, and loudly so, where it was not.
///
/// # Errors
///
/// When what was skipped cannot be noted.
pub fn readers() -> Result<Option<PathBuf>> {
    built("platform-readers", "the platform's readers", "readers")
}

/// Builds the program that [`readers`] returns.
///
/// # Errors
///
/// When its crates are there but it cannot be built.
pub fn build_readers() -> Result<()> {
    let what = "the platform's readers: `greentic-component`, `greentic-pack-lib`";
    program("platform-readers", what, &[]).map(drop)
}

/// The releases of the platform's runner whose code calls our components, and the
/// variables by which the build script of `platform-runners` finds their sources.
const RUNNERS: [(&str, &str); 2] = [
    ("1.2.2", "PLATFORM_RUNNER_1_2_2"),
    ("0.4.60", "PLATFORM_RUNNER_0_4_60"),
];

/// Returns the program that calls components as the platform's runners and its executor
/// of tools do, by their own code; otherwise as [`readers`].
///
/// # Errors
///
/// When what was skipped cannot be noted.
pub fn runners() -> Result<Option<PathBuf>> {
    built("platform-runners", "the platform's runners", "runners")
}

/// Returns a program that was built ahead of the tests, of what it is made of now.
fn built(package: &str, what: &str, part: &str) -> Result<Option<PathBuf>> {
    let folder = present(package, &program_key(package)?);
    let how = format!("{what} (`cargo run -p greentic-testkit -- {part}`)");
    missing(&how, folder.is_none())?;
    Ok(folder.map(|folder| folder.join(program_name(package))))
}

/// Builds the program that [`runners`] returns.
///
/// # Errors
///
/// When its crates are there but it cannot be built.
pub fn build_runners() -> Result<()> {
    let mut settings = Vec::new();
    for (version, variable) in RUNNERS {
        let Some(folder) = registry::sources("greentic-runner-host", version)? else {
            return Ok(());
        };
        settings.push((variable, folder));
    }
    let what = "the platform's executor of tools: `greentic-mcp-exec`";
    program("platform-runners", what, &settings).map(drop)
}

fn program_key(package: &str) -> Result<Key> {
    Key::of_compiler()?.paths([&*format!("conformance/{package}")])
}

fn program_name(package: &str) -> String {
    format!("{package}{}", std::env::consts::EXE_SUFFIX)
}

/// Builds the program in the workspace `conformance/{package}`, of which it is kept and
/// nothing else.
fn program(package: &str, what: &str, settings: &[(&str, PathBuf)]) -> Result<Option<PathBuf>> {
    let manifest = workspace().join(format!("conformance/{package}/Cargo.toml"));
    let name = program_name(package);
    let key = program_key(package)?;
    let mut absent = false;
    let kept = kept(package, &key, |made| {
        let mut fetch = cargo();
        fetch.args(["fetch", "--quiet", "--locked", "--manifest-path"]);
        absent = run(fetch.arg(&manifest)).is_err();
        ensure!(!absent, "the crates cannot be fetched");
        let builds = made.join("build");
        let mut build = cargo();
        build.args(["build", "--quiet", "--offline", "--manifest-path"]);
        build.envs(settings.iter().map(|(name, value)| (name, value)));
        run(build.arg(&manifest).arg("--target-dir").arg(&builds))?;
        let program = builds.join("debug").join(&name);
        key.covers(&program.with_extension("d"))?;
        keep(&program, &made.join(&name))?;
        // Half a gigabyte that nothing reads again.
        remove(&builds)
    });
    missing(what, absent)?;
    if absent {
        return Ok(None);
    }
    Ok(Some(kept?.join(name)))
}
