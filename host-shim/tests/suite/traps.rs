//! Components that fail against their will.

use greentic_host_shim::{Error, ExecCtx, Host, InvokeResult, LimitKind, Limits, Shim};

use crate::guests::{instance, load};
use greentic_testkit::handmade::{describe_with, hostile, node};

fn ctx() -> ExecCtx {
    ExecCtx::new("dev", "acme", "flow")
}

/// Returns the error with which the operation `op` of a fresh node ends.
fn end(op: &str) -> Error {
    instance(Limits::default())
        .invoke(&ctx(), op, "")
        .unwrap_err()
}

fn trap(error: Error) -> (String, Vec<String>) {
    match error {
        Error::Trap {
            message, backtrace, ..
        } => (message, backtrace),
        other => panic!("not a trap: {other:?}"),
    }
}

#[test]
fn unreachable_says_where() {
    let (message, backtrace) = trap(end("unreachable"));
    assert!(message.contains("unreachable"), "{message}");
    assert!(
        backtrace.iter().any(|frame| frame.contains("main")),
        "{backtrace:?}"
    );
}

#[test]
fn endless_recursion_is_stopped_on_a_thread_with_little_stack() {
    let stack = Limits::default().stack_bytes + (256 << 10);
    let error = std::thread::Builder::new()
        .stack_size(stack)
        .spawn(|| end("recursion"))
        .unwrap()
        .join()
        .unwrap();
    let stack = LimitKind::Stack;
    assert!(
        matches!(error, Error::Limit { which, .. } if which == stack),
        "{error:?}"
    );
}

#[test]
fn a_long_name_is_cut_in_every_frame() {
    let bytes = hostile::long_names();
    let mut instance = load(Limits::default(), &bytes)
        .instantiate(Host::new())
        .unwrap();
    let (_, backtrace) = trap(instance.call("f", &[]).unwrap_err());
    assert!(backtrace.len() > 10, "{}", backtrace.len());
    for frame in backtrace {
        assert!(frame.len() < 2_000, "{}", frame.len());
    }
}

#[test]
fn answers_of_the_wrong_form_are_named() {
    for op in ["bytes", "discriminant", "answer"] {
        let error = end(op);
        println!("{op}: {error}");
        assert!(
            matches!(&error, Error::InvalidValue { during, .. } if during == "invoke"),
            "{op}: {error:?}"
        );
    }
}

#[test]
fn a_stopped_instance_is_never_entered_again() {
    let component = load(Limits::default(), &node());
    for op in ["unreachable", "recursion", "bytes"] {
        let mut stopped = component.instantiate(Host::new()).unwrap();
        let mut other = component.instantiate(Host::new()).unwrap();
        assert!(!stopped.is_poisoned());
        stopped.invoke(&ctx(), op, "").unwrap_err();
        assert!(stopped.is_poisoned());
        assert!(matches!(stopped.get_manifest(), Err(Error::Poisoned)));
        assert!(matches!(
            stopped.invoke(&ctx(), "echo", ""),
            Err(Error::Poisoned)
        ));
        // Others do not notice.
        let answer = other.invoke(&ctx(), "echo", "still here").unwrap();
        assert_eq!(answer, InvokeResult::Ok("still here".into()));
    }
}

#[test]
fn a_trap_while_it_is_instantiated_is_told() {
    let bytes = describe_with(
        r#"(memory (export "memory") 1)
           (func (export "describe-json") (result i32) (i32.const 0))
           (func $start unreachable)
           (start $start)"#,
    );
    let error = load(Limits::default(), &bytes)
        .instantiate(Host::new())
        .unwrap_err();
    assert!(
        matches!(&error, Error::Trap { during, .. } if during == "instantiate"),
        "{error:?}"
    );
}

#[test]
fn its_own_maximum_is_named_and_is_no_limit_of_the_host() {
    let bytes = describe_with(
        r#"(memory (export "memory") 1 3)
           (func (export "describe-json") (result i32)
             (if (i32.eq (memory.grow (i32.const 10)) (i32.const -1)) (then unreachable))
             (i32.const 0))"#,
    );
    let mut instance = load(Limits::default(), &bytes)
        .instantiate(Host::new())
        .unwrap();
    let (message, _) = trap(instance.describe_json().unwrap_err());
    assert!(message.contains("own maximum of 196608"), "{message}");
}

#[test]
fn limits_without_sense_are_an_error() {
    let limits = Limits {
        stack_bytes: 0,
        ..Limits::default()
    };
    assert!(matches!(Shim::new(limits), Err(Error::Setup { .. })));
}
