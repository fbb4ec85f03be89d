//! `component_entrypoint!`: a node in one statement.

/// Makes the crate a node: it exports `greentic:component/node@0.5.0`.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// # use greentic_guest::{Call, component::v0_5::node::{ExecCtx, NodeError}};
/// greentic_guest::component_entrypoint!({
///     manifest: r#"{"name":"demo","version":"1.0.0"}"#,
///     ops: {
///         "greet" => greet,
///     },
/// });
///
/// fn greet<'a>(call: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
///     Ok(call.concat(&["Hello, ", input]))
/// }
/// # fn main() {}
/// ```
///
/// The keys, in any order:
///
/// | key | value | if left out |
/// | --- | --- | --- |
/// | `manifest` | the manifest: a literal, a macro call such as `include_str!(..)`, `const NAME`, or a function `fn(&'a Call) -> &'a str` | must be there |
/// | `ops` | `{ "name" => handler, .. }`: a handler for each operation, `fn(&'a Call, &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>>`. Any other operation is the error `unknown-op` | `invoke` must be there |
/// | `invoke` | one handler for all operations: `fn(&'a Call, &'a ExecCtx<'a>, op: &'a str, input: &'a str)`, which answers with an `InvokeResult<'a>` or a `Result<&'a str, NodeError<'a>>` | `ops` must be there |
/// | `invoke_stream` | `true`: a stream is `progress(0)`, what `invoke` answers, `done`; `false`: only `done` | `true` |
/// | `on_start` | `fn(&'a Call, &'a ExecCtx<'a>) -> Result<(), &'a str>` | answers ok |
/// | `on_stop` | `fn(&'a Call, &'a ExecCtx<'a>, reason: &'a str) -> Result<(), &'a str>` | answers ok |
/// | `lifecycle` | `false`: `on_start` and `on_stop` are not called and answer ok | `true` |
/// | `config_schema` | the JSON Schema of the settings, as `manifest`: the component exports `component-config-schema@0.5.0` too | not exported |
/// | `imports` | what [`component!`](crate::component!) imports: `{ secrets_store::v1_0 as Secrets }` | nothing |
/// | `exports` | further interfaces: `{ component::v1_0::describe_v1 { describe_json: "{}" } }` | nothing |
/// | `panic` | what a panic runs: `fn(&core::panic::PanicInfo<'_>) -> !` | [`panic::development`](crate::panic::development) with debug assertions, else [`panic::release`](crate::panic::release), which says nothing |
/// | `world` | another version: `component::v0_4::node`, `rev_0_4_93::component::v0_4::node` | `component::v0_5::node` |
///
/// A manifest that is a constant takes no code; the name of a constant without
/// `const` before it takes a little. A function is called each time. An error of a
/// handler is anything that a `NodeError` can be made of, what imports answer included:
/// [`Failure`](crate::Failure).
///
/// With `as Node` in front, nothing is exported: there is a type `Node`, for a
/// `component!` that exports more than one short form.
#[macro_export]
macro_rules! component_entrypoint {
    ({ $($keys:tt)* }) => {
        $crate::__keys! { [__node "component_entrypoint!"] [] [component::v0_5::node] [] [] $($keys)* }
    };
    ($($other:tt)*) => {
        $crate::__keys! {
            @refuse "component_entrypoint! takes its keys in braces: component_entrypoint!({ manifest: .., ops: { .. } })"
        }
    };
}

