//! `size report`, `explain` and `diff`, of files, folders and packages.

use std::path::Path;

use super::Shell;
use greentic_testkit::handmade::hostile;

/// Returns a program that prints. Its formatting code is in a function of its own.
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
        (
            "report.txt",
            &["size", "report", "app.wasm", "--no-precompile"][..],
        ),
        (
            "reports.txt",
            &[
                "size",
                "report",
                "app.wasm",
                "longer.wasm",
                "--no-precompile",
            ],
        ),
        (
            "report.json",
            &["size", "report", "app.wasm", "--no-precompile", "--json"],
        ),
        ("cause.txt", &["size", "explain", "app.wasm"]),
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
            &["size", "explain", "node.wasm", "--symbol-map", file],
            // The name of the option before.
            &["size", "explain", "node.wasm", "--companion", file],
            &["size", "diff", file, "node.wasm"],
            &["size", "diff", "node.wasm", file],
            &["size", "report", file],
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
        &["size", "report"][..],
        &["size", "report", "node.wasm", "--compile-limit", "much"],
        &["size", "explain"],
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
            &["size", "report", "hostile.wasm"],
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

/// Writes the folders of a release and of the next one, with files in both and in only
/// one.
fn releases(shell: &Shell) {
    let folder = shell.folder.path();
    for path in ["old/plugins", "new/plugins"] {
        std::fs::create_dir_all(folder.join(path)).unwrap();
    }
    shell.write("old/app.wasm", &program("shop", ""));
    shell.write("new/app.wasm", &program("shop", "(drop (i32.const 77))"));
    let same = wat::parse_str("(module (func $a::b (export \"f\") nop))").unwrap();
    shell.write("old/plugins/same.wasm", &same);
    shell.write("new/plugins/same.wasm", &same);
    shell.write("old/plugins/old.wasm", &same);
    shell.write("new/plugins/new.wasm", &same);
    // Files that others have built do not belong to the folder.
    std::fs::create_dir_all(folder.join("new/target")).unwrap();
    shell.write("new/target/other.wasm", &same);
}

