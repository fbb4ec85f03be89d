//! `component!`: what a component exports and imports, in one place.

/// Says what the crate's component exports and imports.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// use greentic_guest::{Call, component::v1_0::describe_v1, secrets_store::v1_0::Host};
///
/// struct Demo;
///
/// impl describe_v1::Guest for Demo {
///     fn describe_json<'a>(call: &'a Call) -> &'a str {
///         match Secrets.get(call, "NAME") {
///             Ok(Some(_)) => r#"{"name":"demo"}"#,
///             _ => "{}",
///         }
///     }
/// }
///
/// greentic_guest::component! {
///     export component::v1_0::describe_v1 => Demo,
///     import secrets_store::v1_0 as Secrets,
/// }
/// # fn main() {}
/// ```
///
/// - `export INTERFACE => TYPE`: the component exports the interface, and the
///   type implements its `Guest`.
/// - `import INTERFACE as NAME`: the component imports the interface; `NAME`
///   becomes a type that implements its `Host` by asking the host, and the one
///   value that it has. Natively it panics: tests pass a `Host` of their own.
/// - `export INTERFACE` and `import INTERFACE` without more are for interfaces
///   that have types and no functions.
/// - `with panic_handler FUNCTION`: a panic runs this
///   `fn(&core::panic::PanicInfo<'_>) -> !`. The handler that a component has
///   otherwise traps and says nothing, and takes next to no code.
/// - `without memory_functions`: the crate links something that has `memcmp`
///   already. Only `wasm32-wasip2` lacks it; the one that is left out then is
///   small rather than fast.
/// - `with memory_functions`: the component compares text though no text comes
///   in, which is when the linker says that `env::memcmp` is missing.
/// - `with wasi_marker`: adds the custom section `.greentic.wasi`, which names
///   the target that the component was made for. Nothing needs it to run.
///
/// An interface is a path below `greentic_guest`, or one that begins with
/// `crate`, `self` or `super` for bindings of your own.
///
/// The statement stands once, in the crate that becomes the component. A
/// library that needs an import takes it as an argument, `&impl Host`.
///
/// # Errors of the compiler
///
/// Some interfaces cannot be in one component, and the compiler says so:
///
/// - one interface exported twice or imported twice,
/// - two versions of one interface imported which semantic versioning calls
///   compatible, `http::v1_0` and `http::v1_1` say,
/// - two revisions of one package,
/// - an interface exported beside one that it uses types of.
#[macro_export]
macro_rules! component {
    ($($items:tt)*) => {
        $crate::__component! { @next [] [] [] [] [] $($items)* }
    };
}

