//! A value in a document.

use core::cell::Cell;

use super::error::{CborError, CborErrorKind};
use super::reader::{CborReader, NONE};
use crate::Call;
use crate::abi::from_utf8;
use crate::call::CallRef;

/// Marks the place of a value that is not there: no document is so long.
pub(super) const ABSENT: usize = 1 << (usize::BITS - 1);

/// A document, of which the parts that are read were checked.
#[derive(Debug)]
pub(super) struct CborDocument<'a> {
    pub(super) call: CallRef<'a>,
    pub(super) bytes: &'a [u8],
    /// The start of the map or array that was last read to its end.
    pub(super) start: Cell<usize>,
    /// The end of it.
    pub(super) end: Cell<usize>,
}

impl<'a> CborDocument<'a> {
    /// Keeps a document in its call.
    #[inline(never)]
    pub(super) fn keep(call: &'a Call, bytes: &'a [u8]) -> &'a Self {
        call.arena().keep_cells(Self {
            call: CallRef::new(call),
            bytes,
            start: Cell::new(ABSENT),
            end: Cell::new(0),
        })
    }

    /// Returns a byte; behind the end [`NONE`].
    #[inline(never)]
    pub(super) fn byte(&self, at: usize) -> u32 {
        self.bytes.get(at).map_or(NONE, |byte| u32::from(*byte))
    }

    /// Remembers where the map or array ends that starts at `start`.
    pub(super) fn read(&self, start: usize, end: usize) {
        self.start.set(start);
        self.end.set(end);
    }
}

/// A value in a CBOR document, or the lack of one: a field that a map does not
/// have is *absent*, and whoever reads it gets the error.
///
/// It is a place in bytes that were checked, so it is copied for nothing, and
/// what is not read costs nothing. Read often what is needed once: each method
/// reads the bytes again.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor;
///
/// let call = Call::new();
/// let bytes = cbor!(call, {
///     "f": 1.5_f64,
///     "at": cbor::tagged(1, 7_u32),
///     "none": null,
///     "items": ["a", "b"],
/// });
/// let document = call.read_cbor(bytes).unwrap();
/// let [f, items] = document.pick(["f", "items"]).unwrap();
/// assert_eq!((f.f64(), f.f32()), (Ok(1.5), Ok(1.5)));
/// assert_eq!(items.items().unwrap().count(), 2);
/// assert_eq!(items.encoded(), b"\x82\x61a\x61b");
/// let (tag, inside) = document.at("at").tag().unwrap();
/// assert_eq!((tag, inside.read::<u32>(), document.at("at").untagged().u32()), (1, Ok(7), Ok(7)));
/// assert!(document.at("none").is_null() && document.at("other").is_absent());
/// assert_eq!(document.at("none").simple(), Some(22));
/// assert_eq!(document.entries().unwrap().count(), 4);
/// assert!(document.fields(["f"]).is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Cbor<'a> {
    pub(super) document: &'a CborDocument<'a>,
    pub(super) at: usize,
}

