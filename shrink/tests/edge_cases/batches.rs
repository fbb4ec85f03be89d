//! Several components: a fault in one harms no other.

use std::fs;
use std::path::Path;

use greentic_shrink::{Error, Options, shrink};

use super::{component, parsed, run, said};

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Returns a core module that says which component it is to become, for a world
/// that imports and exports nothing, with `text` in it.
fn module_of_a_component(text: &str) -> Vec<u8> {
    let mut resolve = wit_parser::Resolve::default();
    let package = resolve
        .push_str("a.wit", "package a:b; world w {}")
        .unwrap();
    let world = resolve.select_world(&[package], None).unwrap();
    let mut module = parsed(text);
    wit_component::embed_component_metadata(
        &mut module,
        &resolve,
        world,
        wit_component::StringEncoding::UTF8,
        false,
    )
    .unwrap();
    module
}

/// Returns a module that does not keep the assertions of the encoder.
fn unencodable() -> Vec<u8> {
    module_of_a_component(
        r#"(module (import "__main_module__" "cabi_realloc"
            (func (param i32 i32 i32 i32) (result i32))))"#,
    )
}

/// A component whose world WIT cannot say, which the decoder asserts.
const UNSAYABLE: &str = r#"(component
    (import "I1" (instance $i (export "r" (type (sub resource)))))
    (alias export $i "r" (type $r))
    (import "I2" (instance (export "r" (type (eq $r))))))"#;

#[test]
fn an_encoder_that_gives_up_is_an_error_of_the_input() {
    let error = shrink(&unencodable(), &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Encode { .. }), "{error}");
    // One that fits is encoded, so it is that module's fault.
    let fits = module_of_a_component("(module)");
    assert!(shrink(&fits, &Options::default()).is_ok());
}

#[test]
fn nothing_of_a_panic_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "encoder.wasm", &unencodable());
    write(folder.path(), "decoder.wasm", &parsed(UNSAYABLE));
    let (code, text) = said(&run(folder.path(), ["encoder.wasm", "-o", "out.wasm"]));
    assert_eq!(code, Some(3), "{text}");
    assert!(
        text.contains("encoder.wasm") && !text.contains("panicked at"),
        "{text}"
    );
    assert!(!folder.path().join("out.wasm").exists());
    let (code, text) = said(&run(folder.path(), ["decoder.wasm", "-o", "out.wasm"]));
    assert_eq!((code, &*text), (Some(0), ""));
    assert!(folder.path().join("out.wasm").exists());
}

#[test]
fn the_others_of_a_batch_are_written() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "in/a.wasm", &unencodable());
    write(folder.path(), "in/b.wasm", &component());
    write(folder.path(), "in/c.wasm", b"nothing");
    write(folder.path(), "in/d.wasm", &parsed(UNSAYABLE));
    let (code, text) = said(&run(folder.path(), ["in", "-o", "out"]));
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("2 of 4 failed"), "{text}");
    assert!(!text.contains("panicked at"), "{text}");
    let mut names: Vec<_> = fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["b.wasm", "d.wasm"]);
}

#[test]
fn folders_within_are_shrunk_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["in/a.wasm", "in/x/a.wasm", "in/x/y/b.wasm", "in/x/c.txt"] {
        write(folder.path(), name, &component());
    }
    let out = |name: &str| folder.path().join("in/out").join(name);
    // Twice: the output of the first time is no input of the second.
    for _ in 0..2 {
        let (code, text) = said(&run(folder.path(), ["in", "-o", "in/out", "--recursive"]));
        assert_eq!(code, Some(0), "{text}");
    }
    for name in ["a.wasm", "x/a.wasm", "x/y/b.wasm"] {
        assert!(out(name).is_file(), "{name}");
    }
    assert!(!out("out").exists() && !out("x/c.txt").exists());
    let (code, _) = said(&run(folder.path(), ["in", "-o", "flat"]));
    assert_eq!(code, Some(0));
    assert_eq!(fs::read_dir(folder.path().join("flat")).unwrap().count(), 1);
}

#[test]
fn no_empty_folder_is_left() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "in/a.wasm", b"nothing");
    write(folder.path(), "in/b.wasm", b"nothing");
    let (code, _) = said(&run(folder.path(), ["in", "-o", "new/out"]));
    assert_eq!(code, Some(3));
    assert!(!folder.path().join("new").exists());
    // A folder that was there stays.
    fs::create_dir(folder.path().join("there")).unwrap();
    let (code, _) = said(&run(folder.path(), ["in", "-o", "there/out"]));
    assert_eq!(code, Some(3));
    assert_eq!(
        fs::read_dir(folder.path().join("there")).unwrap().count(),
        0
    );
    let (code, _) = said(&run(folder.path(), ["in", "-o", "there"]));
    assert_eq!(code, Some(3));
    assert!(folder.path().join("there").is_dir());
}

/// A name that would clear the screen and forge a line.
#[cfg(unix)]
#[test]
fn names_are_printed_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let name = "a\u{1b}[2J\nverified: all.wasm";
    write(folder.path(), &format!("in/{name}"), b"nothing");
    write(folder.path(), "in/b\u{9b}1m.wasm", &component());
    for arguments in [
        vec!["in", "--stats"],
        vec!["in", "--verbose", "-o", "out"],
        vec!["bench", "in"],
    ] {
        let output = run(folder.path(), &arguments);
        for stream in [&output.stdout, &output.stderr] {
            let text = String::from_utf8_lossy(stream);
            let acts = |c: char| c.is_control() && c != '\n';
            assert!(!text.contains(acts), "{arguments:?}: {text:?}");
            assert!(!text.contains("\nverified"), "{arguments:?}: {text:?}");
        }
    }
    let path = format!("in/{name}");
    let (code, text) = said(&run(folder.path(), [path.as_str(), "-o", "out.wasm"]));
    assert_eq!(code, Some(3));
    assert!(
        text.contains("a\\u{1b}[2J\\nverified: all.wasm"),
        "{text:?}"
    );
}

/// Names in the component: of a custom section, and of a function in a backtrace.
#[test]
fn names_in_components_are_printed_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let text = super::COMPONENT
        .replace("\"junk\"", "\"junk\\0a\\1b[2J\"")
        .replace("$seven", "$\"seven\\0a\\1b[2J\"");
    let component = parsed(&text);
    write(folder.path(), "in.wasm", &component);
    let arguments = [
        "in.wasm",
        "-o",
        "out.wasm",
        "--symbol-map",
        "c",
        "--keep",
        "x\u{1b}y",
    ];
    let (code, text) = said(&run(folder.path(), arguments));
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("x\\u{1b}y"), "{text:?}");
    let written = fs::read(folder.path().join("out.wasm")).unwrap();
    let at = written
        .windows(2)
        .position(|bytes| bytes == [0x41, 7])
        .unwrap();
    write(
        folder.path(),
        "trace",
        format!("    0: {at:#x} - <unknown>!<wasm function 0>\n").as_bytes(),
    );
    let output = run(folder.path(), ["symbolize", "c", "trace"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("seven\\n\\u{1b}[2J"), "{text:?}");
}
