//! Our components in the platform's own code: what works where, of which
//! `docs/on-the-platform.md` has the table. `BLESS=1` writes it anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use greentic_conformance::shrunk::shrunk_file;
use greentic_testkit::cargo::{scratch, workspace};
use greentic_testkit::compose::compose;
use greentic_testkit::driver::Driver;
use greentic_testkit::{command, guests, published, registry};
use serde_json::{Value, json};

/// The releases of the runner that are asked.
const RUNNERS: [&str; 2] = ["0.4.60", "1.2.2"];

/// A kind of component: what it is called, the component, and an operation.
const NODES: [(&str, &str, &str); 6] = [
    ("`node@0.6.0`", "component-v0-6", "echo"),
    ("`node@0.5.0`", "node-minimal", "echo"),
    (
        "`rev_0_4_113::node@0.5.0`",
        "conformance-node-ours-rev-0-4-81",
        "echo",
    ),
    ("`node@0.4.0`", "conformance-called-others", "echo"),
    ("an MCP router", "mcp-tools", "split-bill"),
    ("`describe-v1@1.0.0`", "component-describe", "echo"),
];

/// Routers of the three protocols.
const ROUTERS: [(&str, &str); 3] = [
    ("`wasix:mcp/router@25.6.18`", "mcp-tools"),
    ("`wasix:mcp/router@25.3.26`", "conformance-mcp-v25-3-26"),
    ("`wasix:mcp/router@24.11.5`", "conformance-mcp-v24-11-5"),
];

/// Starts the program of the platform's code; `None`, which is said, where it is not
/// there.
fn start() -> Result<Option<(PathBuf, Driver)>> {
    let Some(program) = published::runners()? else {
        return Ok(None);
    };
    let driver = Driver::start(&program);
    Ok(Some((program, driver)))
}

/// Returns both forms of a component. `test` keeps tests that run at a time apart.
fn forms(package: &str, test: &str) -> Result<[PathBuf; 2]> {
    let plain = guests::component(package).to_owned();
    let small = shrunk_file(&plain, test)?;
    Ok([plain, small])
}

/// Asks a question about both forms and returns `works`, or what went wrong.
fn cell(driver: &mut Driver, forms: &[PathBuf; 2], question: &Value) -> String {
    let [plain, small] = forms.each_ref().map(|component| {
        let mut question = question.clone();
        question["component"] = json!(component);
        driver.ask(&question)
    });
    // The executor of tools tells components apart by their files.
    assert_eq!(plain.is_ok(), small.is_ok(), "{plain:?} {small:?}");
    match plain {
        Ok(answer) if answer == json!([]) => "it lists no tools".to_owned(),
        Ok(answer) => {
            assert_eq!(Ok(answer), small);
            "works".to_owned()
        }
        Err(error) => error,
    }
}

/// Returns where the source of a crate has a text, as `crate file:line`.
fn place(name: &str, version: &str, file: &str, text: &str) -> Result<String> {
    let sources = registry::sources(name, version)?.context("its sources")?;
    let source = fs::read_to_string(sources.join(file))?;
    let line = source.lines().position(|line| line.contains(text));
    let line = line.with_context(|| format!("{name} {file} has no `{text}`"))? + 1;
    Ok(format!("{name} {version}, `{file}:{line}`"))
}

/// The reasons why something does not work, each once, in the order of their numbers.
#[derive(Default)]
struct Reasons(Vec<String>);

impl Reasons {
    /// Returns `works`, or a reason's number.
    fn cell(&mut self, answer: String) -> String {
        if answer == "works" {
            return answer;
        }
        let known = self.0.iter().position(|reason| *reason == answer);
        let number = known.unwrap_or_else(|| {
            self.0.push(answer);
            self.0.len() - 1
        });
        format!("no [{}]", number + 1)
    }
}

