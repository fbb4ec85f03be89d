//! The common parts of the errors of JSON and of CBOR: their text, how they compare, and
//! the errors of the worlds that `?` makes of them.

use core::fmt;

use super::error::JsonError;
use crate::abi::{Str, Text};

/// Writes a sentence for people: where in a document something is wrong, and what.
pub(crate) fn sentence<'a>(mut text: Text<'a>, at: usize, path: &str, what: &str) -> &'a str {
    text.push("at byte ");
    text.push_u64(at as u64);
    if !path.is_empty() {
        text.push(", `");
        text.push(path);
        text.push("`");
    }
    text.push(": ");
    text.push(what);
    text.finish()
}

/// Makes something else of the message of an error.
macro_rules! from {
    ($error:ty, $other:ty, $message:ident => $made:expr) => {
        impl<'a> From<$error> for $other {
            fn from(error: $error) -> Self {
                let $message = Str::new(error.message());
                $made
            }
        }
    };
}

macro_rules! errors {
    ($($(#[$cfg:meta])* $error:ty = $code:literal;)*) => {$(
        $(#[$cfg])*
        impl<'a> crate::Failure<'a> for $error {
            fn code(&self) -> &'a str {
                $code
            }

            fn message(&self) -> &'a str {
                <$error>::message(*self)
            }

            fn is_of_input(&self) -> bool {
                true
            }
        }

        $(#[$cfg])*
        from!($error, &'a str, message => message.get());
        $(#[$cfg])*
        from!($error, Str<'a>, message => message);

        $(#[$cfg])*
        impl<'a> fmt::Debug for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.message())
            }
        }

        $(#[$cfg])*
        impl<'a> fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.message())
            }
        }

        $(#[$cfg])*
        impl<'a> PartialEq for $error {
            fn eq(&self, other: &Self) -> bool {
                (self.at(), self.kind()) == (other.at(), other.kind())
            }
        }

        $(#[$cfg])*
        impl<'a> Eq for $error {}

        $(#[$cfg])*
        impl<'a> core::error::Error for $error {}
    )*};
}

errors! {
    JsonError<'a> = "bad-json";
    #[cfg(feature = "cbor")]
    crate::cbor::CborError<'a> = "bad-cbor";
}

/// Makes an error one of those of worlds that [`Failure`](crate::Failure) does not reach:
/// records with the code `bad-json` or `bad-cbor`, or cases that hold a message.
macro_rules! worlds {
    (records { $($(#[$cfg:meta])* $($record:ident)::+;)* } cases { $($(#[$case_cfg:meta])* $($case:ident)::+ . $name:ident;)* }) => {
        $(
            $(#[$cfg])*
            from!(JsonError<'a>, crate::$($record)::+<'a>, message => Self {
                code: Str::new("bad-json"),
                message,
            });
            #[cfg(feature = "cbor")]
            $(#[$cfg])*
            from!(crate::cbor::CborError<'a>, crate::$($record)::+<'a>, message => Self {
                code: Str::new("bad-cbor"),
                message,
            });
        )*
        $(
            $(#[$case_cfg])*
            from!(JsonError<'a>, crate::$($case)::+<'a>, message => Self::$name(message));
            #[cfg(feature = "cbor")]
            $(#[$case_cfg])*
            from!(crate::cbor::CborError<'a>, crate::$($case)::+<'a>, message => Self::$name(message));
        )*
    };
}

worlds! {
    records {
        #[cfg(feature = "interfaces-types-v0-1")]
        worlds::greentic_interfaces_types_0_1_0::types::HostError;
        #[cfg(feature = "state-store-v1-1")]
        worlds::greentic_state_1_1_0::state_store::HostError;
    }
    cases {
        #[cfg(feature = "mcp-v24-11-5")]
        worlds::wasix_mcp_24_11_5::router::PromptError.InvalidParameters;
        #[cfg(feature = "mcp-v25-3-26")]
        worlds::wasix_mcp_25_3_26::router::PromptError.InvalidParameters;
        #[cfg(feature = "mcp-v25-3-26")]
        worlds::wasix_mcp_25_3_26::router::CompletionError.InvalidParameters;
        #[cfg(feature = "mcp-v25-6-18")]
        worlds::wasix_mcp_25_6_18::router::PromptError.InvalidParameters;
        #[cfg(feature = "mcp-v25-6-18")]
        worlds::wasix_mcp_25_6_18::router::CompletionError.InvalidParameters;
    }
}
