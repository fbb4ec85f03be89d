//! Makes the errors of worlds of what imports answer with, and documents, where they fail.

use core::fmt;

use crate::Call;

/// An error of an import, or of a document that was read.
///
/// `?` makes an error of each world of it: a `NodeError` or `WorkerError` with this code
/// and message, a `ToolError::ExecutionError` with this message, or `InvalidParameters`
/// where it is about the [input](Self::is_of_input).
///
/// ```
/// # #[cfg(feature = "state-store-v1")]
/// # #[cfg(feature = "secrets-store-v1")] {
/// use greentic_guest::Call;
/// use greentic_guest::component::v0_5::node::NodeError;
/// use greentic_guest::{Context as _, secrets_store::v1_0 as secrets, state::v1_0 as state};
///
/// fn visits<'a>(
///     call: &'a Call,
///     secrets: &impl secrets::Host,
///     state: &impl state::Host,
/// ) -> Result<&'a [u8], NodeError<'a>> {
///     if secrets.get(call, "visits")?.is_none() {
///         return Ok(b"0");
///     }
///     // "the visits: .." tells which of several it was.
///     let visits = state.read(call, "visits", None).context(call, "the visits")?;
///     Ok(visits)
/// }
/// # }
/// ```
///
/// One of your own says what it is:
///
/// ```
/// use greentic_guest::Failure;
///
/// /// A service that rests for so many milliseconds.
/// struct Resting(u64);
///
/// impl<'a> Failure<'a> for Resting {
///     fn code(&self) -> &'a str {
///         "resting"
///     }
///
///     fn message(&self) -> &'a str {
///         "the service is closed until later"
///     }
///
///     fn may_pass(&self) -> bool {
///         true
///     }
///
///     fn backoff_ms(&self) -> Option<u64> {
///         Some(self.0)
///     }
///
///     fn is_of_input(&self) -> bool {
///         false
///     }
/// }
/// # assert_eq!(Resting(5).backoff_ms(), Some(5));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error that a component can answer with",
    label = "this error has no code and no message",
    note = "answer with the world's own error, with an error of an import, with a pair `(code, message)` of `&str`, or \
            implement `greentic_guest::Failure` for `{Self}`"
)]
pub trait Failure<'a> {
    /// Returns a short word that programs can match on.
    fn code(&self) -> &'a str;

    /// Returns a sentence for people.
    fn message(&self) -> &'a str;

    /// Returns whether the same call can succeed later.
    fn may_pass(&self) -> bool {
        false
    }

    /// Returns how many milliseconds to wait before the same call is made again; `None` where
    /// nobody knows. Only nodes hand it on.
    fn backoff_ms(&self) -> Option<u64> {
        None
    }

    /// Returns whether what the component was given is wrong, and not what it does.
    fn is_of_input(&self) -> bool {
        false
    }
}

/// Bytes that are no text: not UTF-8.
///
/// ```
/// use greentic_guest::{Call, Context as _, NotText, abi::from_utf8};
///
/// let call = Call::new();
/// let text = from_utf8(b"\xFF").ok_or(NotText).context(&call, "the greeting");
/// assert_eq!(text.unwrap_err().to_string(), "the greeting: this is no UTF-8 text");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText;

impl<'a> Failure<'a> for NotText {
    fn code(&self) -> &'a str {
        "not-text"
    }

    fn message(&self) -> &'a str {
        "this is no UTF-8 text"
    }
}

/// A failure with a message that says what failed: [`Context::context`].
///
/// ```
/// use greentic_guest::{Call, Context as _, Failure, InContext, NotText};
///
/// let call = Call::new();
/// let error: InContext<'_> = Err::<(), _>(NotText).context(&call, "the name").unwrap_err();
/// assert_eq!((error.code(), error.message()), ("not-text", "the name: this is no UTF-8 text"));
/// assert!(!error.may_pass() && !error.is_of_input());
/// assert_eq!(error.backoff_ms(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InContext<'a> {
    code: &'a str,
    message: &'a str,
    may_pass: bool,
    is_of_input: bool,
    backoff_ms: Option<u64>,
}

#[cfg(feature = "json")]
impl<'a> InContext<'a> {
    /// Returns another failure as one of these.
    pub(crate) fn of(failure: &impl Failure<'a>) -> Self {
        Self {
            code: failure.code(),
            message: failure.message(),
            may_pass: failure.may_pass(),
            is_of_input: failure.is_of_input(),
            backoff_ms: failure.backoff_ms(),
        }
    }

    /// Returns the failure of an input.
    pub(crate) const fn of_input(code: &'a str, message: &'a str) -> Self {
        Self {
            code,
            message,
            may_pass: false,
            is_of_input: true,
            backoff_ms: None,
        }
    }
}

impl fmt::Display for InContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl<'a> Failure<'a> for InContext<'a> {
    fn code(&self) -> &'a str {
        self.code
    }

    fn message(&self) -> &'a str {
        self.message
    }

    fn may_pass(&self) -> bool {
        self.may_pass
    }

    fn backoff_ms(&self) -> Option<u64> {
        self.backoff_ms
    }

    fn is_of_input(&self) -> bool {
        self.is_of_input
    }
}