impl<'a> Cbor<'a> {
    /// Reads a document, all of it.
    #[inline(never)]
    pub(super) fn parse(
        call: &'a Call,
        bytes: &'a [u8],
        strict: bool,
    ) -> Result<Self, CborError<'a>> {
        let value = Self::start(call, bytes);
        let mut reader = value.reader();
        if reader.value(strict) && reader.rest().is_empty() {
            return Ok(value);
        }
        Err(value.error_at(
            reader.at,
            if strict {
                CborErrorKind::Form
            } else {
                CborErrorKind::Syntax
            },
        ))
    }

    /// Returns the start of a document of which nothing is known yet.
    pub(crate) fn start(call: &'a Call, bytes: &'a [u8]) -> Self {
        Cbor {
            document: CborDocument::keep(call, bytes),
            at: 0,
        }
    }

    /// Returns a reader in front of this value; where it is absent behind all.
    #[inline(never)]
    pub(super) const fn reader(&self) -> CborReader<'a> {
        CborReader {
            document: self.document,
            at: self.at,
            first: 0,
            number: 0,
            said: &[],
        }
    }

    /// Returns a reader behind this value; behind the head of what has items.
    #[allow(clippy::inline_always, reason = "nothing but two calls")]
    #[inline(always)]
    pub(super) fn item(&self) -> CborReader<'a> {
        let mut reader = self.reader();
        reader.item(false, true);
        reader
    }

    /// Returns the major type of this value.
    pub(super) fn major(&self) -> u32 {
        self.first() >> 5
    }

    /// Returns the first byte of this value.
    pub(super) fn first(&self) -> u32 {
        self.document.byte(self.at)
    }

    /// Returns an error about this value.
    pub(crate) fn error(&self, kind: CborErrorKind) -> CborError<'a> {
        self.error_at(self.at, kind)
    }

    /// Returns an error about a place in the document of this value.
    #[cold]
    #[inline(never)]
    pub(super) fn error_at(&self, at: usize, kind: CborErrorKind) -> CborError<'a> {
        CborError::keep(self.document, at, kind)
    }

    /// Returns whether there is no value: a map does not have this field.
    pub const fn is_absent(&self) -> bool {
        self.at >= ABSENT
    }

    /// Returns whether it is `null` or `undefined`.
    pub fn is_null(&self) -> bool {
        matches!(self.first(), 0xF6 | 0xF7)
    }

    /// Returns the value, or `None` where it is absent, `null` or `undefined`.
    pub fn optional(self) -> Option<Self> {
        if self.is_absent() || self.is_null() {
            return None;
        }
        Some(self)
    }

    /// Returns `true` or `false`.
    ///
    /// # Errors
    /// When it is anything else, or absent.
    #[inline(never)]
    pub fn bool(&self) -> Result<bool, CborError<'a>> {
        match self.first() {
            0xF4 => Ok(false),
            0xF5 => Ok(true),
            _ => Err(self.error(CborErrorKind::Bool)),
        }
    }

    /// Returns what a string is. Where it stands in one piece that is a part of
    /// the document, else a new one in the memory of the call.
    pub(super) fn string(&self, major: u32) -> Option<&'a [u8]> {
        let item = self.item();
        (self.major() == major).then_some(item.said)
    }

    /// Returns what a text string says. Where it stands in one piece that is a
    /// part of the document, else a new text in the memory of the call.
    ///
    /// # Errors
    /// When the value is no text, or absent.
    #[inline(never)]
    pub fn str(&self) -> Result<&'a str, CborError<'a>> {
        self.string(3)
            .and_then(from_utf8)
            .ok_or_else(|| self.error(CborErrorKind::Text))
    }

    /// Returns what a byte string has. Where it stands in one piece that is a
    /// part of the document, else new bytes in the memory of the call.
    ///
    /// # Errors
    /// When the value is no byte string, or absent.
    #[inline(never)]
    pub fn bytes(&self) -> Result<&'a [u8], CborError<'a>> {
        self.string(2)
            .ok_or_else(|| self.error(CborErrorKind::Bytes))
    }

    /// Returns the outermost tag of the value and what it is on, if it has one.
    #[inline(never)]
    pub fn tag(&self) -> Option<(u64, Self)> {
        let mut reader = self.reader();
        // All of it was checked.
        let _ = reader.head();
        let CborReader { at, number, .. } = reader;
        (self.major() == 6).then_some((number, Cbor { at, ..*self }))
    }

    /// Returns the number of a simple value: 20 is `false`, 21 `true`, 22 `null`,
    /// 23 `undefined`; no other means anything yet (RFC 8949, section 3.3).
    pub fn simple(&self) -> Option<u8> {
        matches!(self.first(), 0xE0..0xF9).then(|| self.item().number as u8)
    }

    /// Returns the value behind all tags that it has: for whoever reads what is
    /// there, whatever it is said to mean.
    #[must_use]
    #[inline(never)]
    pub fn untagged(self) -> Self {
        let mut value = self;
        while let Some((_, content)) = value.tag() {
            value = content;
        }
        value
    }

    /// Returns the encoded value as it stands in the document; of an absent one
    /// nothing.
    #[inline(never)]
    pub fn encoded(&self) -> &'a [u8] {
        let mut end = self.reader();
        end.value(false);
        self.document.bytes.get(self.at..end.at).unwrap_or_default()
    }
}
