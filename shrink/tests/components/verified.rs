//! What was shrunk does what it did before, value by value.

use greentic_shrink::verify::{Settings, Verified, verify};
use greentic_shrink::{Options, shrink};

use crate::support::examples::example;
use crate::support::{Named, components, program};

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
    // Of what exports nothing, nothing can be called.
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

#[test]
fn the_example_that_reads_a_secret_asks_for_it() {
    let secrets = example("node-secrets");
    let component = Named {
        name: secrets.name.clone(),
        bytes: secrets.bytes.clone(),
    };
    let verified = verified(&component, &Settings::default());
    assert_eq!(verified.skipped, []);
    assert!(verified.import_calls > 0, "{verified:?}");
}
