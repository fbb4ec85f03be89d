//! Components that misbehave are stopped, and harm nobody else.

use std::time::Duration;

use greentic_host_shim::{
    Component, Error, ExecCtx, Fault, Host, InvokeResult, LimitKind, Limits, Shim,
};
use greentic_testkit::guests::bytes;

fn load(package: &str, limits: Limits) -> Component {
    let shim = Shim::new(limits).expect("an engine");
    shim.load(&bytes(package)).expect("a component")
}

/// The error with which an operation is stopped. The instance takes no other
/// call then; another one of the same component does.
fn stopped(component: &Component, op: &str) -> Error {
    let ctx = ExecCtx::new("test", "acme", "flow");
    let mut instance = component.instantiate(Host::new()).expect("an instance");
    // It can be called before, so that nothing else is what stops it.
    assert!(matches!(
        instance.invoke(&ctx, "nothing", "x"),
        Ok(InvokeResult::Ok(_))
    ));
    let error = match instance.invoke(&ctx, op, "input") {
        Err(error) => error,
        Ok(answer) => panic!("{op} was not stopped: {answer:?}"),
    };
    assert!(instance.is_poisoned());
    assert!(matches!(
        instance.invoke(&ctx, "nothing", "x"),
        Err(Error::Poisoned)
    ));
    let mut other = component.instantiate(Host::new()).expect("an instance");
    assert!(other.invoke(&ctx, "nothing", "x").is_ok());
    error
}

#[test]
fn a_loop_runs_into_the_deadline_or_out_of_fuel() {
    let deadline = Limits {
        deadline: Some(Duration::from_millis(200)),
        ..Limits::default()
    };
    let error = stopped(&load("conformance-hostile", deadline), "loop");
    assert!(
        matches!(
            &error,
            Error::Limit {
                which: LimitKind::Deadline,
                ..
            }
        ),
        "{error}"
    );
    let fuel = Limits {
        fuel: Some(1_000_000),
        ..Limits::default()
    };
    let error = stopped(&load("conformance-hostile", fuel), "loop");
    assert!(
        matches!(
            &error,
            Error::Limit {
                which: LimitKind::Fuel,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_memory_grab_is_stopped_by_the_host_or_by_the_components_own_bound() {
    let limits = Limits {
        memory_bytes: 1 << 20,
        ..Limits::default()
    };
    let small = load("conformance-hostile", limits);
    // The 16 MiB of `--max-memory` are less than this host allows.
    let own = load("conformance-hostile", Limits::default());
    assert_eq!(own.layout().maximum_pages, Some(256));
    for op in ["grab", "grab-lists"] {
        let error = stopped(&small, op);
        assert!(
            matches!(
                &error,
                Error::Limit {
                    which: LimitKind::Memory,
                    ..
                }
            ),
            "{op}: {error}"
        );
        let error = stopped(&own, op);
        assert!(
            matches!(
                &error,
                Error::Trap {
                    fault: Fault::Memory,
                    ..
                }
            ),
            "{op}: {error}"
        );
    }
}

#[test]
fn a_panic_is_a_trap() {
    let error = stopped(&load("conformance-hostile", Limits::default()), "panic");
    assert!(
        matches!(&error, Error::Trap { during, .. } if during == "invoke"),
        "{error}"
    );
}

/// That nothing is overwritten is seen under jco, which lets a host look at
/// the memory.
#[test]
fn a_stack_overflow_leaves_the_memory_and_traps() {
    let component = load("conformance-stack-overflow", Limits::default());
    let error = stopped(&component, "recurse");
    // Below address 0, not into the data, and not out of the host's stack.
    assert!(
        matches!(&error, Error::Trap { message, .. } if message.contains("out of bounds")),
        "{error}"
    );
    // Another trap reads differently.
    let error = stopped(&component, "abandon");
    assert!(
        matches!(&error, Error::Trap { message, .. } if !message.contains("out of bounds")),
        "{error}"
    );
}

#[test]
fn data_stay_what_they_are_between_calls() {
    let component = load("conformance-stack-overflow", Limits::default());
    let mut instance = component.instantiate(Host::new()).expect("an instance");
    let ctx = ExecCtx::new("test", "acme", "flow");
    for _ in 0..3 {
        assert!(matches!(
            instance.invoke(&ctx, "examine", ""),
            Ok(InvokeResult::Ok(text)) if text == "intact"
        ));
    }
}
