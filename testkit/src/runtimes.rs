//! Runtimes that are not Rust: installed into the target folder on first use,
//! with the versions that `node/` and `python/` pin.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::cargo::{scratch, workspace};
use crate::fixture::empty;
use crate::guests::component;

/// Installs jco and an MCP client for Node. `None`, and loudly so, where there is no Node.
///
/// # Errors
///
/// When Node is there but jco cannot be installed.
pub fn node() -> Result<Option<PathBuf>> {
    let _lock = lock()?;
    let missing = !answers("node") || !answers(npm());
    note("jco and MCP on Node: `node` or `npm`", missing)?;
    if missing {
        return Ok(None);
    }
    let folder = scratch().join("node");
    let source = workspace().join("testkit/node");
    install(&source, &folder, || Ok(()))?;
    let scripts = [
        "load.mjs",
        "answers.mjs",
        "roundtrip.mjs",
        "reentry.mjs",
        "overflow.mjs",
        "componentize.mjs",
        "program.mjs",
        "mcp.mjs",
    ];
    copy(&source, &folder, &scripts)?;
    Ok(Some(folder))
}

/// Installs wasmtime and an MCP client from `PyPI`. `None`, and loudly so,
/// where there is no Python.
///
/// # Errors
///
/// When Python is there but they cannot be installed.
pub fn python() -> Result<Option<PathBuf>> {
    let _lock = lock()?;
    let python = ["python3", "python"].into_iter().find(|name| answers(name));
    note("wasmtime and MCP from PyPI: `python3`", python.is_none())?;
    let Some(python) = python else {
        return Ok(None);
    };
    let folder = scratch().join("venv");
    let source = workspace().join("testkit/python");
    let pins = ["requirements.txt"];
    let interpreter = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if !same(&source, &folder, &pins) || !folder.join("installed").is_file() {
        empty(&folder)?;
        run(Command::new(python).args(["-m", "venv"]).arg(&folder))?;
        run(Command::new(&interpreter)
            .args(["-m", "pip", "install", "--quiet", "-r"])
            .arg(source.join("requirements.txt")))?;
        copy(&source, &folder, &pins)?;
        File::create(folder.join("installed"))?;
    }
    Ok(Some(interpreter))
}

/// The newest official clients of MCP and its conformance suite, and the Node that
/// they want.
#[derive(Clone, Debug)]
pub struct McpClients {
    /// The folder in which they are.
    pub folder: PathBuf,
    /// The Node.
    pub node: PathBuf,
}

/// Installs clients of MCP, its conformance suite, and the Node that they want.
/// `None`, and loudly so, where there is no Node to begin with.
///
/// # Errors
///
/// When Node is there but they cannot be installed.
pub fn mcp_clients() -> Result<Option<McpClients>> {
    let _lock = lock()?;
    let missing = cfg!(windows) || !answers("node") || !answers(npm());
    note("clients of MCP on Node 22: `node` or `npm`", missing)?;
    if missing {
        return Ok(None);
    }
    let folder = scratch().join("mcp-clients");
    let source = workspace().join("testkit/mcp");
    install(&source, &folder, || {
        // The one script that is needed: it fetches Node itself.
        run(Command::new("node")
            .current_dir(folder.join("node_modules/node"))
            .arg("installArchSpecificPackage.js"))
        .map(drop)
    })?;
    copy(&source, &folder, &["client.mjs"])?;
    Ok(Some(McpClients {
        node: folder.join("node_modules/node/bin/node"),
        folder,
    }))
}

/// Has jco turn the component of a package into JavaScript; answers with the
/// folder and the name of the module.
///
/// # Errors
///
/// When jco fails.
pub fn transpile(node: &Path, package: &str) -> Result<(PathBuf, String)> {
    transpile_file(node, package, component(package))
}

/// Does the same for a component in a file, under a name of the caller's.
///
/// # Errors
///
/// As [`transpile`].
pub fn transpile_file(node: &Path, name: &str, component: &Path) -> Result<(PathBuf, String)> {
    let options = ["--instantiation", "sync", "--no-nodejs-compat"];
    jco(node, name, component, &options)
}

