//! The flags of `.cargo/config.toml`, and whether a component has them.

use std::path::Path;

use greentic_size_report::{LinkFlags, measure};

/// The flags of this repository that concern the memory.
const FLAGS: &str = r#"
    [target.'cfg(target_family = "wasm")']
    rustflags = [
        "-Clink-arg=--stack-first",
        "-Clink-arg=-zstack-size=4096",
        "-C", "link-arg=--initial-memory=65536",
        "-Clink-arg=--max-memory=131072",
    ]
"#;

fn parse(source: &str) -> Result<LinkFlags, String> {
    LinkFlags::parse(Path::new("config.toml"), source).map_err(|error| error.to_string())
}

fn check(flags: &str, module: &str) -> Result<(), String> {
    let component = format!("(component (core module {module}))");
    let sizes = measure(&wat::parse_str(component).unwrap()).unwrap();
    let flags = parse(flags).unwrap();
    flags.check(&sizes).map_err(|error| error.to_string())
}

#[test]
fn both_forms_of_cargo_are_read() {
    let list = "[target.'cfg(target_family = \"wasm\")']\nrustflags = [\"-C\", \"a b\"]\n";
    let text = "[target.'cfg(target_family = \"wasm\")']\nrustflags = \" -C  a b \"\n";
    assert_eq!(parse(list).unwrap().encoded(), "-C\u{1f}a b");
    assert_eq!(parse(text).unwrap().encoded(), "-C\u{1f}a\u{1f}b");
}

#[test]
fn a_configuration_without_flags_is_refused() {
    for source in [
        "",
        "[build]\nrustflags = [\"-Cx\"]\n",
        "[target.wasm32-wasip2]\nrustflags = [\"-Cx\"]\n",
        "[target.'cfg(target_family = \"wasm\")']\nrunner = \"x\"\n",
    ] {
        let error = parse(source).unwrap_err();
        assert!(error.contains("config.toml: there is no"), "{error}");
    }
    let error = parse("[target\n").unwrap_err();
    assert!(error.contains("line 1"), "{error}");
    let error = LinkFlags::read(Path::new("no/such/folder")).unwrap_err();
    assert!(error.to_string().contains("config.toml"), "{error}");
}

#[test]
fn the_layout_that_the_flags_ask_for_holds() {
    for module in [
        "(memory 1 2) (global (mut i32) (i32.const 4096)) (data (i32.const 4096) \"x\")",
        // A smaller stack.
        "(memory 1 2) (global (mut i32) (i32.const 96)) (data (i32.const 96) \"x\")",
        // Without a stack, and without data.
        "(memory 1 2)",
        // Glue has no memory of its own.
        "(import \"a\" \"b\" (memory 5))",
        "(global (mut i32) (i32.const 7))",
    ] {
        assert_eq!(check(FLAGS, module), Ok(()), "{module}");
    }
    // Nothing asked for, nothing to hold.
    let silent = "[target.'cfg(target_family = \"wasm\")']\nrustflags = []\n";
    assert_eq!(check(silent, "(memory 17)"), Ok(()));
}

#[test]
fn every_flag_that_did_not_arrive_is_named() {
    for (module, flag, found) in [
        ("(memory 2 2)", "--initial-memory=65536", "with 2 pages"),
        ("(memory 1 3)", "--max-memory=131072", "up to 3 pages"),
        ("(memory 1)", "--max-memory=131072", "without bound"),
        (
            "(memory 1 2) (global (mut i32) (i32.const 8192))",
            "--stack-first",
            "begins at 8192",
        ),
        (
            "(memory 1 2) (global (mut i32) (i32.const 4096)) (data (i32.const 9000) \"x\") \
             (data (i32.const 1024) \"y\")",
            "--stack-first",
            "data at 1024",
        ),
    ] {
        let error = check(FLAGS, module).unwrap_err();
        assert!(error.contains(flag), "{flag}: {error}");
        assert!(error.contains(found), "{found}: {error}");
    }
}

#[test]
fn the_last_of_two_flags_counts() {
    let flags = FLAGS.replace("131072\",", "131072\", \"-Clink-arg=--max-memory=196608\",");
    assert_eq!(check(&flags, "(memory 1 3)"), Ok(()));
}
