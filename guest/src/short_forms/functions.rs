//! The functions of an interface, as `component!` takes them in braces.

// One function after the other: what a value is shows at its first word. A literal and
// what a macro makes, `include_str!(..)` say, are constants without saying so.
#[doc(hidden)]
#[macro_export]
macro_rules! __functions {
    ([$($path:tt)*]) => {};
    ([$($path:tt)*] $name:ident : const $value:expr $(, $($rest:tt)*)?) => {
        $($path)*::__export! { @function $name [$($path)*] [const $value] }
        $crate::__functions! { [$($path)*] $($($rest)*)? }
    };
    ([$($path:tt)*] $name:ident : $value:literal $(, $($rest:tt)*)?) => {
        $($path)*::__export! { @function $name [$($path)*] [const $value] }
        $crate::__functions! { [$($path)*] $($($rest)*)? }
    };
    ([$($path:tt)*] $name:ident : $macro:ident ! $arguments:tt $(, $($rest:tt)*)?) => {
        $($path)*::__export! { @function $name [$($path)*] [const $macro!$arguments] }
        $crate::__functions! { [$($path)*] $($($rest)*)? }
    };
    // What a constant function makes: a call is no handler.
    ([$($path:tt)*] $name:ident : $($function:ident)::+ ( $($arguments:tt)* ) $(, $($rest:tt)*)?) => {
        $($path)*::__export! { @function $name [$($path)*] [const $($function)::+($($arguments)*)] }
        $crate::__functions! { [$($path)*] $($($rest)*)? }
    };
    ([$($path:tt)*] $name:ident : $handler:expr $(, $($rest:tt)*)?) => {
        $($path)*::__export! { @function $name [$($path)*] [$handler] }
        $crate::__functions! { [$($path)*] $($($rest)*)? }
    };
    ([$($path:tt)*] $($other:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "component!: `", ::core::stringify!($($other)*), "` is not understood; the functions of an interface are \
             `name: handler` or `name: const VALUE`, with commas between"
        ));
    };
}
