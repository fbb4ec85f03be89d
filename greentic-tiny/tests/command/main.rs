//! The command: its output, and its exit code.

mod bench;
mod build;
mod call;
mod check;
mod config_schema;
mod costs;
mod engine;
mod front;
#[cfg(unix)]
mod host;
mod hostile;
mod inspect;
mod invoke;
mod new;
mod pack;
mod packs;
mod platform;
mod refusals;
mod runners;
mod size_check;
mod size_html;
mod size_pages;
mod sizes;
mod traps;
mod typed_config;
mod worker;

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use greentic_testkit::handmade::{assemble, describe, dummy, node};
use wit_parser::Resolve;

/// A folder with components, and the command that runs in it.
struct Shell {
    folder: TempDir,
}

impl Shell {
    fn new() -> Self {
        let shell = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        shell.write("node.wasm", &node());
        shell.write("describe.wasm", &describe());
        shell
    }

    fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_greentic-tiny"));
        command.current_dir(self.folder.path()).args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs the command. Returns the exit code, standard output and standard error.
    fn end(&self, args: &[&str]) -> (i32, String, String) {
        let output = self.run(args);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let stderr = text(output.stderr);
        assert!(!stderr.contains("panicked"), "{stderr}");
        (output.status.code().unwrap(), text(output.stdout), stderr)
    }

    fn json(&self, args: &[&str]) -> (i32, Value) {
        let (code, stdout, stderr) = self.end(args);
        let value = serde_json::from_str(&stdout)
            .unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}"));
        (code, value)
    }
}

#[test]
fn files_that_cannot_be_run_are_exit_code_3() {
    let shell = Shell::new();
    let whole = describe();
    shell.write("empty", b"");
    shell.write("cut", &whole[..whole.len() / 2]);
    shell.write("random", &[0x5a; 1000]);
    shell.write("module", &assemble("(module)"));
    shell.write("text", b"(component)");
    shell.write(
        "other",
        &assemble(r#"(component (instance $i) (export "acme:other/thing@1.0.0" (instance $i)))"#),
    );
    shell.write(
        "wasi",
        &assemble(
            r#"(component
              (import "wasi:cli/exit@0.2.6" (instance
                (export "exit" (func (param "status" (result))))))
              (core module $m
                (memory (export "memory") 1)
                (func (export "f") (result i32) (i32.const 0)))
              (core instance $i (instantiate $m))
              (func $f (result string) (canon lift (core func $i "f") (memory (core memory $i "memory"))))
              (instance $d (export "describe-json" (func $f)))
              (export "greentic:component/describe-v1@1.0.0" (instance $d)))"#,
        ),
    );
    for (file, kind, says) in [
        ("empty", "not-wasm", "empty"),
        ("cut", "truncated", "cut off"),
        ("random", "not-wasm", "not a WebAssembly component"),
        ("module", "core-module", "core module"),
        ("text", "not-wasm", "wasm-tools parse"),
        ("other", "not-exported", "acme:other/thing@1.0.0"),
        ("wasi", "missing-import", "wasi:cli/exit@0.2.6"),
    ] {
        for command in ["inspect", "describe"] {
            // One can look into what cannot be run here.
            if command == "inspect" && ["other", "wasi"].contains(&file) {
                assert_eq!(shell.end(&[command, file]).0, 0, "{file}");
                continue;
            }
            let (code, stdout, stderr) = shell.end(&[command, file]);
            assert_eq!((code, stdout.as_str()), (3, ""), "{file}");
            assert!(stderr.contains(says), "{file}: {stderr}");
        }
        for command in ["invoke", "stream"] {
            let (code, answer) = shell.json(&[command, file, "--op", "x", "--json"]);
            assert_eq!(code, 3, "{file}");
            // It is no node either, which is found out before.
            let kind = if file == "wasi" { "not-exported" } else { kind };
            assert_eq!(answer["failure"]["kind"], kind, "{file}");
        }
    }
    let (code, _, stderr) = shell.end(&["inspect", "node.wasm", "--component-limit", "1K"]);
    assert_eq!(code, 3);
    assert!(stderr.contains("--component-limit"), "{stderr}");
    // A component, but not one with operations.
    let (code, _, stderr) = shell.end(&["invoke", "describe.wasm", "--op", "x"]);
    assert_eq!(code, 3);
    assert!(stderr.contains("greentic:component/node@0.5.0"), "{stderr}");
}

#[test]
fn traps_are_exit_code_4() {
    let shell = Shell::new();
    for op in ["unreachable", "bytes", "discriminant", "answer"] {
        let (code, stdout, stderr) = shell.end(&["invoke", "node.wasm", "--op", op]);
        assert_eq!((code, stdout.as_str()), (4, ""), "{op}: {stderr}");
    }
    let call = ["invoke", "node.wasm", "--op", "unreachable", "--json"];
    let (code, answer) = shell.json(&call);
    assert_eq!(code, 4);
    assert_eq!(answer["failure"]["kind"], "trap");
    let backtrace = answer["failure"]["backtrace"].as_array().unwrap();
    assert!(!backtrace.is_empty());
}

