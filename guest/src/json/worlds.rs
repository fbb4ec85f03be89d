//! What errors of JSON and of CBOR have in common: their text, how they compare, and
//! the errors of the worlds that `?` makes of them.

use core::fmt;

use super::error::Error;
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
        #[allow(
            clippy::needless_update,
            reason = "most records have other fields, too"
        )]
        impl<'a> From<$error> for $other {
            fn from(error: $error) -> Self {
                let $message = Str::new(error.message());
                $made
            }
        }
    };
}

macro_rules! errors {
    ($($(#[$cfg:meta])* $error:ty;)*) => {$(
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
    Error<'a>;
    #[cfg(feature = "cbor")]
    crate::cbor::Error<'a>;
}

/// Makes an error one of worlds: records of which every other field has a default,
/// with the code `bad-json` or `bad-cbor`, or cases that hold a message.
macro_rules! worlds {
    (records { $($(#[$cfg:meta])* $($record:ident)::+;)* } cases { $($(#[$case_cfg:meta])* $($case:ident)::+ . $name:ident;)* }) => {
        $(
            $(#[$cfg])*
            from!(Error<'a>, crate::$($record)::+<'a>, message => Self {
                code: Str::new("bad-json"),
                message,
                ..Self::default()
            });
            #[cfg(feature = "cbor")]
            $(#[$cfg])*
            from!(crate::cbor::Error<'a>, crate::$($record)::+<'a>, message => Self {
                code: Str::new("bad-cbor"),
                message,
                ..Self::default()
            });
        )*
        $(
            $(#[$case_cfg])*
            from!(Error<'a>, crate::$($case)::+<'a>, message => Self::$name(message));
            #[cfg(feature = "cbor")]
            $(#[$case_cfg])*
            from!(crate::cbor::Error<'a>, crate::$($case)::+<'a>, message => Self::$name(message));
        )*
    };
}

worlds! {
    records {
        #[cfg(feature = "component-v0-4")]
        worlds::greentic_component_0_4_0::node::NodeError;
        #[cfg(feature = "component-v0-5")]
        worlds::greentic_component_0_5_0::node::NodeError;
        #[cfg(feature = "interfaces-types-v0-1")]
        worlds::greentic_interfaces_types_0_1_0::types::HostError;
        #[cfg(feature = "worker-api")]
        worlds::greentic_worker_1_0_0::worker_api::WorkerError;
        #[cfg(feature = "state-store-v1-1")]
        worlds::greentic_state_1_1_0::state_store::HostError;
        #[cfg(feature = "rev-0-4-93")]
        worlds::rev_0_4_93::greentic_component_0_4_0::node::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        worlds::rev_0_4_113::greentic_component_0_4_0::node::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        worlds::rev_0_4_113::greentic_component_0_5_0::node::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        worlds::rev_0_4_113::greentic_types_core_0_6_0::core::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        worlds::rev_0_4_113::greentic_worker_1_0_0::worker_api::WorkerError;
    }
    cases {
        #[cfg(feature = "mcp-v24-11-5")]
        worlds::wasix_mcp_24_11_5::router::ToolError.InvalidParameters;
        #[cfg(feature = "mcp-v25-3-26")]
        worlds::wasix_mcp_25_3_26::router::ToolError.InvalidParameters;
        #[cfg(feature = "mcp-v25-6-18")]
        worlds::wasix_mcp_25_6_18::router::ToolError.InvalidParameters;
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
