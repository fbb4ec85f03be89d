//! `size check`, `size snapshot` and `size history`.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use greentic_testkit::runtimes::missing as note_missing;
use serde_json::Value;

use super::Shell;

/// The time of all snapshots here: the first second of 2026.
const EPOCH: &str = "1767225600";

/// Returns a shop that prints when it is called: `greet` of the crate `shop`, and another
/// import.
pub(super) fn shop(greet: &str, import: &str) -> Vec<u8> {
    let (instance, lower, with, own, call) = match import {
        "" => Default::default(),
        name => (
            format!(r#"(import "{name}" (instance $more (export "more" (func))))"#),
            r#"(core func $more (canon lower (func $more "more")))"#.to_owned(),
            r#"(export "more" (func $more))"#.to_owned(),
            r#"(import "host" "more" (func $more)) "#.to_owned(),
            r"(func $shop::audit (call $more))".to_owned(),
        ),
    };
    let audit = if import.is_empty() {
        ""
    } else {
        "(call $shop::audit)"
    };
    let text = format!(
        r#"(component
            (import "wasi:cli/stdout@0.2.6" (instance $stdout (export "flush" (func))))
            {instance}
            (core func $flush (canon lower (func $stdout "flush")))
            {lower}
            (core module $m
                (import "host" "flush" (func $flush))
                {own}
                (memory (export "memory") 1)
                (data (i32.const 1024) "Hello, world")
                (func $core::fmt::write (drop (i32.load (i32.const 1024))) (call $flush))
                {call}
                (func $shop::greet (param i32) (call $core::fmt::write) {audit} {greet})
                (func (export "run") (call $shop::greet (i32.const 3))))
            (core instance $i (instantiate $m
                (with "host" (instance (export "flush" (func $flush)) {with}))))
            (func (export "run") (canon lift (core func $i "run"))))"#
    );
    wat::parse_str(text).unwrap()
}

/// Returns code of five bytes, so many times.
pub(super) fn longer(times: usize) -> String {
    "(drop (i32.const 77777)) ".repeat(times)
}

/// A shell whose snapshots all have the same time.
pub(super) struct Sizes(Shell);

impl Sizes {
    pub(super) fn new() -> Self {
        Self(Shell::new())
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub(super) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub(super) fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.folder.path().join(name)
    }

    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = self.0.command(&[&["size"], args].concat());
        command
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .env(
                "GIT_CEILING_DIRECTORIES",
                self.0.folder.path().parent().unwrap(),
            )
            .env_remove("GITHUB_STEP_SUMMARY");
        command
    }

    /// Runs the command. Returns the exit code, standard output and standard error.
    fn end(&self, args: &[&str]) -> (i32, String, String) {
        said(&self.command(args).output().unwrap())
    }

    /// Runs a command that must succeed without a word on standard error.
    pub(super) fn good(&self, args: &[&str]) -> String {
        let (code, stdout, stderr) = self.end(args);
        assert_eq!((code, &*stderr), (0, ""), "{args:?}: {stdout}");
        stdout
    }

    fn json(&self, args: &[&str]) -> (i32, Value) {
        let (code, stdout, stderr) = self.end(&[args, &["--json"]].concat());
        let value = serde_json::from_str(&stdout)
            .unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}"));
        (code, value)
    }
}

pub(super) fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let stderr = text(&output.stderr);
    assert!(!stderr.contains("panicked"), "{stderr}");
    (output.status.code().unwrap(), text(&output.stdout), stderr)
}

/// Compares with a file of the folder `size_check`; `BLESS=1` writes it.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/command/size_check")
        .join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        if std::fs::read_to_string(&path).ok().as_deref() != Some(text) {
            std::fs::write(&path, text).unwrap();
        }
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "{name}; accept it with BLESS=1");
}

