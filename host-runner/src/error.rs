//! What may come in the way of a call.

use crate::cbor::CborError;
use crate::{Interface, Runner};

/// Why a component was not called, or why its answer is none.
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
        /// What it looks for and does not find.
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
        /// What is set.
        fields: Vec<&'static str>,
    },

    /// The runner refuses a name.
    #[error(
        "{runner} takes letters, digits, `.`, `-` and `_` as the name of the {what}, not `{value}`"
    )]
    Identifier {
        /// The runner.
        runner: Runner,
        /// What it names.
        what: &'static str,
        /// The name.
        value: String,
    },

    /// The interface has no such function.
    #[error("{} has no {what}", interface.name())]
    Lacking {
        /// The interface.
        interface: Interface,
        /// What it lacks.
        what: &'static str,
    },

    /// Something is not JSON.
    #[error("{what} is not JSON: {message}")]
    Json {
        /// What was to be JSON.
        what: &'static str,
        /// What is wrong with it.
        message: String,
    },

    /// Something is not CBOR, or cannot be.
    #[error("{what}: {source}")]
    Cbor {
        /// What was to be CBOR.
        what: &'static str,
        /// What is wrong with it.
        source: CborError,
    },
}

impl Error {
    /// Names what was to be CBOR.
    pub(crate) fn cbor(what: &'static str) -> impl FnOnce(CborError) -> Self {
        move |source| Self::Cbor { what, source }
    }
}
