//! Asking Binaryen, and not trusting it.

use std::path::{Path, PathBuf};

use greentic_shrink::core_wasm::{WasmOpt, WasmOptError};

use super::support::text::module;

/// Returns a program that stands in for wasm-opt: it tells a version, and otherwise
/// runs these lines of shell, where `$in` and `$out` are the files.
#[cfg(unix)]
fn stand_in(folder: &Path, lines: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let program = folder.join("wasm-opt");
    let script = format!(
        "#!/bin/sh\n\
         [ \"$1\" = --version ] && echo wasm-opt version 1000 && exit\n\
         all=\"$*\"\n\
         while [ $# -gt 3 ]; do shift; done\n\
         in=\"$1\" out=\"$3\"\n\
         {lines}\n"
    );
    std::fs::write(&program, script).expect("a file");
    let permissions = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&program, permissions).expect("a program");
    program
}

/// Has a stand-in answer with a module.
#[cfg(unix)]
fn answer(input: &str, output: &[u8]) -> Result<Option<Vec<u8>>, WasmOptError> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("answer"), output).expect("a file");
    let lines = format!("cp {} \"$out\"", folder.path().join("answer").display());
    let wasm_opt = WasmOpt::at(stand_in(folder.path(), &lines)).expect("a program");
    assert_eq!(wasm_opt.version(), "wasm-opt version 1000");
    wasm_opt.optimise(&module(input))
}

const INPUT: &str = r#"(module
    (import "m" "f" (func))
    (memory 1)
    (func (export "g") (nop) (nop) (call 0))
    (@custom "kept" "1234"))"#;

#[test]
#[cfg(unix)]
fn what_is_smaller_and_the_same_outside_is_taken() {
    let better = module(r#"(module (import "m" "f" (func)) (func (export "g") (call 0)))"#);
    let output = answer(INPUT, &better)
        .expect("no failure")
        .expect("smaller");
    let with_custom = r#"(module (import "m" "f" (func)) (func (export "g") (call 0))
        (@custom "kept" "1234"))"#;
    assert_eq!(output, module(with_custom));
}

#[test]
#[cfg(unix)]
fn what_is_not_smaller_is_not_taken() {
    let same = answer(INPUT, &module(INPUT)).expect("no failure");
    assert_eq!(same, None);
}

#[test]
#[cfg(unix)]
fn what_is_wrong_is_refused() {
    for (output, said) in [
        ("(module)", "other exports"),
        (
            r#"(module (import "m" "o" (func)) (func (export "g")))"#,
            "other imports",
        ),
        (r#"(module (memory (export "g") 1))"#, "other exports"),
        // Sign extension was not used before.
        (
            r#"(module (func (export "g") (drop (i32.extend8_s (i32.const 1)))))"#,
            "not valid",
        ),
        (
            "(module (func (export \"g\") (i32.const 1)))",
            "type mismatch",
        ),
    ] {
        let why = answer(INPUT, &module(output))
            .expect_err("a refusal")
            .to_string();
        assert!(why.contains(said), "{output}: {why}");
    }
    assert!(answer(INPUT, b"").is_err());
    assert!(answer(INPUT, b"\0asm\x01\0\0\0\x01").is_err());
}

#[test]
#[cfg(unix)]
fn features_are_those_of_the_module() {
    let folder = tempfile::tempdir().expect("a folder");
    let flags = folder.path().join("flags");
    let lines = format!("echo \"$all\" > {}; cp \"$in\" \"$out\"", flags.display());
    let wasm_opt = WasmOpt::at(stand_in(folder.path(), &lines)).expect("a program");
    let asked = |text: &str| {
        wasm_opt.optimise(&module(text)).expect("no failure");
        let flags = std::fs::read_to_string(&flags).expect("flags");
        let flags = flags
            .split(' ')
            .filter(|flag| flag.starts_with('-') && *flag != "-o");
        flags.map(str::to_owned).collect::<Vec<_>>()
    };
    // The module does not use all features that the compiler was allowed to use.
    let plain = r#"(module (func) (@custom "target_features" "\01\2b\04simd"))"#;
    assert_eq!(asked(plain), ["-Oz", "--mvp-features"]);
    assert_eq!(
        asked(
            "(module (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.extend8_s (i32.const 0)))))"
        ),
        [
            "-Oz",
            "--mvp-features",
            "--enable-sign-ext",
            "--enable-bulk-memory"
        ]
    );
}

#[test]
#[cfg(unix)]
fn failures_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = stand_in(folder.path(), "echo 'Fatal: no' >&2; exit 1");
    let failed = WasmOpt::at(program)
        .expect("a program")
        .optimise(&module(INPUT));
    assert_eq!(
        failed.expect_err("a failure").to_string(),
        "wasm-opt failed: Fatal: no"
    );
    let missing = WasmOpt::at(folder.path().join("none")).expect_err("no program");
    assert!(matches!(missing, WasmOptError::Run { .. }), "{missing}");
}

#[test]
fn binaryen_itself_where_it_is_installed() {
    let Some(wasm_opt) = WasmOpt::find().expect("one that works, or none") else {
        println!("no wasm-opt is installed: this test has shown nothing");
        return;
    };
    let input = module(
        r#"(module (memory (export "m") 1)
            (func (export "f") (param i32) (result i32)
                (i32.add (local.get 0) (i32.add (i32.const 1) (i32.const 2)))))"#,
    );
    let output = wasm_opt
        .optimise(&input)
        .expect("no failure")
        .expect("smaller");
    assert!(output.len() < input.len());
    assert_eq!(wasm_opt.optimise(&input).expect("no failure"), Some(output));
}