/// Does the same for a component that imports WASI and nothing else, which jco
/// answers for: the module is one to import.
///
/// # Errors
///
/// As [`transpile`].
pub fn transpile_with_wasi(node: &Path, name: &str, component: &Path) -> Result<(PathBuf, String)> {
    jco(node, name, component, &[])
}

fn jco(node: &Path, name: &str, component: &Path, options: &[&str]) -> Result<(PathBuf, String)> {
    let name = name.replace('-', "_");
    let folder = node.join("transpiled").join(&name);
    run(Command::new("node")
        .current_dir(node)
        .arg("node_modules/@bytecodealliance/jco/dist/jco.js")
        .arg("transpile")
        .arg(component)
        .arg("-o")
        .arg(&folder)
        .args(["--name", &name, "--no-typescript", "--quiet"])
        .args(options))?;
    Ok((folder, name))
}

/// Runs a command that must succeed; answers with what it printed.
///
/// # Errors
///
/// When it cannot be run or fails.
pub fn run(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {command:?}"))?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        bail!("{command:?} failed:\n{stdout}{stderr}");
    }
    Ok(stdout.into_owned())
}

/// Notes whether something that the tests of another crate need is missing, as
/// it is noted of the runtimes here.
///
/// # Errors
///
/// When that cannot be written down.
pub fn missing(what: &str, missing: bool) -> Result<()> {
    let _lock = lock()?;
    note(what, missing)
}

/// Notes whether something had to be skipped: loudly, and in a file that the
/// summary of all tests is made from. Called with the lock held.
fn note(what: &str, skipped: bool) -> Result<()> {
    let path = scratch().join("skipped.txt");
    let line = format!("SKIPPED: {what} is not there");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    let mut lines: Vec<_> = before.lines().filter(|other| *other != line).collect();
    if skipped {
        eprintln!("{line}");
        lines.push(&line);
    }
    if lines.is_empty() {
        if path.exists() {
            std::fs::remove_file(path)?;
        }
    } else {
        std::fs::write(path, lines.join("\n") + "\n")?;
    }
    Ok(())
}

/// Installs the packages that a lock in `source` names into `folder`, unless they are
/// there; `then` is what else they need.
fn install(source: &Path, folder: &Path, then: impl FnOnce() -> Result<()>) -> Result<()> {
    let pins = ["package.json", "package-lock.json"];
    if same(source, folder, &pins) && folder.join("installed").is_file() {
        return Ok(());
    }
    empty(folder)?;
    copy(source, folder, &pins)?;
    // Not `npm ci`: it refuses a lock that lacks packages for other platforms, which npm
    // leaves out where it does not see them. The versions in the lock hold here as well.
    run(Command::new(npm())
        .current_dir(folder)
        .args(["install", "--no-save", "--ignore-scripts"])
        .args(["--no-audit", "--no-fund"]))?;
    then()?;
    File::create(folder.join("installed"))?;
    Ok(())
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Tells whether there is such a program.
pub(crate) fn answers(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null());
    command
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Held while something is installed, by one test at a time.
fn lock() -> Result<File> {
    let file = File::create(scratch().join("lock"))?;
    file.lock()?;
    Ok(file)
}

fn same(source: &Path, folder: &Path, files: &[&str]) -> bool {
    files.iter().all(|file| {
        let installed = std::fs::read(folder.join(file)).ok();
        installed.is_some() && installed == std::fs::read(source.join(file)).ok()
    })
}

/// Called with the lock held. A script that another test runs at the time is
/// replaced in one step, never seen half written.
fn copy(source: &Path, folder: &Path, files: &[&str]) -> Result<()> {
    for file in files {
        if !same(source, folder, &[file]) {
            let whole = folder.join("whole");
            std::fs::copy(source.join(file), &whole)
                .and_then(|_| std::fs::rename(&whole, folder.join(file)))
                .with_context(|| format!("cannot copy {file}"))?;
        }
    }
    Ok(())
}
