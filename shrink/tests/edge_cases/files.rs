//! No output destroys an input, or a file that was not named.

use std::fs;
use std::path::Path;

use super::{component, run, said};

/// Returns a folder with a component in `in.wasm` and the same under other names.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("in.wasm"), component()).unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    folder
}

/// Runs the command, which must refuse arguments that make no sense, and leave the
/// input as it was.
fn refused(folder: &Path, arguments: &[&str], why: &str) {
    refused_with(2, folder, arguments, why);
}

/// Runs the command in the same way, with another exit code.
fn refused_with(expected: i32, folder: &Path, arguments: &[&str], why: &str) {
    let (code, text) = said(&run(folder, arguments));
    assert_eq!(code, Some(expected), "{arguments:?}: {text}");
    assert!(text.contains(why), "{arguments:?}: {text}");
    let input = fs::read(folder.join("in.wasm")).unwrap();
    assert!(input == component(), "{arguments:?}");
}

#[test]
fn an_output_that_is_an_input_is_refused_whatever_it_is_called() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let mut names = vec!["in.wasm", "./in.wasm", "sub/../in.wasm"];
    let absolute = at("in.wasm").display().to_string();
    names.push(&absolute);
    #[cfg(unix)]
    {
        fs::hard_link(at("in.wasm"), at("sub/hard.wasm")).unwrap();
        std::os::unix::fs::symlink("../in.wasm", at("sub/soft.wasm")).unwrap();
        std::os::unix::fs::symlink("sub", at("folder")).unwrap();
        names.extend(["sub/hard.wasm", "sub/soft.wasm", "folder/hard.wasm"]);
    }
    for name in names {
        for arguments in [
            ["in.wasm", "-o", name].as_slice(),
            &["in.wasm", "-o", "out.wasm", "--symbol-map", name],
            &[
                "in.wasm",
                "-o",
                "out.wasm",
                "--set-aside",
                "names",
                "--aside",
                name,
            ],
            &["in.wasm", "--in-place", "--symbol-map", name],
        ] {
            refused(folder.path(), arguments, "");
        }
        assert!(!at("out.wasm").exists());
    }
    refused(folder.path(), &["in.wasm", "-o", "in.wasm"], "--in-place");
}

#[cfg(unix)]
#[test]
fn standard_input_is_an_input_and_standard_output_an_output() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let input = || fs::File::open(at("in.wasm")).unwrap();
    let output = super::shrinker(folder.path())
        .args(["-", "-o", "in.wasm"])
        .stdin(input())
        .output()
        .unwrap();
    assert_eq!(said(&output).0, Some(2), "{output:?}");
    assert!(fs::read(at("in.wasm")).unwrap() == component());

    let append = fs::File::options()
        .append(true)
        .open(at("in.wasm"))
        .unwrap();
    let output = super::shrinker(folder.path())
        .args(["in.wasm", "-o", "-"])
        .stdout(append)
        .output()
        .unwrap();
    assert_eq!(said(&output).0, Some(2), "{output:?}");
    assert!(fs::read(at("in.wasm")).unwrap() == component());
}

#[test]
fn two_outputs_that_are_one_file_are_refused() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("there"), "before").unwrap();
    let mut pairs = vec![("new", "./new"), ("sub/new", "sub/../sub/new")];
    #[cfg(unix)]
    {
        fs::hard_link(at("there"), at("hard")).unwrap();
        std::os::unix::fs::symlink("there", at("soft")).unwrap();
        std::os::unix::fs::symlink("missing", at("dangling")).unwrap();
        pairs.extend([("there", "hard"), ("soft", "hard"), ("missing", "dangling")]);
    }
    for (left, right) in pairs {
        let arguments = ["in.wasm", "-o", left, "--symbol-map", right];
        refused(folder.path(), &arguments, "one place");
        let arguments = [
            "in.wasm",
            "--set-aside",
            "names",
            "--aside",
            left,
            "--symbol-map",
            right,
        ];
        let arguments = [&arguments[..], &["-o", "out.wasm"]].concat();
        refused(folder.path(), &arguments, "one place");
    }
    assert_eq!(fs::read(at("there")).unwrap(), b"before");
    assert!(!at("new").exists() && !at("missing").exists());
}

