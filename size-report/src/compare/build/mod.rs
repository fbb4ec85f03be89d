//! Builds of peers. Each is built once: a component is kept with the key of everything
//! that it is made of.

mod key;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::artifact::PROFILE;
use crate::artifacts::Artifacts;
use crate::compare::peers::{Peer, Recipe};
use crate::environment::clean_command;
use crate::file;
use crate::link_flags::LinkFlags;
use crate::progress::Progress;
use crate::toolchain::{TARGET, Toolchain, cargo, run};
use crate::track::comparison::Route;
use crate::workspace::{Example, Workspace};

use key::Key;

/// The result of building a peer.
pub(super) enum BuildResult {
    Component(BuiltComponent),
    /// A tool is missing; this is its name.
    Missing(&'static str),
}

/// A component.
pub(super) struct BuiltComponent {
    /// As it ships.
    pub bytes: Vec<u8>,
    /// As linked.
    pub linked: Vec<u8>,
    /// The tools, with their versions.
    pub tools: String,
}

/// Builds peers in `size-report/peers` of the target folder.
pub(super) struct Builder<'a> {
    workspace: &'a Workspace,
    flags: LinkFlags,
    compiler: String,
}

impl<'a> Builder<'a> {
    pub(super) fn new(workspace: &'a Workspace, toolchain: &Toolchain) -> Result<Self> {
        Ok(Self {
            workspace,
            flags: LinkFlags::read(&workspace.root)?,
            compiler: toolchain.version.clone(),
        })
    }

    pub(super) fn build(&self, peer: &Peer, progress: &mut dyn Progress) -> Result<BuildResult> {
        let whole = |linked: Vec<u8>, tools| {
            Ok(BuildResult::Component(BuiltComponent {
                bytes: linked.clone(),
                linked,
                tools,
            }))
        };
        match peer.recipe {
            Recipe::Package(package) => {
                let linked = self.package(package, progress)?;
                if peer.route != Route::Ours {
                    let lock = self.root("Cargo.lock");
                    let tools = format!("wit-bindgen {}", locked_version(&lock, "wit-bindgen")?);
                    return whole(linked, tools);
                }
                let bytes = Artifacts::of(linked.clone())?.shrunk;
                let tools = super::ours();
                Ok(BuildResult::Component(BuiltComponent {
                    bytes,
                    linked,
                    tools,
                }))
            }
            Recipe::Text(path) => {
                let path = self.root(path);
                let text = read(&path)?;
                let bytes = wat::parse_bytes(&text).with_context(|| path.display().to_string())?;
                // Shrinking removes the names that make a text readable.
                let Artifacts { linked, shrunk } = Artifacts::of(bytes.into_owned())?;
                Ok(BuildResult::Component(BuiltComponent {
                    bytes: shrunk,
                    linked,
                    tools: "text, component-shrink".to_owned(),
                }))
            }
            Recipe::Cargo {
                folder,
                package,
                made_with,
                sources,
            } => {
                let mut key = self.key().path(&self.workspace.root, folder)?;
                for path in sources {
                    key = key.path(&self.workspace.root, path)?;
                }
                let linked = self.kept(peer, &key, |output| {
                    let builds = self.place().join("build");
                    self.cargo_build(folder, &["-p", package, "--target", TARGET], &builds)?;
                    let name = format!("{}.wasm", package.replace('-', "_"));
                    let built = builds.join(TARGET).join("release").join(name);
                    file::replace(output, &read(&built)?)?;
                    Ok(())
                })?;
                let lock = self.root(folder).join("Cargo.lock");
                let version = locked_version(&lock, made_with)?;
                whole(linked, format!("{made_with} {version}"))
            }
            Recipe::C(program, wit) => self.c(peer, program, wit),
            Recipe::JavaScript(program, wit) => self.javascript(peer, program, wit),
        }
    }

