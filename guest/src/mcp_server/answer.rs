//! Answers that every version of the router has a form for.

use crate::Call;

/// What a tool answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// Text, for the model to read.
    Text(&'a str),
    /// A JSON object that agrees with the tool's output schema. The model gets its text
    /// too.
    Json(&'a str),
    /// Why the tool failed at its task, for the model, which may try something else.
    Failed(&'a str),
}

/// What a resource holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contents<'a> {
    /// Text.
    Text(&'a str),
    /// Bytes, in base64.
    Base64(&'a str),
}

/// What a tool may answer with: a text, an [`Answer`], or all that the version of the
/// router has, which is `R`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer of a tool",
    label = "a tool answers with a `Result` of a `&str`, an `Answer` or the router's own type"
)]
pub trait IntoAnswer<'a, R> {
    /// Makes the router's answer, in the memory of the call.
    fn into_answer(self, call: &'a Call) -> R;
}

/// What a resource may hold: a text, [`Contents`], or all that the version of the router
/// has, which is `R`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that a resource holds",
    label = "a resource answers with a `Result` of a `&str`, `Contents` or the router's own type"
)]
pub trait IntoContents<'a, R> {
    /// Makes the router's answer for the resource at `uri`, of this type.
    fn into_contents(self, call: &'a Call, uri: &'a str, mime_type: &'a str) -> R;
}

/// What a prompt may be made of: a text, which is one message of the user's, or all that
/// the version of the router has, which is `R`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no prompt",
    label = "a prompt answers with a `Result` of a `&str` or the router's own type"
)]
pub trait IntoMessages<'a, R> {
    /// Makes the router's answer, in the memory of the call.
    fn into_messages(self, call: &'a Call) -> R;
}

impl<'a, R> IntoAnswer<'a, R> for &'a str
where
    Answer<'a>: IntoAnswer<'a, R>,
{
    fn into_answer(self, call: &'a Call) -> R {
        Answer::Text(self).into_answer(call)
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
