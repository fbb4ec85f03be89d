//! The errors of a host, and who is to blame for each.

use std::borrow::Cow;

use crate::{Fault, LimitKind, Record, Revision, links, pool};

/// A reason why a component was not loaded, instantiated or called.
///
/// An operation that ran and answered with an error of its own is none of
/// these: [`Instance::invoke`](crate::Instance::invoke) hands that back as
/// [`InvokeResult::Err`](crate::InvokeResult::Err).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not WebAssembly at all.
    #[error("not a WebAssembly component: {reason}")]
    NotWasm {
        /// The likely kind of the bytes, and what to do about it.
        reason: String,
    },

    /// The bytes are a core module.
    #[error(
        "a core module, not a component: build it for the target wasm32-wasip2, or turn it into \
         a component with `wasm-tools component new`"
    )]
    CoreModule,

    /// The bytes begin as a component and then stop.
    #[error("the component is cut off after {bytes} bytes: copy or download the file once more")]
    Truncated {
        /// The size of the file, in bytes.
        bytes: usize,
    },

    /// A component that breaks the rules of the format.
    #[error("not a valid component: {message}; build it anew with current tools")]
    Invalid {
        /// The violation of the format, with its byte offset where that is known.
        message: String,
    },

    /// The compiler failed over the component, which is valid as far as one can
    /// say. The host has no harm of it.
    #[error(
        "the component cannot be compiled: {message}; this is a defect of the compiler, and the \
         component may have been made to find it"
    )]
    Uncompilable {
        /// The last words of the compiler.
        message: String,
    },

    /// The component is larger than [`Limits::component_bytes`](crate::Limits::component_bytes).
    #[error(
        "the component is {bytes} bytes; the limit is {limit} (raise it with \
         `Limits::component_bytes` or `--component-limit` if you trust the component)"
    )]
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },

    /// The component unfolds to more than its size lets expect.
    #[error(
        "the component is too complex: {message}; no tool that we know makes such components, \
         so it may be an attack on the host"
    )]
    TooComplex {
        /// The part of which there is too much, with figures.
        message: String,
    },

    /// An interface has the name of a known one but other types.
    #[error(
        "the component exports `{interface}`, but its `{function}` is of another revision of \
         that interface ({message}): rebuild it with the WIT of this project"
    )]
    OtherShape {
        /// The interface.
        interface: &'static str,
        /// The first function of it that differs.
        function: String,
        /// The difference, in words.
        message: String,
    },

    /// The component imports what the host does not have.
    #[error(
        "the component imports {}, which this host does not provide; it provides {} and nothing \
         else: {}",
        list(.imports.iter().map(String::as_str)),
        list(links::provided()),
        import_fix(.imports)
    )]
    MissingImport {
        /// Names of all such imports.
        imports: Vec<String>,
    },

    /// The component imports an interface that the host has, with other types.
    #[error(
        "the component imports another revision of an interface than this host provides \
         ({message}): rebuild it with the WIT of this project"
    )]
    OtherImport {
        /// Which one, and how it differs.
        message: String,
    },

    /// The component does not export the interface that a call needs.
    #[error(
        "the component does not export `{interface}` ({}): build it for a world that has this \
         interface in this version, or name another component",
        exported(.exports)
    )]
    NotExported {
        /// The interface.
        interface: &'static str,
        /// Names of all that it does export.
        exports: Vec<String>,
    },

    /// A call by name that fits no function, or several.
    #[error("{}", no_function(.function, *.several, .known))]
    NoFunction {
        /// The name that was asked for.
        function: String,
        /// `true` if the name fits several functions.
        several: bool,
        /// Those that it fits, or all that there are.
        known: Vec<String>,
    },

    /// An argument of a call by name is no value of its type.
    #[error("`{function}` cannot be called so: {message} ({hint})")]
    Argument {
        /// The function.
        function: String,
        /// Which argument, and what is wrong with it.
        message: String,
        /// The notation of such an argument.
        hint: String,
    },

    /// The context of a call says what an older revision of the component's
    /// interface has no place for.
    #[error(
        "the component speaks {revision} of `greentic:component/node@0.5.0`, whose context has \
         no place for {}: leave it out, drop it knowingly with `ExecCtx::reduce`, or rebuild \
         the component",
        list(.fields.iter().copied())
    )]
    Unrepresentable {
        /// The revision of the component.
        revision: Revision,
        /// The fields, as WIT has them.
        fields: Vec<&'static str>,
    },

    /// Compiled code that this host has not signed.
    #[error("the compiled component is not loaded: {reason}; make it anew with `Shim::precompile`")]
    Unsigned {
        /// The defect of the file.
        reason: &'static str,
    },

    /// Compiled code for another engine.
    #[error(
        "the compiled component is for another engine ({message}): make it anew with \
         `Shim::precompile`, with this version, these settings and for this kind of machine"
    )]
    OtherEngine {
        /// The difference, in words.
        message: String,
    },

    /// All places of the pool are taken.
    #[error(
        "the host is busy: {message}; wait for an instance to be dropped, or raise {}",
        pool::setting(.message)
    )]
    Busy {
        /// The resource of which none is free.
        message: String,
    },

    /// The component trapped: it ran into a defect of its own and was stopped.
    #[error("the component trapped in `{during}`: {message}")]
    Trap {
        /// The function that was called, or `instantiate`.
        during: Cow<'static, str>,
        /// Which kind of defect, as far as that can be told.
        fault: Fault,
        /// The record that the component has written, if it is a development build and
        /// [`ShimBuilder::trap_details`](crate::ShimBuilder::trap_details) asked for it.
        record: Option<Box<Record>>,
        /// The event in words, with the record and the remedy on the same line.
        message: String,
        /// The functions of the component that were active, innermost first: names as
        /// their author wrote them, with lines of the source where the component has
        /// tables of them and details were asked for.
        backtrace: Vec<String>,
    },

    /// The component handed the host something that is no value of the type
    /// that was due, text that is not UTF-8 say.
    #[error(
        "the component broke the canonical ABI in `{during}`: {message}; build it anew with \
         current bindings"
    )]
    InvalidValue {
        /// The function that was called.
        during: Cow<'static, str>,
        /// The defect of the value.
        message: String,
    },

    /// Somebody ended the call with an [`Interrupt`](crate::Interrupt).
    #[error("the component was interrupted in `{during}`: make a new instance for the next call")]
    Interrupted {
        /// The function that was called.
        during: Cow<'static, str>,
    },

    /// The host stopped the component, because it could not do what it was
    /// asked for and the interface has no place for an error.
    #[error(
        "the component was stopped in `{during}` by the host: {message} (make a new instance for \
         the next call)"
    )]
    Refused {
        /// The function that was called.
        during: Cow<'static, str>,
        /// The reason.
        message: String,
    },

    /// A limit stopped the component.
    #[error(
        "the component was stopped in `{during}` by the {which} limit: {message}; {} raises it",
        .which.setting()
    )]
    Limit {
        /// Which limit.
        which: LimitKind,
        /// The function that was called, or `load`, `compile` or `instantiate`.
        during: Cow<'static, str>,
        /// The amount that was allowed.
        message: String,
    },

    /// The instance was stopped in an earlier call, in the middle of its work.
    #[error(
        "the instance was stopped in an earlier call and is not in a state to go on: make a new \
         one with `Component::instantiate`"
    )]
    Poisoned,

    /// The host could not set itself up.
    #[error("the host could not be set up: {message}")]
    Setup {
        /// The reason, in the words of the engine or the operating system, and the remedy.
        message: String,
    },
}

