//! The parts that all commands share, and the commands for the shell.

use std::path::Path;
use std::process::{Command, Stdio};

use greentic_testkit::guests;
use serde_json::Value;

use super::Shell;

/// Returns the commands that the help lists.
fn commands(shell: &Shell) -> Vec<String> {
    let (code, help, _) = shell.end(&["--help"]);
    assert_eq!(code, 0);
    let list = help.split("Commands:\n").nth(1).expect("commands");
    let names = list.lines().take_while(|line| !line.is_empty());
    let names = names.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names
        .filter(|name| !name.is_empty() && *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_has_a_help_with_an_example() {
    let shell = Shell::new();
    let commands = commands(&shell);
    assert!(commands.len() >= 17, "{commands:?}");
    for name in &commands {
        let (code, help, stderr) = shell.end(&[name, "--help"]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{name}");
        assert!(help.contains("Examples:"), "{name}: {help}");
        assert!(help.contains("--color <WHEN>"), "{name}: {help}");
    }
}

#[test]
fn every_document_says_the_version_of_its_schema() {
    let shell = Shell::new();
    for args in [
        &["inspect", "node.wasm", "--json"][..],
        &["describe", "describe.wasm", "--json"],
        &["call", "node.wasm", "get-manifest", "--json"],
        &[
            "check",
            "node.wasm",
            "greentic:component/node@0.5.0",
            "--json",
        ],
        &["shrink", "node.wasm", "--json"],
        &["shrink", "stack", "node.wasm", "--json"],
        &["inspect", "nothing.wasm", "--json"],
        &["manifest", "check", "--json"],
        &["descriptor", "nothing.json", "--json"],
        &["pack", "verify", "nothing.gtpack", "--json"],
        // It is no router.
        &["mcp", "node.wasm", "--http", "127.0.0.1:0", "--json"],
    ] {
        let (_, text, _) = shell.end(args);
        // The key stands there once; a parser would not notice a second one.
        let versions = text.matches("\n  \"schema_version\": ").count();
        assert_eq!(versions, 1, "{args:?}: {text}");
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(document["schema_version"], 1, "{args:?}: {document}");
    }
}

#[test]
fn colour_is_as_one_asks_for_it() {
    let shell = Shell::new();
    let colourful = |args: &[&str], no_color: bool| {
        let mut command = shell.command(args);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        if no_color {
            command.env("NO_COLOR", "1");
        }
        let output = command.output().unwrap();
        output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b)
    };
    let check = ["check", "node.wasm", "greentic:component/node@0.5.0"];
    let with = |when| [&check[..], &["--color", when]].concat();
    // A pipe, unless it is asked for, and then whatever the environment says.
    assert!(!colourful(&check, false));
    assert!(!colourful(&with("auto"), false));
    assert!(!colourful(&with("never"), false));
    assert!(colourful(&with("always"), false));
    assert!(colourful(&with("always"), true));
    let failing = ["inspect", "nothing.wasm", "--color", "always"];
    assert!(colourful(&failing, false));
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let shell = Shell::new();
    for args in [
        &["completions", "bash"][..],
        &["shrink", "node.wasm", "--stats"],
        &["inspect", "node.wasm"],
    ] {
        let mut child = shell
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {stderr}");
    }
}

#[test]
fn the_commands_behind_other_names_have_the_same_exit_codes() {
    let shell = Shell::new();
    shell.write("text.wasm", b"no component");
    shell.write(
        "a.wit",
        b"package a:b; interface i { f: func(x: nothing); }",
    );
    for (args, code) in [
        (&["shrink", "node.wasm"][..], 2),
        (&["shrink", "text.wasm", "--stats"], 3),
        (&["shrink", "nothing.wasm", "--stats"], 6),
        (&["shrink", "node.wasm", "-o", "node.wasm"], 2),
        (&["bindgen", "generate", "a.wit"], 3),
        (&["bindgen", "generate"], 2),
        (&["report", "--manifest-path", "nothing"], 2),
        (&["build", "--manifest-path", "nothing"], 6),
        (&["build"], 2),
        (&["completions", "no-shell"], 2),
    ] {
        let (found, _, stderr) = shell.end(args);
        assert_eq!(found, code, "{args:?}: {stderr}");
        assert!(stderr.starts_with("error:"), "{args:?}: {stderr}");
    }
}

#[test]
fn completions_are_scripts_of_their_shell() {
    let shell = Shell::new();
    for name in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, script, _) = shell.end(&["completions", name]);
        assert_eq!(code, 0);
        assert!(script.contains("precompile"), "{name}");
    }
    let (_, script, _) = shell.end(&["completions", "bash"]);
    let path = shell.write("completions.bash", script.as_bytes());
    let checked = Command::new("bash").arg("-n").arg(path).status();
    assert!(checked.expect("bash").success());
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let shell = Shell::new();
    let (code, _, stderr) = shell.end(&["man", "-o", "manual"]);
    assert_eq!(code, 0, "{stderr}");
    let page = |name: &str| {
        let path = shell.folder.path().join("manual").join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    for name in commands(&shell) {
        let page = page(&format!("greentic-tiny-{name}.1"));
        assert!(page.contains(".SH SYNOPSIS"), "{name}");
    }
    assert!(page("greentic-tiny.1").contains("Exit codes"));
    assert!(page("greentic-tiny-bindgen-stub.1").contains("forward"));
}

/// The source of an author who does not know profiles and flags.
const AUTHOR: &str = r##"#![cfg_attr(target_family = "wasm", no_std)]
greentic_guest::describe!(r#"{"name":"plain"}"#);
"##;

#[test]
fn a_crate_becomes_its_smallest_component_from_anywhere() {
    // The same bytes as the size report measures.
    let linked = guests::bytes("component-describe");
    let expected = greentic_shrink::shrink(&linked, &greentic_shrink::Options::default()).unwrap();
    let shell = Shell::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let example = root.join("examples/component-describe/Cargo.toml");
    let target = root.join("target/tests/front");
    let build = |args: &[&str]| {
        let mut command = shell.command(&[&["build"], args].concat());
        // These settings do not change the result.
        command
            .env("CARGO_TARGET_DIR", &target)
            .env("RUSTFLAGS", "-Copt-level=0");
        let output = command.output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{stderr}");
        String::from_utf8(output.stdout).unwrap()
    };
    let example = example.to_str().unwrap();
    let said = build(&["--manifest-path", example, "-o", "out.wasm", "--json"]);
    let document: Value = serde_json::from_str(&said).unwrap();
    let component = std::fs::read(shell.folder.path().join("out.wasm")).unwrap();
    assert_eq!(component, expected.component);
    assert_eq!(document["bytes"], component.len());
    assert_eq!(document["plain_bytes"], linked.len());

    let guest = root.join("guest");
    let manifest = format!(
        "[package]\nname = \"plain\"\nedition = \"2024\"\n[lib]\ncrate-type = [\"cdylib\"]\n\
         [workspace]\n[dependencies]\ngreentic-guest = {{ path = {guest:?} }}\n"
    );
    std::fs::create_dir_all(shell.folder.path().join("plain/src")).unwrap();
    shell.write("plain/Cargo.toml", manifest.as_bytes());
    shell.write("plain/src/lib.rs", AUTHOR.as_bytes());
    let text = build(&["--manifest-path", "plain", "--output", "plain.wasm"]);
    assert!(text.starts_with("plain: "), "{text}");
    let bytes = std::fs::metadata(shell.folder.path().join("plain.wasm")).unwrap();
    assert!(bytes.len() < 250, "{text}");
    let (code, answer, _) = shell.end(&["describe", "plain.wasm"]);
    assert_eq!((code, answer.trim()), (0, r#"{"name":"plain"}"#));
}

#[test]
fn the_documentation_has_the_exit_codes_of_the_help() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = std::fs::read_to_string(root.join("docs/commands.md")).unwrap();
    let (_, help, _) = Shell::new().end(&["--help"]);
    let codes = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| {
            let digit = line.strip_prefix("  ").and_then(|line| line.chars().next());
            digit.is_some_and(|digit| digit.is_ascii_digit())
        });
        lines.map(str::to_owned).collect()
    };
    assert_eq!(codes(&text).len(), 7);
    assert_eq!(codes(&text), codes(&help));
}
