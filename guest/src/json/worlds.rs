//! Errors of JSON as the errors of the worlds, for `?`.

use super::error::Error;
use crate::abi::Str;

impl<'a> From<Error<'a>> for &'a str {
    fn from(error: Error<'a>) -> Self {
        error.message()
    }
}

impl<'a> From<Error<'a>> for Str<'a> {
    fn from(error: Error<'a>) -> Self {
        Str::new(error.message())
    }
}

/// Makes an error of JSON one of worlds: records of which every other field has a
/// default, with the code `bad-json`, or cases that hold a message.
macro_rules! worlds {
    (records { $($(#[$cfg:meta])* $($record:ident)::+;)* } cases { $($(#[$case_cfg:meta])* $($case:ident)::+ . $name:ident;)* }) => {
        $(
            $(#[$cfg])*
            #[allow(clippy::needless_update, reason = "most have other fields, too")]
            impl<'a> From<Error<'a>> for crate::$($record)::+<'a> {
                fn from(error: Error<'a>) -> Self {
                    Self {
                        code: Str::new("bad-json"),
                        message: Str::new(error.message()),
                        ..Self::default()
                    }
                }
            }

            #[cfg(feature = "cbor")]
            $(#[$cfg])*
            #[allow(clippy::needless_update, reason = "most have other fields, too")]
            impl<'a> From<crate::cbor::Error<'a>> for crate::$($record)::+<'a> {
                fn from(error: crate::cbor::Error<'a>) -> Self {
                    Self {
                        code: Str::new("bad-cbor"),
                        message: Str::new(error.message()),
                        ..Self::default()
                    }
                }
            }
        )*
        $(
            $(#[$case_cfg])*
            impl<'a> From<Error<'a>> for crate::$($case)::+<'a> {
                fn from(error: Error<'a>) -> Self {
                    Self::$name(Str::new(error.message()))
                }
            }

            #[cfg(feature = "cbor")]
            $(#[$case_cfg])*
            impl<'a> From<crate::cbor::Error<'a>> for crate::$($case)::+<'a> {
                fn from(error: crate::cbor::Error<'a>) -> Self {
                    Self::$name(Str::new(error.message()))
                }
            }
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
        #[cfg(feature = "rev-0-4-113")]
        worlds::rev_0_4_113::greentic_component_0_4_0::node::NodeError;
        #[cfg(feature = "rev-0-4-113")]
        worlds::rev_0_4_113::greentic_component_0_5_0::node::NodeError;
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
