//! Values that pass through components come out as they went in: all functions
//! of all WIT, on Wasmtime.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use fastrand::Rng;
use greentic_conformance::roundtrip::check::{CASES, Cases, check, seed};
use greentic_conformance::roundtrip::components::{
    BASE, Built, FAULTS, GREENTIC, Origin, REVISION, SYNTHETIC, faulty, mirrors,
};
use greentic_conformance::roundtrip::host::Mirror;
use greentic_conformance::shrunk::shrunk;
use greentic_testkit::cargo::workspace;
use wasmtime::Engine;
use wit_parser::Resolve;

/// The memory that an instance may have after all calls, in bytes. A call takes
/// two large values and some small ones at most.
const MEMORY: usize = 8 * 65_536;

fn mirror(engine: &Engine, built: &Built) -> Result<Mirror> {
    let bytes = std::fs::read(&built.path)?;
    Mirror::new(engine, &bytes).with_context(|| format!("{}, {}", built.of, built.interface))
}

fn plain(path: &Path) -> Result<Vec<u8>> {
    Ok(std::fs::read(path)?)
}

/// All functions of some WIT, as its parser knows them: interface and name.
fn functions(origin: Origin) -> Result<BTreeSet<(String, String)>> {
    let mut resolve = Resolve::new();
    resolve.push_path(workspace().join(origin.path))?;
    let mut functions = BTreeSet::new();
    for (id, interface) in &resolve.interfaces {
        let of = resolve.id_of(id).context("an interface with a name")?;
        let names = interface.functions.keys();
        functions.extend(names.map(|name| (of.clone(), name.clone())));
    }
    Ok(functions)
}

/// Makes all calls of all functions of some WIT; answers with how many
/// functions that were. `read` gives the bytes of a mirror.
fn all_calls(origin: Origin, read: fn(&Path) -> Result<Vec<u8>>) -> Result<usize> {
    let (engine, seed) = (Engine::default(), seed()?);
    let mut called = BTreeSet::new();
    let (mut passed, mut memory) = (0, 0);
    for built in mirrors(origin) {
        let mut mirror = Mirror::new(&engine, &read(&built.path)?)
            .with_context(|| format!("{}, {}", built.of, built.interface))?;
        for at in 0..mirror.functions().len() {
            let report = check(&mut mirror, at, seed)?;
            ensure!(report.calls >= CASES, "{}: {report:?}", built.interface);
            passed += report.text_bytes;
            let function = &mirror.functions()[at];
            called.insert((function.interface.clone(), function.name.clone()));
        }
        // What a call had is gone when the next one comes.
        let bytes = mirror.memory_bytes();
        ensure!(bytes <= MEMORY, "{}: {bytes} bytes", built.interface);
        memory += bytes;
    }
    assert_eq!(called, functions(origin)?, "{}", origin.name);
    println!(
        "{}: {passed} bytes of text through {memory} bytes of memory",
        origin.name
    );
    if origin.name == GREENTIC.name {
        // Each has a page for its stack, its data and its first calls, however few.
        assert!(passed > 7 * memory, "{passed} bytes, {memory} of memory");
    }
    Ok(called.len())
}

#[test]
fn greentics_functions_pass_values_on() -> Result<()> {
    assert_eq!(all_calls(GREENTIC, plain)?, 159);
    Ok(())
}

#[test]
fn the_revisions_functions_pass_values_on() -> Result<()> {
    assert_eq!(all_calls(REVISION, plain)?, 39);
    assert_eq!(all_calls(BASE, plain)?, 7);
    Ok(())
}

/// As they come out of the shrinker.
#[test]
fn shrunk_mirrors_pass_values_on() -> Result<()> {
    assert_eq!(all_calls(GREENTIC, shrunk)?, 159);
    assert_eq!(all_calls(REVISION, shrunk)?, 39);
    assert_eq!(all_calls(BASE, shrunk)?, 7);
    for origin in SYNTHETIC {
        all_calls(origin, shrunk)?;
    }
    Ok(())
}

#[test]
fn synthetic_functions_pass_values_on() -> Result<()> {
    let mut functions = 0;
    for origin in SYNTHETIC {
        functions += all_calls(origin, plain)?;
    }
    // Those of WIT without any would pass as well.
    assert!(functions > 150, "{functions} functions");
    Ok(())
}

/// Each mirror with a fault fails at its function, and at no other.
#[test]
fn faults_are_found() -> Result<()> {
    let (engine, seed) = (Engine::default(), seed()?);
    for fault in FAULTS {
        let mut mirror = mirror(&engine, faulty(fault))?;
        let names: Vec<_> = mirror
            .functions()
            .iter()
            .map(|function| function.name.clone())
            .collect();
        assert!(names.iter().any(|name| name == fault.function));
        for (at, name) in names.iter().enumerate() {
            let outcome = check(&mut mirror, at, seed);
            if name != fault.function {
                outcome.with_context(|| format!("{}, which is sound", fault.name))?;
                continue;
            }
            let error = outcome.err().with_context(|| fault.name)?;
            let message = format!("{error:#}");
            // All that it takes to see it again.
            for part in [fault.interface, name, &format!("={seed}")] {
                assert!(message.contains(part), "{part}: {message}");
            }
        }
    }
    Ok(())
}

/// A host that answers something else, however little, and a caller who sent
/// something else.
#[test]
fn any_change_is_found() -> Result<()> {
    let (engine, seed) = (Engine::default(), seed()?);
    let mut random = Rng::with_seed(seed);
    let mut changed = 0;
    for built in mirrors(GREENTIC).chain(mirrors(SYNTHETIC[0])) {
        let mut mirror = mirror(&engine, built)?;
        for at in 0..mirror.functions().len() {
            let function = mirror.functions()[at].clone();
            for case in Cases::new(&function, seed).take(10) {
                let mut other = case.clone();
                if !other.change(&function, &mut random) {
                    // Nothing goes in or out.
                    assert!(function.params.is_empty() && function.result.is_none());
                    continue;
                }
                let exchange = mirror.call(at, &other.arguments, other.answer.as_ref())?;
                assert_eq!(other.differences(&exchange), [""; 0], "{}", function.name);
                let differences = case.differences(&exchange);
                assert_eq!(differences.len(), 1, "{}: {differences:?}", function.name);
                changed += 1;
            }
        }
    }
    assert!(changed > 1_500, "{changed}");
    Ok(())
}