#[test]
fn what_is_said_reads_at_a_glance() {
    let sizes = Sizes::new();
    sizes.write("dist/shop.wasm", shop("", ""));
    sizes.write("dist/till.wasm", shop(&longer(2), ""));
    let (code, stdout, stderr) = sizes.end(&["check", "dist", "--init"]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    golden("begun.txt", &format!("{stdout}{stderr}"));
    golden("begun.toml", &sizes.read("size-budgets.toml"));
    let release = ["snapshot", "--append", "--release", "v1.0"];
    golden("snapshot.txt", &sizes.good(&release));
    golden("baseline.json", &sizes.read("size-baseline.json"));
    golden("unchanged.txt", &sizes.good(&["check"]));
    assert_eq!(sizes.good(&["check", "--markdown", "-"]), "");

    // A longer function breaks the budget, a new import the list of those.
    sizes.write("dist/shop.wasm", shop(&longer(9), "wasi:cli/stderr@0.2.6"));
    for (name, args) in [
        ("broken.txt", &["check"][..]),
        ("broken.md", &["check", "--markdown", "-"]),
        ("broken.json", &["check", "--json"]),
        ("broken.github", &["check", "--github"]),
    ] {
        let mut command = sizes.command(args);
        command.env("GITHUB_STEP_SUMMARY", sizes.path("summary.md"));
        let (code, stdout, stderr) = said(&command.output().unwrap());
        assert_eq!((code, &*stderr), (1, ""), "{args:?}: {stdout}");
        golden(name, &stdout);
    }
    golden("broken.md", &sizes.read("summary.md"));
    // The summary has the file that grew by half, and not the other one.
    let quiet = sizes
        .end(&["check", "--markdown", "-", "--min-change", "90 %"])
        .1;
    assert!(
        quiet.contains("dist/shop") || quiet.contains("shop"),
        "{quiet}"
    );
    assert!(!quiet.contains("| till |"), "{quiet}");

    sizes.good(&["snapshot", "--append"]);
    golden("history.txt", &sizes.good(&["history"]));
    golden(
        "history.svg",
        &sizes.good(&["history", "--svg", "-", "--file", "shop"]),
    );
}

#[test]
fn equal_files_give_equal_baselines() {
    let sizes = Sizes::new();
    sizes.write("a.wasm", shop("", ""));
    let mut seen = Vec::new();
    for _ in 0..2 {
        sizes.good(&["snapshot", "a.wasm", "node.wasm"]);
        seen.push(sizes.read("size-baseline.json"));
    }
    assert_eq!(seen[0], seen[1]);
    let mut command = sizes.command(&["snapshot", "node.wasm", "a.wasm"]);
    assert!(
        command
            .env("SOURCE_DATE_EPOCH", "0")
            .status()
            .unwrap()
            .success()
    );
    let other = sizes.read("size-baseline.json");
    let without = |text: &str| {
        let lines = text.lines().filter(|line| !line.contains("\"time\""));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_ne!(other, seen[0]);
    assert_eq!(without(&other), without(&seen[0]));
    assert!(other.contains("1970-01-01T00:00:00Z"), "{other}");
}

/// Returns a contract as people write it, for a host without an interface. The prices are
/// in a function of their own.
pub(super) fn contract_of(price: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("lib.rs");
    let text = format!(
        "#![no_std]\n\
         #[panic_handler] fn panic(_: &core::panic::PanicInfo<'_>) -> ! {{ loop {{}} }}\n\
         mod prices {{ #[inline(never)] pub fn price(n: u32) -> u32 {{ {price} }} }}\n\
         #[unsafe(no_mangle)] pub extern \"C\" fn total(n: u32) -> u32 {{ prices::price(n) + 1 }}\n"
    );
    std::fs::write(&source, text).unwrap();
    let out = folder.path().join("contract.wasm");
    // The tool chain of this workspace has the target.
    let output = Command::new("rustc")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap())
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "--crate-name",
            "contract",
        ])
        .args([
            "--target",
            "wasm32v1-none",
            "-Copt-level=s",
            "-Cpanic=abort",
        ])
        .arg("-o")
        .arg(&out)
        .arg(&source)
        .output();
    let missing = !output.as_ref().is_ok_and(|output| output.status.success());
    note_missing("contracts made by `rustc --target wasm32v1-none`", missing).unwrap();
    (!missing).then(|| std::fs::read(out).unwrap())
}

/// Returns the first version of the contract.
fn first_contract() -> Option<&'static [u8]> {
    static FIRST: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    FIRST.get_or_init(|| contract_of("n * 3")).as_deref()
}

