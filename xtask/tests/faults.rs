//! Faults that `cargo xtask test` must notice, planted in a workspace of its
//! own.
//!
//! Cargo builds the command for this test. That is what `cargo run` has built,
//! the command that runs the tests included, as long as it has no dependency:
//! with one its features could differ, and Windows does not let go of a
//! program that is running.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A workspace with one package, whose tests are these.
struct Workspace {
    folder: PathBuf,
}

struct Output {
    text: String,
    code: Option<i32>,
}

impl Workspace {
    fn new(name: &str, unit: &str, integration: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        let manifest = "[workspace]\nmembers = [\"planted\"]\nresolver = \"3\"\n";
        let package = "[package]\nname = \"planted\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
            description = \"\"\"two\nlines\"\"\"\n";
        let lock = "version = 4\n\n[[package]]\nname = \"planted\"\nversion = \"0.1.0\"\n";
        let library = format!("//! ```\n//! assert_eq!(1, 1);\n//! ```\n{unit}");
        for (file, text) in [
            ("Cargo.toml", manifest),
            ("Cargo.lock", lock),
            ("planted/Cargo.toml", package),
            ("planted/src/lib.rs", &library),
            ("planted/tests/outer.rs", integration),
        ] {
            let file = folder.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Self { folder }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("test")
            .args(arguments)
            .current_dir(&self.folder)
            // Where cargo says that the command's package is.
            .env("CARGO_MANIFEST_DIR", self.folder.join("xtask"))
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .output()
            .unwrap();
        let parts = [&output.stderr, &output.stdout];
        let parts = parts.map(|part| String::from_utf8_lossy(part));
        Output {
            text: parts.concat(),
            code: output.status.code(),
        }
    }
}

impl Output {
    /// Asserts that the run ended in this way, with these texts in it.
    fn is(&self, code: i32, texts: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.text);
        for text in texts {
            assert!(self.text.contains(text), "no {text:?} in:\n{}", self.text);
        }
    }
}

const PASSES: &str = "#[test]\nfn passes() {}\n";

#[test]
fn tests_run_as_cargo_runs_them() {
    let outer = r#"
        #[test]
        fn cargo_sets_the_environment() {
            for (name, value) in [
                ("CARGO_PKG_NAME", "planted"),
                ("CARGO_PKG_DESCRIPTION", "two\nlines"),
                ("CARGO_MANIFEST_DIR", env!("CARGO_MANIFEST_DIR")),
            ] {
                assert_eq!(std::env::var(name).as_deref(), Ok(value));
            }
            assert!(std::env::var_os("CARGO").is_some());
            let folder = std::env::current_dir().unwrap();
            assert_eq!(folder, std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
        }

        #[test]
        fn a_child_may_print() {
            std::process::Command::new("rustc").arg("--version").status().unwrap();
        }

        #[test]
        #[ignore = "a reason"]
        fn is_ignored() {}
    "#;
    let workspace = Workspace::new("passes", PASSES, outer);
    let output = workspace.run(&["test"]);
    output.is(
        0,
        &[
            "planted lib: 1 passed",
            "planted tests/outer: 2 passed",
            "documentation: 1 passed",
            "ignored planted tests/outer: is_ignored",
            "\n4 passed, 0 failed, 1 skipped\nall passed\n",
        ],
    );
    // No colours in a pipe.
    assert!(!output.text.contains('\x1b'), "{}", output.text);
    // The next run knows what this one took.
    let durations = workspace.folder.join("target/xtask/durations.txt");
    let durations = fs::read_to_string(durations).unwrap();
    assert!(durations.contains("\tplanted tests/outer\ta_child_may_print\n"));
    // A part of it.
    let output = workspace.run(&["-p", "planted", "--test", "outer", "--strict"]);
    output.is(0, &["\n2 passed, 0 failed, 1 skipped\nall passed\n"]);
}

#[test]
fn failures_are_listed_and_others_run_all_the_same() {
    let outer = r#"
        #[test]
        fn fails() { println!("said by the test"); panic!("planted"); }
        #[test]
        #[should_panic]
        fn should_panic() {}
        #[test]
        fn passes() {}
    "#;
    let workspace = Workspace::new("fails", PASSES, outer);
    workspace.run(&["test"]).is(
        1,
        &[
            "planted lib: 1 passed",
            "said by the test",
            "FAILED planted tests/outer: fails\n    cargo test -p planted --test outer fails\n",
            "FAILED planted tests/outer: should_panic\n",
            "repeat it with: cargo xtask test test\n",
            "\n3 passed, 2 failed, 0 skipped\nfailed: test\n",
        ],
    );
}

#[test]
fn executables_that_die_or_say_nothing_are_failures() {
    let outer = "#[test]\nfn a_passes() {}\n#[test]\nfn aborts() { std::process::abort(); }\n";
    let unit = "#[test]\nfn leaves() { std::process::exit(0); }\n";
    Workspace::new("dies", unit, outer).run(&["test"]).is(
        1,
        &[
            "FAILED planted tests/outer: ended in the middle of aborts with ",
            "FAILED planted lib: ended in the middle of leaves with exit ",
            "\n2 passed, 2 failed, 0 skipped\nfailed: test\n",
        ],
    );
}

#[test]
fn failures_in_documentation_are_failures() {
    let unit = "/// ```\n/// assert_eq!(1, 2);\n/// ```\npub fn documented() {}\n";
    Workspace::new("doc", unit, PASSES).run(&["test"]).is(
        1,
        &[
            "FAILED planted doc: planted/src/lib.rs - documented (line 4)\n",
            "    cargo test -p planted --doc '",
            "\n2 passed, 1 failed, 0 skipped\nfailed: test\n",
        ],
    );
}

#[test]
fn what_does_not_compile_is_a_failure() {
    let workspace = Workspace::new("compile", PASSES, "#[test]\nfn half() {");
    let ends = ["0 passed, 0 failed, 0 skipped\nfailed: test\n"];
    workspace.run(&["test"]).is(1, &ends);
}

#[test]
fn what_tests_skip_is_said_and_a_failure_under_strict() {
    let outer = r#"
        #[test]
        fn lacks_a_tool() {
            let folder = std::path::PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap());
            let folder = folder.join("conformance");
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("skipped.txt"), "SKIPPED: `a-tool` is not there\n").unwrap();
        }
    "#;
    let workspace = Workspace::new("skips", PASSES, outer);
    let skipped = "!!! SKIPPED test: `a-tool` is not there\n";
    let ends = "3 passed, 0 failed, 1 skipped\nall passed but what was skipped\n";
    workspace.run(&["test"]).is(0, &[skipped, ends]);
    let ends = "3 passed, 0 failed, 1 skipped\nfailed: test\n";
    let strict = workspace.run(&["test", "--strict"]);
    strict.is(1, &[skipped, "which --strict does not allow", ends]);
}

#[test]
fn steps_and_tiers_that_are_unknown_are_wrong_usage() {
    let workspace = Workspace::new("usage", "", "");
    let unknown = "error: there is no step and no tier `tset`";
    workspace.run(&["tset"]).is(2, &[unknown, "Usage: "]);
    workspace.run(&["quick", "slow"]).is(2, &["no tier `slow`"]);
}
