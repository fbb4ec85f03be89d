//! Three functions, each with a frame that it fills, one below the other; and one
//! that goes less deep.

#![no_std]

use core::hint::black_box;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[inline(never)]
fn leaf(seed: u8) -> u8 {
    let mut bytes = [seed; 96];
    black_box(&mut bytes);
    bytes[5]
}

#[inline(never)]
fn middle(seed: u8) -> u8 {
    let mut bytes = [seed; 208];
    black_box(&mut bytes);
    let below = leaf(bytes[3]);
    black_box(&mut bytes);
    below ^ bytes[7]
}

#[unsafe(no_mangle)]
extern "C" fn deep(seed: u32) -> u32 {
    let mut bytes = [seed as u8; 48];
    black_box(&mut bytes);
    let below = middle(bytes[1]);
    black_box(&mut bytes);
    u32::from(below ^ bytes[0])
}

#[unsafe(no_mangle)]
extern "C" fn shallow(seed: u32) -> u32 {
    u32::from(leaf(seed as u8))
}