#[test]
fn a_function_that_was_made_longer_is_named_with_its_crate() {
    let sizes = Sizes::new();
    let Some(first) = first_contract() else {
        return;
    };
    sizes.write("contract.wasm", first);
    sizes.write("size-budgets.toml", "[contract]\nstep = 8\n");
    sizes.good(&["snapshot", "contract.wasm"]);
    assert!(
        sizes
            .good(&["check", "contract.wasm"])
            .contains("unchanged")
    );

    let more = "let mut n = n; let mut i = 0; while i < n { n = (n ^ 0x5a5a_5a5a).rotate_left(i) \
                .wrapping_mul(0x9e37_79b9); i += 3; } n * 3";
    sizes.write("contract.wasm", contract_of(more).unwrap());
    let (code, stdout, stderr) = sizes.end(&["check", "contract.wasm"]);
    assert_eq!((code, &*stderr), (1, ""), "{stdout}");
    assert!(
        stdout.contains("most grew contract::prices::price (crate contract): "),
        "{stdout}"
    );
    let (code, report) = sizes.json(&["check", "contract.wasm"]);
    assert_eq!((code, &report["broken"][0]["check"]), (1, &"step".into()));
    let grown = &report["files"][0]["grew"]["functions"][0];
    assert_eq!(grown["name"], "contract::prices::price");
    assert_eq!(grown["crate_name"], "contract");
    // The tool chain is the one of the baseline, which the file itself names.
    assert_eq!(
        report["files"][0]["toolchain"]["changes"],
        Value::Array(vec![])
    );
    let producers = report["files"][0]["sizes"]["producers"].to_string();
    assert!(producers.contains("rustc"), "{producers}");
}

#[test]
fn a_new_import_comes_with_what_keeps_it_in() {
    let sizes = Sizes::new();
    sizes.write("shop.wasm", shop("", ""));
    sizes.good(&["snapshot", "shop.wasm"]);
    sizes.write("shop.wasm", shop("", "wasi:sockets/tcp@0.2.6"));
    // Against the baseline alone, and against a budget that allows other things.
    for budget in ["", "[shop]\nimports = [\"wasi:cli/*\"]\n"] {
        sizes.write("size-budgets.toml", budget);
        let (code, stdout, _) = sizes.end(&["check", "shop.wasm"]);
        assert_eq!(code, 1, "{stdout}");
        for part in [
            "imports wasi:sockets/tcp@0.2.6",
            "shop::greet > shop::audit",
        ] {
            let part = part.replace("> ", "> function ");
            assert!(stdout.contains(&part), "{part}: {stdout}");
        }
        let (_, report) = sizes.json(&["check", "shop.wasm"]);
        assert_eq!(report["broken"][0]["check"], "imports");
        let import = &report["files"][0]["new_imports"][0];
        assert_eq!(import["name"], "wasi:sockets/tcp@0.2.6");
        let steps = import["chain"]["steps"].as_array().unwrap();
        assert!(
            steps.iter().any(|step| step["name"] == "shop::audit"),
            "{import}"
        );
    }
    for budget in [
        "\"wasi:*\"",
        "\"wasi:cli/stdout\", \"wasi:sockets/tcp\"",
        "\"*\"",
    ] {
        sizes.write(
            "size-budgets.toml",
            format!("[shop]\nimports = [{budget}]\n"),
        );
        sizes.good(&["check", "shop.wasm"]);
    }
    let exact = "[shop]\nimports = [\"*\", \"wasi:http/*\"]\nexact_imports = true\n";
    sizes.write("size-budgets.toml", exact);
    let (code, stdout, _) = sizes.end(&["check", "shop.wasm"]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("imports nothing that fits wasi:http/*"),
        "{stdout}"
    );
}

