//! Any stack that is accepted works, on any thread.

use std::thread;

use greentic_host_shim::{Error, Host, LimitKind, Limits, Shim};

use greentic_testkit::handmade::bombs;

fn shim(stack_bytes: usize) -> Result<Shim, Error> {
    Shim::new(Limits {
        stack_bytes,
        deadline: None,
        ..Limits::default()
    })
}

/// Recurses without end on a thread with so much of a stack.
fn recurse(stack_bytes: usize, thread_bytes: usize) -> Error {
    let component = shim(stack_bytes)
        .unwrap()
        .load(&bombs::recursion())
        .unwrap();
    let thread = thread::Builder::new().stack_size(thread_bytes);
    let thread = thread.spawn(move || {
        let mut instance = component.instantiate(Host::new()).unwrap();
        instance.call("f", &[]).unwrap_err()
    });
    thread.unwrap().join().unwrap()
}

#[test]
fn a_stack_is_there_whatever_the_thread_has() {
    for (stack, thread) in [
        (64 << 10, 2 << 20),
        (512 << 10, 256 << 10),
        (8 << 20, 256 << 10),
        (8 << 20, 8 << 20),
        (Limits::MOST_STACK_BYTES, 256 << 10),
    ] {
        let error = recurse(stack, thread);
        let Error::Limit { which, .. } = &error else {
            panic!("{stack} on {thread}: {error:?}");
        };
        assert_eq!(*which, LimitKind::Stack);
        assert!(error.to_string().contains(&stack.to_string()), "{error}");
    }
}

#[test]
fn what_does_not_work_is_refused_with_what_does() {
    for bytes in [Limits::MOST_STACK_BYTES + 1, usize::MAX] {
        let error = shim(bytes).unwrap_err().to_string();
        assert!(
            error.contains(&Limits::MOST_STACK_BYTES.to_string()),
            "{error}"
        );
    }
    assert!(shim(Limits::MOST_STACK_BYTES).is_ok());
}
