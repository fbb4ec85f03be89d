//! The values in arrays and maps, one after the other.

use super::error::{CborError, CborErrorKind};
use super::reader::CborReader;
use super::value::Cbor;
use super::walk::{Walk, WalkStep};

impl<'a> Cbor<'a> {
    /// Returns the items of an array.
    ///
    /// # Errors
    /// When it is no array, or absent.
    pub fn items(&self) -> Result<CborItems<'a>, CborError<'a>> {
        if self.major() == 4 {
            return Ok(CborItems(self.inside()));
        }
        Err(self.error(CborErrorKind::Array))
    }

    /// Returns the names and values of a map. A name can be any value: text is
    /// what [`str`](Cbor::str) reads.
    ///
    /// # Errors
    /// When it is no map, or absent.
    pub fn entries(&self) -> Result<CborEntries<'a>, CborError<'a>> {
        if self.major() == 5 {
            return Ok(self.inside());
        }
        Err(self.error(CborErrorKind::Map))
    }

    /// Returns what stands in this array or map.
    pub(super) fn inside(&self) -> CborEntries<'a> {
        CborEntries {
            reader: self.reader(),
            walk: Walk::new(self.major() == 5),
            start: self.at,
        }
    }
}

/// The names and values of a map.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, CborEntries};
///
/// fn longest(entries: CborEntries<'_>) -> usize {
///     entries.filter_map(|(name, _)| name.str().ok()).map(str::len).max().unwrap_or(0)
/// }
///
/// let call = Call::new();
/// let document = call.read_cbor(cbor::constant!({"a": 1, "bcd": 2})).unwrap();
/// assert_eq!(longest(document.entries().unwrap()), 3);
/// ```
#[derive(Clone, Debug)]
pub struct CborEntries<'a> {
    pub(super) reader: CborReader<'a>,
    pub(super) walk: Walk,
    /// The start of the map or array.
    start: usize,
}

impl<'a> CborEntries<'a> {
    /// Goes on to the next value.
    pub(super) fn step(&mut self) -> Option<Cbor<'a>> {
        let Self { reader, walk, .. } = self;
        let document = reader.document;
        match walk.next(reader, 1, false) {
            WalkStep::Value => {
                return Some(Cbor {
                    document,
                    at: walk.value,
                });
            }
            WalkStep::End => document.read(self.start, reader.at),
            WalkStep::Bad => {}
        }
        None
    }

    /// Returns the map or array.
    pub(super) const fn whole(&self) -> Cbor<'a> {
        Cbor {
            document: self.reader.document,
            at: self.start,
        }
    }

    /// Returns the name of the last value.
    pub(super) fn name(&self) -> Cbor<'a> {
        Cbor {
            document: self.reader.document,
            at: self.walk.name,
        }
    }
}

impl<'a> Iterator for CborEntries<'a> {
    type Item = (Cbor<'a>, Cbor<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.step()?;
        Some((self.name(), value))
    }
}

/// The items of an array.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, CborError, CborItems};
///
/// fn sum<'a>(mut items: CborItems<'a>) -> Result<u32, CborError<'a>> {
///     items.try_fold(0, |sum, item| Ok(sum + item.u32()?))
/// }
///
/// let call = Call::new();
/// let document = call.read_cbor(cbor::constant!([1, 2, 3])).unwrap();
/// assert_eq!(sum(document.items().unwrap()), Ok(6));
/// ```
#[derive(Clone, Debug)]
pub struct CborItems<'a>(CborEntries<'a>);

impl<'a> Iterator for CborItems<'a> {
    type Item = Cbor<'a>;

    fn next(&mut self) -> Option<Cbor<'a>> {
        self.0.step()
    }
}
