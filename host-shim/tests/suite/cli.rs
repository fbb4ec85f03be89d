//! The command: what it prints, and the exit code.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::guests::{assemble, describe, node};

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
        let mut command = Command::new(env!("CARGO_BIN_EXE_greentic-shim"));
        command.current_dir(self.folder.path()).args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs and gives the exit code, standard output and standard error.
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
fn inspects() {
    let shell = Shell::new();
    let (code, stdout, stderr) = shell.end(&["inspect", "describe.wasm"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let bytes = describe().len();
    let expected = format!(
        "world         greentic:component/describe-v1@1.0.0\n\
         exports       greentic:component/describe-v1@1.0.0\n\
         imports       none\n\
         bytes         {bytes}\n"
    );
    assert!(stdout.starts_with(&expected), "{stdout}");
    assert!(stdout.ends_with(
        "memory        1 page of 64 KiB, at most 2\n\
         functions     describe-json: func() -> string\n"
    ));

    let (code, report) = shell.json(&["inspect", "--json", "node.wasm"]);
    assert_eq!(code, 0);
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["world"], "greentic:component/node@0.5.0");
    assert_eq!(report["imports"].as_array().unwrap().len(), 3);
    assert_eq!(report["bytes"], node().len());
    assert_eq!(report["core_modules"], 2);
    assert_eq!(report["initial_pages"], 1);
    assert_eq!(report["maximum_pages"], Value::Null);
}

#[test]
fn describes() {
    let shell = Shell::new();
    let text = r#"{"name":"demo","version":"1.0.0"}"#;
    for (file, function) in [
        ("describe.wasm", "describe-json"),
        ("node.wasm", "get-manifest"),
    ] {
        let (code, stdout, _) = shell.end(&["describe", file]);
        assert_eq!((code, stdout), (0, format!("{text}\n")));
        let (code, document) = shell.json(&["describe", file, "--json"]);
        assert_eq!(code, 0);
        assert_eq!(document["function"], function);
        assert_eq!(document["text"], text);
        assert_eq!(document["document"]["name"], "demo");
    }
}

#[test]
fn invokes_with_input_from_everywhere() {
    let shell = Shell::new();
    let call = |args: &[&str]| {
        let args = [&["invoke", "node.wasm", "--op", "echo"], args].concat();
        let (code, stdout, stderr) = shell.end(&args);
        assert_eq!((code, stderr.as_str()), (0, ""), "{args:?}");
        stdout
    };
    assert_eq!(call(&[]), "\n");
    assert_eq!(call(&["--input", "{\"a\":1}"]), "{\"a\":1}\n");
    assert_eq!(call(&["--input", "-1"]), "-1\n");
    shell.write("input.txt", "from a file\n".as_bytes());
    assert_eq!(call(&["--input-file", "input.txt"]), "from a file\n\n");

    let mut child = shell
        .command(&["invoke", "node.wasm", "--op", "echo", "--input-file", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("from a pipe".as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stdout, b"from a pipe\n");

    let (code, answer) = shell.json(&[
        "invoke",
        "node.wasm",
        "--op",
        "echo",
        "--input",
        "x",
        "--json",
    ]);
    assert_eq!(code, 0);
    assert_eq!(
        answer,
        json!({ "schema_version": 1, "result": "ok", "output": "x", "memory_bytes": 65536 })
    );
}

#[test]
fn an_answered_error_is_exit_code_1() {
    let shell = Shell::new();
    let call = [
        "invoke",
        "node.wasm",
        "--op",
        "fail",
        "--input",
        "so \x1b[2J it is",
    ];
    let (code, stdout, stderr) = shell.end(&call);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.starts_with("error: the node answered `demo`: so "));
    assert!(stderr.contains("after 250 ms"), "{stderr}");
    assert!(!stderr.contains('\x1b'), "{stderr}");

    let (code, answer) = shell.json(&[&call[..], &["--json"]].concat());
    assert_eq!(code, 1);
    assert_eq!(answer["result"], "err");
    assert_eq!(
        answer["error"],
        json!({
            "code": "demo",
            "message": "so \x1b[2J it is",
            "retryable": true,
            "backoff_ms": 250,
            "details": null,
        })
    );
}

#[test]
fn streams() {
    let shell = Shell::new();
    let call = ["stream", "node.wasm", "--op", "echo", "--input", "x"];
    let (code, stdout, _) = shell.end(&call);
    assert_eq!(
        (code, stdout.as_str()),
        (0, "progress: 0 %\ndata: x\ndone\n")
    );
    let (code, answer) = shell.json(&[&call[..], &["--json"]].concat());
    assert_eq!(code, 0);
    assert_eq!(
        answer["events"],
        json!([
            { "type": "progress", "percent": 0 },
            { "type": "data", "data": "x" },
            { "type": "done" },
        ])
    );
    let (code, stdout, _) = shell.end(&["stream", "node.wasm", "--op", "fail", "--input", "x"]);
    assert_eq!(
        (code, stdout.as_str()),
        (1, "progress: 0 %\nerror: x\ndone\n")
    );
}

#[test]
fn the_context_is_what_the_options_say() {
    let shell = Shell::new();
    let call = |op: &str, args: &[&str]| {
        shell
            .end(&[&["invoke", "node.wasm", "--op", op], args].concat())
            .1
    };
    assert_eq!(call("whose", &[]), "demo\n");
    assert_eq!(call("whose", &["--tenant", "acme"]), "acme\n");
    assert_eq!(call("I", &["--node", "greet"]), "greet\n");
    let all = [
        "--env",
        "prod",
        "--team",
        "t",
        "--user",
        "u",
        "--session",
        "s",
        "--flow",
        "f",
        "--provider",
        "p",
        "--trace-id",
        "i",
        "--correlation-id",
        "c",
        "--idempotency-key",
        "k",
        "--attempt",
        "2",
        "--locale",
        "en-GB",
        "--attribute",
        "a=b",
        "--attribute",
        "c=d=e",
    ];
    assert_eq!(call("echo", &all), "\n");
}

#[test]
fn the_life_cycle_only_runs_when_asked_for() {
    let shell = Shell::new();
    let call = |args: &[&str]| {
        let args = [&["invoke", "node.wasm", "--op", "S"], args].concat();
        shell.end(&args)
    };
    assert_eq!(call(&[]).1, "false\n");
    assert_eq!(call(&["--lifecycle"]).1, "true\n");

    let (code, stdout, stderr) = call(&["--lifecycle", "--env", "x"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("refused to start: not today"), "{stderr}");

    // What on-stop says is reported, and the answer stands.
    let (code, stdout, stderr) = call(&["--lifecycle", "--env", "y"]);
    assert_eq!((code, stdout.as_str()), (0, "true\n"));
    assert!(stderr.contains("did not stop well"), "{stderr}");
}

#[test]
fn secrets_come_from_options_and_the_environment() {
    let shell = Shell::new();
    let call = |args: &[&str]| {
        let args = [
            &[
                "invoke",
                "node.wasm",
                "--op",
                "password",
                "--input",
                "GREETING",
            ],
            args,
        ]
        .concat();
        let output = shell
            .command(&args)
            .env("SHIM_TEST_GREETING", "from outside")
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, _, stderr) = call(&[]);
    assert_eq!(code, 1);
    assert!(stderr.contains("`denied`"), "{stderr}");
    assert_eq!(call(&["--secret", "GREETING=a=b"]).1, "a=b\n");
    let (code, _, stderr) = call(&["--secret", "OTHER=x"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("`none`"), "{stderr}");
    assert_eq!(
        call(&["--secrets-from-env", "SHIM_TEST_"]).1,
        "from outside\n"
    );
    let both = ["--secrets-from-env", "SHIM_TEST_", "--secret", "GREETING=x"];
    assert_eq!(call(&both).1, "x\n");
}

#[cfg(unix)]
#[test]
fn a_secret_from_the_environment_may_be_any_bytes() {
    use std::os::unix::ffi::OsStrExt;

    let shell = Shell::new();
    let output = shell
        .command(&["invoke", "node.wasm", "--op", "password", "--input", "RAW"])
        .args(["--secrets-from-env", "SHIM_TEST_"])
        .env("SHIM_TEST_RAW", std::ffi::OsStr::from_bytes(b"\xff\xfe"))
        .output()
        .unwrap();
    // The node answers with the secret as text, which it is not: the bytes got
    // there.
    assert_eq!(output.status.code(), Some(4), "{output:?}");
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
              (import "wasi:sockets/exit@0.2.6" (instance (export "exit" (func))))
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
        ("wasi", "missing-import", "wasi:sockets/exit@0.2.6"),
    ] {
        for command in ["inspect", "describe"] {
            if (command, file) == ("inspect", "other") {
                continue;
            }
            let (code, stdout, stderr) = shell.end(&[command, file]);
            assert_eq!((code, stdout.as_str()), (3, ""), "{file}");
            assert!(stderr.contains(says), "{file}: {stderr}");
        }
        for command in ["invoke", "stream"] {
            let (code, answer) = shell.json(&[command, file, "--op", "x", "--json"]);
            assert_eq!(code, 3, "{file}");
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
fn a_reader_that_goes_away_is_no_failure() {
    let shell = Shell::new();
    // Far more than a pipe holds.
    shell.write("input", &vec![b'x'; 1 << 20]);
    let mut child = shell
        .command(&[
            "invoke",
            "node.wasm",
            "--op",
            "echo",
            "--input-file",
            "input",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn help_has_the_exit_codes_and_an_example_for_each_command() {
    let shell = Shell::new();
    let (code, help, _) = shell.end(&["--help"]);
    assert_eq!(code, 0);
    for line in ["0  all went well", "5  a limit stopped the component"] {
        assert!(help.contains(line), "{help}");
    }
    for command in ["inspect", "describe", "invoke", "stream"] {
        let (code, help, _) = shell.end(&[command, "--help"]);
        assert_eq!(code, 0);
        assert!(
            help.contains(&format!("greentic-shim {command} ")) && help.contains("Examples:"),
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
