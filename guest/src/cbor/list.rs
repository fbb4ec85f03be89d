//! The values in arrays and maps, one after the other.

use super::error::{Error, Kind};
use super::reader::{BREAK, INDEFINITE, MANY, Reader, Rules};
use super::value::Cbor;

impl<'a> Cbor<'a> {
    /// Returns the items of an array.
    ///
    /// # Errors
    /// When it is no array, or absent.
    pub fn items(&self) -> Result<Items<'a>, Error<'a>> {
        Ok(Items(self.open(4).ok_or_else(|| self.error(Kind::Array))?))
    }

    /// Returns the names and values of a map. A name can be any value: text is
    /// what [`str`](Cbor::str) reads.
    ///
    /// # Errors
    /// When it is no map, or absent.
    pub fn entries(&self) -> Result<Entries<'a>, Error<'a>> {
        self.open(5).ok_or_else(|| self.error(Kind::Map))
    }

    /// Returns what stands in this value, if it is an array (4) or a map (5).
    #[inline(never)]
    pub(super) fn open(&self, major: u8) -> Option<Entries<'a>> {
        let reader = self.head();
        let left = if reader.info() == INDEFINITE { MANY } else { reader.number };
        (reader.major() == major).then_some(Entries {
            whole: *self,
            reader,
            left,
            map: major == 5,
            name: 0,
            value: 0,
        })
    }
}

/// The names and values of a map.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    /// The map or array.
    whole: Cbor<'a>,
    reader: Reader<'a>,
    /// How many there are still, down from [`MANY`] where that is not known.
    left: u64,
    pub(super) map: bool,
    /// Where the last name is.
    pub(super) name: usize,
    /// Where the last value is; 0 before the first.
    value: usize,
}

impl<'a> Entries<'a> {
    /// Goes on to the next value.
    #[inline(never)]
    pub(super) fn step(&mut self) -> Option<Cbor<'a>> {
        let document = self.whole.document;
        if self.value != 0 {
            if document.start.get() == self.value {
                self.reader.at = document.end.get();
            } else if !self.reader.value(Rules::Known) {
                return None;
            }
        }
        if self.reader.ends(self.left) {
            document.read(self.whole.at, self.reader.at);
            // Behind the end it stays there.
            (self.left, self.value) = (0, 0);
            return None;
        }
        self.left -= 1;
        self.name = self.reader.at;
        if self.map && !self.reader.value(Rules::Known) {
            return None;
        }
        self.value = self.reader.at;
        Some(Cbor { document, at: self.value })
    }
}

impl Reader<'_> {
    /// Returns whether a map or array ends here, and passes its end.
    pub(super) fn ends(&mut self, left: u64) -> bool {
        let end = left > MANY / 2 && self.byte() == BREAK;
        self.at += usize::from(end);
        left == 0 || end
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (Cbor<'a>, Cbor<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.step()?;
        Some((Cbor { at: self.name, ..value }, value))
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