/// Returns a module that names its compiler.
fn made_by(rustc: &str, more: usize) -> Vec<u8> {
    let text = format!(
        "(module (@producers (processed-by \"rustc\" \"{rustc}\"))
            (func $shop::greet (export \"run\") {}))",
        longer(more)
    );
    wat::parse_str(text).unwrap()
}

#[test]
fn a_change_of_the_tool_chain_is_told_from_one_of_the_code() {
    let sizes = Sizes::new();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(sizes.0.folder.path()).args(args);
        command.output().is_ok_and(|output| output.status.success())
    };
    let missing = !git(&["init", "-q"]);
    note_missing("sources, which `git` lists", missing).unwrap();
    if missing {
        return;
    }
    sizes.write("greet.rs", "fn greet() {}\n");
    sizes.write("size-budgets.toml", "[shop]\nstep = 4\n");
    sizes.write("shop.wasm", made_by("1.94.0", 1));
    sizes.good(&["snapshot", "shop.wasm"]);
    sizes.write("shop.wasm", made_by("1.95.0", 9));
    let said = "the tool chain changed (rustc 1.94.0 -> 1.95.0), and the sources did not: the \
                difference is the tool chain's";
    let check = |policy: &str| {
        let (code, stdout, _) = sizes.end(&["check", "shop.wasm", "--toolchain-change", policy]);
        (code, stdout)
    };
    let (code, stdout) = check("warn");
    assert_eq!(code, 1, "{stdout}");
    assert_eq!(stdout.matches(said).count(), 2, "{stdout}");
    let (code, stdout) = check("allow");
    assert_eq!(code, 0, "{stdout}");
    let (code, stdout) = check("fail");
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("2 broken"), "{stdout}");
    // Documents are no sources.
    sizes.write("README.md", "# Shop\n");
    assert_eq!(check("allow").0, 0);
    sizes.write("greet.rs", "fn greet() { greet() }\n");
    let (code, stdout) = check("allow");
    assert_eq!(code, 1, "{stdout}");
    assert!(
        stdout.contains("(rustc 1.94.0 -> 1.95.0), and so did the sources"),
        "{stdout}"
    );
    // Without a growth there is a warning, and no fault.
    sizes.write("greet.rs", "fn greet() {}\n");
    sizes.write("shop.wasm", made_by("1.95.0", 1));
    assert_eq!(check("warn").0, 0);
    assert_eq!(check("fail").0, 1);
    let (code, _, _) = sizes.end(&["check", "shop.wasm", "--strict"]);
    assert_eq!(code, 1);
    // A broken budget is a fault, also if the tools make the file too large.
    sizes.write("size-budgets.toml", "[shop]\nbytes = 20\n");
    assert_eq!(check("allow").0, 1);
}

