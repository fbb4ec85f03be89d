//! `component-shrink-ld`: building a component shrinks it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use greentic_shrink::{Options, shrink};

const LINKER: &str = env!("CARGO_BIN_EXE_component-shrink-ld");

/// Writes a package of one component, with the linker in its configuration.
fn package(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let guest = root.join("guest").canonicalize().unwrap();
    let manifest = format!(
        "[package]\nname = \"scratch\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [lib]\ncrate-type = [\"cdylib\"]\n\
         [dependencies]\ngreentic-guest = {{ path = '{}' }}\n\
         [profile.release]\npanic = \"abort\"\nlto = \"fat\"\n[workspace]\n",
        guest.display()
    );
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::create_dir_all(folder.join(".cargo")).unwrap();
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    let source = root.join("examples/node-minimal/src/lib.rs");
    std::fs::copy(source, folder.join("src/lib.rs")).unwrap();
    let config = format!("[target.wasm32-wasip2]\nlinker = {LINKER:?}\n");
    std::fs::write(folder.join(".cargo/config.toml"), config).unwrap();
}

/// Builds the package. Returns the component, and the output of the build.
fn build(folder: &Path, variables: &[(&str, &str)]) -> (Vec<u8>, Output) {
    let target = folder.join("target");
    // The environment is no input of a link that cargo knows of.
    let _ = std::fs::remove_dir_all(&target);
    let mut command = Command::new(env!("CARGO"));
    command
        .args([
            "build",
            "--release",
            "--offline",
            "--target",
            "wasm32-wasip2",
        ])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("GREENTIC_WASM_OPT", "")
        .env_remove("COMPONENT_SHRINK_FLAGS")
        .env_remove("COMPONENT_SHRINK_LINKER")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
    let component = target.join("wasm32-wasip2/release/scratch.wasm");
    (std::fs::read(component).unwrap(), output)
}

#[test]
fn a_build_gives_what_shrinking_the_plain_build_gives() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path());
    let off = ("COMPONENT_SHRINK_FLAGS", "--off");
    let (plain, _) = build(folder.path(), &[off]);
    let (shrunk, _) = build(folder.path(), &[]);
    assert!(
        shrunk.len() * 2 < plain.len(),
        "{} {}",
        plain.len(),
        shrunk.len()
    );
    let expected = shrink(&plain, &Options::default()).unwrap().component;
    assert!(shrunk == expected);

    let without = ("COMPONENT_SHRINK_FLAGS", "--without shims --no-wasm-opt");
    let (larger, _) = build(folder.path(), &[without]);
    assert!(shrunk.len() < larger.len() && larger.len() < plain.len());

    // Nothing but the component is left behind.
    let deps = folder.path().join("target/wasm32-wasip2/release/deps");
    let left = std::fs::read_dir(deps).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().contains("component-shrink")
    });
    assert_eq!(left.count(), 0);
}

/// Calls the linker by itself, with another linker that writes `content`.
#[cfg(unix)]
fn link(folder: &Path, content: &[u8], variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    use std::os::unix::fs::PermissionsExt as _;

    let content_file = folder.join("content");
    std::fs::write(&content_file, content).unwrap();
    let script = folder.join("other-linker");
    let text = "#!/bin/sh\necho \"$@\" > arguments.txt\n[ \"$1\" = fail ] && exit 3\ncp content out.wasm\n";
    std::fs::write(&script, text).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    Command::new(LINKER)
        .args(arguments)
        .current_dir(folder)
        .env("COMPONENT_SHRINK_LINKER", &script)
        .env("GREENTIC_WASM_OPT", "")
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn what_cannot_be_shrunk_stays_and_the_link_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let written = || std::fs::read(folder.path().join("out.wasm")).unwrap();
    let note = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    let arguments = ["-flavor", "wasm", "-o", "out.wasm"];

    let output = link(folder.path(), b"no component", &[], &arguments);
    assert!(output.status.success());
    assert!(
        note(&output).contains("out.wasm was not shrunk"),
        "{}",
        note(&output)
    );
    assert_eq!(written(), b"no component");
    let passed = std::fs::read_to_string(folder.path().join("arguments.txt")).unwrap();
    assert_eq!(passed, "-flavor wasm -o out.wasm\n");

    let component = wat::parse_str("(component (@custom \"x\" \"y\"))").unwrap();
    let output = link(folder.path(), &component, &[], &arguments);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        note(&output)
    );
    assert_eq!(written(), wat::parse_str("(component)").unwrap());

    std::fs::write(
        folder.path().join("response"),
        "-flavor wasm\n-o out.wasm\n",
    )
    .unwrap();
    let output = link(folder.path(), &component, &[], &["@response"]);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        note(&output)
    );
    assert_eq!(written(), wat::parse_str("(component)").unwrap());
}

#[cfg(unix)]
#[test]
fn a_link_that_fails_fails_alike() {
    let folder = tempfile::tempdir().unwrap();
    let output = link(folder.path(), b"", &[], &["fail", "-o", "out.wasm"]);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn no_linker_is_an_error() {
    let output = Command::new(LINKER)
        .env("COMPONENT_SHRINK_LINKER", PathBuf::from("no-such-linker"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-linker"));
}
