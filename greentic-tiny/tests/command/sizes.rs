//! `explain` and `diff`.

use std::path::Path;

use super::Shell;
use greentic_testkit::handmade::hostile;

/// A program that prints: what formats stands in its own function.
fn program(of: &str, more: &str) -> Vec<u8> {
    let text = format!(
        r#"(component
            (import "wasi:cli/stdout@0.2.6" (instance $stdout (export "flush" (func))))
            (core func $flush (canon lower (func $stdout "flush")))
            (core module $m
                (import "stdout" "flush" (func $flush))
                (memory (export "memory") 1)
                (data (i32.const 1024) "Hello, world")
                (func $core::fmt::write (drop (i32.load (i32.const 1024))) (call $flush))
                (func $"{of}::greet" (param i32) (call $core::fmt::write) {more})
                (func $"{of}::sum::<u8>" nop nop)
                (func $"{of}::sum::<u32>" nop nop)
                (func (export "run") (call $"{of}::greet" (i32.const 3))
                    (call $"{of}::sum::<u8>") (call $"{of}::sum::<u32>")))
            (core instance $i (instantiate $m
                (with "stdout" (instance (export "flush" (func $flush))))))
            (func (export "run") (canon lift (core func $i "run"))))"#
    );
    wat::parse_str(text).unwrap()
}

/// Compares with a file of this folder; `BLESS=1` writes it.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/command/sizes")
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
fn what_is_said_of_a_program_reads_at_a_glance() {
    let shell = Shell::new();
    shell.write("app.wasm", &program("shop", ""));
    shell.write(
        "longer.wasm",
        &program("shop", "(drop (i32.const 77)) (drop (i32.const 78))"),
    );
    for (name, args) in [
        ("cause.txt", &["size", "explain", "app.wasm"][..]),
        (
            "crate.txt",
            &["size", "explain", "app.wasm", "--by", "crate"],
        ),
        (
            "function.txt",
            &[
                "size", "explain", "app.wasm", "--by", "function", "--top", "4",
            ],
        ),
        (
            "section.txt",
            &[
                "size", "explain", "app.wasm", "--by", "section", "--top", "3",
            ],
        ),
        (
            "retained.txt",
            &["size", "explain", "app.wasm", "--retained"],
        ),
        (
            "import.txt",
            &["size", "explain", "app.wasm", "--import", "wasi:cli/stdout"],
        ),
        (
            "chain.txt",
            &["size", "explain", "app.wasm", "--function", "core::fmt"],
        ),
        (
            "chain.json",
            &[
                "size",
                "explain",
                "app.wasm",
                "--function",
                "core::fmt",
                "--json",
            ],
        ),
        ("cause.json", &["size", "explain", "app.wasm", "--json"]),
        ("diff.txt", &["size", "diff", "app.wasm", "longer.wasm"]),
        (
            "diff.json",
            &["size", "diff", "app.wasm", "longer.wasm", "--json"],
        ),
        (
            "small.txt",
            &[
                "size",
                "diff",
                "app.wasm",
                "longer.wasm",
                "--min-change",
                "20",
            ],
        ),
    ] {
        let (code, stdout, stderr) = shell.end(args);
        assert_eq!((code, stderr.as_str()), (0, ""), "{args:?}");
        golden(name, &stdout);
    }
}

#[test]
fn documents_add_up() {
    let shell = Shell::new();
    for file in ["node.wasm", "describe.wasm"] {
        let bytes = std::fs::metadata(shell.folder.path().join(file))
            .unwrap()
            .len();
        for by in ["cause", "crate", "function", "section", "line"] {
            let (code, document) = shell.json(&["size", "explain", file, "--by", by, "--json"]);
            assert_eq!((code, &document["schema_version"]), (0, &1.into()));
            let groups = document["groups"].as_array().unwrap();
            let sum: u64 = groups
                .iter()
                .map(|group| group["bytes"].as_u64().unwrap())
                .sum();
            assert_eq!(
                (sum, document["bytes"].as_u64()),
                (bytes, Some(bytes)),
                "{file} {by}"
            );
        }
        let (_, document) = shell.json(&["size", "explain", file, "--retained", "--json"]);
        assert_eq!(document["tree"]["retained"], bytes);
    }
    let (code, document) = shell.json(&["size", "diff", "node.wasm", "describe.wasm", "--json"]);
    assert_eq!((code, &document["schema_version"]), (0, &1.into()));
    let changes = document["changes"].as_array().unwrap().iter();
    let spoken: i64 = changes
        .map(|change| change["difference"].as_i64().unwrap())
        .sum();
    let quiet = &document["quiet"];
    let quiet: i64 = ["indices", "names", "small", "merged"]
        .map(|key| quiet[key].as_i64().unwrap())
        .iter()
        .sum();
    let more = document["after"].as_i64().unwrap() - document["before"].as_i64().unwrap();
    assert_eq!(spoken + quiet, more);
}

