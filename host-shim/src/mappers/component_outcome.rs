//! The outcome of a component's work. The JSON in it is passed through.

use super::alike::alike;
use crate::bindings::common_types::v0_1 as wit;

/// The end of a component's work, or that it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComponentOutcomeStatus {
    /// It is done; the payload is the output.
    Done,
    /// It waits for something before it can go on.
    Pending,
    /// It failed; the code tells why.
    Error,
}

/// The status of a component's work, and its output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentOutcome {
    /// The status of the work.
    pub status: ComponentOutcomeStatus,
    /// A short word that programs can match on, after a failure above all.
    pub code: Option<String>,
    /// The output, or details of the wait or the failure: JSON, if the
    /// component keeps to its word.
    pub payload: String,
    /// Data about the work rather than its output, as JSON.
    pub metadata: Option<String>,
}

/// The conversions, from and to the bindings of a revision: all have the same
/// fields.
macro_rules! outcome {
    ($wit:ident) => {
        alike!(
            $wit::OutcomeStatus,
            $crate::mappers::ComponentOutcomeStatus {
                Done,
                Pending,
                Error,
            }
        );

        impl From<$wit::ComponentOutcome> for $crate::mappers::ComponentOutcome {
            fn from(value: $wit::ComponentOutcome) -> Self {
                Self {
                    status: value.status.into(),
                    code: value.code,
                    payload: value.payload_json,
                    metadata: value.metadata_json,
                }
            }
        }

        impl From<$crate::mappers::ComponentOutcome> for $wit::ComponentOutcome {
            fn from(value: $crate::mappers::ComponentOutcome) -> Self {
                Self {
                    status: value.status.into(),
                    code: value.code,
                    payload_json: value.payload,
                    metadata_json: value.metadata,
                }
            }
        }
    };
}

#[cfg(feature = "rev-0-4-113")]
pub(super) use outcome;

outcome!(wit);
