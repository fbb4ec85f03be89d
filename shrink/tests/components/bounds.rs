//! How small our own components get, and that they still answer.

use greentic_conformance::runtimes::missing;
use greentic_host_shim::{Limits, Shim};
use greentic_shrink::core::WasmOpt;
use greentic_shrink::{Options, shrink};
use greentic_size_report::functions::Functions;

use crate::support::examples::{all, example};

fn bytes(name: &str) -> usize {
    let shrunk = shrink(&example(name).bytes, &Options::default()).unwrap();
    println!("{name}: {}", shrunk.component.len());
    shrunk.component.len()
}

/// The hand-written limit is 206 bytes.
#[test]
fn a_component_that_describes_itself_takes_226_bytes_at_most() {
    assert!(bytes("component-describe") <= 226);
}

/// The hand-written limit is 2,113 bytes, with wasm-opt.
#[test]
fn a_node_takes_2650_bytes_at_most() {
    assert!(bytes("node-minimal") <= 2650);
}

#[test]
fn a_node_that_reads_a_secret_takes_3800_bytes_at_most_in_two_modules() {
    let shrunk = shrink(&example("node-secrets").bytes, &Options::default()).unwrap();
    assert!(shrunk.component.len() <= 3800);
    let sizes = greentic_size_report::measure(&shrunk.component).unwrap();
    assert_eq!(sizes.core_modules, 2);
    assert!(
        !shrunk
            .component
            .windows(8)
            .any(|bytes| bytes == b"$imports")
    );
}

#[test]
fn with_wasm_opt_they_take_2450_and_3500_bytes_at_most() {
    let wasm_opt = WasmOpt::find().unwrap();
    missing("sizes with Binaryen: `wasm-opt`", wasm_opt.is_none()).unwrap();
    let Some(wasm_opt) = wasm_opt else { return };
    let options = Options::default().wasm_opt(wasm_opt);
    for (name, most) in [("node-minimal", 2450), ("node-secrets", 3500)] {
        let bytes = shrink(&example(name).bytes, &options)
            .unwrap()
            .component
            .len();
        println!("{name} with wasm-opt: {bytes}");
        assert!(bytes <= most, "{name}: {bytes}");
    }
}

#[test]
fn what_was_shrunk_answers_as_before() {
    let shim = Shim::new(Limits::default()).unwrap();
    for example in all() {
        let shrunk = shrink(&example.bytes, &Options::default()).unwrap();
        let mut broken = Vec::new();
        if example.answers.call_worlds() {
            let component = shim.load(&shrunk.component).unwrap();
            broken.extend(example.answers.rehearse(&example.name, &component));
        }
        if example.answers.call_functions() {
            let component = Functions::load(&shrunk.component).unwrap();
            broken.extend(
                example
                    .answers
                    .rehearse_functions(&example.name, &component),
            );
        }
        let messages: Vec<_> = broken.iter().map(|broken| &broken.message).collect();
        assert!(messages.is_empty(), "{}: {messages:?}", example.name);
    }
}
