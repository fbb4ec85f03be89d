//! Errors of calls.

use crate::cbor::CborError;
use crate::{Interface, Runner};

/// The reason why a component was not called, or why its answer is none.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The component is not loaded, traps, runs into a limit, ..
    #[error("{0}")]
    Component(#[from] greentic_host_shim::Error),

    /// The runner would not call it.
    #[error("{runner} would not call the component: {why}")]
    NotCalled {
        /// The runner.
        runner: Runner,
        /// The interface or function that the runner does not find.
        why: String,
    },

    /// The runner gives up over the output.
    #[error("{runner} cannot read the output, which is not CBOR that has a form in JSON")]
    Unread {
        /// The runner.
        runner: Runner,
    },

    /// Something is set that does not reach the component.
    #[error("{receiver} has no place for {}", fields.join(", "))]
    Unrepresentable {
        /// The interface, or the runner.
        receiver: String,
        /// The fields that are set.
        fields: Vec<&'static str>,
    },

    /// The runner refuses a name.
    #[error(
        "{runner} takes letters, digits, `.`, `-` and `_` as the name of the {what}, not `{value}`"
    )]
    Identifier {
        /// The runner.
        runner: Runner,
        /// The kind of the name.
        what: &'static str,
        /// The name.
        value: String,
    },

    /// The interface has no such function.
    #[error("{} has no {what}", interface.name())]
    Lacking {
        /// The interface.
        interface: Interface,
        /// The function that is missing.
        what: &'static str,
    },

    /// Something is not JSON.
    #[error("{what} is not JSON: {message}")]
    Json {
        /// The value that should be JSON.
        what: &'static str,
        /// The fault.
        message: String,
    },

    /// Something is not CBOR, or cannot be.
    #[error("{what}: {source}")]
    Cbor {
        /// The value that should be CBOR.
        what: &'static str,
        /// The fault.
        source: CborError,
    },
}

impl Error {
    /// Names what was to be CBOR.
    pub(crate) fn cbor(what: &'static str) -> impl FnOnce(CborError) -> Self {
        move |source| Self::Cbor { what, source }
    }
}
