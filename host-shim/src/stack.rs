//! The stack that calls of a component run on.
//!
//! ```text
//! a call that blocks            a call that waits, on a fiber of Wasmtime's
//! +---------------+             +---------------+
//! | the thread    |             | guest         | Limits::stack_bytes
//! +---------------+ -.          +---------------+
//! | host          |  |          | host          |
//! | guest         |  | HOST     | guest         | Limits::stack_bytes
//! |               |  | and      | (for memory)  |
//! | host          |  | guest    +---------------+ all of HOST together
//! +---------------+ -'
//! ```
//!
//! A guest can go to the end of its stack and call the host there, which may not
//! run out of its own: that ends the process.

use std::cell::Cell;
use std::hint::black_box;
use std::pin::pin;

/// Largest [`Limits::stack_bytes`](crate::Limits::stack_bytes): as much as systems
/// give a thread without being asked twice.
pub(crate) const MOST: usize = if cfg!(target_pointer_width = "64") {
    256 << 20
} else {
    16 << 20
};

/// Stack that functions of the host have, above the guest's and below it, in bytes.
pub(crate) const HOST: usize = 512 << 10;

/// Bytes beside both that switching to another stack takes.
const SWITCH: usize = 64 << 10;

/// The system has no memory for a stack.
#[derive(Debug, thiserror::Error)]
#[error(
    "there is no memory for a stack of {bytes} bytes; lower `Limits::stack_bytes` or `--stack-limit`"
)]
pub(crate) struct NoStack {
    bytes: usize,
}

/// Returns the bytes of a fiber for a guest with so much stack.
///
/// There Wasmtime gives each entry into the guest its whole share anew, and a call
/// enters it a second time from within: for memory for an answer of the host. The
/// guest can call nobody from there.
pub(crate) fn fiber(guest: usize) -> usize {
    guest.saturating_mul(2).saturating_add(HOST)
}

/// Returns the bytes of an interpreter's stack for a guest with so much stack. The
/// interpreter enters the guest on it as well, and cannot fail there.
pub(crate) fn interpreted(guest: usize) -> usize {
    guest.saturating_add(4 << 10)
}

thread_local! {
    /// `true` if this thread may be on a fiber. `stacker` does not know of fibers: it
    /// takes the distance to the thread's own stack for room.
    static ON_FIBER: Cell<bool> = const { Cell::new(false) };
}

/// Sets [`ON_FIBER`] as long as it lasts.
struct OnFiber {
    before: bool,
}

impl OnFiber {
    fn set(now: bool) -> Self {
        let before = ON_FIBER.replace(now);
        Self { before }
    }
}

impl Drop for OnFiber {
    fn drop(&mut self) {
        ON_FIBER.set(self.before);
    }
}

/// Waits for what may run on a fiber.
pub(crate) async fn on_fiber<F: Future>(work: F) -> F::Output {
    let mut work = pin!(work);
    let poll = |context: &mut std::task::Context<'_>| {
        let _now = OnFiber::set(true);
        work.as_mut().poll(context)
    };
    std::future::poll_fn(poll).await
}

/// Does work that needs so many bytes of stack for the guest. Where the thread
/// has less, or it is not known how much, it gets a stack of its own.
pub(crate) fn enough<R>(guest: usize, work: impl FnOnce() -> R) -> Result<R, NoStack> {
    let bytes = guest.saturating_add(HOST);
    let left = || stacker::remaining_stack().unwrap_or_default();
    if !ON_FIBER.get() && left() >= bytes {
        return Ok(work());
    }
    let bytes = bytes.saturating_add(SWITCH);
    if !is_there(bytes) {
        return Err(NoStack { bytes });
    }
    let _now = OnFiber::set(false);
    Ok(stacker::grow(bytes, work))
}

/// Tells whether the system has so much memory. `stacker` panics where it has not.
fn is_there(bytes: usize) -> bool {
    let mut probe = Vec::<u8>::new();
    let is_there = probe.try_reserve_exact(bytes).is_ok();
    // Or the compiler leaves the request out.
    black_box(&mut probe);
    is_there
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Waker};
    use std::thread;

    use super::*;

    /// Goes down until so many bytes of stack are between its first frame and the
    /// last one. Levels would not tell: a frame is as large as the compiler likes,
    /// and without optimization it has every value twice.
    fn go_down(bytes: usize) {
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

    /// The size of the frames of `go_down` beyond the bytes, and of those before it.
    const FRAMES: usize = 4 << 10;

    #[test]
    fn a_small_thread_has_as_much_as_a_large_one() {
        for guest in [1, 64 << 10, 8 << 20, MOST] {
            let thread = thread::Builder::new().stack_size(64 << 10);
            let thread = thread.spawn(move || enough(guest, || go_down(guest + HOST - FRAMES)));
            assert!(thread.unwrap().join().unwrap().is_ok(), "{guest}");
        }
    }

    /// Returns the address of its caller on the stack, about.
    #[inline(never)]
    fn place() -> usize {
        let here = black_box([0_u8; 1]);
        here.as_ptr().addr()
    }

    #[test]
    fn a_thread_that_has_enough_keeps_its_stack() {
        let here = place();
        let far = enough(1, || place().abs_diff(here));
        assert!(far.unwrap() < FRAMES);
    }

    #[test]
    fn nothing_is_taken_for_granted_on_a_fiber() {
        let far = |on_fiber| {
            let here = place();
            let work = || place().abs_diff(here);
            let work = async { (enough(1, work), enough(1, || enough(1, || ON_FIBER.get()))) };
            let mut context = Context::from_waker(Waker::noop());
            let outcome = if on_fiber {
                pin!(super::on_fiber(work)).poll(&mut context)
            } else {
                pin!(work).poll(&mut context)
            };
            let std::task::Poll::Ready((far, within)) = outcome else {
                panic!("it waits for nothing");
            };
            assert!(!ON_FIBER.get());
            // On a stack of its own it is known again how much there is.
            assert!(!within.unwrap().unwrap());
            far.unwrap()
        };
        assert!(far(false) < FRAMES);
        assert!(far(true) > FRAMES);
    }

    #[test]
    fn a_stack_that_the_system_has_not_is_an_error() {
        let thread = thread::spawn(|| enough(usize::MAX, || ()).unwrap_err().to_string());
        let error = thread.join().unwrap();
        assert!(error.contains("--stack-limit"), "{error}");
    }
}
