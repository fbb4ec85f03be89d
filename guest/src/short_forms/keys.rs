//! The keys of a short form, in any order.

// Reads one key after the other into
// `[form "name!"] [struct Name] [world] [items of component!] [(key kind value) ..]`, where
// `kind` is `constant`, `value` or `block`, and hands that to the form. `imports`,
// `exports`, `panic`, `world` and `as` mean the same in every form.
#[doc(hidden)]
#[macro_export]
macro_rules! __keys {
    // No `component!` follows, which would have the panic handler: its absence would be
    // one more error.
    (@refuse $($message:tt)*) => {
        ::core::compile_error!($($message)*);
        $crate::__component! { @panic_handler }
    };
    // The component of a form, or with a name its type: `$belong` are keys for a
    // `component!` that a type alone has none of.
    (@component $form:ident $title:literal $belong:literal [] [$($world:ident)::+] [$($items:tt)*]) => {
        $crate::component! {
            export $($world)::+ { @form $form [$($world)::+] },
            $($items)*
        }
    };
    (@component $form:ident $title:literal $belong:literal [struct $name:ident] [$($world:ident)::+] [$($items:tt)*]) => {
        $crate::$form! { @implement $name [$($world)::+] }

        $crate::component! {
            export $($world)::+ => $name,
            $($items)*
        }
    };
    (@component $form:ident $title:literal $belong:literal [as $name:ident] $world:tt []) => {
        $crate::$form! { @implement $name $world }
    };
    (@component $form:ident $title:literal $belong:literal [as $name:ident] $world:tt $items:tt) => {
        ::core::compile_error!(::core::concat!(
            $title, ": with `as NAME` the type is all there is: ", $belong,
            " belong into the `component!` that exports it"
        ));
    };
    ([$form:ident $title:literal] $name:tt $world:tt $items:tt $keys:tt) => {
        $crate::$form! { $title $name $world $items $keys }
    };
    ($form:tt [] $world:tt $items:tt $keys:tt as $name:ident $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form [as $name] $world $items $keys $($($rest)*)? }
    };
    ($form:tt [] $world:tt $items:tt $keys:tt struct $name:ident $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form [struct $name] $world $items $keys $($($rest)*)? }
    };
    ($form:tt $name:tt $world:tt $items:tt $keys:tt world: $($path:ident)::+ $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form $name [$($path)::+] $items $keys $($($rest)*)? }
    };
    ($form:tt $name:tt $world:tt [$($items:tt)*] $keys:tt
        imports: { $( $($path:ident)::+ $(as $host:ident)? ),* $(,)? } $(, $($rest:tt)*)?) => {
        $crate::__keys! {
            $form $name $world [$($items)* $( import $($path)::+ $(as $host)?, )*] $keys $($($rest)*)?
        }
    };
    ($form:tt $name:tt $world:tt [$($items:tt)*] $keys:tt
        exports: { $( $($path:ident)::+ $(=> $guest:ty)? $({ $($functions:tt)* })? ),* $(,)? } $(, $($rest:tt)*)?) => {
        $crate::__keys! {
            $form $name $world
            [$($items)* $( export $($path)::+ $(=> $guest)? $({ $($functions)* })?, )*] $keys $($($rest)*)?
        }
    };
    ($form:tt $name:tt $world:tt [$($items:tt)*] $keys:tt panic: $($path:ident)::+ $(, $($rest:tt)*)?) => {
        $crate::__keys! {
            $form $name $world [$($items)* with panic_handler $($path)::+,] $keys $($($rest)*)?
        }
    };
    ([$form:ident $title:literal] $name:tt $world:tt $items:tt $keys:tt imports: $($other:tt)*) => {
        $crate::__keys! { @refuse ::core::concat!(
            $title, ": `imports` takes `{ INTERFACE as NAME, .. }`: `imports: { http::v1_1 as Http }`"
        ) }
    };
    ([$form:ident $title:literal] $name:tt $world:tt $items:tt $keys:tt exports: $($other:tt)*) => {
        $crate::__keys! { @refuse ::core::concat!(
            $title, ": `exports` takes `{ INTERFACE { name: handler }, INTERFACE => TYPE, .. }`"
        ) }
    };
    ([$form:ident $title:literal] $name:tt $world:tt $items:tt $keys:tt panic: $($other:tt)*) => {
        $crate::__keys! { @refuse ::core::concat!(
            $title, ": `panic` takes the path of a function `fn(&core::panic::PanicInfo<'_>) -> !`"
        ) }
    };
    ([$form:ident $title:literal] $name:tt $world:tt $items:tt $keys:tt world: $($other:tt)*) => {
        $crate::__keys! { @refuse ::core::concat!($title, ": `world` takes the path of an interface") }
    };

    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*] $key:ident : { $($value:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form $name $world $items [$($keys)* ($key block $($value)*)] $($($rest)*)? }
    };
    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*] $key:ident : const $value:expr $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form $name $world $items [$($keys)* ($key constant $value)] $($($rest)*)? }
    };
    // As they are, for arms to tell them apart.
    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*] $key:ident : true $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form $name $world $items [$($keys)* ($key constant true)] $($($rest)*)? }
    };
    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*] $key:ident : false $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form $name $world $items [$($keys)* ($key constant false)] $($($rest)*)? }
    };
    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*] $key:ident : $value:literal $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form $name $world $items [$($keys)* ($key constant $value)] $($($rest)*)? }
    };
    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*]
        $key:ident : $macro:ident ! $arguments:tt $(, $($rest:tt)*)?) => {
        $crate::__keys! {
            $form $name $world $items [$($keys)* ($key constant $macro!$arguments)] $($($rest)*)?
        }
    };
    // What a constant function makes, `json::constant(..)` say: a call is no handler.
    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*]
        $key:ident : $($path:ident)::+ ( $($arguments:tt)* ) $(, $($rest:tt)*)?) => {
        $crate::__keys! {
            $form $name $world $items [$($keys)* ($key constant $($path)::+($($arguments)*))] $($($rest)*)?
        }
    };
    ($form:tt $name:tt $world:tt $items:tt [$($keys:tt)*] $key:ident : $value:expr $(, $($rest:tt)*)?) => {
        $crate::__keys! { $form $name $world $items [$($keys)* ($key value $value)] $($($rest)*)? }
    };
    ([$form:ident $title:literal] $name:tt $world:tt $items:tt $keys:tt $($other:tt)*) => {
        $crate::__keys! { @refuse ::core::concat!(
            $title, ": `", ::core::stringify!($($other)*), "` is not understood; it takes `key: value`, with commas between"
        ) }
    };
}
