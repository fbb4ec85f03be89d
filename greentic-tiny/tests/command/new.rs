//! `new`: its crates build, test, shrink and run without a change, for every world.

use std::path::{Path, PathBuf};
use std::process::Output;

use greentic_testkit::cargo::{cargo, scratch, workspace};
use greentic_testkit::guests;
use serde_json::Value;

use super::Shell;

/// The short names, each with flags that go with it. The first text is in its answers; the
/// second one in its place makes them wrong.
const SHORT: [(&str, &[&str], [&str; 2]); 8] = [
    ("node", &[], ["Hello, Ada", "Hallo, Ada"]),
    (
        "node",
        &[
            "--http",
            "--state",
            "--secrets",
            "--telemetry",
            "--settings",
        ],
        ["Hello, Ada", "Hallo, Ada"],
    ),
    ("node-0.6", &["--secrets"], ["Hello, Ada", "Hallo, Ada"]),
    ("mcp", &["--http"], ["words\\\":2", "words\\\":3"]),
    ("worker", &["--state"], ["words\\\":2", "words\\\":3"]),
    ("pack", &[], ["application", "library"]),
    ("provider", &["--telemetry"], ["letters\":2", "letters\":3"]),
    ("describe", &[], ["0.1.0", "0.2.0"]),
];

/// The answers of a node of 0.6, which is called by its function, with CBOR written as
/// JSON.
const ASKED_IN_CBOR: &str = r#"
[[answer]]
call = "greentic:component/node@0.6.0#invoke"
arguments = ['"greet"', '{ctx: {tenant-id: "acme", env-id: "prod", trace-id: "", correlation-id: "", deadline-ms: 0, attempt: 0, i18n-id: ""}, flow-id: "main", step-id: "1", component-id: "a", attempt: 0, payload-cbor: cbor:"{\"name\":\"Bo\"}"}']
result = 'ok({ok: true, output-cbor: cbor:"{\"greeting\":\"Hello, Bo\"}"})'
"#;

/// Makes a folder for this test whose builds are kept, and the command that runs in it.
fn begin(name: &str) -> (Shell, PathBuf) {
    // The target and the tools are there.
    guests::ready().expect("the tool chain");
    (Shell::new(), scratch().join("new").join(name))
}

fn new(shell: &Shell, name: &str, world: &str, flags: &[&str]) {
    let root = workspace().to_str().expect("a path");
    let all = [&["new", name, "--world", world, "--path", root][..], flags].concat();
    let (code, _, error) = shell.end(&all);
    assert_eq!((code, &*error), (0, ""), "{world} {flags:?}");
}

