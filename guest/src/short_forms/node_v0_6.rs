//! `node!`: a node of 0.6 in one statement.

use core::marker::PhantomData;

use crate::Call;
use crate::abi::{List, Opt, Str};
use crate::rev_0_4_113::component::v0_6::node::{
    Example, InvocationResult, IoSchema, NodeError, Op, SchemaSource,
};

/// Makes the crate a node that takes and gives CBOR: it exports
/// `greentic:component/node@0.6.0`, in the shapes that runners of the platform ask for.
///
/// ```
/// # #![cfg_attr(target_family = "wasm", no_std)]
/// # use greentic_guest::{Call, rev_0_4_113::component::v0_6::node::{InvocationEnvelope, NodeError}};
/// greentic_guest::node! {
///     name: "echo",
///     ops: {
///         "echo" => echo { summary: "What it is given" },
///     },
///     // {"id":"name"} in CBOR; with the feature `cbor` that is `cbor::constant!({"id": "name"})`.
///     qa: { setup: b"\xA1\x62id\x64name" },
///     i18n: { "name" },
/// }
///
/// fn echo<'a>(_: &'a Call, envelope: &'a InvocationEnvelope<'a>) -> Result<&'a [u8], NodeError<'a>> {
///     Ok(envelope.payload_cbor.get())
/// }
/// # fn main() {}
/// ```
///
/// The keys, in any order:
///
/// | key | value | if left out |
/// | --- | --- | --- |
/// | `name` | the node's name: a constant | `describe` must be there |
/// | `version`, `summary` | its version and what it does: constants | the crate's version; no summary |
/// | `capabilities` | `{ "name", .. }`: the capabilities that matter to it, constants | none |
/// | `describe` | all that the node says of itself, in place of the keys above: `const NAME` of a `ComponentDescriptor<'static>`, or `fn(&'a Call) -> ComponentDescriptor<'a>` | made of them, as data |
/// | `ops` | `{ "name" => handler { summary: .., input: .., output: .., examples: .. }, .. }`: a handler for each operation, `fn(&'a Call, &'a InvocationEnvelope<'a>) -> Result<A, E>`, where `A` is the output, a `&'a [u8]` of CBOR, or an `InvocationResult<'a>`, and `E` becomes a `NodeError`. Any other operation is the error `unknown-op`, whose message has the names | must be there |
/// | `qa` | `{ setup: .., update: .., remove: .., default: .., apply: .. }`: the questions of each mode, CBOR, as a constant or `fn(&'a Call) -> &'a [u8]`; `apply` is `fn(&'a Call, QaMode, config: &'a [u8], answers: &'a [u8]) -> &'a [u8]`. The component exports `component-qa@0.6.0` too | not exported |
/// | `i18n` | `{ "key", .. }`, `const NAME` of a `[Str<'static>; N]`, or `fn(&'a Call) -> &'a [Str<'a>]`: keys of the texts that can be translated. The component exports `component-i18n@0.6.0` too | not exported |
/// | `imports`, `exports`, `panic` | as in [`component_entrypoint!`](crate::component_entrypoint!) | |
///
/// The braces behind a handler hold functions of `Op`, with constants; the
/// braces may be left out. A mode without questions asks nothing, `{}`. Where `apply` is left
/// out, the answers are the settings in a mode that asks something, and the settings stay as they
/// are in any other and in `remove`.
///
/// An error of a handler is anything that a `NodeError` can be made of, what imports answer
/// included: [`Failure`](crate::Failure). [`Call::input_cbor`] reads an envelope's payload.
#[macro_export]
macro_rules! node {
    ($($keys:tt)*) => {
        $crate::__keys! { [__node_v0_6 "node!"] [] [rev_0_4_113::component::v0_6::node] [] [] $($keys)* }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __node_v0_6 {
    ($title:literal $name:tt [rev_0_4_113::component::v0_6::node] $items:tt [$( ($key:ident $($value:tt)*) )*]) => {
        const _: () = {
            const GIVEN: &[&str] = &[$(::core::stringify!($key)),*];
            $crate::__private::check_keys(
                $title,
                &[&["name", "describe"], &["ops"]],
                &["name", "version", "summary", "capabilities", "describe", "ops", "qa", "i18n"],
                GIVEN,
            );
            $crate::__private::check_instead($title, "describe", &["version", "summary", "capabilities"], GIVEN);
        };

        macro_rules! __greentic_node {
            $( ($key) => { $crate::__node_v0_6! { @key $key $($value)* } }; )*
            (name) => { "" };
            (version) => { $crate::__private::env!("CARGO_PKG_VERSION") };
            (summary) => { ::core::option::Option::None };
            (capabilities) => { $crate::abi::List::EMPTY };
            (ops) => { $crate::__node_v0_6! { @key ops block } };
            (describe) => {
                const DESCRIBE: ::core::option::Option<&'static node::ComponentDescriptor<'static>> =
                    ::core::option::Option::Some(&node::ComponentDescriptor {
                        name: $crate::abi::Str::new(__greentic_node! { name }),
                        version: $crate::abi::Str::new(__greentic_node! { version }),
                        summary: $crate::__private::title(__greentic_node! { summary }),
                        capabilities: __greentic_node! { capabilities },
                        ops: $crate::abi::List::new(OPERATIONS),
                        ..node::ComponentDescriptor::DEFAULT
                    });
            };
        }
        /// Returns whether a key is there.
        macro_rules! __greentic_given {
            $( ($key) => { true }; )*
            ($other:ident) => { false };
        }

        $crate::__node_v0_6! { @more $name $items [] $( ($key) )* }
    };
    ($title:literal $name:tt $world:tt $items:tt $keys:tt) => {
        $crate::__keys! {
            @refuse "node!: `world` is `rev_0_4_113::component::v0_6::node`; `component_entrypoint!` makes nodes of 0.4 and 0.5"
        }
    };

    // Questions and texts are interfaces of their own. A type that has a name answers them
    // too, so that tests can ask it.
    (@more [] [$($items:tt)*] [$($types:tt)*] (qa) $($rest:tt)*) => {
        $crate::__node_v0_6! {
            @more []
            [$($items)* export rev_0_4_113::component::v0_6::component_qa { @form __node_v0_6_qa [] },]
            [$($types)*] $($rest)*
        }
    };
    (@more [] [$($items:tt)*] [$($types:tt)*] (i18n) $($rest:tt)*) => {
        $crate::__node_v0_6! {
            @more []
            [$($items)* export rev_0_4_113::component::v0_6::component_i18n { @form __node_v0_6_i18n [] },]
            [$($types)*] $($rest)*
        }
    };
    (@more [struct $name:ident] [$($items:tt)*] [$($types:tt)*] (qa) $($rest:tt)*) => {
        $crate::__node_v0_6! {
            @more [struct $name]
            [$($items)* export rev_0_4_113::component::v0_6::component_qa => $name,]
            [$($types)* __node_v0_6_qa] $($rest)*
        }
    };
    (@more [struct $name:ident] [$($items:tt)*] [$($types:tt)*] (i18n) $($rest:tt)*) => {
        $crate::__node_v0_6! {
            @more [struct $name]
            [$($items)* export rev_0_4_113::component::v0_6::component_i18n => $name,]
            [$($types)* __node_v0_6_i18n] $($rest)*
        }
    };
    (@more [as $name:ident] $items:tt [$($types:tt)*] (qa) $($rest:tt)*) => {
        $crate::__node_v0_6! { @more [as $name] $items [$($types)* __node_v0_6_qa] $($rest)* }
    };
    (@more [as $name:ident] $items:tt [$($types:tt)*] (i18n) $($rest:tt)*) => {
        $crate::__node_v0_6! { @more [as $name] $items [$($types)* __node_v0_6_i18n] $($rest)* }
    };
    (@more $name:tt $items:tt $types:tt $key:tt $($rest:tt)*) => {
        $crate::__node_v0_6! { @more $name $items $types $($rest)* }
    };
    (@more [] $items:tt []) => {
        $crate::__node_v0_6! { @component [] $items }
    };
    (@more [$kind:ident $name:ident] $items:tt [$($type:ident)*]) => {
        $( $crate::$type! { @functions $name } )*
        $crate::__node_v0_6! { @component [$kind $name] $items }
    };
    (@component $name:tt $items:tt) => {
        $crate::__keys! {
            @component __node_v0_6 "node!" "`imports`, `exports` and `panic`" $name
            [rev_0_4_113::component::v0_6::node] $items
        }
    };

    (@implement $name:ident $world:tt) => {
        #[doc(hidden)]
        pub struct $name;

        const _: () = {
            use $crate::rev_0_4_113::component::v0_6::node;

            __greentic_node! { ops }

            impl node::Guest for $name {
                __greentic_node! { describe }

                fn invoke<'a>(
                    call: &'a $crate::Call,
                    op: &'a str,
                    envelope: &'a node::InvocationEnvelope<'a>,
                ) -> ::core::result::Result<node::InvocationResult<'a>, node::NodeError<'a>> {
                    operation(call, op, envelope)
                }
            }
        };
    };

    (@key name $kind:ident $($value:tt)*) => { $($value)* };
    (@key version $kind:ident $($value:tt)*) => { $($value)* };
    (@key summary $kind:ident $($value:tt)*) => { ::core::option::Option::Some($($value)*) };
    (@key capabilities block $($name:expr),* $(,)?) => {
        $crate::abi::List::new(&[$( $crate::abi::Str::new($name) ),*])
    };
    (@key describe constant $($value:tt)*) => {
        const DESCRIBE: ::core::option::Option<&'static node::ComponentDescriptor<'static>> =
            ::core::option::Option::Some(&$($value)*);
    };
    (@key describe value $describe:expr) => {
        fn describe<'a>(call: &'a $crate::Call) -> node::ComponentDescriptor<'a> {
            let describe: fn(&'a $crate::Call) -> node::ComponentDescriptor<'a> = $describe;
            describe(call)
        }
    };

    (@key ops block $($entries:tt)*) => {
        $crate::__node_v0_6! { @ops [] $($entries)* }
    };
    (@ops [$($done:tt)*] $op:literal => $handler:path { $($fields:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__node_v0_6! { @ops [$($done)* ($op [$handler] $($fields)*)] $($($rest)*)? }
    };
    (@ops [$($done:tt)*] $op:literal => $handler:expr $(, $($rest:tt)*)?) => {
        $crate::__node_v0_6! { @ops [$($done)* ($op [$handler])] $($($rest)*)? }
    };
    (@ops [$( ($op:literal [$handler:expr] $($field:ident : $value:expr),* $(,)?) )*]) => {
        const _: () = {
            $crate::__private::check_names("node!", "operation", &[$($op),*]);
            if __greentic_given! { describe } {
                $crate::__private::check_instead(
                    "node!",
                    "describe",
                    &["summary", "input", "output", "examples"],
                    &["describe" $($(, ::core::stringify!($field))*)*],
                );
            }
        };
        #[allow(dead_code, reason = "`describe` says it otherwise")]
        const OPERATIONS: &[node::Op<'static>] = &[$( node::Op::new($op)$(.$field($value))* ),*];

        #[inline]
        fn operation<'a>(
            call: &'a $crate::Call,
            op: &'a str,
            envelope: &'a node::InvocationEnvelope<'a>,
        ) -> ::core::result::Result<node::InvocationResult<'a>, node::NodeError<'a>> {
            let _ = (call, envelope);
            match op {
                $( $op => {
                    let handler: fn(&'a $crate::Call, &'a node::InvocationEnvelope<'a>) -> _ = $handler;
                    $crate::__private::output(handler(call, envelope))
                } )*
                _ => ::core::result::Result::Err(node::NodeError {
                    code: $crate::abi::Str::new("unknown-op"),
                    // What there is, and not what was asked for: a constant, 230 bytes less.
                    message: $crate::abi::Str::new($crate::__node_v0_6! { @only $($op)* }),
                    ..::core::default::Default::default()
                }),
            }
        }
    };
    // Where the function belongs: that it is missing is not one more error.
    (@ops $done:tt $($other:tt)*) => {
        $crate::__node_v0_6! { @ops_not_understood }
    };
    (@key ops $($other:tt)*) => {
        $crate::__node_v0_6! { @ops_not_understood }
    };
    (@only) => { "no operations" };
    (@only $op:literal $($more:literal)*) => {
        $crate::__private::concat!("only ", $op $(, ", ", $more)*)
    };
    (@ops_not_understood) => {
        const OPERATIONS: &[node::Op<'static>] = &[];

        fn operation<'a>(
            _: &'a $crate::Call,
            _: &'a str,
            _: &'a node::InvocationEnvelope<'a>,
        ) -> ::core::result::Result<node::InvocationResult<'a>, node::NodeError<'a>> {
            ::core::compile_error!(
                "node!: `ops` has entries `\"name\" => handler { summary: \"..\", input: SCHEMA, output: SCHEMA }`, with \
                 commas between"
            )
        }
    };

    // Of these each is one function, which the macros below ask.
    (@key qa block $($entries:tt)*) => {
        $crate::__node_v0_6_qa! { @entries [] $($entries)* }
    };
    (@key i18n block $($text:expr),* $(,)?) => {
        const I18N_KEYS: ::core::option::Option<
            &'static $crate::abi::List<'static, $crate::abi::Str<'static>>,
        > = ::core::option::Option::Some(&$crate::abi::List::new(&[$( $crate::abi::Str::new($text) ),*]));
    };
    (@key i18n constant $($value:tt)*) => {
        const I18N_KEYS: ::core::option::Option<
            &'static $crate::abi::List<'static, $crate::abi::Str<'static>>,
        > = ::core::option::Option::Some(&$crate::abi::List::new(&$($value)*));
    };
    (@key i18n value $keys:expr) => {
        fn i18n_keys<'a>(call: &'a $crate::Call) -> &'a [$crate::abi::Str<'a>] {
            let keys: fn(&'a $crate::Call) -> &'a [$crate::abi::Str<'a>] = $keys;
            keys(call)
        }
    };
    (@key $key:ident $($other:tt)*) => {
        ::core::compile_error!(::core::concat!(
            "node!: `", ::core::stringify!($key), "` is not understood as it stands: see the table of its keys"
        ))
    };
}

/// `component-i18n` of a node.
#[doc(hidden)]
#[macro_export]
macro_rules! __node_v0_6_i18n {
    (@implement $name:ident $world:tt) => {
        struct $name;
        $crate::__node_v0_6_i18n! { @functions $name }
    };
    (@functions $name:ident) => {
        impl $crate::rev_0_4_113::component::v0_6::component_i18n::Guest for $name {
            __greentic_node! { i18n }
        }
    };
}

/// `component-qa` of a node.
#[doc(hidden)]
#[macro_export]
macro_rules! __node_v0_6_qa {
    (@implement $name:ident $world:tt) => {
        struct $name;
        $crate::__node_v0_6_qa! { @functions $name }
    };
    (@functions $name:ident) => {
        const _: () = {
            use $crate::rev_0_4_113::component::v0_6::component_qa::{self, QaMode};

            impl component_qa::Guest for $name {
                __greentic_node! { qa }
            }
        };
    };

    (@entries [$($done:tt)*] $key:ident : const $value:expr $(, $($rest:tt)*)?) => {
        $crate::__node_v0_6_qa! { @entries [$($done)* ($key $value)] $($($rest)*)? }
    };
    (@entries [$($done:tt)*] $key:ident : $value:expr $(, $($rest:tt)*)?) => {
        $crate::__node_v0_6_qa! { @entries [$($done)* ($key $value)] $($($rest)*)? }
    };
    (@entries [$( ($key:ident $value:expr) )*]) => {
        fn qa_spec<'a>(call: &'a $crate::Call, mode: QaMode) -> &'a [u8] {
            const _: () = $crate::__private::check_entries(
                "node!: `qa`",
                &["setup", "update", "remove", "default", "apply"],
                &[$( ::core::stringify!($key) ),*],
            );
            macro_rules! questions {
                $( ($key) => { $crate::__private::bytes(call, $value) }; )*
                ($other:ident) => { b"\xA0" };
            }
            let _ = call;
            match mode {
                QaMode::Default => questions! { default },
                QaMode::Setup => questions! { setup },
                QaMode::Update => questions! { update },
                QaMode::Remove => questions! { remove },
            }
        }

        fn apply_answers<'a>(
            call: &'a $crate::Call,
            mode: QaMode,
            current_config: &'a [u8],
            answers: &'a [u8],
        ) -> &'a [u8] {
            macro_rules! apply {
                $( ($key) => { $crate::__node_v0_6_qa! { @apply 'a $key $value, call mode current_config answers } }; )*
                (apply) => {{
                    let _ = call;
                    // A mode that asks nothing has no answers.
                    match mode {
                        QaMode::Default => apply! { default },
                        QaMode::Setup => apply! { setup },
                        QaMode::Update => apply! { update },
                        QaMode::Remove => current_config,
                    }
                }};
                ($other:ident) => { current_config };
            }
            apply! { apply }
        }
    };
    (@entries $done:tt $($other:tt)*) => {
        fn qa_spec<'a>(_: &'a $crate::Call, _: QaMode) -> &'a [u8] {
            ::core::compile_error!(::core::concat!(
                "node!: `", ::core::stringify!($($other)*),
                "` is not understood; `qa` has entries `setup: QUESTIONS` and `apply: handler`, with commas between"
            ))
        }

        fn apply_answers<'a>(_: &'a $crate::Call, _: QaMode, config: &'a [u8], _: &'a [u8]) -> &'a [u8] {
            config
        }
    };
    (@apply $a:lifetime apply $apply:expr, $call:ident $mode:ident $config:ident $answers:ident) => {{
        let apply: fn(&$a $crate::Call, QaMode, &$a [u8], &$a [u8]) -> &$a [u8] = $apply;
        apply($call, $mode, $config, $answers)
    }};
    (@apply $a:lifetime $mode:ident $questions:expr, $call:ident $given:ident $config:ident $answers:ident) => {
        $answers
    };
}

