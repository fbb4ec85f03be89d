//! Answers depend on the input of the call.

use greentic_host_backends::secrets::MemorySecrets;
use greentic_host_shim::{ExecCtx, Host, Instance, InvokeResult, Limits, Secrets, Shim};
use greentic_testkit::guests::bytes;

/// An instance of a fixture.
fn instance(package: &str, secrets: impl Secrets + 'static) -> Instance {
    let shim = Shim::new(Limits::default()).expect("an engine");
    let component = shim.load(&bytes(package)).expect("a component");
    component
        .instantiate(Host::new().secrets(secrets))
        .expect("an instance")
}

/// Returns the answer of an operation that succeeds.
fn ok(instance: &mut Instance, op: &str, input: &str) -> String {
    let ctx = ExecCtx::new("test", "acme", "flow");
    match instance.invoke(&ctx, op, input) {
        Ok(InvokeResult::Ok(text)) => text,
        other => panic!("{op}: {other:?}"),
    }
}

#[test]
fn one_byte_of_the_input_changes_the_answer_there() {
    let mut echo = instance("conformance-echo", MemorySecrets::new());
    let input = "the quick brown fox";
    let before = ok(&mut echo, "reverse", input);
    for at in 0..input.len() {
        let mut changed = input.as_bytes().to_vec();
        changed[at] ^= 1;
        let changed = String::from_utf8(changed).expect("ASCII stays ASCII");
        let after = ok(&mut echo, "reverse", &changed);
        let differs: Vec<_> = (0..input.len())
            .filter(|&at| before.as_bytes()[at] != after.as_bytes()[at])
            .collect();
        assert_eq!(differs, [input.len() - 1 - at]);
    }
}

#[test]
fn two_results_of_imports_live_side_by_side() {
    let of = |a: &str, b: &str| {
        let secrets = MemorySecrets::new().with("A", a).with("B", b);
        ok(&mut instance("conformance-two-results", secrets), "", "")
    };
    assert_eq!(of("first", "the second"), "first|the second");
    assert_eq!(of("a longer first", "b"), "a longer first|b");
    assert_eq!(of("", ""), "|");
    assert_eq!(of("same", "same"), "same|same");
    // What one place for both results would give is something else.
    assert_ne!(of("first", "the second"), "the second|the second");
}

#[test]
fn a_component_that_is_asked_again_starts_anew() {
    let secrets = MemorySecrets::new().with("A", "secret");
    let mut node = instance("conformance-reentry", secrets);
    for input in ["one", "", "a much longer input than before", "two"] {
        let due = format!("<{input}>{input}secret");
        assert_eq!(ok(&mut node, "join", input), due);
    }
}