#[test]
fn many_small_steps_are_a_drift() {
    let sizes = Sizes::new();
    sizes.write(
        "size-budgets.toml",
        "[shop]\nfile = \"shop.wasm\"\nstep = 12\ndrift = 40\n",
    );
    sizes.write("shop.wasm", shop(&longer(0), ""));
    // Without a baseline, the message tells that the growth is unknown.
    let (code, stdout, _) = sizes.end(&["check"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("`step` is not held"), "{stdout}");
    assert!(stdout.contains("`drift` is not held"), "{stdout}");
    sizes.good(&["snapshot", "--append", "--release", "v1"]);
    for step in 1..=5 {
        sizes.write("shop.wasm", shop(&longer(2 * step), ""));
        let (code, report) = sizes.json(&["check"]);
        let keys: Vec<_> = report["broken"]
            .as_array()
            .unwrap()
            .iter()
            .map(|broken| broken["key"].as_str().unwrap())
            .collect();
        let expected = if step == 5 { &["drift"][..] } else { &[] };
        assert_eq!(
            (code, &*keys),
            (i32::from(step == 5), expected),
            "{step}: {report}"
        );
        sizes.good(&["snapshot", "--append"]);
    }
    let (_, stdout, _) = sizes.end(&["check"]);
    assert!(
        stdout.contains("of release v1, and `drift` allows 40 bytes"),
        "{stdout}"
    );
    // A release is where it begins anew.
    sizes.good(&["snapshot", "--append", "--release", "v2"]);
    sizes.good(&["check"]);
    let course = sizes.good(&["history", "--since", "v2"]);
    assert!(course.contains("v2") && !course.contains("v1"), "{course}");
    let (code, document) = sizes.json(&["history", "--since", "v1"]);
    assert_eq!(
        (code, document["snapshots"].as_array().unwrap().len()),
        (0, 7)
    );
    for since in ["2026-01-01", "2025-12-31T23:59:59Z"] {
        assert_eq!(
            sizes.json(&["history", "--since", since]).1["snapshots"][6]["release"],
            "v2"
        );
    }
    let (code, _, stderr) = sizes.end(&["history", "--since", "v3"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("its releases are v1, v2"), "{stderr}");
}

#[test]
fn little_room_is_a_warning() {
    let sizes = Sizes::new();
    let bytes = shop("", "").len();
    sizes.write("shop.wasm", shop("", ""));
    for (headroom, warned) in [
        ("\"50 %\"", true),
        ("10", false),
        ("11", true),
        ("\"0 %\"", false),
    ] {
        let budget = format!(
            "[shop]\nbytes = {}\nheadroom = {headroom}\nmessage = \"Ask Ada.\"\n",
            bytes + 10
        );
        sizes.write("size-budgets.toml", budget);
        let (code, stdout, _) = sizes.end(&["check", "shop.wasm"]);
        assert_eq!(code, 0, "{stdout}");
        assert_eq!(
            stdout.contains("fewer than the headroom"),
            warned,
            "{headroom}: {stdout}"
        );
        assert_eq!(
            stdout.contains("\n  Ask Ada.\n"),
            warned,
            "{headroom}: {stdout}"
        );
        let (code, stdout, _) = sizes.end(&["check", "shop.wasm", "--strict"]);
        assert_eq!(code, i32::from(warned), "{stdout}");
    }
}

#[test]
fn budgets_are_begun_and_lowered_and_never_raised() {
    let sizes = Sizes::new();
    sizes.write("a/shop.wasm", shop(&longer(5), ""));
    sizes.write("b/shop.wasm", shop("", ""));
    let (code, _, stderr) = sizes.end(&["check", "a", "b", "--init"]);
    assert_eq!(code, 0, "{stderr}");
    // The second one of a name is called by its path.
    let begun = sizes.read("size-budgets.toml");
    assert!(
        begun.contains("[shop]\n") && begun.contains("[\"b/shop.wasm\"]\n"),
        "{begun}"
    );
    sizes.good(&["check"]);
    sizes.write("a/shop.wasm", shop(&longer(4), ""));
    sizes.write("b/shop.wasm", shop(&longer(1), ""));
    let (code, stdout, stderr) = sizes.end(&["check", "--tighten"]);
    assert_eq!(code, 1, "{stdout}");
    assert!(
        stderr.contains("note: shop: bytes ") && !stderr.contains("b/shop"),
        "{stderr}"
    );
    assert_eq!(sizes.end(&["check"]).0, 1);
}

#[test]
fn patterns_hold_files_without_a_table() {
    let sizes = Sizes::new();
    let bytes = shop("", "").len();
    sizes.write("plugins/a.wasm", shop("", ""));
    sizes.write("plugins/b.wasm", shop(&longer(1), ""));
    sizes.write(
        "size-budgets.toml",
        format!("[\"plugins/*\"]\nbytes = {bytes}\n\n[\"*\"]\nbytes = 1\n\n[b]\nbytes = 9999\n"),
    );
    sizes.good(&["check", "plugins"]);
    let (code, stdout, _) = sizes.end(&["check", "plugins", "node.wasm"]);
    assert_eq!(code, 1);
    assert!(stdout.contains("1 broken, of 3 files"), "{stdout}");
}

#[test]
fn shrunk_files_are_held_as_they_will_be() {
    let sizes = Sizes::new();
    sizes.write("shop.wasm", shop(&longer(3), ""));
    sizes.write(
        "size-budgets.toml",
        "[shop]\nfile = \"shop.wasm\"\nshrink = true\nbytes = 60\n",
    );
    let (code, report) = sizes.json(&["check"]);
    assert_eq!(code, 1);
    let measured = &report["files"][0]["sizes"];
    assert!(
        measured["bytes"].as_u64() < measured["plain_bytes"].as_u64(),
        "{measured}"
    );
    // Names are those of the file as it was linked.
    let names = measured["functions"].to_string();
    assert!(names.contains("core::fmt::write"), "{names}");
}

#[test]
fn processes_wait_for_each_other() {
    let sizes = Sizes::new();
    let children: Vec<_> = (0..6)
        .map(|number| {
            let baseline = format!("baseline-{number}.json");
            let release = format!("r{number}");
            let args = ["snapshot", "node.wasm", "--append", "--release", &release];
            let mut command = sizes.command(&args);
            command.args(["--baseline", &baseline]).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let (code, document) = sizes.json(&["history"]);
    assert_eq!(code, 0);
    let snapshots = document["snapshots"].as_array().unwrap().iter();
    let mut releases: Vec<_> = snapshots
        .map(|snapshot| snapshot["release"].as_str().unwrap().to_owned())
        .collect();
    releases.sort();
    assert_eq!(releases, ["r0", "r1", "r2", "r3", "r4", "r5"]);
}

#[test]
fn a_line_that_was_not_written_to_its_end_is_told_of_and_kept() {
    let sizes = Sizes::new();
    sizes.good(&["snapshot", "node.wasm", "--append", "--release", "one"]);
    let whole = sizes.read("size-history.jsonl");
    let torn = format!("{whole}{}", &whole[..whole.len() / 2]);
    sizes.write("size-history.jsonl", &torn);
    for args in [&["history"][..], &["check", "node.wasm"]] {
        let (code, _, stderr) = sizes.end(args);
        assert_eq!(code, 0, "{stderr}");
        assert!(
            stderr.starts_with("warning: size-history.jsonl: line 2 was not written to its end"),
            "{stderr}"
        );
    }
    let (code, _, _) = sizes.end(&["snapshot", "node.wasm", "--append", "--release", "two"]);
    assert_eq!(code, 0);
    let now = sizes.read("size-history.jsonl");
    assert!(now.starts_with(&torn) && now.lines().count() == 3, "{now}");
    let (code, stdout, stderr) = sizes.end(&["history"]);
    assert_eq!(code, 0);
    assert!(
        stdout.contains("two") && stderr.contains("line 2"),
        "{stdout}{stderr}"
    );
}

#[test]
fn damaged_snapshots_end_with_a_documented_code() {
    let sizes = Sizes::new();
    sizes.good(&["snapshot", "node.wasm", "--append"]);
    let (baseline, line) = (
        sizes.read("size-baseline.json"),
        sizes.read("size-history.jsonl"),
    );
    let number = "\"bytes\": 1";
    let damaged: [(&str, Vec<u8>); 9] = [
        (
            "cut off",
            baseline.as_bytes()[..baseline.len() / 2].to_vec(),
        ),
        ("random", vec![0xa5; 512]),
        ("empty", Vec::new()),
        ("of another kind", b"[1, 2]\n".to_vec()),
        (
            "of wrong types",
            b"{\"schema_version\": 1, \"time\": 3}".to_vec(),
        ),
        ("of the future", b"{\"schema_version\": 2}\n".to_vec()),
        (
            "huge numbers",
            baseline
                .replacen(number, "\"bytes\": 1e400", 1)
                .into_bytes(),
        ),
        (
            "larger numbers",
            baseline
                .replacen(number, "\"bytes\": 99999999999999999999", 1)
                .into_bytes(),
        ),
        (
            "deep",
            [b"{\"schema_version\":".to_vec(), vec![b'['; 200_000]].concat(),
        ),
    ];
    for (what, content) in &damaged {
        sizes.write("damaged.json", content);
        let args = ["check", "node.wasm", "--baseline", "damaged.json"];
        let (code, stdout, stderr) = sizes.end(&args);
        assert_eq!((code, &*stdout), (3, ""), "{what}: {stderr}");
        assert!(
            stderr.starts_with("error: damaged.json: line 1")
                || stderr.starts_with("error: damaged.json: line "),
            "{what}: {stderr}"
        );
        let (code, document) = sizes.json(&args);
        assert_eq!(
            (code, &document["failure"]["kind"]),
            (3, &"unusable".into()),
            "{what}"
        );
    }
    // The same in a history, before a line that is whole.
    for (what, content) in &damaged {
        if ["cut off", "empty", "deep"].contains(what) {
            continue;
        }
        sizes.write(
            "damaged.jsonl",
            [content, &b"\n"[..], line.as_bytes()].concat(),
        );
        for args in [
            &["history", "damaged.jsonl"][..],
            &["check", "node.wasm", "--history", "damaged.jsonl"],
            &[
                "snapshot",
                "node.wasm",
                "--append",
                "--history",
                "damaged.jsonl",
            ],
        ] {
            let (code, stdout, stderr) = sizes.end(args);
            // A document of several lines is cut off at the end of the first.
            let torn = code == 0 && what.ends_with("numbers");
            assert!(
                torn || (code, &*stdout) == (3, ""),
                "{what}: {args:?}: {code} {stderr}"
            );
            assert!(stderr.contains("damaged.jsonl: line "), "{what}: {stderr}");
        }
    }
}

#[test]
fn numbers_that_no_file_has_do_not_overflow() {
    let sizes = Sizes::new();
    sizes.write(
        "size-budgets.toml",
        "[node]\nbytes = 9223372036854775807\nheadroom = \"1000000 %\"\nstep = \"1000000 %\"\n\
         drift = \"1000000 %\"\n",
    );
    sizes.good(&["snapshot", "node.wasm"]);
    let mut baseline: Value = serde_json::from_str(&sizes.read("size-baseline.json")).unwrap();
    let node = &mut baseline["files"]["node"];
    node["bytes"] = u64::MAX.into();
    node["functions"][0]["bytes"] = u64::MAX.into();
    node["crates"]["core"] = u64::MAX.into();
    sizes.write("size-baseline.json", baseline.to_string());
    sizes.write("size-history.jsonl", format!("{baseline}\n{baseline}\n"));
    let (code, stdout, stderr) = sizes.end(&["check", "node.wasm"]);
    assert_eq!((code, &*stderr), (0, ""), "{stdout}");
    assert!(stdout.contains("fewer than the headroom"), "{stdout}");
    sizes.good(&["history", "--svg", "course.svg"]);
}

#[test]
fn damaged_budgets_end_with_a_documented_code() {
    let sizes = Sizes::new();
    let deep = format!("a = {}\n", "[".repeat(100_000));
    let wide = format!("[a]\nmessage = \"{}\"\n", "x".repeat(2 << 20));
    for (content, says) in [
        (
            "[a]\nbyts = 1\n",
            "line 2: there is no key `byts`, in the table [a]; did you mean `bytes`?",
        ),
        ("[a]\nheadrom = 1\n", "did you mean `headroom`?"),
        ("[a]\nxyzzy = 1\n", "there are file, shrink, bytes"),
        ("[a]\nbytes = -1\n", "line 2"),
        ("[a]\nbytes = \"1\"\n", "line 2"),
        ("[a]\nbytes = 99999999999999999999\n", "line 2"),
        (
            "[a]\ndrift = \"5 apples\"\n",
            "no number of bytes and no part",
        ),
        ("[a]\ndrift = -3\n", "-3"),
        ("[a]\nimports = \"all\"\n", "line 2"),
        ("[[a]]\nbytes = 1\n", "line 1"),
        ("a = 3\n", "line 1"),
        ("[a\n", "line 1"),
        ("[a]\n[a]\n", "line 2"),
        ("\u{1b}[2J = 3\n", "line 1"),
        (&deep, "line 1"),
        (&wide, "more than the 1048576 bytes"),
    ] {
        sizes.write("size-budgets.toml", content);
        for args in [
            &["check", "node.wasm"][..],
            &["snapshot", "node.wasm"],
            &["check", "node.wasm", "--init"],
        ] {
            let (code, stdout, stderr) = sizes.end(args);
            assert_eq!((code, &*stdout), (3, ""), "{content:.40}: {stderr}");
            assert!(
                stderr.starts_with("error: size-budgets.toml: ") && stderr.contains(says),
                "{content:.40}: {stderr}"
            );
            assert!(!stderr.contains('\u{1b}'), "{stderr:?}");
        }
    }
    sizes.write("size-budgets.toml", [0xff, 0xfe]);
    assert_eq!(sizes.end(&["check", "node.wasm"]).0, 3);
}

#[test]
fn files_that_cannot_be_measured_end_with_a_documented_code() {
    let sizes = Sizes::new();
    sizes.write("size-budgets.toml", "[\"*\"]\nbytes = 100000\n");
    let whole = greentic_testkit::handmade::node();
    sizes.write("cut", &whole[..whole.len() / 2]);
    sizes.write("random", [0x5a; 1000]);
    sizes.write("empty", []);
    for file in ["cut", "random", "empty"] {
        for command in ["check", "snapshot"] {
            let (code, stdout, stderr) = sizes.end(&[command, "node.wasm", file]);
            assert_eq!((code, &*stdout), (3, ""), "{command} {file}: {stderr}");
            assert!(stderr.starts_with(&format!("error: {file}: ")), "{stderr}");
        }
        // Nothing is written by halves.
        assert!(!sizes.path("size-baseline.json").exists());
    }
    for (args, expected) in [
        (&["check", "no such file"][..], 6),
        (&["history"], 6),
        (&["check"], 2),
        (&["check", "node.wasm", "--budgets", "other.toml"], 2),
        (&["snapshot", "node.wasm", "--release", "v1"], 2),
        (&["check", "node.wasm", "--markdown", "-", "--json"], 2),
        (&["check", "node.wasm", "--min-change", "much"], 2),
        (&["check", "node.wasm", "node.wasm"], 2),
        (&["check", "node.wasm", "--toolchain-change", "never"], 2),
    ] {
        let (code, _, stderr) = sizes.end(args);
        assert_eq!(code, expected, "{args:?}: {stderr}");
    }
}
