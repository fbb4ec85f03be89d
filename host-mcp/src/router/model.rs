//! Values of a router for which the protocol has no types.

use rmcp::model::{CallToolResult, CompleteResult, ElicitationSchema, ErrorData, Implementation};
use rmcp::model::{JsonObject, ServerCapabilities};
use serde_json::json;

/// The description that a server gives of itself.
#[derive(Clone, Debug)]
pub(crate) struct ServerDescription {
    pub(crate) about: Implementation,
    /// Empty where there is nothing to say.
    pub(crate) instructions: String,
    /// Neither that a list changes nor a resource: components cannot tell.
    pub(crate) offers: ServerCapabilities,
    pub(crate) meta: JsonObject,
}

/// The end of a call of a tool.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Completed(Completed),
    Question(Question),
}

/// An answer, with what came before it.
#[derive(Clone, Debug)]
pub(crate) struct Completed {
    pub(crate) result: CallToolResult,
    /// JSON text.
    pub(crate) structured: Option<String>,
    pub(crate) progress: Vec<Progress>,
}

/// A note of how a call came along.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Progress {
    pub(crate) progress: Option<f32>,
    pub(crate) message: Option<String>,
}

/// A question that the person has to answer first.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) message: String,
    pub(crate) schema: ElicitationSchema,
    pub(crate) meta: JsonObject,
}

/// The completion that a server offers.
#[derive(Clone, Debug)]
pub(crate) struct Completion {
    pub(crate) result: CompleteResult,
    pub(crate) is_error: bool,
}

/// The error of a function of the router, with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Invalid(String),
    Schema(String),
    NotFound(String),
    Failed(String),
}

impl Refusal {
    /// Tells whether it is what was asked that is wrong.
    pub(crate) fn is_of_arguments(&self) -> bool {
        matches!(self, Self::Invalid(_) | Self::Schema(_))
    }

    pub(crate) fn message(&self) -> &str {
        match self {
            Self::Invalid(message)
            | Self::Schema(message)
            | Self::NotFound(message)
            | Self::Failed(message) => message,
        }
    }
}

impl From<Refusal> for ErrorData {
    /// The wrong name or argument is the client's to mend; the rest is not.
    fn from(refusal: Refusal) -> Self {
        let kind = match &refusal {
            Refusal::Invalid(_) => "invalid-parameters",
            Refusal::Schema(_) => "schema-error",
            Refusal::NotFound(_) => "not-found",
            Refusal::Failed(_) => "execution-error",
        };
        let data = Some(json!({ "kind": kind }));
        match refusal {
            Refusal::Invalid(message) | Refusal::Schema(message) | Refusal::NotFound(message) => {
                Self::invalid_params(message, data)
            }
            Refusal::Failed(message) => Self::internal_error(message, data),
        }
    }
}