/// Says of an error whose it is.
fn explained(error: &str) -> Result<String> {
    let called = |version| {
        place(
            "greentic-runner-host",
            version,
            "src/pack.rs",
            "fn instantiate_component_result",
        )
    };
    Ok(if error.contains("node@0.4.0") {
        let place = called("0.4.60")?;
        format!("The runner looks for nodes of 0.5 and 0.4 and nothing else: {place}.")
    } else if error.contains("component exports neither") {
        let place = called("1.2.2")?;
        format!("It is no node, and no component that runs in one call: {place}.")
    } else if error.contains("expected record of 19 fields") {
        let place = called("1.2.2")?;
        format!(
            "No runner calls `node@0.5.0` in the shape of revision 0.4.113; write nodes of 0.5 \
             without `rev_0_4_113`. The runner asks for the tenant context of 19 fields: {place}."
        )
    } else if error.contains("does not have export `title`") || error == "it lists no tools" {
        let place = place(
            "greentic-mcp-exec",
            "1.2.1",
            "src/router.rs",
            "world: \"mcp-router\"",
        )?;
        let what = if error == "it lists no tools" {
            "it takes others for components without tools"
        } else {
            "it takes one of 25.3.26, which has the same first number, for one of them"
        };
        format!("The executor knows routers of 25.6.18 alone; {what}: {place}.")
    } else {
        anyhow::bail!("nobody knows why: {error}")
    })
}

/// Returns the complaints of the platform's `doctor`, each once, about a component whose
/// manifest is in it and beside it.
fn doctor(program: &Path, package: &str) -> Result<Vec<String>> {
    let folder = scratch().join("doctor").join(package);
    fs::create_dir_all(&folder)?;
    fs::copy(guests::component(package), folder.join("node.wasm"))?;
    let new = [
        "manifest",
        "new",
        "node.wasm",
        "--id",
        "demo.node",
        "--operation",
        "echo",
    ];
    let embed = ["manifest", "embed", "component.manifest.json", "--in-place"];
    let _ = fs::remove_file(folder.join("component.manifest.json"));
    for arguments in [&new[..], &embed] {
        let mut command = Command::new(command::greentic_tiny());
        let output = command.current_dir(&folder).args(arguments).output()?;
        let error = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{arguments:?}: {error}");
    }
    let output = Command::new(program)
        .arg("inspect")
        .arg(folder.join("node.wasm"))
        .output()?;
    let report: Value = serde_json::from_slice(&output.stdout)?;
    let same = &report["manifest"]["compare_embedded"]["overall"];
    ensure!(same == "match", "{report}");
    let output = Command::new(program)
        .arg("doctor")
        .arg(folder.join("node.wasm"))
        .output()?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    let found = report["diagnostics"].as_array().context("a list")?;
    let mut complaints: Vec<_> = found
        .iter()
        .filter(|found| found["severity"] == "error")
        .filter_map(|found| Some(found["message"].as_str()?.to_owned()))
        .collect();
    complaints.sort();
    complaints.dedup();
    Ok(complaints)
}

