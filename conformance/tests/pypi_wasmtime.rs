//! Components on wasmtime as `PyPI` has it.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use greentic_conformance::shrunk::shrunk_file;
use greentic_testkit::answers::Answers;
use greentic_testkit::cargo::workspace;
use greentic_testkit::guests::{EXAMPLES, component};
use greentic_testkit::runtimes::{python, run};
use serde_json::json;

/// Returns the answers of a component to these calls.
fn given(python: &Path, package: &str, answers: &Answers) -> Result<String> {
    given_by(python, package, component(package), answers)
}

/// The same for the component in a file.
fn given_by(python: &Path, name: &str, file: &Path, answers: &Answers) -> Result<String> {
    let calls = answers.write_calls(&format!("pypi-{name}"))?;
    run(Command::new(python)
        .arg(workspace().join("testkit/python/answers.py"))
        .arg(file)
        .arg(calls))
}

#[test]
fn the_examples_answer_as_they_declare() -> Result<()> {
    let Some(python) = python()? else {
        return Ok(());
    };
    for example in EXAMPLES {
        let answers = Answers::of_example(example)?;
        let given = given(&python, example, &answers)?;
        assert_eq!(answers.differences(&given)?, [""; 0], "{example}");
        let small = shrunk_file(component(example), "pypi")?;
        let small = given_by(&python, &format!("{example}-shrunk"), &small, &answers)?;
        assert_eq!(answers.differences(&small)?, [""; 0], "{example}, shrunk");
        // Other answers would not have passed.
        let found = answers.falsified().differences(&given)?;
        assert_eq!(found.len(), answers.count(), "{example}");
    }
    Ok(())
}

#[test]
fn two_results_of_imports_live_side_by_side() -> Result<()> {
    let Some(python) = python()? else {
        return Ok(());
    };
    let secrets = json!({"A": "first", "B": "the second"});
    let answers = Answers::invocation(&secrets, "first|the second");
    let given = given(&python, "conformance-two-results", &answers)?;
    assert_eq!(answers.differences(&given)?, [""; 0]);
    Ok(())
}
