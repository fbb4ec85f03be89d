//! The errors of a document, with their places.

use super::path;
use super::value::{ABSENT, Document};
use super::worlds::sentence;

/// The kind of an error.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::json::JsonErrorKind;
///
/// let call = Call::new();
/// let error = call.read_json("[1").unwrap_err();
/// assert_eq!(error.kind(), JsonErrorKind::Syntax);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// It is not JSON from here on, or ends too early.
    Syntax,
    /// More than 63 arrays and objects stand in each other (127 with the feature
    /// `json-deep`).
    Depth,
    /// A field of the object is missing.
    Missing,
    /// An object has a field that is not known.
    Unknown,
    /// An object has a field twice.
    Twice,
    /// The value is no object.
    Object,
    /// The value is no array.
    Array,
    /// The value is no string.
    String,
    /// The value is neither `true` nor `false`.
    Bool,
    /// The value is no number, or a float out of range.
    Number,
    /// The value is no whole number, or out of range.
    Integer,
    /// The value is not what its reader takes.
    Other,
}

impl JsonErrorKind {
    /// Returns a sentence that says it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Syntax => "this is not JSON",
            Self::Depth => "too many arrays and objects stand in each other",
            Self::Missing => "a field of this object is missing",
            Self::Unknown => "the field is not known",
            Self::Twice => "the field stands here twice",
            Self::Object => "this is no object",
            Self::Array => "this is no array",
            Self::String => "this is no string",
            Self::Bool => "this is neither `true` nor `false`",
            Self::Number => "this is no number, or out of range",
            Self::Integer => "this is no whole number, or out of range",
            Self::Other => "this is not what is taken here",
        }
    }
}

/// A document that is not JSON, or a value that is not what was asked for.
///
/// It is one word, and what it says is kept in the memory of the call: handing
/// it on costs little. Path and message are made when they are asked for, and
/// a component that asks for neither does not have the code.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// let order = call.read_json(r#"{"items":[{"price":7},{"price":"8"}]}"#).unwrap();
/// let mut prices = order.at("items").items().unwrap().map(|item| item.at("price").u32());
/// assert_eq!(prices.next(), Some(Ok(7)));
///
/// let error = prices.next().unwrap().unwrap_err();
/// assert_eq!((error.at(), error.path()), (31, "/items/1/price"));
/// assert_eq!(error.message(), "at byte 31, `/items/1/price`: this is no whole number, or out of range");
/// ```
///
/// `?` makes it an error of the worlds that have one: `NodeError` and
/// `WorkerError` with the code `bad-json`, `ToolError::InvalidParameters`, and
/// `&str` where that is the error.
#[derive(Clone, Copy)]
pub struct JsonError<'a> {
    fault: &'a ErrorDetails<'a>,
}

#[derive(Clone, Copy)]
struct ErrorDetails<'a> {
    document: &'a Document<'a>,
    at: usize,
    kind: JsonErrorKind,
}

impl<'a> JsonError<'a> {
    pub(super) fn keep(document: &'a Document<'a>, at: usize, kind: JsonErrorKind) -> Self {
        let fault = document
            .call
            .get()
            .keep(ErrorDetails { document, at, kind });
        Self { fault }
    }

    /// Returns the call whose memory it is in.
    pub(crate) fn call(self) -> &'a crate::Call {
        self.fault.document.call.get()
    }

    /// Returns what is wrong.
    ///
    /// ```
    /// use greentic_guest::Call;
    /// use greentic_guest::json::JsonErrorKind;
    ///
    /// let call = Call::new();
    /// let error = call.read_json("[1, 2").unwrap_err();
    /// assert_eq!(error.kind(), JsonErrorKind::Syntax);
    /// ```
    pub fn kind(self) -> JsonErrorKind {
        let ErrorDetails { document, at, kind } = *self.fault;
        if at >= ABSENT {
            return match document.byte(self.at()) {
                b'{' => JsonErrorKind::Missing,
                // A field of what is no object.
                _ => JsonErrorKind::Object,
            };
        }
        match kind {
            JsonErrorKind::Syntax => path::fault(document, at),
            JsonErrorKind::Unknown if path::is_second(document, at) => JsonErrorKind::Twice,
            _ => kind,
        }
    }

    /// Returns where in the document it is: bytes from its beginning. Of a field
    /// that is missing that is where the object is, and of one that is not known or
    /// there twice where its value is.
    pub const fn at(self) -> usize {
        self.fault.at & !ABSENT
    }

    /// Returns where in the document it is, as a JSON pointer (RFC 6901): empty
    /// for the whole document, `/items/3/price` in it.
    pub fn path(self) -> &'a str {
        path::path(self.fault.document, self.at())
    }

    /// Returns a sentence for people: where it is and what is wrong.
    pub fn message(self) -> &'a str {
        let text = self.fault.document.call.get().text();
        sentence(text, self.at(), self.path(), self.kind().message())
    }
}
