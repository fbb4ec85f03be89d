//! Any stack that is accepted works, on any thread.

use std::hint::black_box;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;

use greentic_host_shim::services::state::{Scope, StateError, StateStore};
use greentic_host_shim::{Component, Error, Host, Instance, LimitKind, Limits, Pool, Shim};

use greentic_testkit::handmade::{assemble, bombs};

/// Stack that back ends of a host can count on, as `Host` says.
const BACK_END: usize = 256 << 10;

/// More levels than any stack has room for.
const ENDLESS: u32 = 1 << 30;

fn limits(stack_bytes: usize) -> Limits {
    Limits {
        stack_bytes,
        deadline: None,
        ..Limits::default()
    }
}

fn shim(stack_bytes: usize) -> Result<Shim, Error> {
    Shim::new(limits(stack_bytes))
}

/// Does something on a thread with so much of a stack.
fn on_thread<R: Send>(bytes: usize, work: impl FnOnce() -> R + Send) -> R {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(bytes);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    })
}

/// Polls until it is ready.
fn wait<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        thread::yield_now();
    }
}

/// Recurses without end on a thread with so much of a stack.
fn recurse(shim: &Shim, thread_bytes: usize) -> Error {
    let component = shim.load(&bombs::recursion()).unwrap();
    on_thread(thread_bytes, || {
        let mut instance = component.instantiate(Host::new()).unwrap();
        instance.call("f", &[]).unwrap_err()
    })
}

#[test]
fn a_stack_is_there_whatever_the_thread_has() {
    for (stack, thread) in [
        (1, 64 << 10),
        (64 << 10, 2 << 20),
        (512 << 10, 256 << 10),
        (8 << 20, 256 << 10),
        (8 << 20, 8 << 20),
        (Limits::MOST_STACK_BYTES, 256 << 10),
    ] {
        let error = recurse(&shim(stack).unwrap(), thread);
        let Error::Limit { which, .. } = &error else {
            panic!("{stack} on {thread}: {error:?}");
        };
        assert_eq!(*which, LimitKind::Stack);
        assert!(error.to_string().contains(&stack.to_string()), "{error}");
    }
}

