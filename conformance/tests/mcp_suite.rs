//! The official conformance suite of the Model Context Protocol against a component
//! of ours, over HTTP.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Context as _, Result};
use greentic_testkit::guests::component;
use greentic_testkit::mcp::HttpServer;
use greentic_testkit::runtimes::{mcp_clients, run};

/// Scenarios that do not pass, each with whose limit it is. All six are of the
/// interface `wasix:mcp/router@25.6.18`: a component has no way to do what they ask.
const NOT_PASSED: [(&str, &str); 6] = [
    (
        "logging-set-level",
        "the interface has no logging, so the server offers none",
    ),
    (
        "prompts-get-with-args",
        "`get-prompt` takes a name, and no values for arguments",
    ),
    ("resources-subscribe", "the interface has no subscriptions"),
    (
        "resources-unsubscribe",
        "the interface has no subscriptions",
    ),
    (
        "tools-call-sampling",
        "a tool can ask the person (`elicit`), not the model",
    ),
    (
        "tools-call-with-logging",
        "the interface has no logging, so the server offers none",
    ),
];

/// All scenarios that the suite has for servers.
fn scenarios(list: &str) -> BTreeSet<String> {
    let lines = list
        .lines()
        .skip_while(|line| !line.starts_with("Server scenarios"));
    let lines = lines
        .skip(1)
        .take_while(|line| line.trim_start().starts_with('-'));
    lines
        .filter_map(|line| line.split_whitespace().nth(1))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_official_suite_passes_but_for_what_the_interface_lacks() -> Result<()> {
    let Some(clients) = mcp_clients()? else {
        return Ok(());
    };
    let suite = || {
        let mut command = Command::new(&clients.node);
        command
            .current_dir(&clients.folder)
            .arg("node_modules/@modelcontextprotocol/conformance/dist/index.js");
        command
    };
    let all = scenarios(&run(suite().arg("list"))?);
    assert_eq!(all.len(), 32, "{all:?}");
    let server = HttpServer::start(component("conformance-mcp-everything"), &[])?;
    let mut failed = BTreeSet::new();
    for scenario in &all {
        let output = suite()
            .args(["server", "--url", server.url(), "--scenario", scenario])
            .output()
            .context("the suite")?;
        if !output.status.success() {
            failed.insert(scenario.as_str());
            println!("{scenario}:\n{}", String::from_utf8_lossy(&output.stdout));
        }
    }
    let expected: BTreeSet<_> = NOT_PASSED.iter().map(|(scenario, _)| *scenario).collect();
    assert_eq!(failed, expected);
    Ok(())
}
