//! `pack!`: a pack in one statement.

/// Makes the crate a pack: it exports `greentic:pack-export-v1/pack-api@0.1.0`.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// greentic_guest::pack! {
///     id: "acme.weather",
///     publisher: "Acme",
///     flows: {
///         "daily" => Event(r#"{"nodes":{}}"#),
///         "chat" => Messaging(r#"{"nodes":{}}"#) { tags: ["weather"], entrypoints: ["start"] },
///     },
/// }
/// # fn main() {}
/// ```
///
/// The keys, in any order; all values are constants:
///
/// | key | value | if left out |
/// | --- | --- | --- |
/// | `id` | names the pack | must be there |
/// | `flows` | `{ "id" => Kind(JSON) { tags: [..], entrypoints: [..] }, .. }`: the kind is a `FlowKind`, the JSON a text such as `include_str!(..)`; the braces may be left out | must be there |
/// | `version` | its version, as semantic versioning has it | the crate's |
/// | `kind` | a `PackKind`: `Application`, `Provider`, `Infrastructure`, `Library` | `Application` |
/// | `publisher` | who publishes it | empty |
/// | `imports`, `exports`, `panic` | as in [`component_entrypoint!`](crate::component_entrypoint!) | |
///
/// The description of the pack and the list of its flows become data. Whoever asks for a flow that
/// is not in the list gets `null`.
#[macro_export]
macro_rules! pack {
    ($($keys:tt)*) => {
        $crate::__keys! { [__pack "pack!"] [] [pack_export_v1::v0_1] [] [] $($keys)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __pack {
    ($title:literal $name:tt $world:tt $items:tt [$( ($key:ident $kind:ident $($value:tt)*) )*]) => {
        const _: () = $crate::__private::check_keys(
            $title,
            &[&["id"], &["flows"]],
            &["id", "version", "kind", "publisher", "flows"],
            &[$(::core::stringify!($key)),*],
        );

        macro_rules! __greentic_pack {
            $( ($key) => { $crate::__pack! { @key $key $($value)* } }; )*
            (id) => { "" };
            (version) => { $crate::__private::env!("CARGO_PKG_VERSION") };
            (kind) => { pack::PackKind::Application };
            (publisher) => { "" };
            (flows) => {
                fn get_flow_json<'a>(_: &'a $crate::Call, _: &'a str) -> &'a str { "null" }
            };
        }

        $crate::__keys! { @component __pack $title "`imports`, `exports` and `panic`" $name $world $items }
    };

    (@implement $name:ident [$($world:ident)::+]) => {
        #[doc(hidden)]
        pub struct $name;

        const _: () = {
            use $crate::$($world)::+ as pack;

            impl pack::Guest for $name {
                const GET_PACK_DESCRIPTOR: ::core::option::Option<&'static pack::PackDescriptor<'static>> =
                    ::core::option::Option::Some(&pack::PackDescriptor {
                        pack_id: $crate::abi::Str::new(__greentic_pack! { id }),
                        version: $crate::abi::Str::new(__greentic_pack! { version }),
                        kind: __greentic_pack! { kind },
                        publisher: $crate::abi::Str::new(__greentic_pack! { publisher }),
                    });
                __greentic_pack! { flows }
            }
        };
    };

    (@key kind $kind:expr) => {{
        use pack::PackKind::*;
        $kind
    }};
    (@key flows $(
        $id:literal => $kind:ident ( $json:expr ) $({ $($field:ident : [ $($text:expr),* $(,)? ]),* $(,)? })?
    ),* $(,)?) => {
        const LIST_FLOWS: ::core::option::Option<
            &'static $crate::abi::List<'static, pack::FlowDescriptor<'static>>,
        > = ::core::option::Option::Some(&$crate::abi::List::new(&[$(
            pack::FlowDescriptor {
                $($( $field: $crate::abi::List::new(&[$( $crate::abi::Str::new($text) ),*]), )*)?
                ..pack::FlowDescriptor::new($id, pack::FlowKind::$kind)
            }
        ),*]));

        fn get_flow_json<'a>(_: &'a $crate::Call, flow_id: &'a str) -> &'a str {
            const _: () = $crate::__private::check_names("pack!", "flow", &[$($id),*]);
            match flow_id {
                $( $id => $json, )*
                _ => "null",
            }
        }
    };
    // Where the function belongs: that it is missing is not one more error.
    (@key flows $($other:tt)*) => {
        fn get_flow_json<'a>(_: &'a $crate::Call, _: &'a str) -> &'a str {
            ::core::compile_error!(::core::concat!(
                "pack!: `", ::core::stringify!($($other)*),
                "` is not understood; `flows` has entries `\"id\" => Event(JSON) { tags: [\"..\"], entrypoints: [\"..\"] }`"
            ))
        }
    };
    (@key $key:ident $($value:tt)*) => { $($value)* };
}

impl<'a> crate::pack_export_v1::v0_1::FlowDescriptor<'a> {
    /// Makes an entry for a flow without tags that can be entered nowhere in particular.
    pub const fn new(id: &'a str, kind: crate::pack_export_v1::v0_1::FlowKind) -> Self {
        Self {
            id: crate::abi::Str::new(id),
            kind,
            tags: crate::abi::List::EMPTY,
            entrypoints: crate::abi::List::EMPTY,
        }
    }
}
