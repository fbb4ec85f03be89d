//! `mcp_server!`: an MCP server in one statement.

use crate::Call;
use crate::mcp_server::{IntoAnswer, IntoRouters, ToolReply};

/// Makes the crate an MCP server: it exports `wasix:mcp/router@25.6.18`.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// # use greentic_guest::{Call, mcp::v25_6_18::ToolError};
/// greentic_guest::mcp_server! {
///     name: "words",
///     tools: {
///         "shout" => shout {
///             description: "The text in capital letters",
///             input_schema: r#"{"type":"string"}"#,
///         },
///     },
///     resources: {
///         "mem://motto" => "Small is beautiful" { name: "motto" },
///     },
/// }
///
/// fn shout<'a>(call: &'a Call, arguments: &'a str) -> Result<&'a str, ToolError<'a>> {
///     let mut text = call.text();
///     text.push_upper(arguments);
///     Ok(text.finish())
/// }
/// # fn main() {}
/// ```
///
/// The keys, in any order; all but `name` may be left out:
///
/// | key | value |
/// | --- | --- |
/// | `name` | the server's name, for programs: a constant |
/// | `title` | the name that people see: a constant (25.6.18 only) |
/// | `version` | the server's version, `env!("CARGO_PKG_VERSION")` say: a constant (25.6.18 only). The protocol demands one of every server, the routers have no place for it but here: without the key a host makes one up |
/// | `instructions` | how the server is best used, for the model: a constant |
/// | `tools` | `{ "name" => handler { description: .., input_schema: .., output_schema: .. }, .. }`; a handler is `fn(&'a Call, arguments: &'a str) -> Result<A, E>`, where `A` is a `&'a str`, an [`Answer`](crate::mcp_server::Answer) or what the router has, and `E` becomes a `ToolError` |
/// | `resources` | `{ "uri" => handler { name: .., mime_type: .. }, .. }`; a handler is a text, `fn(&'a Call) -> &'a str`, or `fn(&'a Call) -> Result<C, E>`, where `C` is a `&'a str`, [`Contents`](crate::mcp_server::Contents) or what the router has |
/// | `prompts` | `{ "name" => handler { description: .. }, .. }`; a handler is a text, which is one message of the user's, `fn(&'a Call) -> &'a str`, or `fn(&'a Call) -> Result<P, E>` |
/// | `complete` | `fn(&'a Call, CompletionRequest<'a>) -> Result<CompletionResponse<'a>, CompletionError<'a>>` (from 25.3.26 on) |
/// | `config`, `secrets` | what the server wants to be set, constant lists (24.11.5 only) |
/// | `imports`, `exports`, `panic` | as in [`component_entrypoint!`](crate::component_entrypoint!) |
/// | `world` | another version: `mcp::v25_3_26`, `mcp::v24_11_5` |
///
/// The braces behind a handler hold functions of the router's `Tool`, `McpResource` and
/// `Prompt`, with constants. All lists become data, for which no code
/// runs; what is not there is an empty list, and asking for it an error that says so.
#[macro_export]
macro_rules! mcp_server {
    ($($keys:tt)*) => {
        $crate::__keys! { [__mcp_server "mcp_server!"] [] [mcp::v25_6_18] [] [] $($keys)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mcp_server {
    ($title:literal $name:tt $world:tt $items:tt [$( ($key:ident $($value:tt)*) )*]) => {
        const _: () = $crate::__private::check_keys(
            $title,
            &[&["name"]],
            $crate::__mcp_server! { @keys $world },
            &[$(::core::stringify!($key)),*],
        );

        macro_rules! __greentic_server {
            $( ($key) => { $crate::__mcp_server! { @key $key $world $($value)* } }; )*
            (name) => { "" };
            (title) => { ::core::option::Option::None };
            (version) => { "" };
            (instructions) => { "" };
            (tools) => { $crate::__mcp_server! { @key tools $world block } };
            (resources) => { $crate::__mcp_server! { @key resources $world block } };
            (prompts) => { $crate::__mcp_server! { @key prompts $world block } };
            (complete) => { $crate::__mcp_server! { @key complete $world } };
            (config) => { &[] };
            (secrets) => { &[] };
        }
        /// Returns whether a list is there, which the server has to announce.
        macro_rules! __greentic_offers {
            $( ($key) => { true }; )*
            ($other:ident) => { false };
        }

        $crate::__keys! { @component __mcp_server $title "`imports`, `exports` and `panic`" $name $world $items }
    };

    (@implement $name:ident [$($world:ident)::+]) => {
        #[doc(hidden)]
        pub struct $name;

        const _: () = {
            use $crate::$($world)::+ as router;

            $crate::__mcp_server! { @constants [$($world)::+] }

            impl router::Guest for $name {
                const INSTRUCTIONS: ::core::option::Option<&'static $crate::abi::Str<'static>> =
                    ::core::option::Option::Some(&$crate::abi::Str::new(__greentic_server! { instructions }));
                __greentic_server! { tools }
                __greentic_server! { resources }
                __greentic_server! { prompts }
                $crate::__mcp_server! { @version [$($world)::+] }
            }
        };
    };

    // What only one version has. The name and the title are parts of the description.
    (@constants [mcp::v25_6_18]) => {
        /// The entry that hosts take for the version.
        const META: &[router::MetaEntry<'static>] = &[router::MetaEntry {
            key: $crate::abi::Str::new("version"),
            value: $crate::abi::Str::new(__greentic_server! { version }),
        }];
        const SERVER: router::ServerDescription<'static> = router::ServerDescription {
            name: $crate::abi::Str::new(__greentic_server! { name }),
            title: $crate::__private::title(__greentic_server! { title }),
            meta: if __greentic_offers! { version } {
                $crate::abi::Opt::Some($crate::abi::List::new(META))
            } else {
                $crate::abi::Opt::None
            },
            capabilities: $crate::__mcp_server! { @capabilities
                completions: if __greentic_offers! { complete } {
                    $crate::abi::Opt::Some(router::CompletionsCapability { enabled: true })
                } else {
                    $crate::abi::Opt::None
                },
            },
            ..router::ServerDescription::DEFAULT
        };
    };
    (@constants $other:tt) => {};
    (@keys [mcp::v25_6_18]) => {
        &[
            "name", "title", "version", "instructions", "tools", "resources", "prompts", "complete",
        ]
    };
    (@keys [mcp::v25_3_26]) => {
        &["name", "instructions", "tools", "resources", "prompts", "complete"]
    };
    (@keys [mcp::v24_11_5]) => {
        &["name", "instructions", "tools", "resources", "prompts", "config", "secrets"]
    };
    (@keys $other:tt) => {
        ::core::compile_error!(
            "mcp_server!: `world` is `mcp::v25_6_18`, `mcp::v25_3_26` or `mcp::v24_11_5`"
        )
    };
    (@version [mcp::v25_6_18]) => {
        const NAME: ::core::option::Option<&'static $crate::abi::Str<'static>> =
            ::core::option::Option::Some(&SERVER.name);
        const TITLE: ::core::option::Option<&'static $crate::abi::Opt<$crate::abi::Str<'static>>> =
            ::core::option::Option::Some(&SERVER.title);
        const DESCRIBE_SERVER: ::core::option::Option<&'static router::ServerDescription<'static>> =
            ::core::option::Option::Some(&SERVER);
        __greentic_server! { complete }
    };
    (@version [mcp::v25_3_26]) => {
        const NAME: ::core::option::Option<&'static $crate::abi::Str<'static>> =
            ::core::option::Option::Some(&$crate::abi::Str::new(__greentic_server! { name }));
        const CAPABILITIES: ::core::option::Option<&'static router::ServerCapabilities> =
            ::core::option::Option::Some(&$crate::__mcp_server! { @capabilities
                completions: if __greentic_offers! { complete } {
                    $crate::abi::Opt::Some(router::CompletionsCapability { enabled: true })
                } else {
                    $crate::abi::Opt::None
                },
            });
        __greentic_server! { complete }
    };
    (@version [mcp::v24_11_5]) => {
        const NAME: ::core::option::Option<&'static $crate::abi::Str<'static>> =
            ::core::option::Option::Some(&$crate::abi::Str::new(__greentic_server! { name }));
        const CAPABILITIES: ::core::option::Option<&'static router::ServerCapabilities> =
            ::core::option::Option::Some(&$crate::__mcp_server! { @capabilities });
        const LIST_CONFIG: ::core::option::Option<
            &'static $crate::abi::List<'static, router::ConfigDescriptor<'static>>,
        > = ::core::option::Option::Some(&$crate::abi::List::new(__greentic_server! { config }));
        const LIST_SECRETS: ::core::option::Option<
            &'static $crate::abi::List<'static, router::SecretDescriptor<'static>>,
        > = ::core::option::Option::Some(&$crate::abi::List::new(__greentic_server! { secrets }));
    };
    (@version $other:tt) => {};
    (@capabilities $($more:tt)*) => {
        router::ServerCapabilities {
            prompts: if __greentic_offers! { prompts } {
                $crate::abi::Opt::Some(router::PromptsCapability { list_changed: $crate::abi::Opt::Some(false) })
            } else {
                $crate::abi::Opt::None
            },
            resources: if __greentic_offers! { resources } {
                $crate::abi::Opt::Some(router::ResourcesCapability {
                    subscribe: $crate::abi::Opt::Some(false),
                    list_changed: $crate::abi::Opt::Some(false),
                })
            } else {
                $crate::abi::Opt::None
            },
            tools: if __greentic_offers! { tools } {
                $crate::abi::Opt::Some(router::ToolsCapability { list_changed: $crate::abi::Opt::Some(false) })
            } else {
                $crate::abi::Opt::None
            },
            $($more)*
        }
    };

    (@key name $world:tt $kind:ident $($value:tt)*) => { $($value)* };
    (@key title $world:tt $kind:ident $($value:tt)*) => { ::core::option::Option::Some($($value)*) };
    (@key version $world:tt $kind:ident $($value:tt)*) => { $($value)* };
    (@key instructions $world:tt $kind:ident $($value:tt)*) => { $($value)* };
    (@key config $world:tt $kind:ident $($value:tt)*) => { $($value)* };
    (@key secrets $world:tt $kind:ident $($value:tt)*) => { $($value)* };

    (@key tools $world:tt block
        $( $tool:literal => $handler:path { $($field:ident : $value:expr),* $(,)? } ),* $(,)?) => {
        const LIST_TOOLS: ::core::option::Option<&'static $crate::abi::List<'static, router::Tool<'static>>> =
            ::core::option::Option::Some(&$crate::abi::List::new(
                &[$( router::Tool::new($tool)$(.$field($value))* ),*],
            ));

        $crate::__mcp_server! { @call_tool $world $( $tool => $handler ),* }
    };
    (@call_tool [mcp::v25_6_18] $( $tool:literal => $handler:path ),*) => {
        fn call_tool<'a>(
            call: &'a $crate::Call,
            tool_name: &'a str,
            arguments: &'a str,
        ) -> ::core::result::Result<router::Response<'a>, router::ToolError<'a>> {
            $crate::__mcp_server! { @dispatch Response 'a call tool_name arguments $( $tool => $handler ),* }
        }
    };
    (@call_tool $world:tt $( $tool:literal => $handler:path ),*) => {
        fn call_tool<'a>(
            call: &'a $crate::Call,
            tool_name: &'a str,
            arguments: router::Value<'a>,
        ) -> ::core::result::Result<router::CallToolResult<'a>, router::ToolError<'a>> {
            let arguments = arguments.json.get();
            $crate::__mcp_server! { @dispatch CallToolResult 'a call tool_name arguments $( $tool => $handler ),* }
        }
    };
    (@dispatch $answer:ident $a:lifetime $call:ident $name:ident $arguments:ident $( $tool:literal => $handler:path ),*) => {{
        const _: () = $crate::__private::check_names("mcp_server!", "tool", &[$($tool),*]);
        let _ = $arguments;
        // All versions of the router may be there: the compiler cannot choose.
        let reply: $crate::mcp_server::ToolReply<$a, router::$answer<$a>> = match $name {
            $( $tool => {
                let handler: fn(&$a $crate::Call, &$a str) -> ::core::result::Result<_, _> = $handler;
                $crate::__private::reply($call, handler($call, $arguments))
            } )*
            _ => $crate::mcp_server::ToolReply::NotFound($call.concat(&["there is no tool `", $name, "`"])),
        };
        $crate::mcp_server::IntoRouters::into_routers(reply, $call)
    }};

    (@key resources $world:tt block $($entries:tt)*) => {
        $crate::__mcp_server! { @resources [] $($entries)* }
    };
    (@resources [$($done:tt)*] $uri:literal => $text:literal { $($fields:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__mcp_server! {
            @resources [$($done)* ($uri [|_| $text] $($fields)*)] $($($rest)*)?
        }
    };
    (@resources [$($done:tt)*] $uri:literal => $handler:path { $($fields:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__mcp_server! { @resources [$($done)* ($uri [$handler] $($fields)*)] $($($rest)*)? }
    };
    (@resources [$( ($uri:literal [$($handler:tt)*] $($field:ident : $value:expr),* $(,)?) )*]) => {
        const LIST_RESOURCES: ::core::option::Option<
            &'static $crate::abi::List<'static, router::McpResource<'static>>,
        > = ::core::option::Option::Some(&$crate::abi::List::new(
            &[$( router::McpResource::new($uri)$(.$field($value))* ),*],
        ));

        fn read_resource<'a>(
            call: &'a $crate::Call,
            uri: &'a str,
        ) -> ::core::result::Result<router::ReadResourceResult<'a>, router::ResourceError<'a>> {
            const _: () = $crate::__private::check_names("mcp_server!", "resource", &[$($uri),*]);
            match uri {
                $( $uri => match $crate::mcp_server::Outcome::outcome(($($handler)*)(call)) {
                    ::core::result::Result::Ok(answer) => ::core::result::Result::Ok(
                        $crate::mcp_server::IntoContents::into_contents(
                            answer,
                            call,
                            uri,
                            const { router::McpResource::new($uri)$(.$field($value))* }.mime_type.get(),
                        ),
                    ),
                    ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
                }, )*
                _ => ::core::result::Result::Err(router::ResourceError::NotFound($crate::abi::Str::new(
                    if __greentic_offers! { resources } {
                        call.concat(&["there is no resource `", uri, "`"])
                    } else {
                        "there are no resources"
                    },
                ))),
            }
        }
    };
    (@resources $done:tt $($other:tt)*) => {
        fn read_resource<'a>(
            _: &'a $crate::Call,
            _: &'a str,
        ) -> ::core::result::Result<router::ReadResourceResult<'a>, router::ResourceError<'a>> {
            ::core::compile_error!(::core::concat!(
                "mcp_server!: `", ::core::stringify!($($other)*),
                "` is not understood; `resources` has entries `\"uri\" => handler { name: \"..\" }`, with commas between"
            ))
        }
    };

    (@key prompts $world:tt block $($entries:tt)*) => {
        $crate::__mcp_server! { @prompts [] $($entries)* }
    };
    (@prompts [$($done:tt)*] $prompt:literal => $text:literal { $($fields:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__mcp_server! {
            @prompts [$($done)* ($prompt [|_| $text] $($fields)*)] $($($rest)*)?
        }
    };
    (@prompts [$($done:tt)*] $prompt:literal => $handler:path { $($fields:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__mcp_server! { @prompts [$($done)* ($prompt [$handler] $($fields)*)] $($($rest)*)? }
    };
    (@prompts [$( ($prompt:literal [$($handler:tt)*] $($field:ident : $value:expr),* $(,)?) )*]) => {
        const LIST_PROMPTS: ::core::option::Option<&'static $crate::abi::List<'static, router::Prompt<'static>>> =
            ::core::option::Option::Some(&$crate::abi::List::new(
                &[$( router::Prompt::new($prompt)$(.$field($value))* ),*],
            ));

        fn get_prompt<'a>(
            call: &'a $crate::Call,
            prompt_name: &'a str,
        ) -> ::core::result::Result<router::GetPromptResult<'a>, router::PromptError<'a>> {
            const _: () = $crate::__private::check_names("mcp_server!", "prompt", &[$($prompt),*]);
            match prompt_name {
                $( $prompt => match $crate::mcp_server::Outcome::outcome(($($handler)*)(call)) {
                    ::core::result::Result::Ok(answer) => ::core::result::Result::Ok(
                        $crate::mcp_server::IntoMessages::into_messages(answer, call),
                    ),
                    ::core::result::Result::Err(error) => ::core::result::Result::Err(error),
                }, )*
                _ => ::core::result::Result::Err(router::PromptError::NotFound($crate::abi::Str::new(
                    if __greentic_offers! { prompts } {
                        call.concat(&["there is no prompt `", prompt_name, "`"])
                    } else {
                        "there are no prompts"
                    },
                ))),
            }
        }
    };
    (@prompts $done:tt $($other:tt)*) => {
        fn get_prompt<'a>(
            _: &'a $crate::Call,
            _: &'a str,
        ) -> ::core::result::Result<router::GetPromptResult<'a>, router::PromptError<'a>> {
            ::core::compile_error!(::core::concat!(
                "mcp_server!: `", ::core::stringify!($($other)*),
                "` is not understood; `prompts` has entries `\"name\" => handler { description: \"..\" }`, with commas between"
            ))
        }
    };

    // Where the functions belong: that they are missing is not one more error.
    (@key tools [mcp::v25_6_18] $($other:tt)*) => {
        fn call_tool<'a>(
            _: &'a $crate::Call,
            _: &'a str,
            _: &'a str,
        ) -> ::core::result::Result<router::Response<'a>, router::ToolError<'a>> {
            $crate::__mcp_server! { @tools_not_understood }
        }
    };
    (@key tools $world:tt $($other:tt)*) => {
        fn call_tool<'a>(
            _: &'a $crate::Call,
            _: &'a str,
            _: router::Value<'a>,
        ) -> ::core::result::Result<router::CallToolResult<'a>, router::ToolError<'a>> {
            $crate::__mcp_server! { @tools_not_understood }
        }
    };
    (@tools_not_understood) => {
        ::core::compile_error!(
            "mcp_server!: `tools` has entries `\"name\" => handler { description: \"..\", input_schema: \"..\" }`, with \
             commas between"
        )
    };

    (@key complete $world:tt $(value $handler:expr)?) => {
        fn complete<'a>(
            call: &'a $crate::Call,
            request: router::CompletionRequest<'a>,
        ) -> ::core::result::Result<router::CompletionResponse<'a>, router::CompletionError<'a>> {
            let _ = (call, request);
            $crate::__mcp_server! { @completed call request $($handler)? }
        }
    };
    (@completed $call:ident $request:ident $handler:expr) => { $handler($call, $request) };
    (@completed $call:ident $request:ident) => {
        ::core::result::Result::Err(router::CompletionError::NotFound($crate::abi::Str::new("nothing is completed")))
    };

    (@key $key:ident $world:tt $($other:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "mcp_server!: `", ::core::stringify!($key), "` is not understood as it stands: see the table of its keys"
        ));
    };
}

/// Returns what comes of a tool, in a form that all of them share.
#[allow(
    clippy::inline_always,
    reason = "what is known of each answer then is: 14 bytes less in a server of two tools"
)]
#[inline(always)]
pub fn reply<'a, A: IntoAnswer<'a, R>, E, R>(
    call: &'a Call,
    answer: Result<A, E>,
) -> ToolReply<'a, R>
where
    ToolReply<'a, R>: IntoRouters<'a>,
    E: Into<<ToolReply<'a, R> as IntoRouters<'a>>::Error>,
{
    match answer {
        Ok(answer) => answer.into_answer(call),
        Err(error) => ToolReply::of_error(error.into()),
    }
}
