//! Nodes: `invoke` and `stream`.

use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use super::Shell;
use crate::eight_fields;

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
    // By its other name.
    let run = ["run", "node.wasm", "--op", "echo", "--input", "a"];
    assert_eq!(shell.end(&run), (0, "a\n".to_owned(), String::new()));
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
        json!({
            "schema_version": 1,
            "result": "ok",
            "interface": "greentic:component/node@0.5.0",
            "output": "x",
            "memory_bytes": 65536,
        })
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

    // An error of on-stop is reported, and the answer stands.
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
    // A missing secret is reported in the same way with and without others.
    for args in [&[][..], &["--secret", "OTHER=x"]] {
        let (code, _, stderr) = call(args);
        assert_eq!(code, 1);
        assert!(stderr.contains("`none`"), "{stderr}");
    }
    for args in [
        &["--deny-secret", "GREETING"][..],
        &["--deny-secret=GREETING", "--secret=GREETING=x"],
    ] {
        let (code, _, stderr) = call(args);
        assert_eq!(code, 1);
        assert!(stderr.contains("`denied`"), "{stderr}");
    }
    assert_eq!(call(&["--secret", "GREETING=a=b"]).1, "a=b\n");
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
fn what_an_older_node_has_no_place_for_is_refused_or_dropped() {
    let shell = Shell::new();
    shell.write("older.wasm", &eight_fields());
    let call = [
        "invoke",
        "older.wasm",
        "--op",
        "x",
        "--attribute",
        "a=b",
        "--session",
        "s",
    ];
    let (code, _, stderr) = shell.end(&call);
    assert_eq!(code, 2);
    assert!(stderr.contains("--drop-unrepresentable"), "{stderr}");
    let (code, answer) = shell.json(&[&call[..], &["--json"]].concat());
    assert_eq!(code, 2);
    assert_eq!(answer["failure"]["kind"], "unrepresentable");
    assert_eq!(
        answer["failure"]["fields"],
        json!(["attributes", "session-id"])
    );
    // The call is made then, and ends in the trap that is all this node does.
    for command in ["invoke", "stream"] {
        let dropped = [&[command], &call[1..], &["--drop-unrepresentable"]].concat();
        let (code, _, stderr) = shell.end(&dropped);
        assert_eq!(code, 4, "{stderr}");
        assert!(
            stderr.starts_with("warning: ") && stderr.contains("attributes, session-id"),
            "{stderr}"
        );
    }
    // Nothing to drop, nothing to say.
    let plain = [
        "invoke",
        "older.wasm",
        "--op",
        "x",
        "--drop-unrepresentable",
    ];
    assert!(!shell.end(&plain).2.contains("warning"));
}