    /// Builds a package of the workspace as the report builds its examples.
    fn package(&self, name: &str, progress: &mut dyn Progress) -> Result<Vec<u8>> {
        let folders = ["examples", "conformance/nodes"];
        let folder = name.strip_prefix("conformance-node-").unwrap_or(name);
        let manifests = folders.map(|parent| self.root(parent).join(folder).join("Cargo.toml"));
        let manifest = manifests.into_iter().find(|path| path.is_file());
        let example = Example {
            name: name.to_owned(),
            manifest: manifest.with_context(|| {
                format!("there is no package `{name}` in {}", folders.join(" or "))
            })?,
        };
        self.workspace.build(&example, &self.flags, progress)
    }

    /// Builds a component of C, by means of a program that contains wit-bindgen-c and
    /// wit-component.
    fn c(&self, peer: &Peer, program: &str, wit: &[&str]) -> Result<BuildResult> {
        let Some(version) = answer("clang", &["--version"]) else {
            return Ok(BuildResult::Missing("clang"));
        };
        if !compiles_for_wasi(&self.place())? {
            return Ok(BuildResult::Missing(
                "wasi-libc, or compiler-rt for wasm32 (Debian: wasi-libc and libclang-rt-dev-wasm32)",
            ));
        }
        let folder = "size-report/peers/c";
        let world = format!("size-report/peers/shared/{program}.wit");
        let mut key = self
            .key()
            .text(&version)
            .path(&self.workspace.root, folder)?;
        for path in wit.iter().copied().chain([&*world]) {
            key = key.path(&self.workspace.root, path)?;
        }
        let linked = self.kept(peer, &key, |output| {
            let builds = self.place().join("build");
            self.cargo_build(folder, &[], &builds)?;
            let name = format!("peer-c{}", std::env::consts::EXE_SUFFIX);
            let mut command = clean_command(builds.join("release").join(name));
            command.arg(self.root(folder).join(format!("{program}.c")));
            command.arg(output);
            command.args(wit.iter().map(|path| self.root(path)));
            run(command.arg(self.root(&world)))?;
            Ok(())
        })?;
        let lock = self.root(folder).join("Cargo.lock");
        let bindgen = locked_version(&lock, "wit-bindgen-c")?;
        let clang = version.lines().next().unwrap_or_default();
        let tools = format!("{clang}, wasi-libc, wit-bindgen-c {bindgen}");
        Ok(BuildResult::Component(BuiltComponent {
            bytes: linked.clone(),
            linked,
            tools,
        }))
    }

    /// Builds a component of JavaScript. The packages of npm stay in the target folder.
    fn javascript(&self, peer: &Peer, program: &str, wit: &[&str]) -> Result<BuildResult> {
        if answer("node", &["--version"]).is_none() {
            return Ok(BuildResult::Missing("node"));
        }
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        if answer(npm, &["--version"]).is_none() {
            return Ok(BuildResult::Missing("npm"));
        }
        let folder = "size-report/peers/javascript";
        let world = format!("size-report/peers/shared/{program}.wit");
        let mut key = self.key().path(&self.workspace.root, folder)?;
        for path in wit.iter().copied().chain([&*world]) {
            key = key.path(&self.workspace.root, path)?;
        }
        let sources = self.root(folder);
        let linked = self.kept(peer, &key, |output| {
            let tools = self.npm(npm, &sources)?;
            let package = output.with_extension("wit");
            copy_file(&self.root(&world), &package.join("peer.wit"))?;
            for path in wit {
                let from = self.root(path);
                let name = from.file_name().context("a folder has a name")?;
                for entry in std::fs::read_dir(&from).with_context(|| from.display().to_string())? {
                    let entry = entry?;
                    let to = package.join("deps").join(name).join(entry.file_name());
                    copy_file(&entry.path(), &to)?;
                }
            }
            let mut command = clean_command("node");
            command.current_dir(&tools).arg("componentize.mjs");
            command.arg(sources.join(format!("{program}.js")));
            run(command.arg(&package).arg(output))?;
            Ok(())
        })?;
        let manifest = String::from_utf8(read(&sources.join("package.json"))?)?;
        let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
        let version = &manifest["dependencies"]["componentize-qjs"];
        let version = version.as_str().unwrap_or_default();
        Ok(BuildResult::Component(BuiltComponent {
            bytes: linked.clone(),
            linked,
            tools: format!("componentize-qjs {version}"),
        }))
    }

