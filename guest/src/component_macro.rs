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
///   `fn(&core::panic::PanicInfo<'_>) -> !`. Otherwise it is
///   [`panic::development`](crate::panic::development) where the crate is compiled with
///   debug assertions, and [`panic::release`](crate::panic::release), which traps, says
///   nothing and takes next to no code, in any other profile.
/// - `without memory_functions`: the crate links something that has `memcmp`
///   already. Only `wasm32-wasip2` lacks it; the one that is left out then is
///   small rather than fast.
/// - `with memory_functions`: the component compares text though no text comes
///   in, which is when the linker says that `env::memcmp` is missing.
/// - `with wasi_marker`: adds the custom section `.greentic.wasi`, which names
///   the target that the component was made for. Nothing needs it to run.
///
/// A component that takes text or lists, or gets them from its host, has
/// `cabi_realloc`; one of more than 32 interfaces has it in any case.
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
/// - an interface exported beside one that it uses types of, where no world of
///   the WIT that its bindings were generated from exports both.
#[macro_export]
macro_rules! component {
    ($($items:tt)*) => {
        $crate::__component! { $($items)* }
    };
}

// All items are read at once, `export a::b => Type` as
// `export a [:: b] [] [Type]` and `with panic_handler a::b` as
// `with panic_handler [] [a :: b] []`: however many there are, no expansion is
// within that of the item before. Only whether `cabi_realloc` is needed is asked
// of one interface after the other, and of 32 at most.
#[doc(hidden)]
#[macro_export]
macro_rules! __component {
    (@outside export $($item:tt)*) => {};
    (@outside $($item:tt)*) => {
        $crate::__component! { @item $($item)* }
    };
    (@inside export $($item:tt)*) => {
        $crate::__component! { @item export $($item)* }
    };
    (@inside $($item:tt)*) => {};
    (@item with panic_handler $path:tt $handler:tt []) => {};
    (@item with memory_functions [] [] []) => {
        $crate::__component! { @memory_functions }
    };
    (@item without memory_functions [] [] []) => {};
    (@item with wasi_marker [] [] []) => {
        const _: () = {
            #[allow(dead_code, reason = "the linker reads it")]
            #[cfg_attr(target_family = "wasm", unsafe(link_section = ".greentic.wasi"))]
            static WASI: [u8; 13] = *b"wasm32-wasip2";
        };
    };
    // Items of one's own bindings keep their path; all others are ours.
    (@item $verb:ident crate $path:tt $host:tt $guest:tt) => {
        $crate::__component! { @interface $verb [crate] $path $host $guest }
    };
    (@item $verb:ident self $path:tt $host:tt $guest:tt) => {
        $crate::__component! { @interface $verb [self] $path $host $guest }
    };
    (@item $verb:ident super $path:tt $host:tt $guest:tt) => {
        $crate::__component! { @interface $verb [super] $path $host $guest }
    };
    (@item $verb:ident greentic_guest $path:tt $host:tt $guest:tt) => {
        ::core::compile_error!(
            "component!: paths of interfaces begin below `greentic_guest`: leave out `greentic_guest::`"
        );
    };
    (@item $verb:ident $root:ident [$($path:tt)*] $host:tt $guest:tt) => {
        $crate::__component! { @interface $verb [$crate] [:: $root $($path)*] $host $guest }
    };
    // A short form whose type has no name.
    (@interface export [$($root:tt)*] [$($path:tt)*] [] [{ @form $form:ident $world:tt }]) => {
        const _: () = {
            $crate::$form! { @implement Form $world }
            $($root)* $($path)*::__export! { @emit [$($root)* $($path)*] [Form] }
        };
    };
    (@interface export [$($root:tt)*] [$($path:tt)*] [] [{ $($functions:tt)* }]) => {
        const _: () = {
            struct Functions;
            impl $($root)* $($path)*::Guest for Functions {
                $crate::__functions! { [$($root)* $($path)*] $($functions)* }
            }
            $($root)* $($path)*::__export! { @emit [$($root)* $($path)*] [Functions] }
        };
    };
    (@interface export [$($root:tt)*] [$($path:tt)*] [] $guest:tt) => {
        $($root)* $($path)*::__export! { @emit [$($root)* $($path)*] $guest }
    };
    (@interface import [$($root:tt)*] [$($path:tt)*] [as $host:ident] []) => {
        $($root)* $($path)*::__import! { @emit [$($root)* $($path)*] [$host] }
    };
    (@interface import [$($root:tt)*] [$($path:tt)*] [] []) => {
        $($root)* $($path)*::__import! { @emit [$($root)* $($path)*] [] }
    };
    (@interface $verb:ident [crate] $path:tt $host:tt $guest:tt) => {
        $crate::__component! { @not_understood $verb crate $path $host $guest }
    };
    (@interface $verb:ident [self] $path:tt $host:tt $guest:tt) => {
        $crate::__component! { @not_understood $verb self $path $host $guest }
    };
    (@interface $verb:ident [super] $path:tt $host:tt $guest:tt) => {
        $crate::__component! { @not_understood $verb super $path $host $guest }
    };
    (@interface $verb:ident $ours:tt [:: $root:ident $($path:tt)*] $host:tt $guest:tt) => {
        $crate::__component! { @not_understood $verb $root [$($path)*] $host $guest }
    };
    (@not_understood $verb:ident $root:ident [$(:: $path:ident)*] [$($host:tt)*] [$({ $($functions:tt)* })?]) => {
        $crate::__component! {
            @refuse ::core::stringify!($verb), " ", ::core::stringify!($root),
                $("::", ::core::stringify!($path),)*
                $(" ", ::core::stringify!($host),)*
                $(" { ", ::core::stringify!($($functions)*), " }",)?
        }
    };
    (@not_understood $verb:ident $root:ident [$(:: $path:ident)*] [$($host:tt)*] [$guest:ty]) => {
        $crate::__component! {
            @refuse ::core::stringify!($verb), " ", ::core::stringify!($root),
                $("::", ::core::stringify!($path),)*
                $(" ", ::core::stringify!($host),)*
                " => ", ::core::stringify!($guest),
        }
    };
    (@refuse $($text:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "component!: `", $($text)* "` is not understood; it takes \
             `export INTERFACE { .. }`, `export INTERFACE => TYPE`, `import INTERFACE as NAME`, `with ..` and `without ..`, with commas between"
        ));
    };

    // The same as an expression, for what is compared and counted.
    (@constant with $name:ident $path:tt) => {
        $crate::__private::Item::Setting(::core::stringify!($name))
    };
    (@constant without $name:ident $path:tt) => {
        $crate::__private::Item::Setting(::core::stringify!($name))
    };
    (@constant $verb:ident crate [$($path:tt)*]) => {
        $crate::__component! { @interface_constant $verb crate $($path)* }
    };
    (@constant $verb:ident self [$($path:tt)*]) => {
        $crate::__component! { @interface_constant $verb self $($path)* }
    };
    (@constant $verb:ident super [$($path:tt)*]) => {
        $crate::__component! { @interface_constant $verb super $($path)* }
    };
    (@constant $verb:ident greentic_guest $path:tt) => {
        $crate::__private::Item::Unknown
    };
    (@constant $verb:ident $root:ident [$($path:tt)*]) => {
        $crate::__component! { @interface_constant $verb $crate :: $root $($path)* }
    };
    (@interface_constant export $($path:tt)*) => {
        $crate::__private::Item::Interface(
            $crate::__private::Direction::Export,
            $($path)*::__export! { @interface [$($path)*] },
        )
    };
    (@interface_constant import $($path:tt)*) => {
        $crate::__private::Item::Interface(
            $crate::__private::Direction::Import,
            $($path)*::__import! { @interface [$($path)*] },
        )
    };
    (@interface_constant $($other:tt)*) => {
        $crate::__private::Item::Unknown
    };

    // Whether one of the interfaces needs `cabi_realloc`: `@plain` are those that
    // were not asked yet, and each answers with `@plain` or `@realloc` itself.
    (@needs $i0:tt $i1:tt $i2:tt $i3:tt $i4:tt $i5:tt $i6:tt $i7:tt $i8:tt $i9:tt $i10:tt $i11:tt $i12:tt $i13:tt $i14:tt $i15:tt $i16:tt $i17:tt $i18:tt $i19:tt $i20:tt $i21:tt $i22:tt $i23:tt $i24:tt $i25:tt $i26:tt $i27:tt $i28:tt $i29:tt $i30:tt $i31:tt $i32:tt $($more:tt)*) => {
        $crate::__component! { @realloc }
    };
    (@needs $($items:tt)*) => {
        $crate::__component! { @plain $($items)* }
    };
    (@plain) => {};
    (@plain ($verb:ident greentic_guest $path:tt) $($rest:tt)*) => {
        $crate::__component! { @plain $($rest)* }
    };
    (@plain (export crate [$($path:tt)*]) $($rest:tt)*) => {
        crate $($path)*::__export! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain (export self [$($path:tt)*]) $($rest:tt)*) => {
        self $($path)*::__export! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain (export super [$($path:tt)*]) $($rest:tt)*) => {
        super $($path)*::__export! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain (export $root:ident [$($path:tt)*]) $($rest:tt)*) => {
        $crate::$root $($path)*::__export! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain (import crate [$($path:tt)*]) $($rest:tt)*) => {
        crate $($path)*::__import! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain (import self [$($path:tt)*]) $($rest:tt)*) => {
        self $($path)*::__import! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain (import super [$($path:tt)*]) $($rest:tt)*) => {
        super $($path)*::__import! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain (import $root:ident [$($path:tt)*]) $($rest:tt)*) => {
        $crate::$root $($path)*::__import! { @needs [$crate::__component!] $($rest)* }
    };
    (@plain $other:tt $($rest:tt)*) => {
        $crate::__component! { @plain $($rest)* }
    };
    (@realloc $($rest:tt)*) => {
        #[cfg(target_family = "wasm")]
        const _: () = {
            #[unsafe(export_name = "cabi_realloc")]
            unsafe extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
                // SAFETY: hosts resize what they got here, and nothing else, and ask
                // for alignments of WIT's types.
                unsafe { $crate::__private::realloc(old, old_size, align, size) }
            }
        };
        __greentic_setting! { without memory_functions }
    };

    // Which one is up to the profile of the crate that becomes the component.
    (@panic_handler) => {
        #[cfg(debug_assertions)]
        $crate::__component! { @panic_handler $crate::panic::development }
        #[cfg(not(debug_assertions))]
        $crate::__component! { @panic_handler $crate::panic::release }
    };
    (@panic_handler $($handler:tt)+) => {
        // There is always one, so that `std`, which has its own, is refused by
        // the compiler: it would free what the arena handed out.
        #[cfg(target_family = "wasm")]
        const _: () = {
            #[panic_handler]
            fn panic(info: &::core::panic::PanicInfo<'_>) -> ! {
                $($handler)*(info)
            }
        };

        #[cfg(not(target_family = "wasm"))]
        const _: fn(&::core::panic::PanicInfo<'_>) -> ! = $($handler)*;
    };

    (@memory_functions) => {
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

    // What a setting is, wherever among the items it stands.
    (@setting with panic_handler [] [$($handler:tt)+]) => {
        $crate::__component! { @panic_handler $($handler)+ }
    };
    (@setting with panic_handler [$($handler:tt)+] []) => {
        $crate::__component! { @panic_handler $($handler)+ }
    };
    (@setting with panic_handler $path:tt $handler:tt) => {
        ::core::compile_error!("component!: name the function, `with panic_handler FUNCTION`");
        $crate::__component! { @panic_handler }
    };
    // Either it is there already, or it shall not be.
    (@setting $verb:ident memory_functions $path:tt $handler:tt) => {};

    // What no item is like: past those that are, to the first that is not.
    (@find $verb:ident $root:ident $(:: $path:ident)* $( $word:ident $(:: $more:ident)* $($host:ident)? )? $(=> $guest:ty)? $({ $($functions:tt)* })?, $($rest:tt)*) => {
        $crate::__component! { @find $($rest)* }
    };
    (@find $($other:tt)*) => {
        $crate::__component! { @refuse ::core::stringify!($($other)*), }
    };

    ($( $verb:ident $root:ident $(:: $path:ident)* $( $word:ident $(:: $more:ident)* $($host:ident)? )? $(=> $guest:ty)? $({ $($functions:tt)* })? ),* $(,)?) => {
        // The arms of the items come first, so the others are for settings that
        // are not among them.
        macro_rules! __greentic_setting {
            $( ($verb $root) => {
                $crate::__component! { @setting $verb $root [$(:: $path)*] [$( $word $(:: $more)* $($host)? )?] }
            }; )*
            (with panic_handler) => {
                $crate::__component! { @panic_handler }
            };
            (without memory_functions) => {
                __greentic_setting! { with memory_functions }
            };
            (with memory_functions) => {
                $crate::__component! { @memory_functions }
            };
        }
        // What the macros of the interfaces ask: whether they are among the items,
        // and whether a host function can call back in the middle of a call. Of two
        // statements in one module the compiler says that this name is there twice.
        #[allow(dead_code, reason = "only imports ask it")]
        const __GREENTIC_ONE_COMPONENT_PER_CRATE: $crate::__private::Component<'static> =
            // SAFETY: they are checked below, and another `component!` has another
            // panic handler, which the compiler refuses.
            unsafe { $crate::__private::Component::of(&[$( $crate::__component! { @constant $verb $root [$(:: $path)*] } ),*]) };
        $(
            $crate::__component! {
                @outside $verb $root [$(:: $path)*] [$( $word $(:: $more)* $($host)? )?] [$($guest)? $({ $($functions)* })?]
            }
        )*
        // Exports ask the constant of their own statement, which is why that name is
        // all that the compiler has to say of two.
        const _: () = {
            const ITEMS: &[$crate::__private::Item<'static>] =
                &[$( $crate::__component! { @constant $verb $root [$(:: $path)*] } ),*];
            #[allow(dead_code, reason = "not every component exports something")]
            const __GREENTIC_ONE_COMPONENT_PER_CRATE: $crate::__private::Component<'static> =
                // SAFETY: as above, and these are the same items.
                unsafe { $crate::__private::Component::of(ITEMS) };
            $(
                $crate::__component! {
                    @inside $verb $root [$(:: $path)*] [$( $word $(:: $more)* $($host)? )?] [$($guest)? $({ $($functions)* })?]
                }
            )*
            #[allow(long_running_const_eval, reason = "each of many interfaces is compared with every other")]
            const _: () = $crate::__private::check(ITEMS);
        };
        $crate::__component! { @needs $( ($verb $root [$(:: $path)*]) )* }
        __greentic_setting! { with panic_handler }
    };
    // The panic handler is there in any case: its absence would be one more error.
    ($($other:tt)*) => {
        $crate::__component! { @find $($other)* }
        $crate::__component! { @panic_handler }
    };
}

// Stands where an interface would, in a path that ends before the version.
#[doc(hidden)]
#[macro_export]
macro_rules! __without_version {
    (@needs [$($callback:tt)*] $($state:tt)*) => {
        $($callback)* { @plain $($state)* }
    };
    (@interface $path:tt) => {
        &$crate::__private::Interface {
            id: "",
            revision: "",
            packages: &[],
            uses: &[],
            joints: &[],
        }
    };
    (@function $($other:tt)*) => {};
    (@emit [$root:ident :: $first:ident $(:: $path:ident)*] $($other:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "component!: the path `", ::core::stringify!($first), $("::", ::core::stringify!($path),)*
            "` ends before the version; add it, and the interface where the package has several, as in \
             `component::v0_5::node`: the table in wit/README.md has all paths"
        ));
    };
}
