//! The steps, in one table.

use std::fs;

use crate::environment::{command, root, target};
use crate::run::execute;
use crate::toolchain;

/// One check.
pub(crate) struct Step {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it checks, in a few words.
    pub(crate) what: &'static str,
    /// Runs it.
    pub(crate) run: fn() -> Outcome,
}

/// How a step ended.
pub(crate) enum Outcome {
    /// What it checks is the case.
    Passed,
    /// It could not check anything, for this reason.
    Skipped(String),
    /// What it checks is not the case.
    Failed(String),
}

impl From<Result<(), String>> for Outcome {
    fn from(result: Result<(), String>) -> Self {
        match result {
            Ok(()) => Self::Passed,
            Err(error) => Self::Failed(error),
        }
    }
}

/// All steps, in the order in which they run: what is needed first, what is
/// quick before what is slow.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "prepare",
        what: "the pinned toolchain has its targets and tools; adds those that are missing",
        run: || toolchain::prepare().into(),
    },
    Step {
        name: "fmt",
        what: "every file is formatted",
        run: || cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "clippy",
        what: "no lint fires, natively",
        run: || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "-Dwarnings",
            ])
        },
    },
    Step {
        name: "clippy-wasm",
        what: "no lint fires in what is compiled to WebAssembly",
        run: clippy_wasm,
    },
    Step {
        name: "doc",
        what: "the documentation builds, and its links lead somewhere",
        run: || {
            let mut command = command("cargo", &["doc", "--workspace", "--no-deps", "--locked"]);
            // What no other crate of the workspace asks for.
            command.args(["--features", "greentic-host-shim/greentic-types"]);
            command.args(["--features", "greentic-host-shim/telemetry-tracing"]);
            execute(command.env("RUSTDOCFLAGS", "-Dwarnings")).into()
        },
    },
    Step {
        name: "test",
        what: "all tests: unit, property, golden, compile-fail, and in every runtime that is there",
        run: || cargo(&["test", "--workspace", "--locked"]),
    },
    Step {
        name: "guest",
        what: "the guest crate by itself, with the features that authors have by default",
        run: || cargo(&["test", "--locked", "-p", "greentic-guest"]),
    },
    Step {
        name: "refusals",
        what: "what cannot be in one component does not compile, with all bindings there",
        run: || {
            cargo(&[
                "test",
                "--locked",
                "-p",
                "greentic-guest",
                "--features",
                "wit-all",
            ])
        },
    },
    Step {
        name: "miri",
        what: "the guest crates have no undefined behaviour (nightly Rust with Miri)",
        run: miri,
    },
    Step {
        name: "sizes",
        what: "every example answers as declared and keeps within its budget",
        run: || cargo(&["run", "-p", "greentic-size-report", "--locked"]),
    },
    Step {
        name: "worlds",
        what: "the smallest component of every world keeps within its limit",
        run: || {
            cargo(&[
                "run",
                "-p",
                "greentic-size-report",
                "--locked",
                "--",
                "--worlds",
            ])
        },
    },
];

fn cargo(arguments: &[&str]) -> Outcome {
    execute(&mut command("cargo", arguments)).into()
}

/// Code for WebAssembly only is not there when clippy looks at the workspace
/// natively. Nor are tests for WebAssembly, hence no `--all-targets`.
fn clippy_wasm() -> Outcome {
    let components = match components() {
        Ok(names) => names,
        Err(error) => return Outcome::Failed(error),
    };
    let mut arguments = vec!["clippy", "--target", "wasm32-wasip2", "--profile", "tiny"];
    for package in GUEST.iter().copied().chain(components.iter().map(|n| &**n)) {
        arguments.extend(["-p", package]);
    }
    arguments.extend(["--locked", "--", "-Dwarnings"]);
    cargo(&arguments)
}

/// The crates that components are made of.
const GUEST: [&str; 2] = ["greentic-guest", "greentic-guest-alloc"];

/// The packages that are components: those with a `cdylib` in these folders.
fn components() -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for folder in ["examples", "conformance/guests", "conformance/nodes"] {
        let folder = root().join(folder);
        let failed = |error| format!("{}: {error}", folder.display());
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let manifest = entry.map_err(failed)?.path().join("Cargo.toml");
            // A stray file in the folder has none.
            let manifest = fs::read_to_string(manifest).unwrap_or_default();
            if manifest.contains("\"cdylib\"") {
                names.extend(name(&manifest).map(str::to_owned));
            }
        }
    }
    names.sort();
    Ok(names)
}

/// The name of a package: the first one in its manifest.
fn name(manifest: &str) -> Option<&str> {
    let line = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = "))?;
    line.split('"').nth(1)
}

fn miri() -> Outcome {
    if let Err(reason) = toolchain::miri() {
        return Outcome::Skipped(reason);
    }
    let mut arguments = vec!["+nightly", "miri", "test", "--locked"];
    for package in GUEST {
        arguments.extend(["-p", package]);
    }
    let mut command = command("cargo", &arguments);
    command
        // Its own: nightly would build everything else anew.
        .env("CARGO_TARGET_DIR", target().join("miri"))
        // Property tests read the clock and write down what failed.
        .env("MIRIFLAGS", "-Zmiri-disable-isolation");
    if let Err(error) = execute(&mut command) {
        return Outcome::Failed(error);
    }
    // A component and its host in one program, as WebAssembly: Miri needs no
    // target for that, it builds the library that it interprets.
    let manifest = "conformance/miri/Cargo.toml";
    let mut arguments = vec!["+nightly", "miri", "run", "--locked", "--manifest-path"];
    arguments.extend([manifest, "--target", "wasm32-unknown-unknown"]);
    let mut command = self::command("cargo", &arguments);
    command
        .env("CARGO_TARGET_DIR", target().join("miri"))
        // Blocks are reached by their numbers.
        .env("MIRIFLAGS", "-Zmiri-permissive-provenance");
    execute(&mut command).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }

    #[test]
    fn the_components_are_found() {
        let components = components().unwrap();
        for name in ["node-minimal", "conformance-echo"] {
            assert!(components.contains(&name.to_owned()), "{components:?}");
        }
    }
}
