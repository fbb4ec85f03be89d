//! Functions with known frames, as rustc compiles them, against the stack that they
//! take.

use std::path::Path;
use std::process::Command;

use greentic_shrink::core_wasm::{minimise, outline};
use greentic_shrink::stack::{ExportStack, Reason, analyse};

use super::measured::depth;

/// The levels of optimisation for each guest. Without optimisation frames look
/// another way.
const LEVELS: [&str; 4] = ["0", "2", "s", "z"];

/// The stack of the guests.
const SIZE: u64 = 4096;

/// Compiles a guest, with names or without.
fn compile(guest: &str, level: &str, names: bool) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("guest.wasm");
    let source = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/stack/guests")
        .join(guest)
        .with_extension("rs");
    let strip = if names { "debuginfo" } else { "symbols" };
    let status = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .args([
            "--edition=2024",
            "--crate-type=cdylib",
            "--target=wasm32-unknown-unknown",
        ])
        .args([
            "-Cpanic=abort",
            "-Coverflow-checks=off",
            "-Cdebug-assertions=off",
        ])
        .args(["-Clink-arg=--stack-first", "-Clink-arg=-zstack-size=4096"])
        .arg(format!("-Copt-level={level}"))
        .arg(format!("-Cstrip={strip}"))
        .arg("-o")
        .arg(&output)
        .arg(source)
        .status()
        .unwrap();
    assert!(status.success(), "{guest} at {level}");
    std::fs::read(output).unwrap()
}

/// Returns a guest in every form that the analysis must read alike: as the linker
/// left it, without names, and shrunk.
fn forms(guest: &str, level: &str) -> Vec<(String, Vec<u8>)> {
    let mut forms = Vec::new();
    for names in [true, false] {
        let linked = compile(guest, level, names);
        let smaller = minimise(&linked, &|_| true).unwrap();
        let outlined = outline(&smaller).unwrap();
        for (form, module) in [
            ("linked", linked),
            ("minimised", smaller),
            ("outlined", outlined),
        ] {
            forms.push((
                format!("{guest} at {level}, {form}, names: {names}"),
                module,
            ));
        }
    }
    forms
}

fn of(module: &[u8], export: &str) -> ExportStack {
    let mut stacks = analyse(module).unwrap().into_iter();
    stacks.find(|stack| stack.export == export).unwrap()
}

/// Checks that two sizes differ by 16 bytes at most, the alignment: nobody writes
/// to the bytes between a frame's variables and its end.
fn close(form: &str, said: u64, measured: u64) {
    assert!(
        (measured..=measured + 16).contains(&said),
        "{form}: {said} bytes are said, and {measured} were written to"
    );
}

#[test]
fn a_chain_takes_the_sum_of_its_frames() {
    for level in LEVELS {
        for (form, module) in forms("chain", level) {
            for export in ["deep", "shallow"] {
                let stack = of(&module, export);
                assert_eq!(stack.size, Some(SIZE), "{form}");
                assert_eq!(stack.unbounded, [], "{form}");
                close(&form, stack.bytes, depth(&module, export, 3, SIZE));
            }
            assert!(of(&module, "deep").bytes >= 96 + 208 + 48, "{form}");
        }
    }
}

#[test]
fn an_indirect_call_takes_what_the_deepest_function_of_the_table_does() {
    for level in LEVELS {
        for (form, module) in forms("indirect", level) {
            let stack = of(&module, "choose");
            assert_eq!(stack.unbounded, [], "{form}");
            let measured = (0..3).map(|which| depth(&module, "choose", which, SIZE));
            close(&form, stack.bytes, measured.max().unwrap());
        }
    }
}

#[test]
fn recursion_is_named_and_counted_once() {
    for level in LEVELS {
        for (form, module) in forms("recursive", level) {
            let stack = of(&module, "recurse");
            let [unbounded] = &stack.unbounded[..] else {
                panic!("{form}: {:?}", stack.unbounded);
            };
            assert_eq!(unbounded.reason, Reason::Recursion, "{form}");
            if form.ends_with("linked, names: true") {
                let name = &unbounded.functions[0];
                assert!(name.ends_with("down"), "{form}: {name}");
            }
            close(&form, stack.bytes, depth(&module, "recurse", 0, SIZE));
        }
    }
}
