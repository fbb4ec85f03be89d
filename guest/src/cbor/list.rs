//! The values in arrays and maps, one after the other.

use super::error::{Error, Kind};
use super::value::Cbor;
use super::walk::{Step, Walk};

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
            walk: Walk::new(self.reader(), self.major() == 5),
            start: self.at,
        }
    }
}

/// The names and values of a map.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    pub(super) walk: Walk<'a>,
    /// Where the map or array starts.
    start: usize,
}

impl<'a> Entries<'a> {
    /// Goes on to the next value.
    #[inline(never)]
    pub(super) fn step(&mut self) -> Option<Cbor<'a>> {
        let walk = &mut self.walk;
        let document = walk.reader.document;
        if walk.depth == 1 && document.start.get() == walk.value {
            walk.skip(document.end.get());
        }
        match walk.next(1, false) {
            Step::Value => {
                return Some(Cbor {
                    document,
                    at: walk.value,
                });
            }
            Step::End => document.read(self.start, walk.reader.at),
            Step::Bad => {}
        }
        None
    }

    /// Returns the name of the last value.
    pub(super) fn name(&self) -> Cbor<'a> {
        Cbor {
            document: self.walk.reader.document,
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
#[derive(Clone, Debug)]
pub struct Items<'a>(Entries<'a>);

impl<'a> Iterator for Items<'a> {
    type Item = Cbor<'a>;

    fn next(&mut self) -> Option<Cbor<'a>> {
        self.0.step()
    }
}
