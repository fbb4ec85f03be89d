//! A function that calls itself as often as it is told, with a frame each time.

#![no_std]

use core::hint::black_box;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

#[inline(never)]
fn down(times: u32) -> u32 {
    let mut bytes = [times as u8; 80];
    let bytes = black_box(&mut bytes);
    let below = if times == 0 { 0 } else { down(times.wrapping_sub(1)) };
    black_box(&mut *bytes);
    below ^ u32::from(bytes[9])
}

#[unsafe(no_mangle)]
extern "C" fn recurse(times: u32) -> u32 {
    let mut bytes = [1_u8; 112];
    let bytes = black_box(&mut bytes);
    let below = down(times);
    black_box(&mut *bytes);
    below ^ u32::from(bytes[100])
}
