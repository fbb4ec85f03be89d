//! The targets and components that the pinned toolchain must have, and their
//! installation.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::environment::{command, root};
use crate::run::execute;

/// Makes sure that the toolchain has the targets and components of
/// rust-toolchain.toml, and adds what is missing.
pub(crate) fn prepare() -> Result<(), String> {
    let pinned = fs::read_to_string(root().join("rust-toolchain.toml"))
        .map_err(|error| format!("rust-toolchain.toml: {error}"))?;
    for target in list(&pinned, "targets") {
        if !has_target(&target) {
            add("target", &target)?;
        }
    }
    for component in list(&pinned, "components") {
        if !has_component(&component) {
            add("component", &component)?;
        }
    }
    Ok(())
}

/// Checks that nightly Rust has Miri, and adds it if that is allowed. The error says what
/// to do.
pub(crate) fn miri(install: bool) -> Result<(), String> {
    if install && nightly_library().is_none() {
        let arguments = ["toolchain", "install", "nightly", "--profile", "minimal"];
        execute(&mut command("rustup", &arguments))?;
    }
    // Without rustup `+nightly` means nothing, and without nightly there is
    // nothing to add Miri to. A whole toolchain is not ours to install.
    let Some(library) = nightly_library() else {
        return Err(
            "nightly Rust is not installed; `rustup toolchain install nightly --component miri,rust-src` changes that"
                .to_owned(),
        );
    };
    // Miri builds a standard library of its own, or asks whether it may.
    let ready =
        || library.is_dir() && succeeds(&mut command("cargo", &["+nightly", "miri", "--version"]));
    if ready() {
        return Ok(());
    }
    let arguments = ["+nightly", "component", "add", "miri", "rust-src"];
    println!("Miri is missing: running `rustup {}`", arguments.join(" "));
    execute(&mut command("rustup", &arguments))
        .map_err(|error| format!("nightly Rust has no Miri, and it could not be added: {error}"))?;
    if ready() {
        Ok(())
    } else {
        Err("`cargo +nightly miri --version` still fails after Miri was added".to_owned())
    }
}

/// Checks that there is a tool chain of this version with this target, and installs it if
/// that is allowed. The error says what to do.
pub(crate) fn with_target(version: &str, target: &str, install: bool) -> Result<(), String> {
    let ready = || {
        let arguments = [
            "run",
            version,
            "rustc",
            "--print",
            "target-libdir",
            "--target",
            target,
        ];
        command("rustup", &arguments).output().is_ok_and(|output| {
            let folder = String::from_utf8_lossy(&output.stdout).into_owned();
            output.status.success() && Path::new(folder.trim()).is_dir()
        })
    };
    if ready() {
        return Ok(());
    }
    let arguments = [
        "toolchain",
        "install",
        version,
        "--profile",
        "minimal",
        "--target",
        target,
    ];
    let line = format!("rustup {}", arguments.join(" "));
    if !install {
        return Err(format!(
            "Rust {version} with {target} is not installed; `{line}` or the option --install changes that"
        ));
    }
    execute(&mut command("rustup", &arguments))?;
    if ready() {
        Ok(())
    } else {
        Err(format!(
            "Rust {version} still lacks {target} after `{line}`"
        ))
    }
}

/// Returns the folder where nightly Rust has the source of its standard library, if it
/// has it.
fn nightly_library() -> Option<PathBuf> {
    let output = command("rustup", &["run", "nightly", "rustc", "--print", "sysroot"])
        .output()
        .ok()?;
    let sysroot = String::from_utf8_lossy(&output.stdout).into_owned();
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    output.status.success().then_some(library)
}

fn add(kind: &str, name: &str) -> Result<(), String> {
    if !succeeds(&mut command("rustup", &["--version"])) {
        return Err(format!(
            "this Rust lacks the {kind} {name}, and rustup is not there to add it; install it with your system's package manager, or Rust with https://rustup.rs"
        ));
    }
    println!("The {kind} {name} is missing: running `rustup {kind} add {name}`");
    execute(&mut command("rustup", &[kind, "add", name]))
}

fn has_target(target: &str) -> bool {
    command("rustc", &["--print", "target-libdir", "--target", target])
        .output()
        .is_ok_and(|output| {
            let folder = String::from_utf8_lossy(&output.stdout).into_owned();
            output.status.success() && Path::new(folder.trim()).is_dir()
        })
}

/// rustup's stand-in for a tool is always there; it fails where the tool is not.
fn has_component(component: &str) -> bool {
    let tool = match component {
        "rustfmt" => "fmt",
        name => name,
    };
    succeeds(&mut command("cargo", &[tool, "--version"]))
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success())
}

/// The texts of a list on one line of a TOML file. That is all of TOML that
/// rust-toolchain.toml needs, and all that this tool has no library for.
fn list(toml: &str, key: &str) -> Vec<String> {
    toml.lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| name.trim() == key)
        .flat_map(|(_, value)| value.split('"').skip(1).step_by(2))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read() {
        let toml = "# targets = [\"no\"]\ntargets = [\"a\", \"b-c\"]\ncomponents=[]\n";
        assert_eq!(list(toml, "targets"), ["a", "b-c"]);
        assert!(list(toml, "components").is_empty());
    }

    #[test]
    fn a_tool_chain_that_is_not_there_comes_with_the_command_that_installs_it() {
        let error = with_target("0.0.1", "wasm32-wasip2", false).unwrap_err();
        let line = "`rustup toolchain install 0.0.1 --profile minimal --target wasm32-wasip2`";
        assert!(error.contains(line), "{error}");
    }

    #[test]
    fn the_pinned_toolchain_names_what_the_steps_need() {
        let pinned = fs::read_to_string(root().join("rust-toolchain.toml")).unwrap();
        assert!(list(&pinned, "targets").contains(&"wasm32-wasip2".to_owned()));
        assert_eq!(list(&pinned, "components"), ["clippy", "rustfmt"]);
    }
}
