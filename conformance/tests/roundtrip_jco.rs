//! Values that pass through components come out as they went in, on jco and
//! Node.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use greentic_conformance::roundtrip::check::{SEED_VARIABLE, seed};
use greentic_conformance::roundtrip::components::{Built, GREENTIC, SYNTHETIC, mirrors};
use greentic_conformance::roundtrip::host::{Function, Mirror};
use greentic_conformance::roundtrip::javascript::Script;
use greentic_conformance::shrunk::shrunk_file;
use greentic_testkit::cargo::scratch;
use greentic_testkit::runtimes::{node, run, transpile_file};
use serde::Deserialize;
use wasmtime::Engine;

/// The interfaces that run here: those which hosts in JavaScript call.
const INTERFACES: [&str; 4] = [
    "greentic:component/describe-v1@1.0.0",
    "greentic:component/node@0.5.0",
    "greentic:worker/worker-api@1.0.0",
    "wasix:mcp/router@25.6.18",
];

/// The output of the script.
#[derive(Debug, Deserialize)]
struct Outcome {
    count: usize,
    differences: Vec<Difference>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "to be printed")]
struct Difference {
    function: String,
    call: usize,
    part: String,
    sent: String,
    arrived: String,
}

/// Returns the outcome of the calls of a script, on a form of a mirror. Tests that run at
/// the same time give it different names.
fn outcome(
    node: &Path,
    test: &str,
    built: &Built,
    form: &Path,
    script: &Script,
) -> Result<Outcome> {
    let letters = |c: char| !c.is_ascii_alphanumeric();
    let name = format!("{test}-{}", built.interface.replace(letters, "-"));
    let (folder, module) = transpile_file(node, &name, form)?;
    let calls = script.write(&scratch(), &name)?;
    let output = run(Command::new("node")
        .arg(node.join("roundtrip.mjs"))
        .arg(folder)
        .arg(module)
        .arg(calls))?;
    serde_json::from_str(&output).with_context(|| format!("no outcome: {output}"))
}

/// Returns the functions of a mirror, as Wasmtime reads them from the component.
fn functions(built: &Built) -> Result<Vec<Function>> {
    let mirror = Mirror::new(&Engine::default(), &std::fs::read(&built.path)?)?;
    Ok(mirror.functions().to_vec())
}

/// Makes all calls of all functions of some mirrors.
fn all_calls(node: &Path, mirrors: &[&Built]) -> Result<()> {
    let seed = seed()?;
    for built in mirrors {
        let functions = functions(built)?;
        let script = Script::new(&functions, seed);
        let shrunk = shrunk_file(&built.path, "mirror-jco")?;
        for (test, form) in [("mirror", &built.path), ("mirror-shrunk", &shrunk)] {
            let outcome = outcome(node, test, built, form, &script)?;
            let differences: Vec<_> = outcome.differences.iter().take(3).collect();
            assert!(
                differences.is_empty(),
                "{test}, {SEED_VARIABLE}={seed}: {differences:#?}"
            );
            assert_eq!(outcome.count, script.calls(), "{}", built.interface);
        }
    }
    Ok(())
}

fn greentic() -> Vec<&'static Built> {
    let mirrors = mirrors(GREENTIC).filter(|built| INTERFACES.contains(&&*built.interface));
    mirrors.collect()
}

#[test]
fn greentics_functions_pass_values_on() -> Result<()> {
    let Some(node) = node()? else { return Ok(()) };
    let mirrors = greentic();
    assert_eq!(mirrors.len(), INTERFACES.len());
    all_calls(&node, &mirrors)
}

#[test]
fn synthetic_functions_pass_values_on() -> Result<()> {
    let Some(node) = node()? else { return Ok(()) };
    let mirrors: Vec<_> = mirrors(SYNTHETIC[0]).collect();
    assert!(!mirrors.is_empty());
    all_calls(&node, &mirrors)
}

/// The script reports every call in which another value is expected than is sent, however
/// small the difference.
#[test]
fn any_change_is_found() -> Result<()> {
    const CALLS: usize = 20;
    let Some(node) = node()? else { return Ok(()) };
    for built in greentic() {
        let functions = functions(built)?;
        let script = Script::falsified(&functions, seed()?, CALLS)?;
        let outcome = outcome(&node, "change", built, &built.path, &script)?;
        assert_eq!(outcome.count, CALLS * functions.len());
        let found: Vec<_> = outcome
            .differences
            .iter()
            .map(|difference| (&*difference.function, difference.call))
            .collect();
        let due: Vec<_> = functions
            .iter()
            .map(|function| format!("{}, {}", function.interface, function.name))
            .flat_map(|name| (0..CALLS).map(move |call| (name.clone(), call)))
            .collect();
        let due: Vec<_> = due.iter().map(|(name, call)| (&**name, *call)).collect();
        assert_eq!(found, due, "{:#?}", outcome.differences.first());
    }
    Ok(())
}
