//! Tests that files, folders and packages are found.

use std::path::Path;

use greentic_size_track::input::{
    Artifact, Build, InputError, InputKind, InputSet, MOST_DEPTH, find,
};
use greentic_size_track::measure;
use greentic_size_track::progress::{Progress, Silent};

const MODULE: &[u8] = b"\0asm\x01\0\0\0";

fn at(path: &Path) -> Result<InputSet, InputError> {
    find(path, &Build::default(), &mut Silent)
}

fn write(root: &Path, path: &str, content: impl AsRef<[u8]>) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

fn names(found: &InputSet) -> Vec<&str> {
    found.inputs.iter().map(|input| &*input.name).collect()
}

#[test]
fn a_file_is_itself_whatever_it_is_called() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "module.bin", MODULE);
    let path = folder.path().join("module.bin");
    let found = at(&path).unwrap();
    assert_eq!(found.kind, InputKind::File);
    assert_eq!(found.inputs[0].bytes, MODULE);
    assert_eq!(found.inputs[0].path.as_deref(), Some(&*path));
    let error = at(&folder.path().join("none.wasm")).unwrap_err();
    assert!(error.to_string().starts_with("cannot read "), "{error}");
}

#[test]
fn a_folder_is_its_files_sorted_by_their_names_below_it() {
    let folder = tempfile::tempdir().unwrap();
    for path in [
        "b.wasm",
        "a/z.wasm",
        "a/a.wasm",
        "a/deep/er/x.wasm",
        // Left out: other files, what was built or installed, what is hidden.
        "a/readme.md",
        "wasm",
        "target/x.wasm",
        "a/node_modules/p/x.wasm",
        ".git/x.wasm",
    ] {
        write(folder.path(), path, MODULE);
    }
    let found = at(folder.path()).unwrap();
    assert_eq!(found.kind, InputKind::Folder);
    let all = ["a/a.wasm", "a/deep/er/x.wasm", "a/z.wasm", "b.wasm"];
    assert_eq!(names(&found), all);
    // The folder that was named itself is never left out.
    let found = at(&folder.path().join("target")).unwrap();
    assert_eq!(names(&found), ["x.wasm"]);
}

#[test]
fn a_folder_without_a_file_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "target/x.wasm", MODULE);
    let error = at(folder.path()).unwrap_err();
    assert!(matches!(error, InputError::Nothing { .. }));
    assert!(error.to_string().contains("no .wasm file"), "{error}");
}

#[test]
fn folders_may_not_be_nested_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let nested = |levels: usize| "d/".repeat(levels) + "x.wasm";
    write(folder.path(), &nested(MOST_DEPTH), MODULE);
    assert_eq!(at(folder.path()).unwrap().inputs.len(), 1);
    write(folder.path(), &nested(MOST_DEPTH + 1), MODULE);
    let error = at(folder.path()).unwrap_err();
    assert!(matches!(error, InputError::TooMuch { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn links_lead_to_files_and_not_in_circles() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a/x.wasm", MODULE);
    symlink("..", folder.path().join("a/up")).unwrap();
    symlink(".", folder.path().join("a/self.wasm")).unwrap();
    symlink("a/x.wasm", folder.path().join("link.wasm")).unwrap();
    let found = at(folder.path()).unwrap();
    assert_eq!(names(&found), ["a/x.wasm", "link.wasm"]);
    assert!(found.unread.is_empty(), "{:?}", found.unread);
    // The folder itself may be a link.
    let link = folder.path().join("folder");
    symlink("a", &link).unwrap();
    assert_eq!(names(&at(&link).unwrap()), ["x.wasm"]);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "good.wasm", MODULE);
    symlink("nowhere", folder.path().join("broken.wasm")).unwrap();
    let pipe = folder.path().join("pipe.wasm");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let found = at(folder.path()).unwrap();
    assert_eq!(names(&found), ["good.wasm"]);
    let unread: Vec<_> = found.unread.iter().map(|unread| &*unread.name).collect();
    assert_eq!(unread, ["broken.wasm", "pipe.wasm"]);
    let error = found.unread[1].error.to_string();
    assert!(error.contains("no regular file"), "{error}");
}

/// The steps of a build.
#[derive(Default)]
struct Noted(Vec<String>);

impl Progress for Noted {
    fn step(&mut self, number: usize, of: usize, what: &str) {
        self.0.push(format!("{number}/{of} {what}"));
    }

    fn note(&mut self, line: &str) {
        self.0.push(line.to_owned());
    }
}

const LIBRARY: &str = "#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! { loop {} }
#[unsafe(no_mangle)]
pub extern \"C\" fn sum(one: i32, other: i32) -> i32 { one + other }
";

fn package(root: &Path, name: &str, more: &str) {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n{more}"
    );
    write(root, &format!("{name}/Cargo.toml"), manifest);
    write(root, &format!("{name}/src/lib.rs"), LIBRARY);
}