#[test]
fn what_works_where_is_as_the_table_says() -> Result<()> {
    let Some((program, mut driver)) = start()? else {
        return Ok(());
    };
    let mut reasons = Reasons::default();
    let mut text = "# On the platform\n\n\
        This page lists which components made here work in the platform's own crates, as published.\n\
        `cargo run -p greentic-testkit -- runners` builds the crates, and\n\
        `conformance/tests/platform.rs` runs the components in them and writes this page\n\
        (`BLESS=1`). Every component ran in two forms, as linked and shrunk, with the same answers.\n\n\
        ## Called as a step of a flow\n\n\
        | | greentic-runner-host 0.4.60 | greentic-runner-host 1.2.2 |\n| --- | --- | --- |\n"
        .to_owned();
    for (kind, package, op) in NODES {
        let forms = forms(package, "table")?;
        let cells = RUNNERS.map(|runner| {
            let question = json!({
                "ask": "invoke", "runner": runner, "op": op, "payload": {"a": 1}, "config": null,
            });
            reasons.cell(cell(&mut driver, &forms, &question))
        });
        writeln!(text, "| {kind} | {} | {} |", cells[0], cells[1])?;
    }
    // Only the newer one's code for these stands by itself.
    let others = forms("conformance-called-others", "table")?;
    for (kind, ask) in [
        ("`component-runtime@0.6.0`", "runtime"),
        ("a provider, `schema-core-api@1.0.0`", "provider"),
    ] {
        let question = json!({ "ask": ask, "op": "send", "payload": {"a": 1} });
        let answer = reasons.cell(cell(&mut driver, &others, &question));
        writeln!(text, "| {kind} | not tried | {answer} |")?;
    }
    text.push_str(
        "\n## Listed and called as a tool\n\n| | greentic-mcp-exec 1.2.1 |\n| --- | --- |\n",
    );
    for (kind, package) in ROUTERS {
        let forms = forms(package, "table")?;
        let answer = reasons.cell(cell(&mut driver, &forms, &json!({ "ask": "tools" })));
        writeln!(text, "| {kind} | {answer} |")?;
    }
    text.push_str(
        "\nThe adapter of greentic-pack 1.3.0-research.11 makes a router a node of 0.4 that answers to\n\
         bare JSON. Both runners call it, but it reads their envelope as if it were the input:\n\
         `tool is required for operation=call`.\n\n## Why not\n\n",
    );
    for (number, reason) in (1..).zip(&reasons.0) {
        writeln!(text, "{number}. {}", explained(reason)?)?;
    }
    let nodes = doctor(&program, "component-v0-6")?;
    let asked = place(
        "greentic-component",
        "1.2.1",
        "src/cmd/doctor.rs",
        "fn validate_node_component",
    )?;
    write!(
        text,
        "\n## What `doctor` of greentic-component 1.2.1 says\n\n\
         Its `inspect` finds that the manifest which `greentic-tiny manifest embed` puts into a\n\
         component is the one beside it, and `doctor` accepts it. It links only WASI, so it cannot\n\
         call a component with imports of the platform. It asks a node of 0.6 for its\n\
         setup and its texts by operations of `invoke`, and does not ask `component-qa` and\n\
         `component-i18n`, where they are ({asked}).\n\
         Of `examples/component-v0-6`, which has them there, it says:\n\n"
    )?;
    for complaint in nodes {
        writeln!(text, "- {complaint}")?;
    }
    text.push_str(
        "\n## Manifests, descriptions, packs\n\nWhat `greentic-tiny manifest`, `descriptor` and \
         `pack build` write is read by\ngreentic-component 1.2.1, greentic-types \
         1.2.38173118925 and greentic-pack-lib 1.2.1,\nand what they refuse is refused: \
         `packs/tests/platform.rs` holds both against each other.\nPacks and components that \
         the platform's crates carry are read, called and shrunk in\n\
         `greentic-tiny/tests/command/platform.rs`.\n",
    );
    hold("docs/on-the-platform.md", &text)
}

/// Compares a page with what it must be, or writes it.
fn hold(page: &str, expected: &str) -> Result<()> {
    let path = workspace().join(page);
    if std::env::var_os("BLESS").is_some() {
        return Ok(fs::write(path, expected)?);
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    ensure!(found == expected, "{page} is not\n{expected}");
    Ok(())
}

/// Puts a router into an adapter, as the platform's packs do: that then is a node.
#[test]
fn a_router_in_the_platforms_adapter_is_a_node() -> Result<()> {
    let Some((_, mut driver)) = start()? else {
        return Ok(());
    };
    let adapter = registry::sources("greentic-pack", "1.3.0-research.11")?.context("sources")?;
    let adapter = fs::read(adapter.join("assets/mcp_adapter_25_06_18.component.wasm"))?;
    let folder = scratch().join("adapter");
    fs::create_dir_all(&folder)?;
    let call = json!({
        "operation": "call", "tool": "split-bill", "arguments": {"cents": 1000, "people": 3},
    });
    let forms = forms("mcp-tools", "router")?;
    for (name, router) in ["plain.wasm", "small.wasm"].into_iter().zip(&forms) {
        let composed = folder.join(name);
        fs::write(&composed, compose(&[&adapter, &fs::read(router)?])?)?;
        // A component that was put together can be shrunk as a whole.
        let whole = shrunk_file(&composed, "adapter")?;
        for component in [&composed, &whole] {
            let output = Command::new(command::greentic_tiny())
                .args([
                    "invoke",
                    "--wasi",
                    "--op",
                    "call",
                    "--input",
                    &call.to_string(),
                ])
                .arg(component)
                .output()?;
            let answer = String::from_utf8(output.stdout)?;
            assert!(answer.contains("333"), "{name}: {answer}");
            // The adapter takes the runners' envelope for what was in it.
            for runner in RUNNERS {
                let answer = driver.ask(&json!({
                    "ask": "invoke", "runner": runner, "component": component,
                    "op": "call", "payload": call, "config": null,
                }));
                let answer = answer.map_err(anyhow::Error::msg)?;
                let message = "tool is required for operation=call";
                assert_eq!(answer["error"]["message"], message, "{name} {runner}");
            }
        }
    }
    Ok(())
}
