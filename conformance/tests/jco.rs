//! Components on jco and Node.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use greentic_conformance::shrunk::shrunk_file;
use greentic_testkit::answers::Answers;
use greentic_testkit::guests::{EXAMPLES, component};
use greentic_testkit::runtimes::{node, run, transpile, transpile_file};
use serde_json::{Value, json};

/// Returns the answers of a component to these calls.
fn given(node: &Path, package: &str, answers: &Answers) -> Result<String> {
    given_by(node, package, component(package), answers)
}

/// The same for the component in a file.
fn given_by(node: &Path, name: &str, file: &Path, answers: &Answers) -> Result<String> {
    let calls = answers.write_calls(&format!("jco-{name}"))?;
    let (folder, name) = transpile_file(node, name, file)?;
    run(Command::new("node")
        .arg(node.join("answers.mjs"))
        .arg(folder)
        .arg(name)
        .arg(calls))
}

/// Returns the output of a script of `node/` about a component.
fn script(node: &Path, file: &str, package: &str, arguments: &[&str]) -> Result<Value> {
    let (folder, name) = transpile(node, package)?;
    let output = run(Command::new("node")
        .arg(node.join(file))
        .arg(folder)
        .arg(name)
        .args(arguments))?;
    Ok(serde_json::from_str(&output)?)
}

#[test]
fn the_examples_answer_as_they_declare() -> Result<()> {
    let Some(node) = node()? else { return Ok(()) };
    for example in EXAMPLES {
        let answers = Answers::of_example(example)?;
        let given = given(&node, example, &answers)?;
        assert_eq!(answers.differences(&given)?, [""; 0], "{example}");
        let small = shrunk_file(component(example), "jco")?;
        let small = given_by(&node, &format!("{example}-shrunk"), &small, &answers)?;
        assert_eq!(answers.differences(&small)?, [""; 0], "{example}, shrunk");
        // Other answers would not have passed.
        let found = answers.falsified().differences(&given)?;
        assert_eq!(found.len(), answers.count(), "{example}");
    }
    Ok(())
}

#[test]
fn two_results_of_imports_live_side_by_side() -> Result<()> {
    let Some(node) = node()? else { return Ok(()) };
    let secrets = json!({"A": "first", "B": "the second"});
    let answers = Answers::invocation(&secrets, "first|the second");
    let given = given(&node, "conformance-two-results", &answers)?;
    assert_eq!(answers.differences(&given)?, [""; 0]);
    Ok(())
}

/// Seen to fail without the check in `Arena::enter`: the nested call then
/// answers, its return takes the outer call's memory back, and the secret
/// overwrites the outer call's input.
#[test]
fn a_nested_call_traps_and_the_outer_one_does_not_notice() -> Result<()> {
    let Some(node) = node()? else { return Ok(()) };
    let seen = script(&node, "reentry.mjs", "conformance-reentry", &[])?;
    assert_eq!(
        seen["outer"],
        json!({"tag": "ok", "val": format!("<one>one{}", "s".repeat(1000))})
    );
    assert_eq!(seen["nested"]["trap"], true, "{seen}");
    // The component's own trap, not a refusal of jco's to enter it.
    let message = seen["nested"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("unreachable"), "{seen}");
    assert_eq!(seen["after"], "plain:two");

    // A host that does not call again sees no trap.
    let calm = script(&node, "reentry.mjs", "conformance-reentry", &["calm"])?;
    assert_eq!(calm["nested"], Value::Null);
    assert_eq!(calm["outer"], seen["outer"]);
    Ok(())
}

#[test]
fn a_stack_overflow_leaves_the_data_as_they_were() -> Result<()> {
    let Some(node) = node()? else { return Ok(()) };
    let package = "conformance-stack-overflow";
    // Where the memories of two runs differ, apart from the name of the
    // operation that is among the arguments.
    let compare = |left: &str, right: &str| -> Result<(Value, Vec<u64>)> {
        let seen = script(&node, "overflow.mjs", package, &[left, right])?;
        let op = seen["op"].as_u64().expect("where the name is");
        let name = op..op + left.len() as u64;
        let differences = seen["differences"].as_array().into_iter().flatten();
        let data = differences
            .filter_map(Value::as_u64)
            .filter(|at| !name.contains(at));
        Ok((seen["traps"].clone(), data.collect()))
    };
    let (traps, data) = compare("recurse", "abandon")?;
    assert_eq!(data, [0; 0]);
    assert!(traps[0].to_string().contains("out of bounds"), "{traps}");
    // One word that was overwritten is found.
    let (_, data) = compare("corrupt", "abandon")?;
    assert_eq!(data.len(), 4, "{data:?}");
    Ok(())
}
