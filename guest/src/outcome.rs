//! The constructors and conversions of the generated types of nodes.

use crate::abi::{Opt, Str};
use crate::component::v0_5::node::NodeError;

impl<'a> NodeError<'a> {
    /// An error that trying again does not help, with a word for programs and
    /// a sentence for people.
    pub const fn new(code: &'a str, message: &'a str) -> Self {
        Self {
            code: Str::new(code),
            message: Str::new(message),
            retryable: false,
            backoff_ms: Opt::None,
            details: Opt::None,
        }
    }

    /// The same error, which may pass: trying again after `backoff_ms`
    /// milliseconds can help.
    #[must_use]
    pub const fn retry_after(self, backoff_ms: u64) -> Self {
        Self {
            retryable: true,
            backoff_ms: Opt::Some(backoff_ms),
            ..self
        }
    }

    /// The same error with more about it, as JSON.
    #[must_use]
    pub const fn with_details(self, details: &'a str) -> Self {
        Self {
            details: Opt::Some(Str::new(details)),
            ..self
        }
    }
}
