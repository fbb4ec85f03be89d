//! Has a panic handler that goes on.
//!
//! Right: does not compile, E0308

#![no_std]
#![forbid(unsafe_code)]

fn go_on(_: &core::panic::PanicInfo<'_>) {}

greentic_guest::component! { with panic_handler go_on }
