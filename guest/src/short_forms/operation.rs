//! The answers of a node's operations.

use core::marker::PhantomData;

use super::text::IntoText;

/// The answer of an operation: `R`, which is the node's own result, or a `Result`.
/// `Kind` tells the two apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer of an operation",
    label = "an operation answers with a `Result<&'a str, NodeError<'a>>`",
    note = "a text goes into `Ok(..)`; it is made with `call.concat(..)` or `call.text()`, and of a `String` with `call.own(..)`"
)]
pub trait Operation<'a, R, Kind> {
    /// Returns the node's result.
    fn into_result(self) -> R;
}

/// The node's own result.
#[doc(hidden)]
#[derive(Debug)]
pub struct NodeResult;

/// The bound tells it from a `Result`, of which the message above is to speak.
impl<'a, R: From<Result<&'a str, (&'a str, &'a str)>>> Operation<'a, R, NodeResult> for R {
    #[inline]
    fn into_result(self) -> R {
        self
    }
}

impl<'a, T: IntoText<'a>, E, R: From<Result<&'a str, E>>> Operation<'a, R, PhantomData<T>>
    for Result<T, E>
{
    #[inline]
    fn into_result(self) -> R {
        T::into_result(self)
    }
}

/// Returns what an operation answers, as the node's result.
#[inline]
pub fn operation<'a, R, Kind, A: Operation<'a, R, Kind>>(answer: A) -> R {
    answer.into_result()
}
