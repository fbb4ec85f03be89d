//! The values in arrays and maps, one after the other.

use super::error::{Error, Kind};
use super::reader::CborReader;
use super::value::Cbor;
use super::walk::{Walk, WalkStep};

impl<'a> Cbor<'a> {
    /// Returns the items of an array.
    ///
    /// # Errors
    /// When it is no array, or absent.
    pub fn items(&self) -> Result<Items<'a>, Error<'a>> {
        if self.major() == 4 {
            return Ok(Items(self.inside()));
        }
        Err(self.error(Kind::Array))
    }

    /// Returns the names and values of a map. A name can be any value: text is
    /// what [`str`](Cbor::str) reads.
    ///
    /// # Errors
    /// When it is no map, or absent.
    pub fn entries(&self) -> Result<Entries<'a>, Error<'a>> {
        if self.major() == 5 {
            return Ok(self.inside());
        }
        Err(self.error(Kind::Map))
    }

    /// Returns what stands in this array or map.
    pub(super) fn inside(&self) -> Entries<'a> {
        Entries {
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
/// use greentic_guest::cbor::{self, Entries};
///
/// fn longest(entries: Entries<'_>) -> usize {
///     entries.filter_map(|(name, _)| name.str().ok()).map(str::len).max().unwrap_or(0)
/// }
///
/// let call = Call::new();
/// let document = call.read_cbor(cbor::constant!({"a": 1, "bcd": 2})).unwrap();
/// assert_eq!(longest(document.entries().unwrap()), 3);
/// ```
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    pub(super) reader: CborReader<'a>,
    pub(super) walk: Walk,
    /// The start of the map or array.
    start: usize,
}

impl<'a> Entries<'a> {
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

impl<'a> Iterator for Entries<'a> {
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
/// use greentic_guest::cbor::{self, Error, Items};
///
/// fn sum<'a>(mut items: Items<'a>) -> Result<u32, Error<'a>> {
///     items.try_fold(0, |sum, item| Ok(sum + item.u32()?))
/// }
///
/// let call = Call::new();
/// let document = call.read_cbor(cbor::constant!([1, 2, 3])).unwrap();
/// assert_eq!(sum(document.items().unwrap()), Ok(6));
/// ```
#[derive(Clone, Debug)]
pub struct Items<'a>(Entries<'a>);

impl<'a> Iterator for Items<'a> {
    type Item = Cbor<'a>;

    fn next(&mut self) -> Option<Cbor<'a>> {
        self.0.step()
    }
}
