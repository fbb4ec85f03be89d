//! The end of a component that cannot go on.

/// Traps: in a component the `unreachable` instruction, natively a panic.
///
/// For what cannot happen and for what has no answer. Unlike a panic with a
/// message it brings no text and no formatting code along. Where this crate is
/// compiled with debug assertions, it writes down who called it, as
/// [`panic::development`](crate::panic::development) does of a panic.
///
/// ```
/// use greentic_guest::abi::trap;
///
/// fn of_three<T: Copy>(items: &[T; 3], at: u8) -> T {
///     match at {
///         0 => items[0],
///         1 => items[1],
///         2 => items[2],
///         _ => trap(),
///     }
/// }
/// # assert_eq!(of_three(&[7, 8, 9], 1), 8);
/// ```
#[cfg(target_family = "wasm")]
#[cold]
#[cfg_attr(debug_assertions, track_caller)]
pub fn trap() -> ! {
    #[cfg(debug_assertions)]
    crate::panic::record_trap(core::panic::Location::caller());
    stop()
}

/// Traps: in a component the `unreachable` instruction, natively a panic.
///
/// # Panics
///
/// Always.
///
/// ```
/// use greentic_guest::abi::trap;
///
/// fn of_three<T: Copy>(items: &[T; 3], at: u8) -> T {
///     match at {
///         0 => items[0],
///         1 => items[1],
///         2 => items[2],
///         _ => trap(),
///     }
/// }
/// # assert_eq!(of_three(&[7, 8, 9], 1), 8);
/// ```
#[cfg(not(target_family = "wasm"))]
#[cold]
pub fn trap() -> ! {
    stop()
}

/// Traps without a word of why, in any profile.
#[cfg(target_family = "wasm")]
pub(crate) fn stop() -> ! {
    core::arch::wasm32::unreachable()
}

/// Panics where there is no component to end.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn stop() -> ! {
    panic!("the component traps here")
}