#[test]
fn a_package_is_built_as_its_author_ships_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let members = "[workspace]\nresolver = \"3\"\nmembers = [\"one\", \"two\", \"host\"]\n\
                   [profile.tiny]\ninherits = \"release\"\npanic = \"abort\"\nstrip = true\n";
    write(root, "Cargo.toml", members);
    let pinned = include_str!("../../rust-toolchain.toml");
    write(root, "rust-toolchain.toml", pinned);
    write(
        root,
        ".cargo/config.toml",
        "[build]\ntarget = \"wasm32-wasip2\"\n",
    );
    package(root, "one", "");
    package(root, "two", "");
    // A tool beside the components, which is none.
    write(
        root,
        "host/Cargo.toml",
        "[package]\nname = \"host\"\nedition = \"2024\"\n",
    );
    write(
        root,
        "host/src/main.rs",
        "fn main() { std::process::exit(1) }\n",
    );

    let mut noted = Noted::default();
    let found = find(root, &Build::default(), &mut noted).unwrap();
    assert_eq!(
        (found.kind, names(&found)),
        (InputKind::Package, vec!["one", "two"])
    );
    assert_eq!(noted.0, ["1/2 building one", "2/2 building two"]);
    let path = found.inputs[0].path.as_deref().unwrap();
    assert!(
        path.ends_with("target/wasm32-wasip2/tiny/one.wasm"),
        "{}",
        path.display()
    );
    let sizes = measure(&found.inputs[0].bytes).unwrap();
    assert_eq!(sizes.kind, measure::Kind::Component);

    // The same by its own Cargo.toml, and by name with another profile.
    let one = at(&root.join("one/Cargo.toml")).unwrap();
    assert_eq!(one.inputs, found.inputs[..1]);
    let build = Build {
        package: Some("two".to_owned()),
        profile: Some("dev".to_owned()),
        target: None,
    };
    let two = find(root, &build, &mut Silent).unwrap();
    assert_eq!(names(&two), ["two"]);
    let path = two.inputs[0].path.as_deref().unwrap();
    assert!(
        path.ends_with("target/wasm32-wasip2/debug/two.wasm"),
        "{}",
        path.display()
    );

    let build = Build {
        package: Some("three".to_owned()),
        ..Build::default()
    };
    let error = find(root, &build, &mut Silent).unwrap_err().to_string();
    assert!(error.contains("no package `three`"), "{error}");
    assert!(error.ends_with("one, two"), "{error}");

    // Cargo's own message is passed on.
    write(root, "one/src/lib.rs", "fn broken( {}\n");
    let error = at(&root.join("one")).unwrap_err();
    assert!(matches!(error, InputError::Build { .. }));
    let error = error.to_string();
    assert!(error.contains("cargo build"), "{error}");
    assert!(error.contains("one/src/lib.rs:1"), "{error}");
    write(root, "one/Cargo.toml", "[package\n");
    let error = at(&root.join("one")).unwrap_err();
    assert!(matches!(error, InputError::Package { .. }), "{error}");
}

#[test]
fn a_library_of_rust_is_no_component() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "Cargo.toml",
        "[package]\nname = \"plain\"\n[workspace]\n",
    );
    write(folder.path(), "src/lib.rs", "");
    let error = at(folder.path()).unwrap_err().to_string();
    assert!(error.contains("makes no .wasm file"), "{error}");
    assert!(error.contains("crate-type"), "{error}");
}

#[test]
fn messages_of_cargo_that_are_about_no_file_are_passed_over() {
    for line in [
        "",
        "not JSON",
        "{}",
        r#"{"reason":"build-finished","success":true}"#,
        r#"{"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","target":{"name":"a","kind":["lib"]},"filenames":["/a/liba.rlib"]}"#,
    ] {
        assert_eq!(Artifact::of_message(line), None, "{line}");
    }
    let line = r#"{"reason":"compiler-artifact","manifest_path":"/a/Cargo.toml","target":{"name":"a","kind":["cdylib"]},"filenames":["/a/a.d","/a/a.wasm"]}"#;
    let artifact = Artifact::of_message(line).unwrap();
    assert_eq!(artifact.path, Path::new("/a/a.wasm"));
    assert_eq!(artifact.kinds, ["cdylib"]);
}