/// A code and a message.
impl<'a> Failure<'a> for (&'a str, &'a str) {
    fn code(&self) -> &'a str {
        self.0
    }

    fn message(&self) -> &'a str {
        self.1
    }
}

/// An error for worlds that have no type of their own for it, such as providers: a code and
/// a message, the author's or those of any [`Failure`], by `?`.
///
/// ```
/// # #[cfg(feature = "json")] {
/// use greentic_guest::{Call, Fault};
///
/// fn length<'a>(call: &'a Call, input: &'a str) -> Result<usize, Fault<'a>> {
///     let [text] = call.json_fields(input, ["text"])?;
///     match text.str()?.len() {
///         0 => Err(Fault::new("empty", "there is nothing to send")),
///         len => Ok(len),
///     }
/// }
/// # let call = Call::new();
/// # assert_eq!(length(&call, r#"{"text":""}"#).unwrap_err().code(), "empty");
/// # assert_eq!(length(&call, "{}").unwrap_err().code(), "bad-json");
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault<'a> {
    code: &'a str,
    message: &'a str,
}

impl<'a> Fault<'a> {
    /// Makes an error of a word for programs and a sentence for people.
    pub const fn new(code: &'a str, message: &'a str) -> Self {
        Self { code, message }
    }

    /// Returns the word for programs.
    pub const fn code(&self) -> &'a str {
        self.code
    }

    /// Returns the sentence for people.
    ///
    /// ```
    /// use greentic_guest::Fault;
    ///
    /// assert_eq!(Fault::new("empty", "there is nothing").message(), "there is nothing");
    /// ```
    pub const fn message(&self) -> &'a str {
        self.message
    }
}

impl<'a, E: Failure<'a>> From<E> for Fault<'a> {
    fn from(failure: E) -> Self {
        Self::new(failure.code(), failure.message())
    }
}

