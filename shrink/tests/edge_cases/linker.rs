//! The messages of `component-shrink-ld`, and the cases in which it fails.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use super::{component, said};

/// Links with a linker that writes `content`.
fn link(folder: &Path, content: &[u8], variables: &[(&str, &str)]) -> (Option<i32>, String) {
    fs::write(folder.join("content"), content).unwrap();
    let linker = folder.join("other-linker");
    fs::write(
        &linker,
        "#!/bin/sh\necho linked > called\ncp content out.wasm\n",
    )
    .unwrap();
    fs::set_permissions(&linker, fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_component-shrink-ld"))
        .args(["-o", "out.wasm"])
        .current_dir(folder)
        .env("COMPONENT_SHRINK_LINKER", &linker)
        .env("GREENTIC_WASM_OPT", "")
        .env_remove("COMPONENT_SHRINK_FLAGS")
        .env_remove("COMPONENT_SHRINK_STRICT")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    said(&output)
}

fn left(folder: &Path) -> String {
    fs::read_to_string(folder.join("out.wasm.shrink.txt")).unwrap()
}

#[test]
fn what_is_no_setting_fails_the_link_before_it_begins() {
    let folder = tempfile::tempdir().unwrap();
    for (variable, value, why) in [
        ("COMPONENT_SHRINK_FLAGS", "--keeep names", "--keeep"),
        ("COMPONENT_SHRINK_FLAGS", "--without shim", "shim"),
        ("COMPONENT_SHRINK_STRICT", "yes", "neither 1 nor 0"),
    ] {
        let (code, text) = link(folder.path(), &component(), &[(variable, value)]);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains(variable) && text.contains(why), "{text}");
        assert!(!folder.path().join("called").exists(), "{value}");
    }
    let both = [
        ("COMPONENT_SHRINK_FLAGS", "--off"),
        ("COMPONENT_SHRINK_STRICT", "1"),
    ];
    assert_eq!(link(folder.path(), &component(), &both).0, Some(1));
    assert_eq!(
        link(folder.path(), &component(), &both[..1]),
        (Some(0), String::new())
    );
}

#[test]
fn a_strict_link_fails_where_nothing_was_shrunk() {
    let folder = tempfile::tempdir().unwrap();
    let smallest = wat::parse_str("(component)").unwrap();
    let strict = [("COMPONENT_SHRINK_STRICT", "1")];
    for content in [b"no component".as_slice(), &smallest] {
        let (code, text) = link(folder.path(), content, &strict);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains("out.wasm was not shrunk"), "{text}");
        let lax = link(folder.path(), content, &[("COMPONENT_SHRINK_STRICT", "0")]);
        assert_eq!(lax.0, Some(0), "{}", lax.1);
        assert!(fs::read(folder.path().join("out.wasm")).unwrap() == content);
    }
    assert_eq!(
        link(folder.path(), &component(), &strict),
        (Some(0), String::new())
    );
}

#[test]
fn what_was_done_stands_beside_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let signed = super::parsed(r#"(component (@custom "signature" "a"))"#);
    let (code, text) = link(folder.path(), &signed, &[]);
    assert_eq!(code, Some(0));
    assert!(text.contains("`signature` was dropped"), "{text}");
    assert!(left(folder.path()).contains("bytes became 8\nwarning: the section `signature`"));
    link(folder.path(), b"no component", &[]);
    assert!(
        left(folder.path()).contains("was not shrunk"),
        "{}",
        left(folder.path())
    );
}

#[test]
fn its_own_settings_are_shown() {
    let output = Command::new(env!("CARGO_BIN_EXE_component-shrink-ld"))
        .arg("--shrink-help")
        .env("COMPONENT_SHRINK_LINKER", "no-such-linker")
        .env("COMPONENT_SHRINK_FLAGS", "--nonsense")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let help = String::from_utf8(output.stdout).unwrap();
    for word in [
        "--keep",
        "--drop",
        "--without",
        "--no-wasm-opt",
        "--off",
        "COMPONENT_SHRINK_STRICT",
        "COMPONENT_SHRINK_LINKER",
        "shrink.txt",
        "linker-messages",
    ] {
        assert!(help.contains(word), "no {word} in\n{help}");
    }
}

/// rustc hides the messages of a linker that succeeds, unless it is asked not to.
#[test]
fn rustc_shows_what_it_says_where_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(
        at("a.rs"),
        "#![no_std]\n#[panic_handler] fn p(_: &core::panic::PanicInfo) -> ! { loop {} }\n",
    )
    .unwrap();
    // The linker writes a file that cannot be shrunk, whatever its input.
    let script = "#!/bin/sh\nwhile [ \"$1\" != -o ]; do shift; done; echo nothing > \"$2\"\n";
    fs::write(at("linker"), script).unwrap();
    fs::set_permissions(at("linker"), fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new("rustc")
        .args([
            "a.rs",
            "--crate-type=cdylib",
            "--target=wasm32-wasip2",
            "-Wlinker-messages",
        ])
        .arg(format!(
            "-Clinker={}",
            env!("CARGO_BIN_EXE_component-shrink-ld")
        ))
        .args(["-Cpanic=abort", "-o", "a.wasm"])
        .current_dir(folder.path())
        .env("COMPONENT_SHRINK_LINKER", at("linker"))
        .env("GREENTIC_WASM_OPT", "")
        .output()
        .unwrap();
    let (code, text) = said(&output);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("a.wasm was not shrunk"), "{text}");
    let left = fs::read_to_string(at("a.wasm.shrink.txt")).unwrap();
    assert!(left.contains("was not shrunk"), "{left}");
}
