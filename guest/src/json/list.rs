//! The values in arrays and objects, one after the other.

use super::error::{JsonError, JsonErrorKind};
use super::reader::{Reader, Step};
use super::value::Json;

impl<'a> Json<'a> {
    /// Returns the items of an array.
    ///
    /// # Errors
    /// When it is no array, or absent.
    pub fn items(&self) -> Result<JsonItems<'a>, JsonError<'a>> {
        self.open(b'[', JsonErrorKind::Array).map(JsonItems)
    }

    /// Returns the names and values of an object.
    ///
    /// # Errors
    /// When it is no object, or absent.
    pub fn entries(&self) -> Result<JsonEntries<'a>, JsonError<'a>> {
        self.open(b'{', JsonErrorKind::Object)
    }

    fn open(&self, open: u8, kind: JsonErrorKind) -> Result<JsonEntries<'a>, JsonError<'a>> {
        if self.byte() == open {
            Ok(self.inside())
        } else {
            Err(self.error(kind))
        }
    }

    /// Returns what stands in this object or array.
    pub(super) fn inside(&self) -> JsonEntries<'a> {
        JsonEntries {
            whole: *self,
            reader: self.reader(),
        }
    }
}

/// The names and values of an object.
///
/// ```
/// use greentic_guest::json::JsonEntries;
/// use greentic_guest::Call;
///
/// fn longest(entries: JsonEntries<'_>) -> usize {
///     entries.map(|(name, _)| name.len()).max().unwrap_or(0)
/// }
///
/// let call = Call::new();
/// let document = call.read_json(r#"{"a": 1, "bcd": 2}"#).unwrap();
/// assert_eq!(longest(document.entries().unwrap()), 3);
/// ```
#[derive(Clone, Debug)]
pub struct JsonEntries<'a> {
    /// The object or array.
    pub(super) whole: Json<'a>,
    pub(super) reader: Reader<'a>,
}

impl<'a> JsonEntries<'a> {
    /// Goes on to the next value.
    pub(super) fn step(&mut self) -> Option<Json<'a>> {
        match self.advance() {
            Step::Value => Some(Json {
                document: self.whole.document,
                at: self.reader.at,
            }),
            Step::End => {
                // There is nothing more.
                self.reader.byte = 0;
                None
            }
            Step::Bad => None,
        }
    }

    /// Goes on to the next value, or to what is behind all of them.
    pub(super) fn advance(&mut self) -> Step {
        let Self { whole, reader } = self;
        let document = whole.document;
        // Of what was read to its end since the last step only the bracket here and
        // the last byte are passed.
        if reader.open != 1 && reader.at == document.start.get() {
            reader.at = document.end.get() - 2;
        }
        let step = reader.next(3);
        if step == Step::End {
            document.read(whole.at, reader.at);
        }
        step
    }
}

impl<'a> Iterator for JsonEntries<'a> {
    type Item = (&'a str, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.step()?;
        Some((self.reader.said, value))
    }
}

/// The items of an array.
///
/// ```
/// use greentic_guest::json::{JsonError, JsonItems};
/// use greentic_guest::Call;
///
/// fn sum<'a>(mut items: JsonItems<'a>) -> Result<u32, JsonError<'a>> {
///     items.try_fold(0, |sum, item| Ok(sum + item.u32()?))
/// }
///
/// let call = Call::new();
/// let document = call.read_json("[1, 2, 3]").unwrap();
/// assert_eq!(sum(document.items().unwrap()), Ok(6));
/// ```
#[derive(Clone, Debug)]
pub struct JsonItems<'a>(JsonEntries<'a>);

impl<'a> Iterator for JsonItems<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        self.0.step()
    }
}
