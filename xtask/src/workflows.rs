//! Each command that continuous integration runs exists.

use std::fs;

use crate::environment::root;
use crate::selection::{self, Request};

/// The commands in a workflow.
fn commands(workflow: &str) -> Vec<&str> {
    let lines = workflow.lines().map(str::trim_start);
    let lines = lines.map(|line| line.strip_prefix("- ").unwrap_or(line));
    let commands = lines.filter_map(|line| line.strip_prefix("run:"));
    commands.map(str::trim).collect()
}

/// Checks a command of a workflow.
fn check(command: &str) -> Result<(), String> {
    let words = command.strip_prefix("cargo xtask ");
    let words = words.ok_or_else(|| format!("`{command}` is no `cargo xtask` command"))?;
    let words: Vec<_> = words.split_whitespace().collect();
    match selection::read(&words)? {
        Request::Help => Err(format!("`{command}` checks nothing")),
        _ => Ok(()),
    }
}

#[test]
fn every_command_of_the_workflows_exists() {
    let folder = root().join(".github/workflows");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        for command in commands(&text) {
            seen += 1;
            if let Err(error) = check(command) {
                panic!("{}: {error}", path.display());
            }
        }
        // What a command is asked for cannot come from elsewhere.
        assert!(!text.contains("${{ github.event"), "{}", path.display());
    }
    assert!(seen >= 7, "{seen}");
}

#[test]
fn commands_that_are_not_there_are_found() {
    let workflow = "steps:\n  - run: cargo xtask test fmt\n  - name: a\n    run: |\n      make\n";
    assert_eq!(commands(workflow), ["cargo xtask test fmt", "|"]);
    assert!(check("cargo xtask test fmt clippy --strict").is_ok());
    for command in [
        "|",
        "make",
        "cargo test",
        "cargo xtask test fmt && make",
        "cargo xtask test no-such-step",
        "cargo xtask no-such-command",
        "cargo xtask help",
    ] {
        assert!(check(command).is_err(), "{command}");
    }
}

/// The command of the README is what the machine runs that checks everything.
#[test]
fn the_whole_is_one_command() {
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    let command = script.lines().next_back().unwrap();
    assert_eq!(command, "cargo xtask test");
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains(&format!("\n{command} ")));
}