#[test]
fn another_name_of_the_crate_is_nothing_to_speak_of() {
    let shell = Shell::new();
    shell.write("shop.wasm", &program("shop", ""));
    shell.write("renamed.wasm", &program("a_crate_of_another_name", ""));
    let (code, stdout, _) = shell.end(&["size", "diff", "shop.wasm", "renamed.wasm"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("\nnothing to speak of\n"), "{stdout}");
    assert!(stdout.contains("3 functions renamed"), "{stdout}");
}

#[test]
fn core_modules_are_explained_too() {
    let shell = Shell::new();
    shell.write(
        "module.wasm",
        &wat::parse_str("(module (func $a::b (export \"f\") nop))").unwrap(),
    );
    let (code, stdout, _) = shell.end(&["size", "explain", "module.wasm", "--by", "crate"]);
    assert_eq!(code, 0);
    assert!(stdout.contains("1 of 1 functions have names"), "{stdout}");
    let (code, stdout, _) = shell.end(&["size", "diff", "module.wasm", "module.wasm"]);
    assert_eq!(code, 0);
    assert!(stdout.ends_with("(0)\nnothing to speak of\n"), "{stdout}");
}

#[test]
fn what_cannot_be_explained_ends_with_a_documented_code() {
    let shell = Shell::new();
    let whole = greentic_testkit::handmade::describe();
    shell.write("empty", b"");
    shell.write("cut", &whole[..whole.len() / 2]);
    shell.write("random", &[0x5a; 1000]);
    shell.write("text", b"(component)");
    for file in ["empty", "cut", "random", "text"] {
        for args in [
            &["size", "explain", file][..],
            &["size", "explain", file, "--retained"],
            &["size", "explain", file, "--import", "a"],
            &["size", "explain", "node.wasm", "--twin", file],
            &["size", "explain", "node.wasm", "--companion", file],
            &["size", "diff", file, "node.wasm"],
            &["size", "diff", "node.wasm", file],
        ] {
            let (code, stdout, stderr) = shell.end(args);
            assert_eq!((code, stdout.as_str()), (3, ""), "{args:?}: {stderr}");
            assert!(
                stderr.starts_with(&format!("error: {file}: ")),
                "{args:?}: {stderr}"
            );
            let (code, document) = shell.json(&[args, &["--json"]].concat());
            assert_eq!(
                (code, &document["failure"]["kind"]),
                (3, &"unusable".into())
            );
        }
    }
    let (code, _, stderr) = shell.end(&["size", "explain", "no such file"]);
    assert_eq!(
        (code, stderr.starts_with("error: cannot read")),
        (6, true),
        "{stderr}"
    );
    let (code, _, stderr) =
        shell.end(&["size", "explain", "node.wasm", "--import", "nobody:knows"]);
    assert_eq!(
        (code, stderr.contains("no import fits `nobody:knows`")),
        (1, true),
        "{stderr}"
    );
    for args in [
        &["size", "explain"][..],
        &["size", "explain", "node.wasm", "--by", "colour"],
        &[
            "size",
            "explain",
            "node.wasm",
            "--import",
            "a",
            "--function",
            "b",
        ],
        &["size", "diff", "node.wasm"],
        &[
            "size",
            "diff",
            "node.wasm",
            "node.wasm",
            "--min-change",
            "much",
        ],
    ] {
        assert_eq!(shell.end(args).0, 2, "{args:?}");
    }
}

#[test]
fn hostile_files_end_as_they_should() {
    let shell = Shell::new();
    let hostile = hostile::of_structure()
        .into_iter()
        .chain(hostile::of_modules());
    for one in hostile {
        shell.write("hostile.wasm", &one.bytes);
        for args in [
            &["size", "explain", "hostile.wasm"][..],
            &["size", "explain", "hostile.wasm", "--retained"],
            &["size", "explain", "hostile.wasm", "--import", "a", "--json"],
            &["size", "diff", "hostile.wasm", "node.wasm"],
        ] {
            let (code, stderr) = shell.watched(args);
            assert!(
                [0, 1, 3].contains(&code),
                "{}: {args:?}: {code}: {stderr}",
                one.name
            );
        }
    }
}
