//! The steps, in one table.

use std::fs;

use crate::codegen;
use crate::deny;
use crate::environment::{command, root, target};
use crate::run::{Context, execute, execute_quietly};
use crate::test::suite::Suite;
use crate::{msrv, test, tool, toolchain};

/// One check.
pub(crate) struct Step {
    /// The name on the command line.
    pub(crate) name: &'static str,
    /// The subject of the check, in a few words.
    pub(crate) what: &'static str,
    /// Runs it.
    pub(crate) run: fn(&mut Context) -> Outcome,
}

/// The end of a step.
pub(crate) enum Outcome {
    /// The check holds.
    Passed,
    /// It could not check anything, for this reason.
    Skipped(String),
    /// The check does not hold, for this reason.
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
        run: |_| toolchain::prepare().into(),
    },
    Step {
        name: "fmt",
        what: "every file is formatted",
        run: |_| cargo(&["fmt", "--all", "--check"]),
    },
    Step {
        name: "codegen",
        what: "what is generated from wit/ is what is checked in",
        run: |_| codegen::check().into(),
    },
    Step {
        name: "clippy",
        what: "no lint fires, natively",
        run: |_| {
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
        run: |_| clippy_wasm(),
    },
    Step {
        name: "doc",
        what: "the documentation builds, and its links lead somewhere",
        run: |_| {
            // Examples, for then everything is built with the features that lints and
            // tests have; with fewer nearly all would be checked a second time.
            let arguments = ["doc", "--workspace", "--lib", "--bins", "--examples"];
            let mut command = command("cargo", &arguments);
            command.args(["--no-deps", "--locked"]);
            execute(command.env("RUSTDOCFLAGS", "-Dwarnings")).into()
        },
    },
    Step {
        name: "deny",
        what: "licences, sources and advisories of all dependencies are as deny.toml wants them",
        run: |context| deny::check(context.selection.install),
    },
    Step {
        name: "msrv",
        what: "the guest crates build with the oldest Rust that they promise",
        run: |context| msrv::check(context.selection.install),
    },
    Step {
        name: "fixtures",
        what: "the components and programs that the tests run are built",
        run: |context| {
            let all: &[&str] = &["--all"];
            let strict = context.selection.strict;
            tool::run("greentic-testkit", if strict { all } else { &[] }).into()
        },
    },
    Step {
        name: "test",
        what: "all tests: unit, property, golden, compile-fail, and in every runtime that is there",
        run: |context| {
            let suite = Suite {
                packages: context.selection.packages.clone(),
                targets: context.selection.targets.clone(),
                documentation: context.selection.targets.is_empty(),
                ..Suite::default()
            };
            test::run(&suite, &mut context.tally).into()
        },
    },
    Step {
        name: "unit",
        what: "a part of `test`: unit and golden tests, which take no time",
        run: unit,
    },
    Step {
        name: "guest",
        what: "what the guest crate says with the features that authors have by default",
        run: |context| {
            let suite = Suite {
                packages: vec!["greentic-guest".to_owned()],
                ..refusals("with_the_default_features")
            };
            test::run(&suite, &mut context.tally).into()
        },
    },
    Step {
        name: "refusals",
        what: "what cannot be in one component does not compile, with all bindings there",
        run: |context| {
            let suite = Suite {
                // With the workspace, whose dependencies are built already.
                features: vec!["greentic-guest/wit-all".to_owned()],
                ..refusals("all_bindings")
            };
            test::run(&suite, &mut context.tally).into()
        },
    },
    Step {
        name: "imports",
        what: "what the guest crate adds to imports, and its fakes, in all versions there are",
        run: imports,
    },
    Step {
        name: "miri",
        what: "the guest crates have no undefined behaviour (nightly Rust with Miri)",
        run: miri,
    },
    Step {
        name: "sizes",
        what: "every example answers as declared and keeps within its budget",
        run: |_| tool::run(SIZE_REPORT, &[]).into(),
    },
    Step {
        name: "worlds",
        what: "the smallest component of every world keeps within its limit",
        run: |_| tool::run(SIZE_REPORT, &["--worlds"]).into(),
    },
];

