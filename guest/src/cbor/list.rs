//! The values in arrays and maps, one after the other.

use super::error::{Error, Kind};
use super::reader::{Reader, after};
use super::value::Cbor;

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
        Entries { reader: self.reader(), due: 0, start: self.at, name: 0, value: 0, map: self.major() == 5 }
    }
}

/// The names and values of a map.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    pub(super) reader: Reader<'a>,
    /// How many there are still; not 0 where the reader could not go on.
    pub(super) due: usize,
    /// Where the map or array starts.
    start: usize,
    /// Where the last name is.
    pub(super) name: usize,
    /// Where the last value is; 0 in front of the head.
    value: usize,
    pub(super) map: bool,
}

impl<'a> Entries<'a> {
    /// Goes on to the next value.
    #[inline(never)]
    pub(super) fn step(&mut self) -> Option<Cbor<'a>> {
        let document = self.reader.document;
        if self.value == 0 {
            self.due = 1;
            if !self.reader.item(false) {
                self.reader.at = self.start;
                return None;
            }
            self.due = self.reader.due();
        } else if document.start.get() == self.value {
            self.reader.at = document.end.get();
        } else if !self.reader.value(false) {
            return None;
        }
        if self.reader.ends(self.due) {
            document.read(self.start, self.reader.at);
            self.due = 0;
            return None;
        }
        self.name = self.reader.at;
        if self.map {
            self.due = after(self.due);
            if !self.reader.value(false) {
                return None;
            }
        }
        self.due = after(self.due);
        self.value = self.reader.at;
        Some(Cbor { document, at: self.value })
    }

    /// Returns the name of the last value.
    pub(super) fn name(&self) -> Cbor<'a> {
        Cbor { document: self.reader.document, at: self.name }
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
#[derive(Clone, Debug)]
pub struct Items<'a>(Entries<'a>);

impl<'a> Iterator for Items<'a> {
    type Item = Cbor<'a>;

    fn next(&mut self) -> Option<Cbor<'a>> {
        self.0.step()
    }
}
