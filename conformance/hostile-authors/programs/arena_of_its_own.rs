//! Makes an arena over memory that others use.
//!
//! Right: does not compile, E0133, E0200, unsafe_code

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};
use greentic_guest_alloc::{Arena, Memory};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

struct Mine;

impl Memory for Mine {
    fn pages(&self) -> u32 {
        0
    }
    fn grow(&mut self, _: u32) -> Option<u32> {
        Some(0)
    }
    unsafe fn copy(&mut self, _: u32, _: u32, _: u32) {}
    fn trap(&self) -> ! {
        loop {}
    }
}

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    let mut arena = Arena::new(core::ptr::dangling(), core::ptr::dangling(), Mine);
    arena.enter();
    InvokeResult::Ok(input.into())
}
