//! Text that a key of a short form gives: a constant, or what a function makes.

use core::marker::PhantomData;

use crate::Call;
use crate::abi::{Opt, Str};

/// Text that such a function may answer with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text in the memory of the call",
    label = "an answer is a `&'a str`",
    note = "make it with `call.text()` or `call.concat(..)`; a `String` becomes one by `call.own(..)`"
)]
pub trait IntoText<'a> {
    /// Returns the text.
    fn into_text(self) -> &'a str;

    /// Returns a result that has the text, as another type.
    #[inline]
    fn into_result<E, R: From<Result<&'a str, E>>>(result: Result<Self, E>) -> R
    where
        Self: Sized,
    {
        R::from(result.map(Self::into_text))
    }
}

impl<'a> IntoText<'a> for &'a str {
    fn into_text(self) -> &'a str {
        self
    }

    // The same without taking the result apart: 69 bytes less in `weather`.
    #[inline]
    fn into_result<E, R: From<Result<&'a str, E>>>(result: Result<Self, E>) -> R {
        R::from(result)
    }
}

impl<'a> IntoText<'a> for Str<'a> {
    fn into_text(self) -> &'a str {
        self.get()
    }
}

/// A value that gives a text. `Kind` tells constants from functions, so that both can be it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` gives no text",
    label = "this is no text",
    note = "give a literal, the name of a constant `&str`, or a function `fn(&Call) -> &str`"
)]
pub trait TextOf<'a, Kind> {
    /// Returns the text.
    fn text(self, call: &'a Call) -> &'a str;
}

/// A constant.
#[derive(Debug)]
pub struct ConstantText;

impl<'a> TextOf<'a, ConstantText> for &'static str {
    fn text(self, _: &'a Call) -> &'a str {
        self
    }
}

impl<'a, F: Fn(&'a Call) -> T, T: IntoText<'a>> TextOf<'a, PhantomData<T>> for F {
    fn text(self, call: &'a Call) -> &'a str {
        self(call).into_text()
    }
}

/// Returns the text that a key gives.
pub fn text<'a, Kind>(call: &'a Call, of: impl TextOf<'a, Kind>) -> &'a str {
    of.text(call)
}

/// Returns a text that may be left out, in the ABI's form.
pub const fn title(text: Option<&str>) -> Opt<Str<'_>> {
    match text {
        Some(text) => Opt::Some(Str::new(text)),
        None => Opt::None,
    }
}