    /// Installs the packages that `package.json` names. Returns their folder.
    fn npm(&self, npm: &str, sources: &Path) -> Result<PathBuf> {
        let folder = self.place().join("npm");
        for name in ["package.json", "package-lock.json", "componentize.mjs"] {
            copy_file(&sources.join(name), &folder.join(name))?;
        }
        let mut command = Command::new(npm);
        command.current_dir(&folder).args([
            "install",
            "--no-save",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]);
        run(&mut command)?;
        Ok(folder)
    }

    /// Builds in a workspace of its own with the profile `release`. The flags of this
    /// workspace are left out, because others who build in this way do not have them.
    fn cargo_build(&self, folder: &str, arguments: &[&str], builds: &Path) -> Result<()> {
        let mut command = cargo(&self.root(folder));
        command
            .args(["build", "--locked", "--quiet", "--release"])
            .args(arguments)
            .arg("--target-dir")
            .arg(builds);
        if !arguments.is_empty() {
            command.env("RUSTFLAGS", "-Cstrip=symbols");
        }
        run(&mut command)?;
        Ok(())
    }

    fn key(&self) -> Key {
        Key::default()
            .text(&self.compiler)
            .text(PROFILE)
            .text(env!("CARGO_PKG_VERSION"))
    }

    /// Returns the result of a build with this key.
    fn kept(
        &self,
        peer: &Peer,
        key: &Key,
        build: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<Vec<u8>> {
        let folder = self.place().join(peer.program);
        let (component, mark) = (folder.join("component.wasm"), folder.join("key"));
        let name = key.name();
        if std::fs::read_to_string(&mark).is_ok_and(|found| found == name) {
            return read(&component);
        }
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
        }
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        build(&component)?;
        // The key is written last, so that a folder with a key is complete.
        file::replace(&mark, name.as_bytes())?;
        read(&component)
    }

    fn place(&self) -> PathBuf {
        self.workspace.target.join("size-report").join("peers")
    }

    fn root(&self, path: impl AsRef<Path>) -> PathBuf {
        self.workspace.root.join(path)
    }
}

/// Returns the output of a program, if there is such a program.
fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}

/// Tells whether clang has a C library and a linker for WebAssembly.
fn compiles_for_wasi(place: &Path) -> Result<bool> {
    let program = place.join("probe.c");
    file::replace(
        &program,
        b"#include <stdlib.h>\nint main(void) { return abs(0); }\n",
    )?;
    let output = place.join("probe.wasm");
    let mut command = Command::new("clang");
    command
        .args(["--target=wasm32-wasi", "-o"])
        .arg(&output)
        .arg(&program);
    Ok(command.output().is_ok_and(|output| output.status.success()))
}

/// Returns the version of a package in a `Cargo.lock`.
pub(super) fn locked_version(lock: &Path, package: &str) -> Result<String> {
    let text = String::from_utf8(read(lock)?)?;
    let document: toml_edit::DocumentMut = text.parse()?;
    let packages = document["package"].as_array_of_tables();
    let found = packages.into_iter().flatten();
    let found = found.filter(|table| table["name"].as_str() == Some(package));
    // The last one of several is the newest.
    let found = found.last();
    match found.and_then(|table| table["version"].as_str()) {
        Some(version) => Ok(version.to_owned()),
        None => bail!(
            "{}: there is no package `{package}`; build once, so that Cargo locks it",
            lock.display()
        ),
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    file::replace(to, &read(from)?).with_context(|| format!("cannot write {}", to.display()))
}