// State: `[items] [realloc] [panic handler] [memory functions] [marker]`.
// First every item is read and asked whether it needs `cabi_realloc`, then all
// of them are emitted.
#[doc(hidden)]
#[macro_export]
macro_rules! __component {
    // Items of one's own bindings keep their path; all others are ours.
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export crate $(:: $path:ident)+ => $($rest:tt)*) => {
        $crate::__component! { @export $i $r $p $f $m [crate $(:: $path)+] $($rest)* }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export self $(:: $path:ident)+ => $($rest:tt)*) => {
        $crate::__component! { @export $i $r $p $f $m [self $(:: $path)+] $($rest)* }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export super $(:: $path:ident)+ => $($rest:tt)*) => {
        $crate::__component! { @export $i $r $p $f $m [super $(:: $path)+] $($rest)* }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export $($path:ident)::+ => $($rest:tt)*) => {
        $crate::__component! { @export $i $r $p $f $m [$crate $(:: $path)+] $($rest)* }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import crate $(:: $path:ident)+ as $($rest:tt)*) => {
        $crate::__component! { @import $i $r $p $f $m [crate $(:: $path)+] $($rest)* }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import self $(:: $path:ident)+ as $($rest:tt)*) => {
        $crate::__component! { @import $i $r $p $f $m [self $(:: $path)+] $($rest)* }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import super $(:: $path:ident)+ as $($rest:tt)*) => {
        $crate::__component! { @import $i $r $p $f $m [super $(:: $path)+] $($rest)* }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import $($path:ident)::+ as $($rest:tt)*) => {
        $crate::__component! { @import $i $r $p $f $m [$crate $(:: $path)+] $($rest)* }
    };
    // Interfaces that have only types: nothing implements or calls them.
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export crate $(:: $path:ident)+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __export $i $r $p $f $m [crate $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export self $(:: $path:ident)+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __export $i $r $p $f $m [self $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export super $(:: $path:ident)+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __export $i $r $p $f $m [super $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt export $($path:ident)::+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __export $i $r $p $f $m [$crate $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import crate $(:: $path:ident)+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __import $i $r $p $f $m [crate $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import self $(:: $path:ident)+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __import $i $r $p $f $m [self $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import super $(:: $path:ident)+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __import $i $r $p $f $m [super $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt import $($path:ident)::+ $(, $($rest:tt)*)?) => {
        $crate::__component! { @types __import $i $r $p $f $m [$crate $(:: $path)+] $($($rest)*)? }
    };
    (@next $i:tt $r:tt [] $f:tt $m:tt with panic_handler $handler:path $(, $($rest:tt)*)?) => {
        $crate::__component! { @next $i $r [$handler] $f $m $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt [] $m:tt without memory_functions $(, $($rest:tt)*)?) => {
        $crate::__component! { @next $i $r $p [no] $m $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt [] $m:tt with memory_functions $(, $($rest:tt)*)?) => {
        $crate::__component! { @next $i $r $p [yes] $m $($($rest)*)? }
    };
    (@next $i:tt $r:tt $p:tt $f:tt [] with wasi_marker $(, $($rest:tt)*)?) => {
        $crate::__component! { @next $i $r $p $f [yes] $($($rest)*)? }
    };
    (@next [$(([$($path:tt)*] $verb:ident $name:tt))*] $r:tt $p:tt $f:tt $m:tt) => {
        $( $($path)*::$verb! { @emit [$($path)*] $name } )*
        // Whether a host function can call back in the middle of a call.
        #[cfg(target_family = "wasm")]
        const __GREENTIC_CALLS: bool = $crate::parts::calls(&[$($crate::parts::directions::$verb),*]);
        const _: () = $crate::parts::check(&[
            $( ($crate::parts::directions::$verb, $($path)*::$verb! { @interface [$($path)*] }) ),*
        ]);
        $crate::__component! { @realloc $r }
        $crate::__component! { @panic_handler $p }
        $crate::__component! { @memory_functions $r $f }
        $crate::__component! { @wasi_marker $m }
    };
    (@next $i:tt $r:tt $p:tt $f:tt $m:tt $($other:tt)+) => {
        ::core::compile_error!(::core::concat!(
            "component!: `", ::core::stringify!($($other)+), "` is not understood; it takes \
             `export INTERFACE => TYPE`, `import INTERFACE as NAME`, `with ..` and `without ..`, with commas between"
        ));
    };

    (@export [$($i:tt)*] $r:tt $p:tt $f:tt $m:tt [$($path:tt)*] $guest:ty $(, $($rest:tt)*)?) => {
        $($path)*::__export! {
            @needs [$crate::__component!] [$($i)* ([$($path)*] __export [$guest])] $r $p $f $m $($($rest)*)?
        }
    };
    (@import [$($i:tt)*] $r:tt $p:tt $f:tt $m:tt [$($path:tt)*] $host:ident $(, $($rest:tt)*)?) => {
        $($path)*::__import! {
            @needs [$crate::__component!] [$($i)* ([$($path)*] __import [$host])] $r $p $f $m $($($rest)*)?
        }
    };
    // What is left where a comma is missing.
    (@export $i:tt $r:tt $p:tt $f:tt $m:tt [$($path:tt)*] $($other:tt)*) => {
        $crate::__component! { @next $i $r $p $f $m => $($other)* }
    };
    (@import $i:tt $r:tt $p:tt $f:tt $m:tt [$($path:tt)*] $($other:tt)*) => {
        $crate::__component! { @next $i $r $p $f $m as $($other)* }
    };
    (@types $verb:ident [$($i:tt)*] $r:tt $p:tt $f:tt $m:tt [$($path:tt)*] $($rest:tt)*) => {
        $crate::__component! { @next [$($i)* ([$($path)*] $verb [])] $r $p $f $m $($rest)* }
    };
    (@realloc $i:tt $r:tt $($rest:tt)*) => {
        $crate::__component! { @next $i [yes] $($rest)* }
    };
    (@plain $($rest:tt)*) => {
        $crate::__component! { @next $($rest)* }
    };

    (@realloc []) => {};
    (@realloc [yes]) => {
        #[cfg(target_family = "wasm")]
        const _: () = {
            #[unsafe(export_name = "cabi_realloc")]
            unsafe extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
                // SAFETY: hosts resize what they got here, and nothing else, and ask
                // for alignments of WIT's types.
                unsafe { $crate::parts::realloc(old, old_size, align, size) }
            }
        };
    };

    (@panic_handler []) => {
        $crate::__component! { @panic_handler [$crate::parts::panic] }
    };
    (@panic_handler [$handler:path]) => {
        // There is always one, so that `std`, which has its own, is refused by
        // the compiler: it would free what the arena handed out.
        #[cfg(target_family = "wasm")]
        #[panic_handler]
        fn __greentic_panic(info: &::core::panic::PanicInfo<'_>) -> ! {
            $handler(info)
        }

        #[cfg(not(target_family = "wasm"))]
        const _: fn(&::core::panic::PanicInfo<'_>) -> ! = $handler;
    };

    (@memory_functions [] []) => {};
    (@memory_functions $r:tt [no]) => {};
    (@memory_functions $r:tt $f:tt) => {
        // Comparing text calls it. `core` has it on other targets; here it
        // would come from a C library that a component does without.
        #[cfg(target_os = "wasi")]
        const _: () = {
            #[unsafe(export_name = "memcmp")]
            unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, len: usize) -> i32 {
                unsafe { $crate::abi::entry::memcmp(left, right, len) }
            }
        };
    };

    (@wasi_marker []) => {};
    (@wasi_marker [yes]) => {
        #[doc(hidden)]
        #[cfg_attr(target_family = "wasm", unsafe(link_section = ".greentic.wasi"))]
        pub static __GREENTIC_WASI: [u8; 13] = *b"wasm32-wasip2";
    };
}
