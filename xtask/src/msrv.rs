//! The guest crates build with the oldest Rust that they promise.

use std::fs;

use crate::environment::{command, root, target};
use crate::run::execute;
use crate::steps::{GUEST, Outcome};
use crate::toolchain;

/// The manifests that promise a minimum version: those of the crates of a component,
/// which have one of their own.
const MANIFESTS: [&str; 2] = ["guest/Cargo.toml", "guest-alloc/Cargo.toml"];

/// The component that shows that what the macros expand to is as old.
const COMPONENT: &str = "node-minimal";

const WASM: &str = "wasm32-wasip2";

/// Builds them, natively and for WebAssembly.
pub(crate) fn check(install: bool) -> Outcome {
    let version = match promised() {
        Ok(version) => version,
        Err(error) => return Outcome::Failed(error),
    };
    if let Err(reason) = toolchain::with_target(&version, WASM, install) {
        return Outcome::Skipped(reason);
    }
    build(&version).into()
}

fn build(version: &str) -> Result<(), String> {
    let toolchain = format!("+{version}");
    let mut guests = vec![&*toolchain, "build", "--locked"];
    guests.extend(["--features", "greentic-guest/wit-all"]);
    for package in GUEST {
        guests.extend(["-p", package]);
    }
    let wasm = [&guests[..], &["--target", WASM]].concat();
    let component = [
        &*toolchain,
        "build",
        "--locked",
        "--target",
        WASM,
        "-p",
        COMPONENT,
        // The example promises nothing; what it is made of does.
        "--ignore-rust-version",
    ];
    for arguments in [&guests[..], &wasm, &component] {
        // Another Rust would build everything anew.
        let folder = target().join("msrv");
        execute(command("cargo", arguments).env("CARGO_TARGET_DIR", folder))?;
    }
    Ok(())
}

/// The version that all manifests promise.
fn promised() -> Result<String, String> {
    let mut versions = Vec::new();
    for manifest in MANIFESTS {
        let path = root().join(manifest);
        let text = fs::read_to_string(&path).map_err(|error| format!("{manifest}: {error}"))?;
        let version = read(&text).ok_or_else(|| format!("{manifest}: no `rust-version`"))?;
        versions.push(version.to_owned());
    }
    versions.dedup();
    match &versions[..] {
        [version] => Ok(version.clone()),
        _ => Err(format!(
            "the guest crates promise different versions of Rust: {}",
            versions.join(", ")
        )),
    }
}

/// The version in a manifest.
fn read(manifest: &str) -> Option<&str> {
    let mut lines = manifest.lines();
    let line = lines.find_map(|line| line.strip_prefix("rust-version = \""))?;
    line.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_promise_is_read_and_older_than_the_tools() {
        let minor = |version: &str| version.split('.').nth(1)?.parse::<u32>().ok();
        let promised = promised().unwrap();
        let tools = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        let tools = read(&tools).unwrap();
        assert!(minor(&promised) < minor(tools), "{promised} {tools}");
        assert_eq!(read("rust-version.workspace = true\n"), None);
    }
}
