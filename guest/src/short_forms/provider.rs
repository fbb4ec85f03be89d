//! `provider!`: a provider in one statement.

use crate::abi::from_utf8;
use crate::{Call, Fault};

/// Makes the crate a provider: it exports
/// `greentic:provider-schema-core/schema-core-api@1.0.0`.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// # use greentic_guest::Call;
/// greentic_guest::provider! {
///     describe: r#"{"provider_type":"acme.mail","capabilities":[],"ops":["send"]}"#,
///     ops: {
///         "send" => send,
///     },
/// }
///
/// fn send<'a>(call: &'a Call, input: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
///     if input == "null" {
///         return Err(("no-message", "there is nothing to send"));
///     }
///     Ok(call.concat(&[r#"{"sent":"#, input, "}"]))
/// }
/// # fn main() {}
/// ```
///
/// The keys, in any order:
///
/// | key | value | if left out |
/// | --- | --- | --- |
/// | `describe` | the provider's manifest, a JSON text: a literal, `include_str!(..)`, `const NAME` or `fn(&'a Call) -> &'a str` | must be there |
/// | `ops` | `{ "name" => handler, .. }`; a handler is `fn(&'a Call, input: &'a str) -> Result<&'a str, E>`, from JSON to JSON | must be there |
/// | `config` | `fn(&'a Call, config: &'a str) -> Result<(), E>`: whether a configuration, as JSON, is acceptable | every one is |
/// | `health` | `fn(&'a Call) -> Result<(), E>`: whether the provider works | it does |
/// | `imports`, `exports`, `panic` | as in [`component_entrypoint!`](crate::component_entrypoint!) | |
///
/// `E` is a [`Fault`], which `?` makes of every error of an import or a document, or any
/// [`Failure`](crate::Failure) itself, a pair of a code and a message say. It is answered as `{"ok":false,"code":"..","error":".."}`, and so is an
/// operation that is not there, and an input that is no text. What went well without a
/// value of its own is `{"ok":true}`.
#[macro_export]
macro_rules! provider {
    ($($keys:tt)*) => {
        $crate::__keys! { [__provider "provider!"] [] [provider_schema_core::v1_0] [] [] $($keys)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __provider {
    ($title:literal $name:tt $world:tt $items:tt [$( ($key:ident $($value:tt)*) )*]) => {
        const _: () = $crate::__private::check_keys(
            $title,
            &[&["describe"], &["ops"]],
            &["describe", "config", "health", "ops"],
            &[$(::core::stringify!($key)),*],
        );

        macro_rules! __greentic_provider {
            $( ($key) => { $crate::__provider! { @key $key $($value)* } }; )*
            (describe) => {};
            (ops) => { $crate::__provider! { @key ops block } };
            (config) => { $crate::__provider! { @key config } };
            (health) => { $crate::__provider! { @key health constant b"{\"ok\":true}" } };
        }

        $crate::__keys! { @component __provider $title "`imports`, `exports` and `panic`" $name $world $items }
    };

    (@implement $name:ident [$($world:ident)::+]) => {
        #[doc(hidden)]
        pub struct $name;

        impl $crate::$($world)::+::Guest for $name {
            __greentic_provider! { describe }
            __greentic_provider! { config }
            __greentic_provider! { health }
            __greentic_provider! { ops }
        }
    };

    (@key describe constant $($value:tt)*) => {
        const DESCRIBE: ::core::option::Option<&'static $crate::abi::List<'static, u8>> = {
            const TEXT: &str = $($value)*;
            ::core::option::Option::Some(&$crate::abi::List::new(TEXT.as_bytes()))
        };
    };
    (@key describe value $value:expr) => {
        fn describe<'a>(call: &'a $crate::Call) -> &'a [u8] {
            $crate::__private::text(call, $value).as_bytes()
        }
    };
    (@key config $(value $check:expr)?) => {
        fn validate_config<'a>(call: &'a $crate::Call, config_json: &'a [u8]) -> &'a [u8] {
            let _ = (call, config_json);
            $crate::__provider! { @checked 'a call config_json $($check)? }
        }
    };
    (@checked $a:lifetime $call:ident $config:ident) => { b"{\"ok\":true}" };
    (@checked $a:lifetime $call:ident $config:ident $check:expr) => {
        $crate::__private::answer($call, $crate::__private::json_text($config).and_then(|config| {
            let check: fn(&$a $crate::Call, &$a str) -> ::core::result::Result<(), _> = $check;
            check($call, config)
                .map(|()| "{\"ok\":true}")
                .map_err(|failure| $crate::__private::code_and_message(failure))
        }))
    };
    (@key health constant $answer:expr) => {
        const HEALTHCHECK: ::core::option::Option<&'static $crate::abi::List<'static, u8>> =
            ::core::option::Option::Some(&$crate::abi::List::new($answer));
    };
    (@key health value $check:expr) => {
        fn healthcheck<'a>(call: &'a $crate::Call) -> &'a [u8] {
            let check: fn(&'a $crate::Call) -> ::core::result::Result<(), _> = $check;
            $crate::__private::answer(call, check(call)
                .map(|()| "{\"ok\":true}")
                .map_err(|failure| $crate::__private::code_and_message(failure)))
        }
    };
    (@key ops block $($op:literal => $handler:expr),* $(,)?) => {
        fn invoke<'a>(call: &'a $crate::Call, op: &'a str, input_json: &'a [u8]) -> &'a [u8] {
            const _: () = $crate::__private::check_names("provider!", "operation", &[$($op),*]);
            $crate::__private::answer(call, $crate::__private::json_text(input_json).and_then(|input| {
                let _ = input;
                match op {
                    $( $op => {
                        let handler: fn(&'a $crate::Call, &'a str) -> ::core::result::Result<&'a str, _> = $handler;
                        handler(call, input).map_err(|failure| $crate::__private::code_and_message(failure))
                    } )*
                    _ => ::core::result::Result::Err((
                        "unknown-op",
                        call.concat(&["unknown operation: ", op]),
                    )),
                }
            }))
        }
    };
    // Where the function belongs: that it is missing is not one more error.
    (@key ops $($other:tt)*) => {
        fn invoke<'a>(_: &'a $crate::Call, _: &'a str, _: &'a [u8]) -> &'a [u8] {
            ::core::compile_error!(
                "provider!: `ops` takes a handler for each operation, `ops: { \"send\" => send }`"
            )
        }
    };
    (@key $key:ident $kind:ident $($value:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "provider!: `", ::core::stringify!($key), "` is not understood as it stands: see the table of its keys"
        ));
    };
}

/// Returns the text that a document is, or why it is none.
///
/// # Errors
///
/// A code and a message.
pub fn json_text(document: &[u8]) -> Result<&str, (&'static str, &'static str)> {
    from_utf8(document).ok_or(("bad-input", "JSON is UTF-8, and this is not"))
}

/// Returns what is told of a failure.
pub fn code_and_message<'a>(failure: impl Into<Fault<'a>>) -> (&'a str, &'a str) {
    let fault: Fault<'a> = failure.into();
    (fault.code(), fault.message())
}

/// Returns an answer as a host gets it: of a failure the code and the message.
#[inline(never)]
pub fn answer<'a>(call: &'a Call, answer: Result<&'a str, (&'a str, &'a str)>) -> &'a [u8] {
    let text = match answer {
        Ok(text) => text,
        Err((code, message)) => {
            let mut text = call.text();
            text.push("{\"ok\":false,\"code\":");
            text.push_json(code);
            text.push(",\"error\":");
            text.push_json(message);
            text.push("}");
            text.finish()
        }
    };
    text.as_bytes()
}
