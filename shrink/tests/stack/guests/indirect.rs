//! One of three functions with frames of their own, by a table.

#![no_std]

use core::hint::black_box;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

macro_rules! functions {
    ($($name:ident $bytes:literal)*) => {$(
        fn $name(seed: u8) -> u8 {
            let mut bytes = [seed; $bytes];
            black_box(&mut bytes);
            bytes[5]
        }
    )*};
}

functions! { small 32 large 512 middling 160 }

#[unsafe(no_mangle)]
extern "C" fn choose(which: u32) -> u32 {
    let mut bytes = [7_u8; 64];
    let bytes = black_box(&mut bytes);
    let chosen: fn(u8) -> u8 = match which {
        0 => small,
        1 => large,
        _ => middling,
    };
    let below = black_box(chosen)(bytes[0]);
    black_box(&mut *bytes);
    u32::from(below ^ bytes[3])
}
