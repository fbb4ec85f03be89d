//! A panic runs one function.
use core::panic::PanicInfo;

greentic_guest::component! {
    with panic_handler one,
    with panic_handler other,
}

fn one(_: &PanicInfo<'_>) -> ! {
    loop {}
}

fn other(_: &PanicInfo<'_>) -> ! {
    loop {}
}

fn main() {}