// What each function does is asked of a macro of the author's crate, whose first arms are
// the keys that are there.
#[doc(hidden)]
#[macro_export]
macro_rules! __node {
    // The schema is an interface of its own.
    ($title:literal $name:tt $world:tt [$($items:tt)*] [$($keys:tt)*]) => {
        $crate::__node! { @schema $title $name $world [$($items)*] [] $($keys)* }
    };
    (@schema $title:literal $name:tt $world:tt [$($items:tt)*] [$($done:tt)*]
        (config_schema constant $($value:tt)*) $($rest:tt)*) => {
        $crate::__node! {
            @schema $title $name $world
            [$($items)* export component::v0_5::component_config_schema { get_config_schema: const $($value)* },]
            [$($done)* (config_schema)] $($rest)*
        }
    };
    (@schema $title:literal $name:tt $world:tt [$($items:tt)*] [$($done:tt)*]
        (config_schema value $value:expr) $($rest:tt)*) => {
        $crate::__node! {
            @schema $title $name $world
            [$($items)* export component::v0_5::component_config_schema {
                get_config_schema: |call| $crate::__private::text(call, $value)
            },]
            [$($done)* (config_schema)] $($rest)*
        }
    };
    (@schema $title:literal $name:tt $world:tt $items:tt [$($done:tt)*] $key:tt $($rest:tt)*) => {
        $crate::__node! { @schema $title $name $world $items [$($done)* $key] $($rest)* }
    };
    (@schema $title:literal $name:tt $world:tt $items:tt [$( ($key:ident $($value:tt)*) )*]) => {
        const _: () = $crate::__private::check_keys(
            $title,
            &[&["manifest"], &["invoke", "ops"]],
            &["manifest", "ops", "invoke", "invoke_stream", "on_start", "on_stop", "lifecycle", "config_schema"],
            &[$(::core::stringify!($key)),*],
        );

        macro_rules! __greentic_node {
            $( ($key) => { $crate::__node! { @key $key $world $($value)* } }; )*
            (manifest) => {};
            (invoke) => { __greentic_node! { ops } };
            (ops) => { $crate::__node! { @key ops $world block } };
            (invoke_stream) => { $crate::__node! { @key invoke_stream $world constant true } };
            (lifecycle) => { true };
            (on_start) => { $crate::__node! { @key on_start $world } };
            (on_stop) => { $crate::__node! { @key on_stop $world } };
        }

        $crate::__keys! { @component __node $title "`imports`, `exports`, `panic` and `config_schema`" $name $world $items }
    };

    (@implement $name:ident [$($world:ident)::+]) => {
        #[doc(hidden)]
        pub struct $name;

        impl $crate::$($world)::+::Guest for $name {
            __greentic_node! { manifest }
            __greentic_node! { on_start }
            __greentic_node! { on_stop }
            __greentic_node! { invoke }
            __greentic_node! { invoke_stream }
        }
    };

    (@key manifest [$($world:ident)::+] constant $($value:tt)*) => {
        $crate::$($world)::+::__export! { @function get_manifest [$crate::$($world)::+] [const $($value)*] }
    };
    (@key manifest [$($world:ident)::+] value $value:expr) => {
        fn get_manifest<'a>(call: &'a $crate::Call) -> &'a str {
            $crate::__private::text(call, $value)
        }
    };
    (@key config_schema $($any:tt)*) => {};
    (@key lifecycle $world:tt constant $value:expr) => { $value };
    (@key invoke [$($world:ident)::+] value $handler:expr) => {
        fn invoke<'a>(
            call: &'a $crate::Call,
            ctx: &'a $crate::$($world)::+::ExecCtx<'a>,
            op: &'a str,
            input: &'a str,
        ) -> $crate::$($world)::+::InvokeResult<'a> {
            use $crate::$($world)::+ as __greentic_world;
            let handler: fn(&'a $crate::Call, &'a __greentic_world::ExecCtx<'a>, &'a str, &'a str) -> _ = $handler;
            $crate::__private::operation::<__greentic_world::InvokeResult<'a>, _, _>(handler(call, ctx, op, input))
        }
    };
    (@key ops [$($world:ident)::+] block $($op:literal => $handler:expr),* $(,)?) => {
        fn invoke<'a>(
            call: &'a $crate::Call,
            ctx: &'a $crate::$($world)::+::ExecCtx<'a>,
            op: &'a str,
            input: &'a str,
        ) -> $crate::$($world)::+::InvokeResult<'a> {
            #[allow(unused_imports, reason = "there are nodes without operations")]
            use $crate::$($world)::+ as __greentic_world;
            const _: () = $crate::__private::check_names("component_entrypoint!", "operation", &[$($op),*]);
            let _ = (ctx, input);
            match op {
                $( $op => {
                    let handler: fn(&'a $crate::Call, &'a __greentic_world::ExecCtx<'a>, &'a str) -> _ = $handler;
                    $crate::__private::operation::<__greentic_world::InvokeResult<'a>, _, _>(handler(call, ctx, input))
                } )*
                _ => $crate::$($world)::+::InvokeResult::Err($crate::$($world)::+::NodeError {
                    code: $crate::abi::Str::new("unknown-op"),
                    message: $crate::abi::Str::new(call.concat(&["unknown operation: ", op])),
                    ..::core::default::Default::default()
                }),
            }
        }
    };
    // Where the function belongs: that it is missing is not one more error.
    (@key ops [$($world:ident)::+] $($other:tt)*) => {
        fn invoke<'a>(
            _: &'a $crate::Call,
            _: &'a $crate::$($world)::+::ExecCtx<'a>,
            _: &'a str,
            _: &'a str,
        ) -> $crate::$($world)::+::InvokeResult<'a> {
            ::core::compile_error!(
                "component_entrypoint!: `ops` takes a handler for each operation, `ops: { \"greet\" => greet }`"
            )
        }
    };
    (@key on_start [$($world:ident)::+] $(value $hook:expr)?) => {
        fn on_start<'a>(
            call: &'a $crate::Call,
            ctx: &'a $crate::$($world)::+::ExecCtx<'a>,
        ) -> ::core::result::Result<$crate::$($world)::+::LifecycleStatus, &'a str> {
            $crate::__node! {
                @hook [$($world)::+] [$($hook)?] (call, ctx)
                fn(&'a $crate::Call, &'a $crate::$($world)::+::ExecCtx<'a>) -> _
            }
        }
    };
    (@key on_stop [$($world:ident)::+] $(value $hook:expr)?) => {
        fn on_stop<'a>(
            call: &'a $crate::Call,
            ctx: &'a $crate::$($world)::+::ExecCtx<'a>,
            reason: &'a str,
        ) -> ::core::result::Result<$crate::$($world)::+::LifecycleStatus, &'a str> {
            $crate::__node! {
                @hook [$($world)::+] [$($hook)?] (call, ctx, reason)
                fn(&'a $crate::Call, &'a $crate::$($world)::+::ExecCtx<'a>, &'a str) -> _
            }
        }
    };
    (@hook [$($world:ident)::+] [] $arguments:tt $hook:ty) => {{
        let _ = $arguments;
        ::core::result::Result::Ok($crate::$($world)::+::LifecycleStatus::Ok)
    }};
    (@hook [$($world:ident)::+] [$hook:expr] $arguments:tt $signature:ty) => {{
        let _ = $arguments;
        if __greentic_node! { lifecycle } {
            let hook: $signature = $hook;
            let answer: ::core::result::Result<(), &str> = hook $arguments;
            answer?;
        }
        ::core::result::Result::Ok($crate::$($world)::+::LifecycleStatus::Ok)
    }};

    (@key invoke_stream [$($world:ident)::+] constant true) => {
        fn invoke_stream<'a>(
            call: &'a $crate::Call,
            ctx: &'a $crate::$($world)::+::ExecCtx<'a>,
            op: &'a str,
            input: &'a str,
        ) -> &'a [$crate::$($world)::+::StreamEvent<'a>] {
            use $crate::$($world)::+::{Guest, InvokeResult, StreamEvent};

            /// No progress yet, then the output or the error's message, then the end.
            fn events<'a>(call: &'a $crate::Call, answer: InvokeResult<'a>) -> &'a [StreamEvent<'a>] {
                let answer = match answer {
                    InvokeResult::Ok(output) => StreamEvent::Data(output),
                    InvokeResult::Err(error) => StreamEvent::Error(error.message),
                };
                call.keep([StreamEvent::Progress(0), answer, StreamEvent::Done])
            }
            events(call, <Self as Guest>::invoke(call, ctx, op, input))
        }
    };
    (@key invoke_stream [$($world:ident)::+] constant false) => {
        fn invoke_stream<'a>(
            _: &'a $crate::Call,
            _: &'a $crate::$($world)::+::ExecCtx<'a>,
            _: &'a str,
            _: &'a str,
        ) -> &'a [$crate::$($world)::+::StreamEvent<'a>] {
            &[$crate::$($world)::+::StreamEvent::Done]
        }
    };
    (@key invoke_stream [$($world:ident)::+] $kind:ident $($value:tt)*) => {
        fn invoke_stream<'a>(
            _: &'a $crate::Call,
            _: &'a $crate::$($world)::+::ExecCtx<'a>,
            _: &'a str,
            _: &'a str,
        ) -> &'a [$crate::$($world)::+::StreamEvent<'a>] {
            ::core::compile_error!(::core::concat!(
                "component_entrypoint!: `invoke_stream` is `true` or `false`, not `", ::core::stringify!($($value)*), "`"
            ))
        }
    };
    (@key invoke [$($world:ident)::+] $kind:ident $($value:tt)*) => {
        fn invoke<'a>(
            _: &'a $crate::Call,
            _: &'a $crate::$($world)::+::ExecCtx<'a>,
            _: &'a str,
            _: &'a str,
        ) -> $crate::$($world)::+::InvokeResult<'a> {
            ::core::compile_error!(::core::concat!(
                "component_entrypoint!: `invoke` names one handler for all operations, and is not `",
                ::core::stringify!($($value)*), "`"
            ))
        }
    };
    (@key $key:ident $world:tt $kind:ident $($value:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "component_entrypoint!: `", ::core::stringify!($key), "` is not `", ::core::stringify!($($value)*),
            "`; `invoke_stream` and `lifecycle` are `true` or `false`, all others name a function"
        ));
    };
}
