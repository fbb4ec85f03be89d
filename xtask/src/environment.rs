//! The place where steps run, and the part of the environment that they see.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository: cargo says where the package that it runs is.
pub(crate) fn root() -> PathBuf {
    let xtask = env::var_os(PACKAGE).map(PathBuf::from);
    let xtask = xtask.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).to_owned());
    xtask.parent().unwrap_or(&xtask).to_owned()
}

/// The variable with the folder of the package that cargo runs.
const PACKAGE: &str = "CARGO_MANIFEST_DIR";

/// Cargo's target folder, as an absolute path.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        // Cargo takes it from where it was started, which is where we are.
        Some(folder) => env::current_dir().unwrap_or_default().join(folder),
        None => root().join("target"),
    }
}

/// A folder for what is kept from step to step, and from run to run.
pub(crate) fn scratch() -> PathBuf {
    target().join("xtask")
}

/// The file in which tests note what they skipped, one line each (see
/// `skip` in the conformance crate). The output of a test is only seen when it
/// fails, so they cannot print it themselves.
pub(crate) fn skipped() -> PathBuf {
    target().join("conformance").join("skipped.txt")
}

/// A command in the repository's root that sees nothing of flags and profiles
/// set for something else, and takes the toolchain of rust-toolchain.toml.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    for (name, _) in env::vars_os() {
        if is_foreign(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command.env("CARGO_TARGET_DIR", target());
    command
}

/// Returns whether a variable is kept from the steps. Some would make them check
/// something else than the repository as it is. Others belong to the cargo that runs this
/// program: build scripts that look at one would run again, with all that depends on
/// them, whenever a person calls cargo in between.
fn is_foreign(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let ours = ["CARGO_PKG_", "CARGO_MANIFEST_"];
    if name == "CARGO" || ours.iter().any(|start| name.starts_with(start)) {
        return true;
    }
    name.ends_with("FLAGS") && (name.contains("RUST") || name.contains("MIRI"))
        || name.starts_with("CARGO_PROFILE_")
        || [
            "CARGO_BUILD_TARGET",
            "CARGO_BUILD_TARGET_DIR",
            "RUSTUP_TOOLCHAIN",
        ]
        .contains(&&*name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_toolchains_and_what_cargo_run_sets_are_foreign() {
        for name in [
            "RUSTFLAGS",
            "rustflags",
            "RUSTDOCFLAGS",
            "MIRIFLAGS",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_BUILD_RUSTFLAGS",
            "CARGO_TARGET_WASM32_WASIP2_RUSTFLAGS",
            "CARGO_PROFILE_DEV_DEBUG",
            "CARGO_BUILD_TARGET",
            "RUSTUP_TOOLCHAIN",
            "CARGO",
            "CARGO_MANIFEST_DIR",
            "CARGO_PKG_VERSION_MAJOR",
        ] {
            assert!(is_foreign(name), "{name}");
        }
        for name in ["PATH", "CARGO_HOME", "CARGO_BUILD_JOBS", "CFLAGS"] {
            assert!(!is_foreign(name), "{name}");
        }
    }

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("rust-toolchain.toml").is_file());
    }
}
