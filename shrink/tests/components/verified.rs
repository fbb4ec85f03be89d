//! Shrunk components do the same as before, value by value.

use greentic_shrink::verify::{Settings, Verified, verify};
use greentic_shrink::{Options, shrink};

use greentic_testkit::tool_chains::{self, RESOURCES};

use crate::support::examples::example;
use crate::support::{Named, components, foreign, program, replaced};

fn verified(component: &Named, settings: &Settings) -> Verified {
    let shrunk = shrink(&component.bytes, &Options::default()).unwrap();
    match verify(&component.bytes, &shrunk.component, settings) {
        Ok(verified) => verified,
        Err(difference) => panic!("{}: {difference}", component.name),
    }
}

#[test]
fn every_component_does_the_same() {
    let settings = Settings {
        cases: 12,
        ..Settings::default()
    };
    let (mut calls, mut imports) = (0, 0);
    // A component that exports nothing has nothing to be called.
    let exports = |component: &Named| !component.name.starts_with("imports ");
    for component in components().into_iter().filter(exports) {
        let verified = verified(&component, &settings);
        for skipped in &verified.skipped {
            println!(
                "{}: {} left out: {}",
                component.name, skipped.what, skipped.why
            );
        }
        calls += verified.calls();
        imports += verified.import_calls;
    }
    println!("{calls} calls, {imports} of imports");
    assert!(calls > 500 && imports > 100, "{calls}, {imports}");
}

#[test]
fn a_program_with_std_runs_on_made_up_answers() {
    let verified = verified(&program::component(), &Settings::default());
    assert_eq!(verified.functions.len(), 1, "{verified:?}");
    assert!(
        verified.calls() > 10 && verified.import_calls > 200,
        "{verified:?}"
    );
}

/// Resources that it has and resources that it uses, on made-up answers of WASI
/// too: every function is called, and not only to trap.
#[test]
fn every_function_of_a_component_with_resources_is_called() {
    let resources = tool_chains::component(RESOURCES).unwrap();
    let component = Named {
        name: resources.name.to_owned(),
        bytes: resources.bytes.clone(),
    };
    let verified = verified(&component, &Settings::default());
    assert_eq!(verified.skipped, []);
    assert_eq!(verified.functions.len(), 9, "{verified:?}");
    for tried in &verified.functions {
        assert!(tried.calls > 5 && tried.trapped < tried.calls, "{tried:?}");
    }
    assert!(verified.import_calls > 200, "{verified:?}");
}

/// JavaScript, with its engine: nothing of it traps.
#[test]
fn javascript_does_the_same() {
    let Some(engine) = foreign::engine() else {
        return;
    };
    let settings = Settings {
        cases: 5,
        ..Settings::default()
    };
    let verified = verified(&engine, &settings);
    assert_eq!(verified.skipped, []);
    assert!(verified.calls() >= 20, "{verified:?}");
    let mut functions = verified.functions.iter();
    assert!(functions.all(|tried| tried.trapped == 0), "{verified:?}");
}

/// A word that the code answers with is another one.
#[test]
fn a_fault_in_a_component_with_resources_is_found() {
    let resources = tool_chains::component(RESOURCES).unwrap();
    let shrunk = shrink(&resources.bytes, &Options::default()).unwrap();
    let faulty = replaced(&shrunk.component, b"no count in ", b"no c0unt in ");
    let difference = verify(&resources.bytes, &faulty, &Settings::default()).unwrap_err();
    assert!(difference.before.contains("no count in"), "{difference}");
}

#[test]
fn the_example_that_reads_a_secret_asks_for_it() {
    let verified = verified(example("node-secrets"), &Settings::default());
    assert_eq!(verified.skipped, []);
    assert!(verified.import_calls > 0, "{verified:?}");
}
