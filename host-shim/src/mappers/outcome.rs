//! The outcome of a step of a flow, and the kinds of failure. The output stays the
//! JSON that it is; nobody reads it here.

use greentic_types as types;

use super::alike::alike;
use crate::bindings::interfaces_types::v0_1 as wit;

alike!(
    wit::ErrorCode,
    types::ErrorCode {
        Unknown,
        InvalidInput,
        NotFound,
        Conflict,
        Timeout,
        Unauthenticated,
        PermissionDenied,
        RateLimited,
        Unavailable,
        Internal,
    }
);

impl From<wit::Outcome> for types::Outcome<String> {
    fn from(value: wit::Outcome) -> Self {
        match value {
            wit::Outcome::Done(output) => Self::Done(output),
            wit::Outcome::Pending(pending) => Self::Pending {
                reason: pending.reason,
                expected_input: pending.expected_input,
            },
            wit::Outcome::Error(error) => Self::Error {
                code: error.code.into(),
                message: error.message,
            },
        }
    }
}

impl From<types::Outcome<String>> for wit::Outcome {
    fn from(value: types::Outcome<String>) -> Self {
        match value {
            types::Outcome::Done(output) => Self::Done(output),
            types::Outcome::Pending {
                reason,
                expected_input,
            } => Self::Pending(wit::OutcomePending {
                reason,
                expected_input,
            }),
            types::Outcome::Error { code, message } => Self::Error(wit::OutcomeError {
                code: code.into(),
                message,
            }),
        }
    }
}
