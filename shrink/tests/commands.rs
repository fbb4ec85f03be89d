//! The `component-shrink` command, except for shrinking.

use std::path::Path;
use std::process::{Command, Output};

use greentic_shrink::pass::Pass;
use serde_json::Value;

fn command(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_component-shrink"))
        .args(arguments)
        .current_dir(folder)
        .env("GREENTIC_WASM_OPT", "")
        .env("PATH", folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const COMPONENT: &str = r#"(component
    (core module $m (func $divide (export "divide") (param i32 i32) (result i32)
        (i32.div_u (local.get 0) (local.get 1))))
    (core instance $i (instantiate $m))
    (func (export "divide") (param "a" u32) (param "b" u32) (result u32)
        (canon lift (core func $i "divide")))
)"#;

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let component = wat::parse_str(COMPONENT).unwrap();
    std::fs::write(folder.path().join("in.wasm"), component).unwrap();
    folder
}

#[cfg(feature = "verify")]
#[test]
fn help_says_what_every_pass_does() {
    let folder = folder();
    let help = text(&command(folder.path(), &["--help"]).stdout);
    for pass in Pass::ALL {
        let line = format!("\n  {:<12}", pass.name());
        assert!(help.contains(&line), "{} is not in\n{help}", pass.name());
    }
}

