//! `component_entrypoint!`: a node in one statement.

use crate::Call;
use crate::abi::Str;
use crate::component::v0_5::node::{InvokeResult, StreamEvent};

/// Text that a manifest function may answer with.
pub trait IntoText<'a> {
    /// The text.
    fn into_text(self) -> &'a str;
}

impl<'a> IntoText<'a> for &'a str {
    fn into_text(self) -> &'a str {
        self
    }
}

impl<'a> IntoText<'a> for Str<'a> {
    fn into_text(self) -> &'a str {
        self.get()
    }
}

/// The events of a stream whose operation answers all at once: no progress
/// yet, then the output or the error's message, then the end.
pub fn default_stream<'a>(call: &'a Call, result: InvokeResult<'a>) -> &'a [StreamEvent<'a>] {
    let answer = match result {
        InvokeResult::Ok(output) => StreamEvent::Data(output),
        InvokeResult::Err(error) => StreamEvent::Error(error.message),
    };
    call.keep([StreamEvent::Progress(0), answer, StreamEvent::Done])
}

/// Makes the crate a node: it exports `greentic:component/node@0.5.0`.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// # use greentic_guest::{Call, component::v0_5::node::{ExecCtx, InvokeResult}};
/// # fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> InvokeResult<'a> {
/// #     InvokeResult::Ok(input.into())
/// # }
/// # fn on_start<'a>(_: &'a Call, _: &'a ExecCtx<'a>) -> Result<(), &'a str> { Ok(()) }
/// greentic_guest::component_entrypoint!({
///     manifest: r#"{"name":"demo","version":"1.0.0"}"#,
///     invoke: invoke,
///     on_start: on_start,
/// });
/// # fn main() {}
/// ```
///
/// `manifest` and `invoke` come first, the others in any order:
///
/// | key | value | if left out |
/// | --- | --- | --- |
/// | `manifest` | the manifest: a literal, a macro call such as `include_str!(..)`, `const NAME`, or a function `fn(&'a Call) -> &'a str` | |
/// | `invoke` | `fn(&'a Call, &'a ExecCtx<'a>, op: &'a str, input: &'a str)`, which answers with an `InvokeResult<'a>` or a `Result<&'a str, NodeError<'a>>` | |
/// | `invoke_stream` | `true`: a stream is `progress(0)`, what `invoke` answers, `done`; `false`: only `done` | `true` |
/// | `on_start` | `fn(&'a Call, &'a ExecCtx<'a>) -> Result<(), &'a str>` | answers ok |
/// | `on_stop` | `fn(&'a Call, &'a ExecCtx<'a>, reason: &'a str) -> Result<(), &'a str>` | answers ok |
/// | `lifecycle` | `false`: `on_start` and `on_stop` are not called and answer ok | `true` |
/// | `imports` | what [`component!`](crate::component!) imports: `{ secrets_store::v1_0 as Secrets }` | nothing |
///
/// A manifest that is a constant takes no code; a function is called each time.
/// A key that does not exist, or an option that stands twice, does not compile.
#[macro_export]
macro_rules! component_entrypoint {
    ({ $($keys:tt)* }) => {
        $crate::__component_entrypoint! { @manifest $($keys)* }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "component_entrypoint! takes its keys in braces: component_entrypoint!({ manifest: .., invoke: .. })"
        );
    };
}

