//! The errors of a document, with their places.

use super::path;
use super::value::{ABSENT, CborDocument};
use crate::json::worlds::sentence;

/// The kind of an error.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::CborErrorKind;
///
/// let call = Call::new();
/// let error = call.read_cbor(b"\x01").unwrap().str().unwrap_err();
/// assert_eq!(error.kind(), CborErrorKind::Text);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CborErrorKind {
    /// It is not CBOR from here on.
    Syntax,
    /// More stands behind the document, which ends before this.
    More,
    /// The document ends within this value.
    End,
    /// A length is more than the bytes that there are.
    Length,
    /// A text is not UTF-8.
    Utf8,
    /// More than 63 arrays and maps stand in each other.
    Depth,
    /// It can be said in another form only, where there is to be one: shorter,
    /// sorted, or with its length.
    Form,
    /// A map does not have a field.
    Missing,
    /// A map has a field that is not known.
    Unknown,
    /// A map has a field twice.
    Twice,
    /// The value is no map.
    Map,
    /// The value is no array.
    Array,
    /// The value is no text.
    Text,
    /// The value is no byte string.
    Bytes,
    /// The value is neither `true` nor `false`.
    Bool,
    /// The value is no number.
    Number,
    /// The value is no integer, or out of range.
    Integer,
    /// JSON has nothing for the value: a float that is not finite, or a simple value
    /// such as `undefined`.
    Json,
    /// The value is not what its reader takes.
    Other,
}

impl CborErrorKind {
    /// Returns a sentence that says it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Syntax => "this is not CBOR",
            Self::More => "the document ends in front of this",
            Self::End => "the document ends within this value",
            Self::Length => "this claims to be longer than the document",
            Self::Utf8 => "this text is not UTF-8",
            Self::Depth => "more than 63 arrays and maps stand in each other",
            Self::Form => "this is not in canonical form",
            Self::Missing => "the field is missing",
            Self::Unknown => "the field is not known",
            Self::Twice => "the field stands here twice",
            Self::Map => "this is no map",
            Self::Array => "this is no array",
            Self::Text => "this is no text",
            Self::Bytes => "this is no byte string",
            Self::Bool => "this is neither `true` nor `false`",
            Self::Number => "this is no number",
            Self::Integer => "this is no integer, or out of range",
            Self::Json => "JSON cannot say this",
            Self::Other => "this is not what is taken here",
        }
    }
}

/// A document that is not CBOR, or a value that is not what was asked for.
///
/// It is one word, and what it says is kept in the memory of the call: handing
/// it on costs little. Path and message are made when they are asked for, and
/// a component that asks for neither does not have the code.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// // {"items": [{"price": 7}, {"price": "8"}]}
/// let order = b"\xA1\x65items\x82\xA1\x65price\x07\xA1\x65price\x618";
/// let order = call.read_cbor(order).unwrap();
/// let mut prices = order.at("items").items().unwrap().map(|item| item.at("price").u32());
/// assert_eq!(prices.next(), Some(Ok(7)));
///
/// let error = prices.next().unwrap().unwrap_err();
/// assert_eq!((error.at(), error.path()), (23, "/items/1/price"));
/// assert_eq!(error.message(), "at byte 23, `/items/1/price`: this is no integer, or out of range");
/// ```
///
/// `?` makes it an error of the worlds that have one: `NodeError` and
/// `WorkerError` with the code `bad-cbor`, `ToolError::InvalidParameters`, and
/// `&str` where that is the error.
#[derive(Clone, Copy)]
pub struct CborError<'a> {
    fault: &'a CborErrorDetails<'a>,
}

#[derive(Clone, Copy)]
struct CborErrorDetails<'a> {
    document: &'a CborDocument<'a>,
    at: usize,
    kind: CborErrorKind,
}

impl<'a> CborError<'a> {
    pub(super) fn keep(document: &'a CborDocument<'a>, at: usize, kind: CborErrorKind) -> Self {
        let fault = document
            .call
            .get()
            .keep(CborErrorDetails { document, at, kind });
        Self { fault }
    }

    /// Returns what is wrong.
    ///
    /// ```
    /// use greentic_guest::Call;
    /// use greentic_guest::cbor::CborErrorKind;
    ///
    /// let call = Call::new();
    /// let error = call.read_cbor(b"\x62h").unwrap_err();
    /// assert_eq!(error.kind(), CborErrorKind::Length);
    /// ```
    pub fn kind(self) -> CborErrorKind {
        let CborErrorDetails { document, at, kind } = *self.fault;
        if at >= ABSENT {
            return match document.bytes.get(self.at()) {
                Some(0xA0..0xC0) => CborErrorKind::Missing,
                // A field of what is no map.
                _ => CborErrorKind::Map,
            };
        }
        match kind {
            CborErrorKind::Syntax | CborErrorKind::Form | CborErrorKind::Map => {
                path::fault(document, at).unwrap_or(kind)
            }
            CborErrorKind::Unknown if path::is_second(document, at) => CborErrorKind::Twice,
            _ => kind,
        }
    }

    /// Returns where in the document it is: bytes from its beginning. Of a field
    /// that is missing, where the map is.
    pub const fn at(self) -> usize {
        self.fault.at & !ABSENT
    }

    /// Returns where in the document it is, in the form of a JSON pointer (RFC
    /// 6901): empty for the whole document, `/items/3/price` in it. Names that
    /// are integers are their digits, others `?`.
    pub fn path(self) -> &'a str {
        path::path(self.fault.document, self.at())
    }

    /// Returns a sentence for people: where it is and what is wrong.
    pub fn message(self) -> &'a str {
        let text = self.fault.document.call.get().text();
        sentence(text, self.at(), self.path(), self.kind().message())
    }
}
