//! Answers that every version of the router has a form for.

use crate::Call;

/// The answer of a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// Text, for the model to read.
    Text(&'a str),
    /// A JSON object that agrees with the tool's output schema. The model gets its text
    /// too.
    Json(&'a str),
    /// The reason why the tool failed at its task, for the model, which may try something else.
    Failed(&'a str),
}

/// The contents of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents<'a> {
    /// Text.
    Text(&'a str),
    /// Bytes, in base64.
    Base64(&'a str),
}

/// The answer or error of a tool, in a form that all tools of a server share: the code that
/// answers is in a component once. `R` is the answer's type in the version of the router.
#[derive(Clone, Copy, Debug)]
pub enum ToolReply<'a, R> {
    // The errors come first, in the order in which routers have them: so the number of
    // one stays what it is.
    /// The error `invalid-parameters`.
    InvalidParameters(&'a str),
    /// The error `execution-error`.
    ExecutionError(&'a str),
    /// The error `schema-error`.
    SchemaError(&'a str),
    /// The error `not-found`.
    NotFound(&'a str),
    /// [`Answer::Text`].
    Text(&'a str),
    /// [`Answer::Json`].
    Json(&'a str),
    /// [`Answer::Failed`].
    Failed(&'a str),
    /// The router's own answer.
    Whole(&'a R),
}

/// Between that form and the one of a version of the router.
#[doc(hidden)]
pub trait IntoRouters<'a> {
    /// The answer of a tool.
    type Answer;
    /// The error of a tool.
    type Error;

    /// Makes the form that all tools share of an error.
    fn of_error(error: Self::Error) -> Self;

    /// Makes the router's form, in the memory of the call.
    ///
    /// # Errors
    ///
    /// The tool's.
    fn into_routers(self, call: &'a Call) -> Result<Self::Answer, Self::Error>;
}

/// The return value of a resource's or prompt's handler: a `Result`, or a type that cannot
/// fail. `E` is the router's error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a handler of this server returns",
    label = "a handler returns a `&str`, `Contents`, or a `Result` of its answer"
)]
pub trait Outcome<E> {
    /// The value that the answer is made of.
    type Value;

    /// Returns the answer.
    ///
    /// # Errors
    ///
    /// The handler's.
    fn outcome(self) -> Result<Self::Value, E>;
}

impl<T, E, F: Into<E>> Outcome<E> for Result<T, F> {
    type Value = T;

    fn outcome(self) -> Result<T, E> {
        self.map_err(Into::into)
    }
}

/// Implements [`Outcome`] for types that cannot fail.
macro_rules! never_fails {
    ($($value:ty),*) => {$(
        impl<'a, E> Outcome<E> for $value {
            type Value = Self;

            fn outcome(self) -> Result<Self, E> {
                Ok(self)
            }
        }
    )*};
}

never_fails!(&'a str, Contents<'a>);

/// The answer of a tool: a text, an [`Answer`], or the type `R`, which is all that the
/// version of the router has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer of a tool",
    label = "a tool answers with a `Result` of a `&str`, an `Answer` or the router's own type"
)]
pub trait IntoAnswer<'a, R> {
    /// Makes the answer, in the memory of the call.
    fn into_answer(self, call: &'a Call) -> ToolReply<'a, R>;
}

/// The contents of a resource: a text, [`Contents`], or the type `R`, which is all that the
/// version of the router has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a resource holds",
    label = "a resource answers with a `Result` of a `&str`, `Contents` or the router's own type"
)]
pub trait IntoContents<'a, R> {
    /// Makes the router's answer for the resource at `uri`, of this type.
    fn into_contents(self, call: &'a Call, uri: &'a str, mime_type: &'a str) -> R;
}

/// The content of a prompt: a text, which is one message of the user's, or the type `R`,
/// which is all that the version of the router has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no prompt",
    label = "a prompt answers with a `Result` of a `&str` or the router's own type"
)]
pub trait IntoMessages<'a, R> {
    /// Makes the router's answer, in the memory of the call.
    fn into_messages(self, call: &'a Call) -> R;
}

impl<'a, R> IntoAnswer<'a, R> for Answer<'a> {
    fn into_answer(self, _: &'a Call) -> ToolReply<'a, R> {
        match self {
            Self::Text(text) => ToolReply::Text(text),
            Self::Json(json) => ToolReply::Json(json),
            Self::Failed(why) => ToolReply::Failed(why),
        }
    }
}

impl<'a, R> IntoAnswer<'a, R> for &'a str {
    fn into_answer(self, _: &'a Call) -> ToolReply<'a, R> {
        ToolReply::Text(self)
    }
}

impl<'a, R> IntoContents<'a, R> for &'a str
where
    Contents<'a>: IntoContents<'a, R>,
{
    fn into_contents(self, call: &'a Call, uri: &'a str, mime_type: &'a str) -> R {
        Contents::Text(self).into_contents(call, uri, mime_type)
    }
}