#[test]
fn folders_are_told_of_file_by_file() {
    let shell = Shell::new();
    releases(&shell);
    for (name, args) in [
        ("folders.txt", &["size", "diff", "old", "new"][..]),
        ("folders.json", &["size", "diff", "old", "new", "--json"]),
        (
            "folder.txt",
            &["size", "report", "new", "--no-precompile", "--no-shrink"],
        ),
        (
            "explained.txt",
            &["size", "explain", "new", "--by", "section", "--top", "1"],
        ),
    ] {
        let (code, stdout, stderr) = shell.end(args);
        assert_eq!((code, stderr.as_str()), (0, ""), "{args:?}");
        golden(name, &stdout);
    }
    let (code, document) = shell.json(&["size", "explain", "new", "--json"]);
    assert_eq!((code, &document["schema_version"]), (0, &1.into()));
    let files = document["files"].as_array().unwrap();
    let names: Vec<_> = files
        .iter()
        .map(|file| file["file"].as_str().unwrap())
        .collect();
    let all = ["app.wasm", "plugins/new.wasm", "plugins/same.wasm"];
    assert_eq!(names, all);
    // One of the files imports it.
    let args = ["size", "explain", "new", "--import", "wasi:cli"];
    let (code, stdout, _) = shell.end(&args);
    assert_eq!((code, stdout.matches("is kept in by").count()), (0, 1));
    let (code, _, stderr) = shell.end(&["size", "explain", "new", "--import", "nobody"]);
    assert_eq!((code, stderr.contains("no import fits")), (1, true));
    // A folder is no file, and no twin is one of several files.
    for args in [
        &["size", "diff", "old", "node.wasm"][..],
        &["size", "diff", "old", "new", "--twin-after", "node.wasm"],
        &["size", "explain", "new", "--twin", "node.wasm"],
    ] {
        let (code, _, stderr) = shell.end(args);
        assert_eq!(code, 2, "{args:?}: {stderr}");
    }
    let (code, _, stderr) = shell.end(&["size", "report", "new/plugins/.."]);
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn a_damaged_file_of_a_folder_is_named_and_the_others_are_told_of() {
    let shell = Shell::new();
    releases(&shell);
    shell.write("new/cut.wasm", &node_cut());
    shell.write("new/\u{1b}[2Jodd\n.wasm", b"no module");
    for (args, told) in [
        (
            &["size", "report", "new", "--no-precompile"][..],
            "app.wasm",
        ),
        (&["size", "explain", "new"], "app.wasm: "),
        (&["size", "diff", "old", "new"], "app.wasm: "),
        (
            &["size", "report", "new/cut.wasm", "node.wasm"],
            "node.wasm",
        ),
    ] {
        let (code, stdout, stderr) = shell.end(args);
        assert_eq!(code, 3, "{args:?}: {stderr}");
        assert!(stdout.contains(told), "{args:?}: {stdout}");
        assert!(stderr.contains("cut.wasm: "), "{args:?}: {stderr}");
        assert!(!(stdout + &stderr).contains('\u{1b}'), "{args:?}");
        let (code, document) = shell.json(&[args, &["--json"]].concat());
        assert_eq!(code, 3, "{args:?}");
        let failed = document["failed"].as_array().unwrap();
        let names: Vec<_> = failed
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        assert!(
            names.iter().any(|name| name.ends_with("cut.wasm")),
            "{names:?}"
        );
        if args.contains(&"new") {
            assert!(names.contains(&"\\u{1b}[2Jodd\\n.wasm"), "{names:?}");
        }
    }
    std::fs::create_dir(shell.folder.path().join("empty")).unwrap();
    for args in [
        &["size", "report", "empty"][..],
        &["size", "explain", "empty"],
        &["size", "diff", "empty", "new"],
    ] {
        let (code, stdout, stderr) = shell.end(args);
        assert_eq!((code, stdout.as_str()), (3, ""), "{args:?}");
        assert!(stderr.contains("no .wasm file"), "{stderr}");
    }
}

fn node_cut() -> Vec<u8> {
    let mut whole = greentic_testkit::handmade::node();
    whole.truncate(whole.len() - 3);
    whole
}

#[test]
fn a_report_adds_up_and_tells_what_a_host_makes_of_the_file() {
    let shell = Shell::new();
    let module = "(module (memory 2 3) (table 4 9 funcref) (func (export \"f\") nop))";
    shell.write("module.wasm", &wat::parse_str(module).unwrap());
    let args = ["size", "report", "node.wasm", "module.wasm", "--json"];
    let (code, document) = shell.json(&args);
    assert_eq!((code, &document["schema_version"]), (0, &1.into()));
    for file in document["files"].as_array().unwrap() {
        let number = |key: &str| {
            file[key]
                .as_u64()
                .unwrap_or_else(|| panic!("{key}: {file}"))
        };
        let parts = ["core_bytes", "wrapper_bytes", "custom_bytes"];
        let sum: u64 = parts.into_iter().map(number).sum();
        assert_eq!(sum, number("bytes"));
        assert!(file["shrunk"]["bytes"].as_u64() <= Some(sum));
        let compiled = &file["compiled"];
        for key in ["cranelift_bytes", "pulley_bytes"] {
            assert!(compiled[key].as_u64() > Some(500), "{key}: {file}");
        }
        let takes = &file["instance"];
        let memory = number("memory_pages") * 65_536;
        assert_eq!(takes["memory_bytes"], memory);
        assert!(takes["context_bytes"].as_u64() > Some(8), "{takes}");
    }
    let module = &document["files"][1];
    assert_eq!(module["kind"], "module");
    assert_eq!(module["table_elements"], 4);
    assert_eq!(module["table_max_elements"], 9);
    // A file that is too large to compile is reported, and is no failure.
    let args = ["size", "report", "node.wasm", "--compile-limit", "100"];
    let (code, stdout, _) = shell.end(&args);
    assert_eq!(code, 0);
    assert!(stdout.contains("--compile-limit"), "{stdout}");
}

#[test]
fn standard_input_is_a_file_too() {
    let shell = Shell::new();
    for args in [
        &["size", "report", "-", "--no-precompile"][..],
        &["size", "explain", "-"],
        &["size", "diff", "-", "node.wasm"],
    ] {
        let input = std::fs::File::open(shell.folder.path().join("node.wasm")).unwrap();
        let output = shell.command(args).stdin(input).output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(stdout.starts_with("standard input"), "{stdout}");
    }
}

#[test]
fn a_package_is_built_and_told_of() {
    let shell = Shell::new();
    let folder = shell.folder.path();
    std::fs::create_dir_all(folder.join("shop/src")).unwrap();
    let pinned = include_bytes!("../../../rust-toolchain.toml");
    shell.write("shop/rust-toolchain.toml", pinned);
    shell.write(
        "shop/Cargo.toml",
        b"[package]\nname = \"shop\"\nedition = \"2024\"\n[workspace]\n\
          [lib]\ncrate-type = [\"cdylib\"]\n[profile.release]\npanic = \"abort\"\n",
    );
    let source = |more: &str| {
        format!(
            "#![no_std]\n#[panic_handler]\n\
             fn panic(_: &core::panic::PanicInfo<'_>) -> ! {{ loop {{}} }}\n\
             #[unsafe(no_mangle)]\npub extern \"C\" fn total(a: i32) -> i32 {{ a{more} }}\n"
        )
    };
    shell.write("shop/src/lib.rs", source("").as_bytes());
    let args = ["size", "report", "shop", "--json", "--no-precompile"];
    let (code, stdout, stderr) = shell.end(&[&args[..], &["--target", "wasm32v1-none"]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.contains("[1/1] building shop"), "{stderr}");
    let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let file = &document["files"][0];
    assert_eq!(
        (&file["name"], &file["kind"]),
        (&"shop".into(), &"module".into())
    );
    let path = file["path"].as_str().unwrap().to_owned();
    assert!(path.ends_with("wasm32v1-none/release/shop.wasm"), "{path}");
    // A package beside the file that it was before.
    std::fs::copy(path, folder.join("before.wasm")).unwrap();
    shell.write("shop/src/lib.rs", source(" * 77 + 5").as_bytes());
    let args = [
        "size",
        "diff",
        "before.wasm",
        "shop",
        "--target",
        "wasm32v1-none",
    ];
    let (code, stdout, stderr) = shell.end(&args);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.starts_with("before.wasm -> shop: "), "{stdout}");
    assert!(stdout.contains("grew    total"), "{stdout}");
    // The table of a package needs no `file`.
    shell.write("shop/size-budgets.toml", b"[shop]\nbytes = 100\n");
    let args = ["size", "check", "--target", "wasm32v1-none", "--budgets"];
    let (code, stdout, stderr) = shell.end(&[&args[..], &["shop/size-budgets.toml"]].concat());
    assert_eq!(code, 1, "{stdout}{stderr}");
    assert!(
        stdout.contains("shop") && stdout.contains("100"),
        "{stdout}"
    );
    shell.write("shop/src/lib.rs", b"oh no");
    let (code, stdout, stderr) = shell.end(&["size", "explain", "shop"]);
    assert_eq!((code, stdout.as_str()), (3, ""), "{stderr}");
    assert!(stderr.contains("src/lib.rs:1"), "{stderr}");
}

#[test]
fn a_report_tells_what_is_left_of_the_budget() {
    let shell = Shell::new();
    let bytes = |path: &str| {
        std::fs::metadata(shell.folder.path().join(path))
            .unwrap()
            .len()
    };
    let size = bytes("node.wasm");
    let budgets = format!(
        "[node]\nbytes = {}\nmemory_pages = 0\n[\"plug*\"]\ngzip = 5\n\
         [tight]\nfile = \"describe.wasm\"\nbytes = {}\nplain_bytes = 10_000\n",
        size + 7,
        bytes("describe.wasm") + 3
    );
    shell.write("size-budgets.toml", budgets.as_bytes());
    let report = |file: &str| {
        let args = ["size", "report", file, "--no-precompile", "--json"];
        let (code, document) = shell.json(&args);
        assert_eq!(code, 0);
        document["files"][0]["budget"].clone()
    };
    let budget = report("node.wasm");
    assert_eq!(
        (&budget["table"], &budget["shrunk"]),
        (&"node".into(), &false.into())
    );
    assert_eq!(budget["bounds"][0]["left"], 7);
    assert_eq!(budget["bounds"][1]["key"], "memory_pages");
    assert_eq!(budget["bounds"][1]["left"], -1);
    let (_, stdout, _) = shell.end(&["size", "report", "node.wasm", "--no-precompile"]);
    assert!(
        stdout.contains("budget [node] of size-budgets.toml"),
        "{stdout}"
    );
    assert!(stdout.contains(", 7 left"), "{stdout}");
    assert!(stdout.contains(", 1 too many"), "{stdout}");
    // Numbers for both forms are for the file that comes out of the shrinker.
    let budget = report("describe.wasm");
    assert_eq!(
        (&budget["table"], &budget["shrunk"]),
        (&"tight".into(), &true.into())
    );
    assert!(budget["bounds"][0]["left"].as_i64() >= Some(3), "{budget}");
    shell.write("plugin.wasm", &wat::parse_str("(module)").unwrap());
    assert_eq!(report("plugin.wasm")["table"], "plug*");
    shell.write("other.wasm", &wat::parse_str("(module)").unwrap());
    assert!(report("other.wasm").is_null());
    // In another file, or in one that is none.
    let other = ["size", "report", "node.wasm", "--budgets", "none.toml"];
    assert_eq!(shell.end(&other).0, 6);
    shell.write("none.toml", b"[node]\nbytes = \"many\"\n");
    let (code, _, stderr) = shell.end(&other);
    assert_eq!((code, stderr.contains("none.toml")), (3, true), "{stderr}");
}
