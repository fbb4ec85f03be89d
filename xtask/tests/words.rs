//! `cargo xtask words` as people call it: on this repository, and where too many doc comments
//! open with a question word.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the command in a workspace.
fn words(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("words")
        .args(arguments)
        // Where cargo says that the command's package is.
        .env("CARGO_MANIFEST_DIR", root.join("xtask"))
        .output()
        .unwrap()
}

#[test]
fn the_limit_holds_here() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let output = words(root, &["--list"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    let last = text.lines().next_back().unwrap();
    assert!(last.ends_with("in all; the limit is 100"), "{text}");
}

#[test]
fn one_more_than_the_limit_is_a_failure_with_its_places() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("words");
    let source = root.join("planted/src");
    fs::create_dir_all(&source).unwrap();
    fs::write(root.join("planted/Cargo.toml"), "").unwrap();
    let run = |comments: &str, arguments: &[&str]| {
        fs::write(source.join("lib.rs"), comments).unwrap();
        let output = words(&root, arguments);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let code = output.status.code().unwrap();
        (code, text(&output.stdout), text(&output.stderr))
    };
    let most = "/// Whether it is.\nstruct A;\n".repeat(100);
    let (code, text, _) = run(&most, &[]);
    assert_eq!(
        (code, &*text),
        (0, "  100  planted\n  100  in all; the limit is 100\n")
    );
    let (code, text, error) = run(&format!("//! Why not.\n{most}"), &["--list"]);
    assert_eq!(code, 1);
    let first = "planted/src/lib.rs:1: Why not.\nplanted/src/lib.rs:2: Whether it is.\n";
    assert!(text.starts_with(first), "{text}");
    assert!(
        error.starts_with("error: words: 101 doc comments open with "),
        "{error}"
    );
}