#[test]
fn limits_are_exit_code_5() {
    let shell = Shell::new();
    for (args, limit) in [
        (&["--op", "loop", "--deadline", "0.1"][..], "deadline"),
        (&["--op", "loop", "--fuel", "100000"], "fuel"),
        (&["--op", "memory", "--memory-limit", "4M"], "memory"),
        (&["--op", "table"], "tables"),
        (&["--op", "recursion"], "stack"),
        (&["--op", "echo", "--instance-limit", "1"], "instances"),
        (&["--op", "loop", "--limits", "tiny"], "fuel"),
        (
            &["--op", "loop", "--limits", "tiny", "--fuel", "none"],
            "deadline",
        ),
        (
            &[
                "--op",
                "echo",
                "--input",
                "0123456789",
                "--value-limit",
                "5",
            ],
            "values",
        ),
    ] {
        let args = [&["invoke", "node.wasm"], args].concat();
        let (code, stdout, stderr) = shell.end(&args);
        assert_eq!((code, stdout.as_str()), (5, ""), "{limit}: {stderr}");
        let (code, answer) = shell.json(&[&args[..], &["--json"]].concat());
        assert_eq!(code, 5);
        assert_eq!(answer["failure"]["limit"], limit);
    }
}

#[test]
fn a_command_line_without_sense_is_exit_code_2() {
    let shell = Shell::new();
    for args in [
        &[][..],
        &["run"],
        &["inspect"],
        &["invoke", "node.wasm"],
        &["invoke", "node.wasm", "--op", "x", "--secret", "KEY"],
        &[
            "invoke",
            "node.wasm",
            "--op",
            "x",
            "--secrets-from-env",
            "A=",
        ],
        &["invoke", "node.wasm", "--op", "x", "--memory-limit", "much"],
        &["invoke", "node.wasm", "--op", "x", "--deadline", "-1"],
        &[
            "invoke",
            "node.wasm",
            "--op",
            "x",
            "--input",
            "a",
            "--input-file",
            "b",
        ],
    ] {
        assert_eq!(shell.end(args).0, 2, "{args:?}");
    }
    shell.write("latin1", b"caf\xe9");
    let (code, _, stderr) =
        shell.end(&["invoke", "node.wasm", "--op", "x", "--input-file", "latin1"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("byte 3"), "{stderr}");
}

#[test]
fn files_that_cannot_be_read_are_exit_code_6() {
    let shell = Shell::new();
    for args in [
        &["inspect", "no such file"][..],
        &["inspect", "."],
        &[
            "invoke",
            "node.wasm",
            "--op",
            "x",
            "--input-file",
            "no such file",
        ],
    ] {
        let (code, _, stderr) = shell.end(args);
        assert_eq!(code, 6, "{args:?}");
        assert!(stderr.starts_with("error: cannot read"), "{stderr}");
    }
}

#[test]
fn help_has_the_exit_codes_and_an_example_for_each_command() {
    let shell = Shell::new();
    let (code, help, _) = shell.end(&["--help"]);
    assert_eq!(code, 0);
    for line in ["0  all went well", "5  a limit stopped the component"] {
        assert!(help.contains(line), "{help}");
    }
    for command in [
        "inspect",
        "describe",
        "qa",
        "i18n",
        "provider",
        "invoke",
        "stream",
        "call",
        "worker",
        "pack",
        "check",
        "config-schema",
        "bench",
        "precompile",
        "size report",
        "size explain",
        "size diff",
        "size html",
        "size check",
        "size snapshot",
        "size history",
    ] {
        let words: Vec<_> = command.split(' ').chain(["--help"]).collect();
        let (code, help, _) = shell.end(&words);
        assert_eq!(code, 0);
        assert!(
            help.contains(&format!("greentic-tiny {command} ")) && help.contains("Examples:"),
            "{help}"
        );
    }
}

#[test]
fn colour_is_for_terminals() {
    let shell = Shell::new();
    let (_, _, stderr) = shell.end(&["inspect", "no such file"]);
    assert!(!stderr.contains('\x1b'));
}

/// Returns the node for hosts of version 0.4.57; its functions trap.
fn eight_fields() -> Vec<u8> {
    let text = include_str!("../../src/commands/check/packages/rev_0_4_57.wit");
    let mut resolve = Resolve::default();
    let package = resolve.push_str("older.wit", text).expect("WIT");
    let world = resolve.packages[package].worlds["component"];
    dummy(&resolve, world)
}