const SIZE_REPORT: &str = "greentic-size-report";

/// Steps that begin together with another one, the first of these that is asked for:
/// they keep one core busy and build in a folder of their own.
pub(crate) const BESIDE: [(&str, &str); 2] = [("miri", "fixtures"), ("miri", "test")];

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
pub(crate) const GUEST: [&str; 2] = ["greentic-guest", "greentic-guest-alloc"];

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
            // One with the standard library would give it to all that share its
            // dependencies; it is bindings of others and nothing else.
            if manifest.contains("\"cdylib\"") && !manifest.contains("\"std\"") {
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

/// The targets in `tests/` that compare with files, or need no program built.
const GOLDEN: [&str; 6] = [
    "abi",
    "call",
    "contract",
    "entrypoint",
    "exported",
    "golden",
];

fn unit(context: &mut Context) -> Outcome {
    let suite = Suite {
        units: true,
        targets: GOLDEN.map(str::to_owned).to_vec(),
        ..Suite::default()
    };
    test::run(&suite, &mut context.tally).into()
}

/// Programs that must not compile, of those that depend on the features which
/// are on. All other tests of the guest crate are the same whatever is on, for
/// features do nothing but switch modules on: `test` runs them.
fn refusals(name: &str) -> Suite {
    Suite {
        targets: vec!["compile_fail".to_owned()],
        names: vec![name.to_owned()],
        ..Suite::default()
    }
}

/// The features of the guest crate that its helpers of imports are tested with. Some versions of
/// a package are in no example, so that a build of the workspace lacks them.
const IMPORTS: [&str; 2] = ["greentic-guest/wit-all", "greentic-guest/json"];

fn imports(context: &mut Context) -> Outcome {
    let suite = Suite {
        packages: vec!["greentic-guest".to_owned()],
        features: IMPORTS.map(str::to_owned).to_vec(),
        targets: vec![
            "imports".to_owned(),
            "headers".to_owned(),
            "paths".to_owned(),
        ],
        ..Suite::default()
    };
    if let Err(error) = test::run(&suite, &mut context.tally) {
        return Outcome::Failed(error);
    }
    let mut command = command("cargo", &["test", "--doc", "--quiet", "--locked"]);
    command.args(["-p", "greentic-guest", "--features", &IMPORTS.join(",")]);
    execute(&mut command).into()
}

fn miri(context: &mut Context) -> Outcome {
    if let Err(reason) = toolchain::miri(context.selection.install) {
        return Outcome::Skipped(reason);
    }
    let mut arguments = vec!["+nightly", "miri", "test", "--locked"];
    for package in GUEST {
        arguments.extend(["-p", package]);
    }
    // With headers of requests, which grow by unsafe code.
    arguments.extend(["--features", "greentic-guest/http-client-v1-1"]);
    let mut command = command("cargo", &arguments);
    command
        // Its own: nightly would build everything else anew.
        .env("CARGO_TARGET_DIR", target().join("miri"))
        // Property tests read the clock and write down what failed.
        .env("MIRIFLAGS", "-Zmiri-disable-isolation");
    if let Err(error) = test::follow(command, "miri", context) {
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
    if context.quiet {
        execute_quietly(&mut command).into()
    } else {
        execute(&mut command).into()
    }
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
    fn steps_begin_together_with_an_earlier_one() {
        let place = |name| STEPS.iter().position(|step| step.name == name);
        for (later, earlier) in BESIDE {
            assert!(place(earlier).is_some() && place(earlier) < place(later));
        }
    }

    #[test]
    fn the_components_are_found() {
        let components = components().unwrap();
        for name in ["node-minimal", "conformance-echo"] {
            assert!(components.contains(&name.to_owned()), "{components:?}");
        }
    }
}