#[cfg(feature = "pulley")]
#[test]
fn an_interpreter_has_any_stack_too() {
    // An interpreter takes its stack from the heap, so that no size is special;
    // it takes a minute to fill the largest.
    for stack in [1, 100, 4095, 64 << 10, 1 << 20] {
        let shim = Shim::builder().limits(limits(stack)).interpreter();
        let error = recurse(&shim.build().unwrap(), 256 << 10);
        let Error::Limit { which, .. } = &error else {
            panic!("{stack}: {error:?}");
        };
        assert_eq!(*which, LimitKind::Stack);
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

/// Uses so many bytes of stack.
fn use_up(bytes: usize) {
    #[inline(never)]
    fn level(top: usize, bytes: usize) -> u8 {
        let room = black_box([1_u8; 256]);
        if top - room.as_ptr().addr() >= bytes {
            return 0;
        }
        level(top, bytes) | room[bytes % 256]
    }

    let top = black_box([0_u8; 1]);
    black_box(level(top.as_ptr().addr(), bytes));
}

/// A store that has a text under every key, and uses all stack that it may to
/// find it.
struct Deep;

impl StateStore for Deep {
    fn read(&self, _: &Scope, _: &str) -> Result<Option<Vec<u8>>, StateError> {
        use_up(BACK_END);
        Ok(Some(b"text".to_vec()))
    }

    fn write(&self, _: &Scope, _: &str, _: &[u8]) -> Result<(), StateError> {
        Err(StateError::Denied)
    }

    fn delete(&self, _: &Scope, _: &str) -> Result<bool, StateError> {
        Err(StateError::Denied)
    }
}

/// A store that calls another component to find anything.
struct Asking(Mutex<Vec<Error>>, Component);

impl StateStore for Asking {
    fn read(&self, _: &Scope, _: &str) -> Result<Option<Vec<u8>>, StateError> {
        let mut other = self.1.instantiate(Host::new()).unwrap();
        let error = other.call("f", &[]).unwrap_err();
        self.0.lock().unwrap().push(error);
        Ok(None)
    }

    fn write(&self, _: &Scope, _: &str, _: &[u8]) -> Result<(), StateError> {
        Err(StateError::Denied)
    }

    fn delete(&self, _: &Scope, _: &str) -> Result<bool, StateError> {
        Err(StateError::Denied)
    }
}

/// A way to call a component.
#[derive(Clone, Copy, Debug)]
enum Way {
    Blocking,
    Waiting,
}

impl Way {
    fn instantiate(self, component: &Component, host: Host) -> Instance {
        match self {
            Self::Blocking => component.instantiate(host).unwrap(),
            Self::Waiting => wait(component.instantiate_async(host)).unwrap(),
        }
    }

    /// Dives; tells whether there was room for it.
    fn dive(self, component: &Component, host: Host, levels: u32, memory: u32) -> bool {
        let mut instance = self.instantiate(component, host);
        let (levels, memory) = (levels.to_string(), memory.to_string());
        let args = [&*levels, &*memory];
        let result = match self {
            Self::Blocking => instance.call("f", &args),
            Self::Waiting => wait(instance.call_async("f", &args)),
        };
        match result {
            Ok(_) => true,
            Err(Error::Limit {
                which: LimitKind::Stack,
                ..
            }) => false,
            Err(other) => panic!("{self:?} {args:?}: {other:?}"),
        }
    }
}

fn shims(stack_bytes: usize) -> [Shim; 2] {
    let builder = || Shim::builder().limits(limits(stack_bytes));
    [builder(), builder().pool(Pool::new(2))].map(|builder| builder.build().unwrap())
}

fn dive() -> Vec<u8> {
    assemble(include_str!("dive.wat"))
}

#[test]
fn a_guest_at_the_end_of_its_stack_can_call_the_host_and_give_memory() {
    let host = || Host::new().state(Deep).scope(Scope::new("prod", "acme"));
    for stack in [64 << 10, 512 << 10, 8 << 20] {
        for shim in shims(stack) {
            let component = shim.load(&dive()).unwrap();
            for way in [Way::Blocking, Way::Waiting] {
                on_thread(256 << 10, || {
                    let dive = |levels, memory| way.dive(&component, host(), levels, memory);
                    // The deepest place from which the host can be called.
                    let (mut fits, mut not) = (0, ENDLESS);
                    while not - fits > 1 {
                        let middle = fits + (not - fits) / 2;
                        *if dive(middle, 0) { &mut fits } else { &mut not } = middle;
                    }
                    assert!(fits as usize > stack / 256, "{way:?} {stack}: {fits}");
                    for levels in fits.saturating_sub(30)..=fits + 3 {
                        dive(levels, 0);
                        dive(levels, ENDLESS);
                    }
                    assert!(!dive(fits / 2, ENDLESS));
                });
            }
        }
    }
}

#[test]
fn a_host_can_call_a_component_for_another_one() {
    for stack in [64 << 10, 8 << 20] {
        for shim in shims(stack) {
            let recursion = shim.load(&bombs::recursion()).unwrap();
            let asking = Arc::new(Asking(Mutex::default(), recursion));
            let component = shim.load(&dive()).unwrap();
            for way in [Way::Blocking, Way::Waiting] {
                let host = Host::new().state(Arc::clone(&asking));
                let host = host.scope(Scope::new("prod", "acme"));
                // The thread is made after the pool, so that its stack is below the
                // fibers of that.
                on_thread(256 << 10, || assert!(way.dive(&component, host, 100, 0)));
                let error = asking.0.lock().unwrap().pop().unwrap();
                let Error::Limit { which, .. } = error else {
                    panic!("{way:?}: {error:?}");
                };
                assert_eq!(which, LimitKind::Stack);
            }
        }
    }
}