/// The output of an operation where all went well.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no output of an operation",
    label = "an output is a `&'a [u8]` of CBOR, or an `InvocationResult<'a>`",
    note = "`cbor!(call, ..)` makes one; a `Vec<u8>` becomes one by `call.own(..)`"
)]
pub trait Output<'a> {
    /// Returns the result that has the output.
    fn into_result(self) -> InvocationResult<'a>;
}

impl<'a> Output<'a> for InvocationResult<'a> {
    #[inline]
    fn into_result(self) -> Self {
        self
    }
}

impl<'a> Output<'a> for &'a [u8] {
    #[inline]
    fn into_result(self) -> InvocationResult<'a> {
        List::new(self).into_result()
    }
}

impl<'a> Output<'a> for List<'a, u8> {
    #[inline]
    fn into_result(self) -> InvocationResult<'a> {
        InvocationResult {
            ok: true,
            output_cbor: self,
            output_metadata_cbor: Opt::None,
        }
    }
}

/// The answer of an operation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer of an operation",
    label = "an operation answers with a `Result<&'a [u8], NodeError<'a>>`",
    note = "CBOR goes into `Ok(..)`; it is made with `cbor!(call, ..)`, and of a `Vec<u8>` with `call.own(..)`"
)]
pub trait Answered<'a> {
    /// Returns the node's result.
    ///
    /// # Errors
    ///
    /// The operation's.
    fn answered(self) -> Result<InvocationResult<'a>, NodeError<'a>>;
}

