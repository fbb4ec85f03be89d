//! The same WIT gives the same bytes, whoever asks and however often; and
//! those bytes are as rustfmt has them, wherever they go.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use greentic_guest_bindgen::{Answers, Stub, Wit, rustfmt};
use support::{cases, input};

/// The golden cases that give bindings.
fn inputs() -> Vec<PathBuf> {
    cases()
        .iter()
        .filter(|case| case.join("expected.rs").exists())
        .filter_map(|case| input(case))
        .collect()
}

fn generated(arguments: &[&str], path: &Path) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_guest-bindgen"))
        .arg(arguments[0])
        .arg(path)
        .args(&arguments[1..])
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", path.display());
    output.stdout
}

/// Twice in one process, where what is random by process is the same, and once
/// in another.
#[test]
fn every_run_gives_the_same_bytes() {
    for path in inputs() {
        let wit = Wit::read(&path).expect("WIT");
        let text = wit.bindings().expect("bindings").text();
        let again = Wit::read(&path).expect("WIT").bindings().expect("bindings");
        assert!(text == again.text(), "{}", path.display());
        let elsewhere = generated(&["generate"], &path);
        assert!(text.as_bytes() == elsewhere, "{}", path.display());

        for world in wit.worlds() {
            let stub = Stub {
                of: world.clone(),
                answers: Answers::Empty,
                bindings: "crate::bindings".into(),
                modules: std::collections::BTreeMap::new(),
            };
            let Ok(stub) = wit.stub(&stub) else { continue };
            let elsewhere = generated(&["stub", &world], &path);
            assert!(stub.as_bytes() == elsewhere, "{world}");
        }
    }
}

#[test]
fn whatever_is_written_is_formatted() {
    for path in inputs() {
        let wit = Wit::read(&path).expect("WIT");
        let bindings = wit.bindings().expect("bindings");
        let folder = tempfile::tempdir().expect("a temporary folder");
        bindings
            .write(folder.path().join("all.rs"))
            .expect("a file");
        bindings.write_modules(folder.path()).expect("files");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder.path()).expect("the folder") {
            let file = entry.expect("a file").path();
            let text = std::fs::read_to_string(&file).expect("text");
            assert!(
                rustfmt(&text).is_some_and(|again| again == text),
                "{} of {}",
                file.display(),
                path.display()
            );
            seen += 1;
        }
        assert_eq!(seen, bindings.modules.len() + 2);
    }
}

/// Proves that the test above finds a file that is not formatted.
#[test]
fn what_is_not_formatted_is_noticed() {
    assert_ne!(
        rustfmt("fn  a( ) { }\n").expect("rustfmt is installed"),
        "fn  a( ) { }\n"
    );
}