// The keys become a state, `[manifest] [invoke] [stream] [lifecycle] [on_start]
// [on_stop] [imports]`, of which each part is filled at most once.
#[doc(hidden)]
#[macro_export]
macro_rules! __component_entrypoint {
    // manifest: "literal", manifest: include_str!("file"), manifest: const NAME
    (@manifest manifest: $text:literal, $($rest:tt)*) => {
        $crate::__component_entrypoint! { @invoke [const $text] $($rest)* }
    };
    (@manifest manifest: $name:ident ! $arguments:tt, $($rest:tt)*) => {
        $crate::__component_entrypoint! { @invoke [const $name!$arguments] $($rest)* }
    };
    (@manifest manifest: const $text:path, $($rest:tt)*) => {
        $crate::__component_entrypoint! { @invoke [const $text] $($rest)* }
    };
    // manifest: function
    (@manifest manifest: $function:expr, $($rest:tt)*) => {
        $crate::__component_entrypoint! { @invoke [fn $function] $($rest)* }
    };
    (@manifest $($other:tt)*) => {
        ::core::compile_error!("component_entrypoint!: the first key is `manifest`, the second `invoke`");
    };

    (@invoke $manifest:tt invoke: $invoke:expr $(, $($rest:tt)*)?) => {
        $crate::__component_entrypoint! { @options $manifest [$invoke] [] [] [] [] [] $($($rest)*)? }
    };
    (@invoke $($other:tt)*) => {
        ::core::compile_error!("component_entrypoint!: the second key is `invoke`");
    };

    (@options $m:tt $i:tt [] $l:tt $on:tt $off:tt $im:tt invoke_stream: $value:tt $(, $($rest:tt)*)?) => {
        $crate::__component_entrypoint! { @options $m $i [$value] $l $on $off $im $($($rest)*)? }
    };
    (@options $m:tt $i:tt $s:tt [] $on:tt $off:tt $im:tt lifecycle: $value:tt $(, $($rest:tt)*)?) => {
        $crate::__component_entrypoint! { @options $m $i $s [$value] $on $off $im $($($rest)*)? }
    };
    (@options $m:tt $i:tt $s:tt $l:tt [] $off:tt $im:tt on_start: $hook:expr $(, $($rest:tt)*)?) => {
        $crate::__component_entrypoint! { @options $m $i $s $l [$hook] $off $im $($($rest)*)? }
    };
    (@options $m:tt $i:tt $s:tt $l:tt $on:tt [] $im:tt on_stop: $hook:expr $(, $($rest:tt)*)?) => {
        $crate::__component_entrypoint! { @options $m $i $s $l $on [$hook] $im $($($rest)*)? }
    };
    (@options $m:tt $i:tt $s:tt $l:tt $on:tt $off:tt [] imports: { $($($path:ident)::+ as $name:ident),* $(,)? } $(, $($rest:tt)*)?) => {
        $crate::__component_entrypoint! { @options $m $i $s $l $on $off [$(import $($path)::+ as $name,)*] $($($rest)*)? }
    };
    (@options $m:tt [$invoke:expr] [$($s:tt)?] [$($l:tt)?] [$($on:expr)?] [$($off:expr)?] [$($imports:tt)*]) => {
        #[doc(hidden)]
        pub struct __GreenticNode;

        impl $crate::component::v0_5::node::Guest for __GreenticNode {
            $crate::__component_entrypoint! { @get_manifest $m }

            fn on_start<'a>(
                call: &'a $crate::Call,
                ctx: &'a $crate::component::v0_5::node::ExecCtx<'a>,
            ) -> ::core::result::Result<$crate::component::v0_5::node::LifecycleStatus, &'a str> {
                $crate::__component_entrypoint! { @hook [$($l)?] [$($on)?] (call, ctx) }
            }

            fn on_stop<'a>(
                call: &'a $crate::Call,
                ctx: &'a $crate::component::v0_5::node::ExecCtx<'a>,
                reason: &'a str,
            ) -> ::core::result::Result<$crate::component::v0_5::node::LifecycleStatus, &'a str> {
                $crate::__component_entrypoint! { @hook [$($l)?] [$($off)?] (call, ctx, reason) }
            }

            fn invoke<'a>(
                call: &'a $crate::Call,
                ctx: &'a $crate::component::v0_5::node::ExecCtx<'a>,
                op: &'a str,
                input: &'a str,
            ) -> $crate::component::v0_5::node::InvokeResult<'a> {
                ::core::convert::Into::into($invoke(call, ctx, op, input))
            }

            fn invoke_stream<'a>(
                call: &'a $crate::Call,
                ctx: &'a $crate::component::v0_5::node::ExecCtx<'a>,
                op: &'a str,
                input: &'a str,
            ) -> &'a [$crate::component::v0_5::node::StreamEvent<'a>] {
                $crate::__component_entrypoint! { @stream [$($s)?] (call, ctx, op, input) }
            }
        }

        $crate::component! {
            export component::v0_5::node => __GreenticNode,
            $($imports)*
        }
    };
    (@options $m:tt $i:tt $s:tt $l:tt $on:tt $off:tt $im:tt $key:ident : $($rest:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "component_entrypoint!: there is no key `", ::core::stringify!($key),
            "`, or it stands twice; after `manifest` and `invoke` come `invoke_stream`, `on_start`, `on_stop`, \
             `lifecycle` and `imports`, once each"
        ));
    };

    (@get_manifest [const $text:expr]) => {
        const GET_MANIFEST: ::core::option::Option<&'static $crate::abi::Str<'static>> =
            ::core::option::Option::Some(&$crate::abi::Str::new($text));

        fn get_manifest<'a>(_: &'a $crate::Call) -> &'a str {
            $text
        }
    };
    (@get_manifest [fn $function:expr]) => {
        fn get_manifest<'a>(call: &'a $crate::Call) -> &'a str {
            $crate::parts::IntoText::<'a>::into_text($function(call))
        }
    };

    (@hook [] [] ($($argument:ident),*)) => {
        $crate::__component_entrypoint! { @hook [false] [] ($($argument),*) }
    };
    (@hook [true] $hook:tt $arguments:tt) => {
        $crate::__component_entrypoint! { @hook [] $hook $arguments }
    };
    (@hook [false] $hook:tt ($($argument:ident),*)) => {{
        let _ = ($($argument,)*);
        ::core::result::Result::Ok($crate::component::v0_5::node::LifecycleStatus::Ok)
    }};
    (@hook [] [$hook:expr] ($($argument:ident),*)) => {
        match $hook($($argument),*) {
            ::core::result::Result::Ok(()) => {
                ::core::result::Result::Ok($crate::component::v0_5::node::LifecycleStatus::Ok)
            }
            ::core::result::Result::Err(message) => ::core::result::Result::Err(message),
        }
    };
    (@hook [$other:tt] $hook:tt $arguments:tt) => {
        ::core::compile_error!("component_entrypoint!: `lifecycle` is `true` or `false`")
    };

    (@stream [false] ($($argument:ident),*)) => {{
        let _ = ($($argument,)*);
        &[$crate::component::v0_5::node::StreamEvent::Done]
    }};
    (@stream [$(true)?] ($call:ident, $($argument:ident),*)) => {
        $crate::parts::default_stream(
            $call,
            <Self as $crate::component::v0_5::node::Guest>::invoke($call, $($argument),*),
        )
    };
    (@stream [$other:tt] $arguments:tt) => {
        ::core::compile_error!("component_entrypoint!: `invoke_stream` is `true` or `false`")
    };
}
