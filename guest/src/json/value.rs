//! A value in a document.

use core::cell::Cell;

use super::error::{JsonError, JsonErrorKind};
use super::reader::Reader;
use crate::Call;
use crate::call::CallRef;

/// Marks the place of a value that is not there: no document is so long.
pub(super) const ABSENT: usize = 1 << (usize::BITS - 1);

/// A document, of which the parts that are read were checked.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) call: CallRef<'a>,
    pub(super) text: &'a str,
    /// The place of the array or object that was last read to its end; 0 before.
    pub(super) start: Cell<usize>,
    /// The place behind it.
    pub(super) end: Cell<usize>,
}

impl<'a> Document<'a> {
    /// Keeps a document in its call.
    pub(super) fn keep(call: &'a Call, text: &'a str) -> &'a Self {
        call.arena().keep_cells(Self {
            call: CallRef::new(call),
            text,
            start: Cell::new(0),
            end: Cell::new(0),
        })
    }

    /// Remembers that an array or object was read to its end, and what is behind it.
    pub(super) fn read(&self, start: usize, end: usize) {
        self.start.set(start);
        self.end.set(end);
    }

    /// Returns the byte at this place; 0 behind the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or_default()
    }
}

/// A value in a JSON document, or the lack of one: a field that an object does
/// not have is *absent*, and whoever reads it gets the error.
///
/// It is a place in a text that was checked, so it is copied for nothing, and
/// what is not read costs nothing. Read often what is needed once: each method
/// reads the text again.
///
/// ```
/// use greentic_guest::Call;
///
/// let call = Call::new();
/// let text = r#"{"city": "Graz", "hours": [1, 2.50], "note": null}"#;
/// let document = call.read_json(text).unwrap();
/// let [city, hours] = document.pick(["city", "hours"]).unwrap();
/// assert_eq!(city.str(), Ok("Graz"));
/// let mut hours = hours.items().unwrap();
/// assert_eq!(hours.next().unwrap().read::<u32>(), Ok(1));
/// assert_eq!(hours.next().unwrap().text(), "2.50");
/// assert!(document.at("note").is_null() && document.at("street").is_absent());
/// assert!(document.entries().unwrap().map(|(name, _)| name).eq(["city", "hours", "note"]));
/// assert!(document.fields(["city"]).is_err());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Json<'a> {
    pub(super) document: &'a Document<'a>,
    pub(crate) at: usize,
}

impl<'a> Json<'a> {
    /// Reads a document, all of it.
    #[inline(never)]
    pub(crate) fn parse(call: &'a Call, text: &'a str) -> Result<Self, JsonError<'a>> {
        let mut value = Self::start(call, text);
        let mut reader = value.reader();
        reader.space();
        value.at = reader.at;
        if reader.value() {
            reader.space();
            if reader.at == text.len() {
                return Ok(value);
            }
        }
        Err(value.error_at(reader.at, JsonErrorKind::Syntax))
    }

    /// Returns the call whose memory the document is in.
    pub(crate) fn call(&self) -> &'a Call {
        self.document.call.get()
    }

    /// Returns the start of a document of which nothing is known yet.
    pub(crate) fn start(call: &'a Call, text: &'a str) -> Self {
        Json {
            document: Document::keep(call, text),
            at: 0,
        }
    }

    /// Returns a reader in front of this value; where it is absent behind all.
    #[inline(never)]
    pub(super) fn reader(&self) -> Reader<'a> {
        let Json { document, at } = *self;
        let byte = document.byte(at);
        Reader {
            document,
            at,
            byte,
            open: 1,
            said: "",
        }
    }

    /// Returns the first byte of this value; 0 where it is absent.
    pub(crate) fn byte(&self) -> u8 {
        self.document.byte(self.at)
    }

    /// Returns an error about this value.
    pub(crate) fn error(&self, kind: JsonErrorKind) -> JsonError<'a> {
        self.error_at(self.at, kind)
    }

    /// Returns an error about a place in the document of this value.
    #[cold]
    #[inline(never)]
    pub(crate) fn error_at(&self, at: usize, kind: JsonErrorKind) -> JsonError<'a> {
        JsonError::keep(self.document, at, kind)
    }

    /// Returns whether there is no value: an object does not have this field.
    pub const fn is_absent(&self) -> bool {
        self.at >= ABSENT
    }

    /// Returns a field of this object, the first of this name; absent where there
    /// is none, and where the value is absent or no object.
    #[inline(never)]
    #[must_use]
    pub fn at(&self, name: &str) -> Self {
        if self.byte() == b'{' {
            let mut entries = self.inside();
            while let Some(value) = entries.step() {
                if entries.reader.said == name {
                    return value;
                }
            }
        }
        self.lack()
    }

    /// Returns the lack of a field of this value.
    pub(crate) fn lack(&self) -> Self {
        Json {
            at: self.at | ABSENT,
            ..*self
        }
    }

    /// Returns whether it is `null`.
    pub fn is_null(&self) -> bool {
        self.byte() == b'n'
    }

    /// Returns the value, or `None` where it is absent or `null`.
    pub fn optional(self) -> Option<Self> {
        match self.byte() {
            0 | b'n' => None,
            _ => Some(self),
        }
    }

    /// Returns what a string says. Where it has no escapes that is a part of the
    /// document, else a new text in the memory of the call.
    ///
    /// # Errors
    /// When the value is no string, or absent.
    #[inline(never)]
    pub fn str(&self) -> Result<&'a str, JsonError<'a>> {
        let mut reader = self.reader();
        if reader.string(true) {
            Ok(reader.said)
        } else {
            Err(self.error(JsonErrorKind::String))
        }
    }

    /// Returns `true` or `false`.
    ///
    /// # Errors
    /// When it is anything else, or absent.
    #[inline(never)]
    pub fn bool(&self) -> Result<bool, JsonError<'a>> {
        match self.byte() {
            b't' => Ok(true),
            b'f' => Ok(false),
            _ => Err(self.error(JsonErrorKind::Bool)),
        }
    }

    /// Returns the text of the value as it stands in the document; of an absent
    /// one none.
    #[inline(never)]
    pub fn text(&self) -> &'a str {
        let mut end = self.reader();
        end.value();
        crate::abi::slice(self.document.text, self.at, end.at)
    }
}