impl<'a, T: Output<'a>, E: Into<NodeError<'a>>> Answered<'a> for Result<T, E> {
    #[inline]
    fn answered(self) -> Result<InvocationResult<'a>, NodeError<'a>> {
        match self {
            Ok(output) => Ok(output.into_result()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Returns what an operation answers, as the node's result.
///
/// # Errors
///
/// The operation's.
#[inline]
pub fn output<'a>(answer: impl Answered<'a>) -> Result<InvocationResult<'a>, NodeError<'a>> {
    answer.answered()
}

/// A value that gives bytes. `Kind` tells constants from functions, so that both can be it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` gives no bytes",
    label = "these are no bytes",
    note = "give a constant such as `cbor::constant!(..)`, or a function `fn(&Call) -> &[u8]`"
)]
pub trait BytesOf<'a, Kind> {
    /// Returns the bytes.
    fn bytes(self, call: &'a Call) -> &'a [u8];
}

/// A constant.
#[derive(Debug)]
pub struct ConstantBytes;

impl<'a> BytesOf<'a, ConstantBytes> for &'static [u8] {
    fn bytes(self, _: &'a Call) -> &'a [u8] {
        self
    }
}

impl<'a, const N: usize> BytesOf<'a, [ConstantBytes; N]> for &'static [u8; N] {
    fn bytes(self, _: &'a Call) -> &'a [u8] {
        self
    }
}

impl<'a, F: Fn(&'a Call) -> &'a [u8]> BytesOf<'a, PhantomData<F>> for F {
    fn bytes(self, call: &'a Call) -> &'a [u8] {
        self(call)
    }
}

/// Returns the bytes that an entry gives.
pub fn bytes<'a, Kind>(call: &'a Call, of: impl BytesOf<'a, Kind>) -> &'a [u8] {
    of.bytes(call)
}

impl<'a> IoSchema<'a> {
    /// Makes the schema of CBOR data of a schema that is CBOR itself.
    ///
    /// ```
    /// use greentic_guest::rev_0_4_113::component::v0_6::node::IoSchema;
    ///
    /// // {"type":"object"}
    /// let schema = IoSchema::cbor(b"\xA1\x64type\x66object");
    /// assert_eq!(&*schema.content_type, "application/cbor");
    /// ```
    pub const fn cbor(schema: &'a [u8]) -> Self {
        Self {
            schema: SchemaSource::InlineCbor(List::new(schema)),
            content_type: Str::new("application/cbor"),
            schema_version: Opt::None,
        }
    }
}

impl<'a> Op<'a> {
    /// Makes an entry for an operation that takes and gives anything.
    ///
    /// ```
    /// use greentic_guest::rev_0_4_113::component::v0_6::node::Op;
    ///
    /// // {"type":"object"}
    /// const OBJECT: &[u8] = b"\xA1\x64type\x66object";
    /// const GREET: Op<'static> = Op::new("greet").summary("Greets").input(OBJECT);
    /// assert_eq!(GREET.summary.get().map(|text| text.get()), Some("Greets"));
    /// ```
    pub const fn new(name: &'a str) -> Self {
        Self {
            name: Str::new(name),
            summary: Opt::None,
            input: IoSchema::cbor(b"\xA0"),
            output: IoSchema::cbor(b"\xA0"),
            examples: List::EMPTY,
        }
    }

    /// Says what the operation does, for people.
    #[must_use]
    pub const fn summary(self, summary: &'a str) -> Self {
        Self {
            summary: Opt::Some(Str::new(summary)),
            ..self
        }
    }

    /// Says what the operation takes: a schema as CBOR.
    #[must_use]
    pub const fn input(self, schema: &'a [u8]) -> Self {
        Self {
            input: IoSchema::cbor(schema),
            ..self
        }
    }

    /// Says what the operation gives: a schema as CBOR.
    #[must_use]
    pub const fn output(self, schema: &'a [u8]) -> Self {
        Self {
            output: IoSchema::cbor(schema),
            ..self
        }
    }

    /// Shows inputs with their outputs.
    #[must_use]
    pub const fn examples(self, examples: &'a [Example<'a>]) -> Self {
        Self {
            examples: List::new(examples),
            ..self
        }
    }
}
