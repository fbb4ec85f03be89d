//! What is wrong with a document.

use super::value::Document;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// It is not JSON from here on.
    Syntax,
    /// An object has a field that is not known.
    Unknown,
    /// An object has a field twice.
    Twice,
    /// It is no object.
    Object,
    /// It is no array.
    Array,
    /// It is no string.
    String,
    /// It is neither `true` nor `false`.
    Bool,
    /// It is no number.
    Number,
    /// It is no whole number, or out of range.
    Integer,
}

/// A document that is not JSON, or a value that is not what was asked for.
///
/// One word; what it says is kept in the memory of the call.
#[derive(Clone, Copy)]
pub struct Error<'a> {
    fault: &'a Fault<'a>,
}

#[derive(Clone, Copy)]
struct Fault<'a> {
    document: &'a Document<'a>,
    at: usize,
    kind: Kind,
}

impl<'a> Error<'a> {
    pub(super) fn keep(document: &'a Document<'a>, at: usize, kind: Kind) -> Self {
        let fault = document.call.get().keep(Fault { document, at, kind });
        Self { fault }
    }

    /// Returns what is wrong.
    pub const fn kind(self) -> Kind {
        self.fault.kind
    }

    /// Returns where in the document it is: bytes from its beginning.
    pub const fn at(self) -> usize {
        self.fault.at & !super::value::ABSENT
    }
}