#[test]
fn a_component_replaces_its_own_input_where_that_is_asked_for() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    let shrunk = greentic_shrink::shrink(&component(), &greentic_shrink::Options::default());
    let shrunk = shrunk.unwrap().component;
    for arguments in [
        ["in.wasm", "--in-place"].as_slice(),
        &["in.wasm", "-o", "./in.wasm", "--in-place"],
    ] {
        fs::write(at("in.wasm"), component()).unwrap();
        let (code, text) = said(&run(folder.path(), arguments));
        assert_eq!((code, &*text), (Some(0), ""), "{arguments:?}");
        assert!(fs::read(at("in.wasm")).unwrap() == shrunk);
    }
    // It is its own input that it may replace, and no other.
    fs::write(at("in.wasm"), component()).unwrap();
    fs::write(at("sub/in.wasm"), component()).unwrap();
    let arguments = ["sub/in.wasm", "in.wasm", "-o", ".", "--in-place"];
    refused(folder.path(), &arguments, "same name");
    fs::write(at("other.wasm"), component()).unwrap();
    for arguments in [
        ["sub", "other.wasm", "-o", "sub"].as_slice(),
        &["sub/in.wasm", "other.wasm", "-o", "./sub/../sub"],
    ] {
        refused(folder.path(), arguments, "sub/in.wasm");
    }
    assert!(fs::read(at("sub/in.wasm")).unwrap() == component());
    assert!(!at("sub/other.wasm").exists());
}

#[test]
fn a_read_only_output_is_replaced_by_force_alone() {
    let folder = folder();
    let out = folder.path().join("out.wasm");
    fs::write(&out, "before").unwrap();
    let mut permissions = fs::metadata(&out).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&out, permissions).unwrap();
    refused_with(6, folder.path(), &["in.wasm", "-o", "out.wasm"], "--force");
    assert_eq!(fs::read(&out).unwrap(), b"before");
    let output = run(folder.path(), ["in.wasm", "-o", "out.wasm", "--force"]);
    assert!(output.status.success(), "{output:?}");
    assert!(fs::read(&out).unwrap().starts_with(b"\0asm"));
    assert!(fs::metadata(&out).unwrap().permissions().readonly());
}

/// Runs as a user whom the system says no to: the tests may be run by root.
#[cfg(target_os = "linux")]
mod nobody {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    use std::process::Output;

    use super::*;

    const NOBODY: u32 = 65_534;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Runs a copy of the command that everybody can reach.
    fn run(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
        let program = folder.join("component-shrink");
        if !program.exists() {
            fs::copy(env!("CARGO_BIN_EXE_component-shrink"), &program).unwrap();
        }
        let mut command = std::process::Command::new(&program);
        command.current_dir(folder).args(arguments);
        if fs::metadata(folder).unwrap().uid() == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.env_remove("GREENTIC_WASM_OPT");
        command.envs(variables.iter().copied()).output().unwrap()
    }

    #[test]
    fn an_output_in_a_folder_that_cannot_be_written_is_written_in_place_alone() {
        let folder = folder();
        let out = folder.path().join("sub/out.wasm");
        fs::write(&out, "before, and longer than what comes".repeat(99)).unwrap();
        let number = fs::metadata(&out).unwrap().ino();
        mode(folder.path(), 0o755);
        mode(&out, 0o666);
        mode(&folder.path().join("sub"), 0o555);
        let none = [("GREENTIC_WASM_OPT", "")];
        let arguments = ["in.wasm", "-o", "sub/out.wasm"];
        let (code, text) = said(&run(folder.path(), &none, &arguments));
        assert_eq!(code, Some(6), "{text}");
        assert!(
            text.contains("--in-place") && text.contains("loses"),
            "{text}"
        );
        assert!(fs::read(&out).unwrap().starts_with(b"before"));

        let arguments = [&arguments[..], &["--in-place"]].concat();
        let (code, text) = said(&run(folder.path(), &none, &arguments));
        assert_eq!((code, &*text), (Some(0), ""));
        let written = fs::read(&out).unwrap();
        let expected =
            greentic_shrink::shrink(&component(), &greentic_shrink::Options::default()).unwrap();
        assert!(written == expected.component);
        assert_eq!(fs::metadata(&out).unwrap().ino(), number);

        // A file that is not there cannot be written in place either.
        let arguments = ["in.wasm", "-o", "sub/new.wasm", "--in-place"];
        assert_eq!(run(folder.path(), &none, &arguments).status.code(), Some(6));
        mode(&folder.path().join("sub"), 0o755);
    }

    #[test]
    fn a_folder_on_the_path_that_may_not_be_read_has_no_wasm_opt() {
        let folder = folder();
        mode(folder.path(), 0o777);
        mode(&folder.path().join("sub"), 0o000);
        let path = folder.path().join("sub").display().to_string();
        let arguments = ["in.wasm", "-o", "out.wasm"];
        let (code, text) = said(&run(folder.path(), &[("PATH", &path)], &arguments));
        assert_eq!((code, &*text), (Some(0), ""));
        let arguments = ["in.wasm", "-o", "out.wasm", "--wasm-opt"];
        let (code, text) = said(&run(folder.path(), &[("PATH", &path)], &arguments));
        assert_eq!(code, Some(6));
        assert!(text.contains("wasm-opt is not installed"), "{text}");
        mode(&folder.path().join("sub"), 0o755);
    }
}
