//! The sizes that our own components get to, and the answers that they still give.

use greentic_shrink::core_wasm::WasmOpt;
use greentic_shrink::{Options, shrink};
use greentic_testkit::answers::Answers;
use greentic_testkit::runtimes::missing;

use crate::support::answers::differences;
use crate::support::examples::{all, example};
use crate::support::{core_modules, replaced};

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
    assert_eq!(core_modules(&shrunk.component), 2);
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
    for example in all() {
        let shrunk = shrink(&example.bytes, &Options::default()).unwrap();
        let answers = Answers::of_example(&example.name).unwrap();
        let found = differences(&shrunk.component, &answers).unwrap();
        assert_eq!(found, [""; 0], "{}", example.name);
    }
}

/// One byte of the data is another one, and with it one answer or two.
#[test]
fn an_answer_that_changed_is_noticed() {
    for (name, from, to) in [
        ("component-describe", &b"demo"[..], &b"dem0"[..]),
        ("node-secrets", b"secret-missing", b"secret-m1ssing"),
        (
            "mcp-tools",
            b"there are no prompts",
            b"there are n0 prompts",
        ),
    ] {
        let answers = Answers::of_example(name).unwrap();
        let shrunk = shrink(&example(name).bytes, &Options::default()).unwrap();
        let faulty = replaced(&shrunk.component, from, to);
        let found = differences(&faulty, &answers).unwrap();
        let word = String::from_utf8_lossy(to);
        assert!(
            !found.is_empty() && found.len() < answers.count().max(3),
            "{found:?}"
        );
        assert!(found.iter().all(|line| line.contains(&*word)), "{found:?}");
    }
}
