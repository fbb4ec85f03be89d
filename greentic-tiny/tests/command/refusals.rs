//! The messages to a person whose component is refused something, or is of the wrong kind
//! for a command. Each names the switch or the command that helps.

use std::fmt::Write;
use std::path::Path;

use greentic_testkit::handmade::{asking, assemble, dummy, exporting};

use super::Shell;

/// All messages, one paragraph for each case. `BLESS=1` writes it.
const GOLDEN: &str = "tests/command/refusals.txt";

/// Runs a command, and notes its line, its exit code and its whole output.
fn case(said: &mut String, shell: &Shell, args: &[&str]) {
    let (code, stdout, stderr) = shell.end(args);
    let _ = writeln!(
        said,
        "$ greentic-tiny {}\n{stdout}{stderr}exit code {code}\n",
        args.join(" ")
    );
}

#[test]
fn every_refusal_names_the_switch_that_allows_it() {
    let shell = Shell::new();
    let mut said = String::new();
    shell.write("secure.wasm", &asking("https://example.com/a?b=c"));
    shell.write("plain.wasm", &asking("http://localhost:81/"));
    shell.write("other.wasm", &asking("ftp://example.com/"));
    let host = "--allow-host=localhost";
    let http = "--allow-http";
    for (file, options) in [
        ("secure.wasm", &[][..]),
        ("secure.wasm", &["--allow-host=example.org"]),
        ("plain.wasm", &[host]),
        ("plain.wasm", &[host, http]),
        ("plain.wasm", &[host, http, "--allow-port=81"]),
        ("other.wasm", &["--allow-host=example.com"]),
    ] {
        case(&mut said, &shell, &[&["call", file, "f"], options].concat());
    }
    let settings = assemble(include_str!("settings.wat"));
    shell.write("settings.wasm", &settings);
    case(
        &mut said,
        &shell,
        &["call", "settings.wasm", "get", "\"locale\""],
    );
    let secret = ["invoke", "node.wasm", "--op", "password", "--input", "KEY"];
    case(&mut said, &shell, &secret);
    case(
        &mut said,
        &shell,
        &[&secret[..], &["--deny-secret=KEY"]].concat(),
    );

    let (resolve, world) = exporting("../wit", &["wasix:mcp/router@25.6.18"]);
    shell.write("router.wasm", &dummy(&resolve, world));
    for command in ["describe", "qa", "i18n", "stream"] {
        let operation = ["--op", "a", "--input", ""];
        let more = match command {
            "stream" => &operation[..],
            _ => &[],
        };
        case(
            &mut said,
            &shell,
            &[&[command, "router.wasm"], more].concat(),
        );
    }
    case(&mut said, &shell, &["provider", "node.wasm", "describe"]);
    case(&mut said, &shell, &["mcp", "describe.wasm"]);
    shell.write("sums.wasm", &assemble("(component)"));
    case(&mut said, &shell, &["qa", "sums.wasm"]);

    let path = Path::new(GOLDEN);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &said).unwrap();
    }
    let due = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(said, due, "BLESS=1 writes what is said to {GOLDEN}");
}

#[test]
fn a_denial_is_told_once_and_leaves_documents_alone() {
    let shell = Shell::new();
    shell.write("settings.wasm", &assemble(include_str!("settings.wat")));
    let call = ["call", "settings.wasm", "get", "\"a\\nb\"", "--json"];
    let (code, stdout, stderr) = shell.end(&call);
    assert_eq!(code, 1);
    serde_json::from_str::<serde_json::Value>(&stdout).unwrap();
    // A text that the component chose cannot end the line.
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.contains("a\\nb"), "{stderr}");
}