/// Tells failures of one kind apart by saying which thing failed.
///
/// ```
/// use greentic_guest::{Call, Context as _, Failure as _, NotText};
///
/// let call = Call::new();
/// let read: Result<&str, NotText> = Err(NotText);
/// let error = read.context(&call, "the name").unwrap_err();
/// assert_eq!(error.message(), "the name: this is no UTF-8 text");
/// ```
pub trait Context<'a> {
    /// The value where nothing failed.
    type Value;

    /// Puts `what` and a colon in front of the message of a failure.
    ///
    /// # Errors
    /// The failure.
    fn context(self, call: &'a Call, what: &str) -> Result<Self::Value, InContext<'a>>;

    /// Does the same, and takes the blame from the input: for a document that a service
    /// answered with, which a tool must not report as `InvalidParameters`.
    ///
    /// ```
    /// # #[cfg(feature = "json")]
    /// # #[cfg(feature = "mcp-v25-6-18")] {
    /// use greentic_guest::{Call, Context as _, mcp::v25_6_18::ToolError};
    ///
    /// fn degrees<'a>(call: &'a Call, reply: &'a str) -> Result<i32, ToolError<'a>> {
    ///     let read = || call.read_json(reply)?.at("degrees").i32();
    ///     Ok(read().unexpected(call, "the forecast")?)
    /// }
    ///
    /// let call = Call::new();
    /// let error = degrees(&call, "{}").unwrap_err();
    /// assert!(matches!(error, ToolError::ExecutionError(_)), "{error:?}");
    /// # }
    /// ```
    ///
    /// # Errors
    /// The failure.
    fn unexpected(self, call: &'a Call, what: &str) -> Result<Self::Value, InContext<'a>>;
}

impl<'a, T, E: Failure<'a>> Context<'a> for Result<T, E> {
    type Value = T;

    fn context(self, call: &'a Call, what: &str) -> Result<T, InContext<'a>> {
        self.map_err(|failure| InContext {
            code: failure.code(),
            message: call.concat(&[what, ": ", failure.message()]),
            may_pass: failure.may_pass(),
            is_of_input: failure.is_of_input(),
            backoff_ms: failure.backoff_ms(),
        })
    }

    fn unexpected(self, call: &'a Call, what: &str) -> Result<T, InContext<'a>> {
        self.context(call, what).map_err(|failure| InContext {
            is_of_input: false,
            ..failure
        })
    }
}

/// Records that have a code and a message.
macro_rules! records {
    ($($(#[$cfg:meta])* $($record:ident)::+;)*) => {$(
        $(#[$cfg])*
        impl<'a> Failure<'a> for crate::worlds::$($record)::+<'a> {
            fn code(&self) -> &'a str {
                self.code.get()
            }

            fn message(&self) -> &'a str {
                self.message.get()
            }
        }
    )*};
}

records! {
    #[cfg(feature = "interfaces-types-v0-1")]
    greentic_interfaces_types_0_1_0::types::HostError;
    #[cfg(feature = "state-store-v1-1")]
    greentic_state_1_1_0::state_store::HostError;
    #[cfg(feature = "rev-0-4-113")]
    rev_0_4_113::greentic_types_core_0_6_0::core::HostError;
}

/// Cases that say why a value could not be read: of one kind of store all alike.
macro_rules! cases {
    ($($(#[$cfg:meta])* $($case:ident)::+ = $what:literal $stored:literal;)*) => {$(
        $(#[$cfg])*
        impl<'a> Failure<'a> for crate::worlds::$($case)::+ {
            fn code(&self) -> &'a str {
                match self {
                    Self::NotFound => concat!($what, "-not-found"),
                    Self::Denied => concat!($what, "-denied"),
                    Self::InvalidKey => concat!($what, "-invalid-key"),
                    Self::Internal => concat!($what, "-failed"),
                }
            }

            fn message(&self) -> &'a str {
                match self {
                    Self::NotFound => concat!("there is no such ", $stored),
                    Self::Denied => concat!("the component may not read this ", $stored),
                    Self::InvalidKey => concat!("this is no key of a ", $stored),
                    Self::Internal => concat!("the host could not read a ", $stored),
                }
            }

            fn may_pass(&self) -> bool {
                *self == Self::Internal
            }
        }
    )*};
}

cases! {
    #[cfg(feature = "secrets-store-v1")]
    greentic_secrets_store_1_0_0::secrets_store::SecretsError = "secret" "secret";
    #[cfg(feature = "secrets-store-v1-1")]
    greentic_secrets_store_1_1_0::secrets_store::SecretsError = "secret" "secret";
    #[cfg(feature = "runtime-config-v1")]
    greentic_runtime_config_1_0_0::runtime_config::ConfigError = "setting" "setting";
}

/// Errors of worlds that are made of failures.
macro_rules! worlds {
    (
        nodes { $($(#[$node_cfg:meta])* $($node:ident)::+;)* }
        workers { $($(#[$worker_cfg:meta])* $($worker:ident)::+;)* }
        tools { $($(#[$tool_cfg:meta])* $($tool:ident)::+;)* }
    ) => {
        $(
            $(#[$node_cfg])*
            impl<'a, E: Failure<'a>> From<E> for crate::worlds::$($node)::+<'a> {
                fn from(failure: E) -> Self {
                    Self {
                        code: crate::abi::Str::new(failure.code()),
                        message: crate::abi::Str::new(failure.message()),
                        retryable: failure.may_pass(),
                        backoff_ms: failure.backoff_ms().into(),
                        ..Self::default()
                    }
                }
            }
        )*
        $(
            $(#[$worker_cfg])*
            impl<'a> crate::worlds::$($worker)::+<'a> {
                /// Makes an error of a word for programs and a sentence for people.
                pub const fn new(code: &'a str, message: &'a str) -> Self {
                    Self {
                        code: crate::abi::Str::new(code),
                        message: crate::abi::Str::new(message),
                    }
                }
            }

            $(#[$worker_cfg])*
            impl<'a, E: Failure<'a>> From<E> for crate::worlds::$($worker)::+<'a> {
                fn from(failure: E) -> Self {
                    Self {
                        code: crate::abi::Str::new(failure.code()),
                        message: crate::abi::Str::new(failure.message()),
                    }
                }
            }
        )*
        $(
            $(#[$tool_cfg])*
            impl<'a, E: Failure<'a>> From<E> for crate::worlds::$($tool)::+<'a> {
                // Once for all tools: 466 bytes in a server of three.
                #[inline(never)]
                fn from(failure: E) -> Self {
                    let message = crate::abi::Str::new(failure.message());
                    if failure.is_of_input() {
                        Self::InvalidParameters(message)
                    } else {
                        Self::ExecutionError(message)
                    }
                }
            }
        )*
    };
}

worlds! {
    nodes {
        #[cfg(feature = "component-v0-4")]
        greentic_component_0_4_0::node::NodeError;
        #[cfg(feature = "component-v0-5")]
        greentic_component_0_5_0::node::NodeError;
        #[cfg(feature = "rev-0-4-93")]
        rev_0_4_93::greentic_component_0_4_0::node::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        rev_0_4_113::greentic_component_0_4_0::node::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        rev_0_4_113::greentic_component_0_5_0::node::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        rev_0_4_113::greentic_types_core_0_6_0::core::NodeError;
    }
    workers {
        #[cfg(feature = "worker-api")]
        greentic_worker_1_0_0::worker_api::WorkerError;
        #[cfg(feature = "rev-0-4-113")]
        rev_0_4_113::greentic_worker_1_0_0::worker_api::WorkerError;
    }
    tools {
        #[cfg(feature = "mcp-v24-11-5")]
        wasix_mcp_24_11_5::router::ToolError;
        #[cfg(feature = "mcp-v25-3-26")]
        wasix_mcp_25_3_26::router::ToolError;
        #[cfg(feature = "mcp-v25-6-18")]
        wasix_mcp_25_6_18::router::ToolError;
    }
}