impl Error {
    /// Returns whether the bytes were refused before anything of them ran: the
    /// component has to be changed, not the call.
    pub fn is_unfit(&self) -> bool {
        matches!(
            self,
            Self::NotWasm { .. }
                | Self::CoreModule
                | Self::Truncated { .. }
                | Self::Invalid { .. }
                | Self::Uncompilable { .. }
                | Self::TooLarge { .. }
                | Self::TooComplex { .. }
                | Self::OtherShape { .. }
                | Self::MissingImport { .. }
                | Self::OtherImport { .. }
                | Self::NotExported { .. }
                | Self::NoFunction { .. }
                | Self::Unsigned { .. }
                | Self::OtherEngine { .. }
        )
    }

    /// One lower-case word, or several with hyphens, for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotWasm { .. } => "not-wasm",
            Self::CoreModule => "core-module",
            Self::Truncated { .. } => "truncated",
            Self::Invalid { .. } => "invalid",
            Self::Uncompilable { .. } => "uncompilable",
            Self::TooLarge { .. } => "too-large",
            Self::TooComplex { .. } => "too-complex",
            Self::OtherShape { .. } => "other-shape",
            Self::MissingImport { .. } => "missing-import",
            Self::OtherImport { .. } => "other-import",
            Self::NotExported { .. } => "not-exported",
            Self::NoFunction { .. } => "no-function",
            Self::Argument { .. } => "argument",
            Self::Unrepresentable { .. } => "unrepresentable",
            Self::Unsigned { .. } => "unsigned",
            Self::OtherEngine { .. } => "other-engine",
            Self::Busy { .. } => "busy",
            Self::Trap { .. } => "trap",
            Self::InvalidValue { .. } => "invalid-value",
            Self::Interrupted { .. } => "interrupted",
            Self::Refused { .. } => "refused",
            Self::Limit { .. } => "limit",
            Self::Poisoned => "poisoned",
            Self::Setup { .. } => "setup",
        }
    }
}

impl Error {
    /// Returns a function that makes the error of a setup in which no component is to blame,
    /// out of Wasmtime's words and the remedy.
    pub(crate) fn setup(remedy: &'static str) -> impl Fn(wasmtime::Error) -> Self {
        move |error| Self::Setup {
            message: format!("{error:#}; {remedy}"),
        }
    }

    /// The remedy where the host contradicts itself.
    pub(crate) const DEFECT: &'static str = "this is a defect of the host, so report it";
}

fn no_function(function: &str, several: bool, known: &[String]) -> String {
    let known_ones = list(known.iter().map(String::as_str));
    if several {
        format!("`{function}` fits several functions: {known_ones}; give more of the name")
    } else if known.is_empty() {
        format!(
            "the component exports no function, so not `{function}` either: build it for a world \
             that exports functions"
        )
    } else {
        format!(
            "the component exports no function `{function}`; it exports {known_ones}: call one of \
             those"
        )
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn exported(names: &[String]) -> String {
    if names.is_empty() {
        "it exports nothing".into()
    } else {
        format!("it exports {}", list(names.iter().map(String::as_str)))
    }
}

fn import_fix(imports: &[String]) -> &'static str {
    if !imports.iter().any(|name| name.starts_with("wasi:")) {
        "build the component without that import"
    } else if cfg!(feature = "wasi") {
        "allow WASI with `Host::wasi` or `--wasi`, or build the component without the standard \
         library (`no_std`)"
    } else {
        "there is no WASI here, so build the component without the standard library (`no_std`)"
    }
}
