//! Compiling: `precompile`, the cache, the interpreter, WASI.

use super::Shell;
use greentic_testkit::handmade::assemble;

#[test]
fn signed_code_is_loaded_with_its_key_only() {
    let shell = Shell::new();
    let compile = ["precompile", "node.wasm", "-o", "node.code", "--key", "key"];
    let (code, stdout, stderr) = shell.end(&compile);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("node.code"), "{stdout}");
    let (code, answer) = shell.json(&[&compile[..], &["--json"]].concat());
    assert_eq!(code, 0);
    let file = std::fs::read(shell.folder.path().join("node.code")).unwrap();
    assert_eq!(answer["bytes"], file.len());

    for args in [
        &["inspect", "node.code"][..],
        &["describe", "node.code"],
        &["invoke", "node.code", "--op", "echo"],
        &["stream", "node.code", "--op", "echo"],
        &["call", "node.code", "get-manifest"],
        &["bench", "node.code", "--runs", "1"],
    ] {
        let (code, _, stderr) = shell.end(&[args, &["--key", "key"]].concat());
        assert_eq!(code, 0, "{args:?}: {stderr}");
        assert_eq!(shell.end(args).0, 3, "{args:?}");
    }
    shell.write("other", &[7; 32]);
    let (code, answer) = shell.json(&["inspect", "node.code", "--key", "other", "--json"]);
    assert_eq!((code, &answer["failure"]["kind"]), (3, &"unsigned".into()));
    let mut changed = file;
    *changed.last_mut().unwrap() ^= 1;
    shell.write("changed.code", &changed);
    assert_eq!(shell.end(&["inspect", "changed.code", "--key", "key"]).0, 3);
    // A key that is not there is not made.
    assert_eq!(shell.end(&["inspect", "node.code", "--key", "none"]).0, 6);
    assert!(!shell.folder.path().join("none").exists());
}

#[test]
fn the_cache_keeps_what_was_compiled() {
    let shell = Shell::new();
    let call = [
        "describe",
        "node.wasm",
        "--cache",
        "kept",
        "--cache-key",
        "key",
    ];
    for _ in 0..2 {
        assert_eq!(shell.end(&call).0, 0);
        let files = std::fs::read_dir(shell.folder.path().join("kept")).unwrap();
        assert_eq!(files.count(), 1);
    }
    // One without the other makes no sense.
    assert_eq!(shell.end(&call[..4]).0, 2);
}

#[test]
fn components_can_be_interpreted() {
    let shell = Shell::new();
    let call = [
        "invoke",
        "node.wasm",
        "--op",
        "echo",
        "--input",
        "x",
        "--interpreter",
    ];
    assert_eq!(shell.end(&call), (0, "x\n".to_owned(), String::new()));
    // Code for the machine is none for the interpreter.
    shell.end(&["precompile", "node.wasm", "-o", "node.code", "--key", "key"]);
    let load = ["describe", "node.code", "--key", "key", "--interpreter"];
    assert_eq!(shell.end(&load).0, 3);
}

#[test]
fn wasi_has_to_be_allowed() {
    let shell = Shell::new();
    shell.write(
        "random.wasm",
        &assemble(
            r#"(component
              (import "wasi:random/random@0.2.0" (instance $r
                (export "get-random-u64" (func (result u64)))))
              (core func $random (canon lower (func $r "get-random-u64")))
              (core module $m
                (import "" "random" (func $random (result i64)))
                (func (export "f") (result i64) (call $random)))
              (core instance $i (instantiate $m
                (with "" (instance (export "random" (func $random))))))
              (func (export "f") (result u64) (canon lift (core func $i "f"))))"#,
        ),
    );
    let (code, _, stderr) = shell.end(&["call", "random.wasm", "f"]);
    assert_eq!(code, 3);
    assert!(stderr.contains("--wasi"), "{stderr}");
    let (code, stdout, stderr) = shell.end(&["call", "random.wasm", "f", "--wasi"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.trim().parse::<u64>().is_ok(), "{stdout}");
}
