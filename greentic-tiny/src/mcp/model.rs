//! What a router says, whichever version of its interface it has: the terms of
//! the latest one, in which the older ones can be said too.

use super::rpc::{INTERNAL_ERROR, INVALID_PARAMS};
use super::rpc::{Object, RpcError};

/// What a server says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Server {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    /// Empty where there is nothing to say.
    pub(crate) instructions: String,
    pub(crate) offers: Offers,
    pub(crate) meta: Object,
}

/// What can be asked for. That a list changes, or a resource, is not among it:
/// components have no way to tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "one for each kind of thing")]
pub(crate) struct Offers {
    pub(crate) tools: bool,
    pub(crate) resources: bool,
    pub(crate) prompts: bool,
    pub(crate) completions: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tool {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) description: String,
    /// JSON text.
    pub(crate) input_schema: String,
    /// JSON text.
    pub(crate) output_schema: Option<String>,
    pub(crate) read_only: Option<bool>,
    pub(crate) destructive: Option<bool>,
    pub(crate) meta: Object,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    User,
    Assistant,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Annotations {
    pub(crate) audience: Vec<Role>,
    pub(crate) priority: Option<f32>,
    pub(crate) timestamp: Option<String>,
}

/// A piece of an answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub(crate) content: Content,
    pub(crate) annotations: Annotations,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    Text(String),
    /// The bytes in base64.
    Image {
        data: String,
        mime: String,
    },
    /// The bytes in base64.
    Audio {
        data: String,
        mime: String,
    },
    Link {
        uri: String,
        title: Option<String>,
        description: Option<String>,
        mime: Option<String>,
    },
    Embedded {
        contents: Contents,
        meta: Object,
    },
}

/// What is in a resource.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Contents {
    pub(crate) uri: String,
    pub(crate) mime: Option<String>,
    pub(crate) body: Body,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Text(String),
    /// The bytes in base64.
    Blob(String),
}

/// What a tool answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ToolResult {
    pub(crate) content: Vec<Block>,
    /// JSON text.
    pub(crate) structured: Option<String>,
    pub(crate) progress: Vec<Progress>,
    pub(crate) meta: Object,
    pub(crate) is_error: Option<bool>,
}

impl ToolResult {
    /// One text that tells the model what went wrong.
    pub(crate) fn error(text: String) -> Self {
        let block = Block {
            content: Content::Text(text),
            annotations: Annotations::default(),
        };
        Self {
            content: vec![block],
            is_error: Some(true),
            ..Self::default()
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Progress {
    pub(crate) progress: Option<f32>,
    pub(crate) message: Option<String>,
}

/// How a call of a tool ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    Completed(ToolResult),
    Question(Question),
}

/// What the person has to answer first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    pub(crate) title: Option<String>,
    pub(crate) message: String,
    /// JSON text.
    pub(crate) schema: String,
    pub(crate) meta: Object,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resource {
    pub(crate) uri: String,
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) mime: String,
    pub(crate) annotations: Annotations,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Prompt {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) arguments: Vec<Argument>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) required: Option<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Conversation {
    pub(crate) description: Option<String>,
    pub(crate) messages: Vec<(Role, Block)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Completion {
    pub(crate) content: Vec<Block>,
    pub(crate) meta: Object,
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
    /// The wrong name or argument is the client's to mend; the rest is not.
    pub(crate) fn into_error(self) -> RpcError {
        let (code, kind, message) = match self {
            Self::Invalid(message) => (INVALID_PARAMS, "invalid-parameters", message),
            Self::Schema(message) => (INVALID_PARAMS, "schema-error", message),
            Self::NotFound(message) => (INVALID_PARAMS, "not-found", message),
            Self::Failed(message) => (INTERNAL_ERROR, "execution-error", message),
        };
        RpcError::new(code, message).with(serde_json::json!({ "kind": kind }))
    }
}