#[test]
fn verifying_says_what_was_compared() {
    let folder = folder();
    let arguments = ["in.wasm", "-o", "out.wasm", "--verify=20", "--seed", "5"];
    let output = command(folder.path(), &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(
        said.contains("20 calls of 1 functions did the same"),
        "{said}"
    );
    assert!(folder.path().join("out.wasm").exists());
    // By itself it is 100.
    let output = command(folder.path(), &["in.wasm", "--verify"]);
    assert!(
        text(&output.stderr).contains("100 calls"),
        "{}",
        text(&output.stderr)
    );
    let output = command(folder.path(), &["in.wasm", "-o", "out.wasm", "--seed", "5"]);
    assert_eq!(output.status.code(), Some(2));
}

/// Writes a program into a folder, and returns its path.
#[cfg(unix)]
fn script(folder: &Path, name: &str, text: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;

    let path = folder.join(name);
    let version = "[ \"$1\" = --version ] && echo version 1 && exit 0";
    std::fs::write(&path, format!("#!/bin/sh\n{version}\n{text}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A wasm-opt that makes a valid module of the same exports that does something
/// else: only running it shows that.
#[cfg(all(unix, feature = "verify"))]
#[test]
fn a_difference_is_said_and_nothing_is_written() {
    let folder = folder();
    let wrong = "(module (func (export \"divide\") (param i32 i32) (result i32) i32.const 0))";
    std::fs::write(
        folder.path().join("wrong.wasm"),
        wat::parse_str(wrong).unwrap(),
    )
    .unwrap();
    let body = "for last; do :; done; /bin/cp wrong.wasm \"$last\"";
    let wasm_opt = script(folder.path(), "wasm-opt", body);
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_component-shrink"))
            .args(arguments)
            .current_dir(folder.path())
            .env("GREENTIC_WASM_OPT", &wasm_opt)
            .output()
            .unwrap()
    };
    let output = run(&["in.wasm", "-o", "out.wasm", "--verify", "--symbol-map", "c"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    for part in [
        "in.wasm",
        "divide differs",
        "arguments:",
        "returns 0",
        "seed 2026",
    ] {
        assert!(said.contains(part), "no {part} in {said}");
    }
    assert!(!folder.path().join("out.wasm").exists());
    assert!(!folder.path().join("c").exists());
    assert!(run(&["in.wasm", "-o", "out.wasm"]).status.success());
    assert!(
        run(&["in.wasm", "-o", "out.wasm", "--verify", "--no-wasm-opt"])
            .status
            .success()
    );
}

#[test]
fn a_backtrace_is_symbolized_from_a_file() {
    let folder = folder();
    let arguments = ["in.wasm", "-o", "out.wasm", "--symbol-map", "out.symbols"];
    let output = command(folder.path(), &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let component = std::fs::read(folder.path().join("out.wasm")).unwrap();
    let unnamed = command(folder.path(), &["in.wasm", "-o", "same.wasm"]);
    assert!(unnamed.status.success());
    assert_eq!(
        std::fs::read(folder.path().join("same.wasm")).unwrap(),
        component
    );

    let divide = component
        .windows(3)
        .position(|bytes| bytes == [0x20, 1, 0x6e])
        .unwrap()
        + 2;
    let backtrace = format!("wasm backtrace:\n    0: {divide:#x} - <unknown>!<wasm function 0>\n");
    std::fs::write(folder.path().join("trace.txt"), &backtrace).unwrap();
    let output = command(folder.path(), &["symbolize", "out.symbols", "trace.txt"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stdout),
        format!("{backtrace}          divide at ?\n")
    );

    let output = command(folder.path(), &["symbolize", "in.wasm", "trace.txt"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        text(&output.stderr).contains("not a symbol map"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn the_option_for_a_symbol_map_has_its_older_name_for_one_release_more() {
    let folder = folder();
    for (option, file) in [
        ("--symbol-map", "new.symbols"),
        ("--companion", "old.companion"),
    ] {
        let output = command(folder.path(), &["in.wasm", "-o", "out.wasm", option, file]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("new.symbols"), read("old.companion"));
    let help = text(&command(folder.path(), &["--help"]).stdout);
    assert!(help.contains("--symbol-map"), "{help}");
    assert!(!help.contains("companion"), "{help}");
}

#[test]
fn a_symbol_map_and_names_that_stay_exclude_each_other() {
    let folder = folder();
    let arguments = [
        "in.wasm",
        "-o",
        "out.wasm",
        "--symbol-map",
        "c",
        "--keep",
        "names",
    ];
    let output = command(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--keep names"));
    assert!(!folder.path().join("out.wasm").exists());
}

fn bench(folder: &Path, arguments: &[&str]) -> Value {
    let output = command(folder, &[&["bench", "--json"], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn tools_that_are_not_there_are_named() {
    let folder = folder();
    let output = command(folder.path(), &["bench", "in.wasm"]);
    let table = text(&output.stdout);
    for missing in [
        "missing: ours, wasm-opt: wasm-opt is not installed",
        "missing: jco opt, strip: jco is not installed",
        "missing: wasm-tools strip: wasm-tools is not installed",
    ] {
        assert!(table.contains(missing), "{table}");
    }
    let output = command(
        folder.path(),
        &["bench", "in.wasm", "--wasm-tools", "no/such"],
    );
    assert!(text(&output.stdout).contains("no/such is not there"));
    let output = command(folder.path(), &["bench"]);
    assert_eq!(output.status.code(), Some(2));
    let output = command(folder.path(), &["bench", "missing.wasm"]);
    assert_eq!(output.status.code(), Some(6));
}

/// Programs that do as the peers do, as far as the table can tell.
#[cfg(unix)]
#[test]
fn all_ways_are_in_one_table() {
    let folder = folder();
    let script = |name: &str, text: &str| script(folder.path(), name, text);
    // Takes the file in that place, and fails for a small one.
    script("wasm-tools", "/bin/cp \"$3\" \"$5\"");
    let broken = "case $(/usr/bin/wc -c < \"$3\") in 8) echo too small >&2; exit 1;; esac";
    let broken = script("broken-tools", &format!("{broken}\n/bin/cp \"$3\" \"$5\""));
    let invalid = script("invalid-tools", "echo nonsense > \"$5\"");
    let components = folder.path().join("components");
    std::fs::create_dir(&components).unwrap();
    let component = wat::parse_str(COMPONENT).unwrap();
    std::fs::write(components.join("b.wasm"), &component).unwrap();
    std::fs::write(
        components.join("a.wasm"),
        wat::parse_str("(component)").unwrap(),
    )
    .unwrap();
    std::fs::write(components.join("c.txt"), "").unwrap();

    let compared = bench(folder.path(), &["components"]);
    let rows = compared["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (&rows[0]["name"], &rows[1]["name"]),
        (&"a".into(), &"b".into())
    );
    let ours = greentic_shrink::shrink(&component, &greentic_shrink::Options::default()).unwrap();
    assert_eq!(rows[1]["input"], component.len());
    assert_eq!(rows[1]["bytes"][0], ours.component.len());
    assert_eq!(rows[1]["bytes"][1], Value::Null);
    assert_eq!(rows[1]["bytes"][3], component.len());
    assert_eq!(compared["total"]["input"], component.len() + 8);
    assert_eq!(compared["total"]["bytes"][0], ours.component.len() + 8);
    assert_eq!(compared["summed"], 2);

    // A component that fails in one way counts for none.
    let compared = bench(folder.path(), &["components", "--wasm-tools", &broken]);
    assert_eq!(compared["summed"], 1);
    assert_eq!(compared["total"]["input"], component.len());
    assert_eq!(
        compared["rows"][0]["failures"][0],
        "wasm-tools strip: too small"
    );

    let compared = bench(folder.path(), &["components", "--wasm-tools", &invalid]);
    let failure = compared["rows"][1]["failures"][0].as_str().unwrap();
    assert!(failure.contains("not valid"), "{failure}");
    assert_eq!(compared["total"]["bytes"][3], 0);
}

/// jco gets the wasm-opt that the others use, by way of Node.
#[cfg(unix)]
#[test]
fn jco_runs_the_same_wasm_opt() {
    let folder = folder();
    script(folder.path(), "wasm-tools", "/bin/cp \"$3\" \"$5\"");
    script(
        folder.path(),
        "jco",
        "/bin/cat \"$7\" > seen.cjs; /bin/cp \"$2\" \"$4\"",
    );
    let wasm_opt = script(folder.path(), "wasm-opt", "exit 1");
    let output = Command::new(env!("CARGO_BIN_EXE_component-shrink"))
        .args(["bench", "in.wasm", "--json"])
        .current_dir(folder.path())
        .env("GREENTIC_WASM_OPT", &wasm_opt)
        .env("PATH", folder.path())
        .output()
        .unwrap();
    let compared: Value = serde_json::from_slice(&output.stdout).unwrap();
    let row = &compared["rows"][0];
    assert_eq!(row["bytes"][2], row["input"], "{compared}");
    let seen = std::fs::read_to_string(folder.path().join("seen.cjs")).unwrap();
    assert!(seen.contains(&format!("{wasm_opt:?}")), "{seen}");
}

/// The target of a link is written, and a path that is no file is not made one.
#[cfg(unix)]
#[test]
fn links_and_sockets_stay_what_they_are() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let component = std::fs::read(at("in.wasm")).unwrap();
    std::fs::write(at("real.wasm"), "before").unwrap();
    std::os::unix::fs::symlink("real.wasm", at("link.wasm")).unwrap();
    let output = command(folder.path(), &["in.wasm", "-o", "link.wasm"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(at("link.wasm").is_symlink());
    let written = std::fs::read(at("real.wasm")).unwrap();
    assert_eq!(
        written,
        greentic_shrink::shrink(&component, &greentic_shrink::Options::default())
            .unwrap()
            .component
    );

    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    let output = command(folder.path(), &["in.wasm", "-o", "socket"]);
    assert_eq!(output.status.code(), Some(6));
    assert!(text(&output.stderr).contains("cannot write socket"));
    assert!(!at("socket").metadata().unwrap().is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_that_is_full_is_an_error() {
    let folder = folder();
    // Without a line feed in it, which would send it off.
    let empty = wat::parse_str("(component)").unwrap();
    std::fs::write(folder.path().join("in.wasm"), empty).unwrap();
    for arguments in [["in.wasm", "-o", "-"].as_slice(), &["in.wasm", "--stats"]] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_component-shrink"))
            .args(arguments)
            .current_dir(folder.path())
            .env("GREENTIC_WASM_OPT", "")
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(6), "{arguments:?}");
        let said = text(&output.stderr);
        assert!(said.contains("cannot write to standard output"), "{said}");
    }
}

#[test]
fn outputs_do_not_overwrite_each_other_and_are_written_all_or_none() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let same = ["in.wasm", "-o", "a.wasm", "--symbol-map", "a.wasm"];
    let output = command(folder.path(), &same);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("one place"), "{said}");
    assert!(!at("a.wasm").exists());

    for (wrong, why) in [("no/folder.wasm", "no/folder.wasm"), (".", "a folder")] {
        let arguments = ["in.wasm", "-o", wrong, "--symbol-map", "c"];
        let output = command(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(6));
        let said = text(&output.stderr);
        assert!(said.contains(why), "{said}");
        assert!(!at("c").exists(), "{wrong}");
    }
    // Nothing is left behind.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