fn succeed(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs the command in the folder of a crate.
fn run(shell: &Shell, crate_: &str, target: &Path, args: &[&str]) -> String {
    let mut command = shell.command(args);
    command
        .current_dir(shell.folder.path().join(crate_))
        .env("CARGO_TARGET_DIR", target);
    succeed(&command.output().expect("the command"))
}

#[test]
fn what_has_a_short_name_is_built_tested_and_held() {
    let (shell, target) = begin("short");
    for (at, (world, flags, [right, wrong])) in SHORT.iter().enumerate() {
        let name = format!("begun-{at}");
        new(&shell, &name, world, flags);
        let folder = shell.folder.path().join(&name);
        for args in [
            &["fmt", "--check"][..],
            &["clippy", "--quiet", "--all-targets", "--", "-Dwarnings"],
            &["test", "--quiet"],
        ] {
            let mut command = cargo();
            command
                .current_dir(&folder)
                .env("CARGO_TARGET_DIR", &target)
                .args(args);
            let output = command.output().expect("cargo");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            let said = said + &String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{world} {args:?}: {said}");
            // One without handlers has no tests.
            let tested = args[0] != "test" || said.contains(" passed") && !said.contains("ok. 0");
            assert!(tested || *world == "describe", "{world}: {said}");
        }
        let built: Value =
            serde_json::from_str(&run(&shell, &name, &target, &["build", "--json"])).unwrap();
        let bytes = built["bytes"].as_u64().expect("a size");
        assert!(bytes < 20_000, "{world}: {bytes}");
        if *world == "node-0.6" {
            let path = folder.join("answers.toml");
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(&path, text + ASKED_IN_CBOR).unwrap();
        }
        // The first one notes the budget, the second one holds it.
        run(&shell, &name, &target, &["report", "--tighten"]);
        let held = run(&shell, &name, &target, &["report", "--json"]);
        let held: Value = serde_json::from_str(&held).unwrap();
        let component = &held["components"][0];
        assert_eq!(component["name"], *name, "{held}");
        assert!(component["answers"].as_u64() > Some(0), "{held}");
        let answers = folder.join("answers.toml");
        let text = std::fs::read_to_string(&answers).unwrap();
        assert!(text.contains(right), "{world}: {text}");
        std::fs::write(&answers, text.replace(right, wrong)).unwrap();
        let mut command = shell.command(&["report"]);
        command
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", &target);
        assert_eq!(command.output().unwrap().status.code(), Some(1), "{world}");
    }
}

#[test]
fn json_that_is_broken_does_not_compile() {
    let (shell, target) = begin("broken");
    for (world, file) in [
        ("node", "manifest.json"),
        ("pack", "flows/main.json"),
        ("provider", "manifest.json"),
        ("describe", "describe.json"),
    ] {
        let name = format!("broken-{world}");
        new(&shell, &name, world, &[]);
        let folder = shell.folder.path().join(&name);
        std::fs::write(folder.join(file), "{\n  \"id\": \"a\",\n}\n").unwrap();
        let mut command = shell.command(&["build"]);
        command
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", &target);
        let output = command.output().expect("the command");
        assert!(!output.status.success(), "{world}");
        let said = String::from_utf8_lossy(&output.stderr);
        let due = "json::constant: line 3, column 1 (byte 15): the text is not JSON from `}` on";
        assert!(said.contains(due), "{world}: {said}");
    }
}

#[test]
fn every_world_and_interface_is_begun_and_becomes_a_component() {
    let (shell, target) = begin("all");
    let (code, list) = shell.json(&["new", "--list", "--json"]);
    assert_eq!(code, 0);
    let worlds = list["wit"].as_array().expect("worlds");
    assert!(worlds.len() > 100, "{list}");
    let mut members = Vec::new();
    for (at, world) in worlds.iter().enumerate() {
        let name = format!("begun-{at}");
        new(&shell, &name, world.as_str().expect("a name"), &[]);
        members.push(format!("\"{name}\""));
    }
    // One build of all of them, with the flags of one.
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    shell.write("Cargo.toml", manifest.as_bytes());
    let root = shell.folder.path();
    std::fs::rename(root.join("begun-0/.cargo"), root.join(".cargo")).unwrap();
    for args in [
        &["clippy", "--quiet", "--workspace", "--", "-Dwarnings"][..],
        &[
            "build",
            "--quiet",
            "--workspace",
            "--target",
            "wasm32-wasip2",
        ],
    ] {
        let mut command = cargo();
        command
            .current_dir(root)
            .env("CARGO_TARGET_DIR", &target)
            .args(args);
        succeed(&command.output().expect("cargo"));
    }
    for (at, world) in worlds.iter().enumerate() {
        let file = target.join(format!("wasm32-wasip2/debug/begun_{at}.wasm"));
        let file = file.to_str().expect("a path");
        let (code, _, error) = shell.end(&["check", file, world.as_str().expect("a name")]);
        assert_eq!(code, 0, "{world}: {error}");
    }
}

#[test]
fn what_is_there_stays() {
    let shell = Shell::new();
    new(&shell, "first", "describe", &[]);
    let manifest = shell.folder.path().join("first/Cargo.toml");
    std::fs::write(&manifest, "mine").unwrap();
    let (code, _, error) = shell.end(&["new", "first"]);
    assert_eq!(code, 2);
    assert!(error.contains("is there already"), "{error}");
    assert_eq!(std::fs::read_to_string(&manifest).unwrap(), "mine");
    // An empty folder may be there.
    std::fs::create_dir(shell.folder.path().join("second")).unwrap();
    new(&shell, "second", "describe", &[]);
    // Nothing is left beside them.
    let entries = std::fs::read_dir(shell.folder.path()).unwrap();
    let hidden = entries.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with('.')
    });
    assert_eq!(hidden.count(), 0);
}

#[test]
fn what_makes_no_sense_is_refused_with_what_does() {
    let shell = Shell::new();
    for (args, due) in [
        (&["new", "1st"][..], "begins with a letter"),
        (&["new", "a b"], "is no name of a crate"),
        (&["new", "a", "--world", "x:y/z"], "--list"),
        (
            &["new", "a", "--world", "pack", "--http"],
            "imports nothing",
        ),
        (&["new", "a", "--path", "."], "no greentic-guest"),
        (
            &[
                "new",
                "a",
                "--http",
                "--world",
                "greentic:gui/gui-fragment@1.0.0",
            ],
            "up to its world",
        ),
    ] {
        let (code, _, error) = shell.end(args);
        assert_eq!(code, 2, "{args:?}: {error}");
        assert!(error.contains(due), "{args:?}: {error}");
        assert!(!shell.folder.path().join("a").exists(), "{args:?}");
    }
}

#[test]
fn a_workspace_around_it_is_told_of() {
    let shell = Shell::new();
    shell.write("Cargo.toml", b"[workspace]\nmembers = []\n");
    let (code, said, _) = shell.end(&["new", "inside", "--world", "describe"]);
    assert_eq!(code, 0);
    assert!(
        said.contains("is a workspace: add the crate to its members"),
        "{said}"
    );

    std::fs::create_dir(shell.folder.path().join("project")).unwrap();
    shell.write("project/Cargo.toml", b"[workspace]\nmembers = []\n");
    std::fs::remove_file(shell.folder.path().join("Cargo.toml")).unwrap();
    let (code, said, _) = shell.end(&["new", "project/../beside", "--world", "describe"]);
    assert_eq!(code, 0);
    assert!(!said.contains("is a workspace"), "{said}");
}
