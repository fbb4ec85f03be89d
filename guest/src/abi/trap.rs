//! The end of a component that cannot go on.

/// Traps: in a component the `unreachable` instruction, natively a panic.
///
/// For what cannot happen and for what has no answer. Unlike a panic with a
/// message it brings no text and no formatting code along.
#[cfg(target_family = "wasm")]
#[cold]
pub fn trap() -> ! {
    core::arch::wasm32::unreachable()
}

/// Traps: in a component the `unreachable` instruction, natively a panic.
///
/// # Panics
///
/// Always.
#[cfg(not(target_family = "wasm"))]
#[cold]
pub fn trap() -> ! {
    panic!("the component traps here")
}
