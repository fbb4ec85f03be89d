//! Maps, by the names of their fields.

use super::error::{Error, Kind};
use super::value::{ABSENT, Cbor};
use super::walk::{Step, Walk};

impl<'a> Cbor<'a> {
    /// Returns a field of this map, the first of this name; absent where there is
    /// none, and where the value is absent or no map.
    #[must_use]
    #[inline(never)]
    pub fn at(&self, name: &str) -> Self {
        if self.major() == 5 {
            let mut entries = self.inside();
            while let Some(value) = entries.step() {
                if entries.name().string(3) == Some(name.as_bytes()) {
                    return value;
                }
            }
        }
        self.lack()
    }

    /// Returns what stands for the lack of a field.
    const fn lack(&self) -> Self {
        Cbor {
            at: self.at | ABSENT,
            ..*self
        }
    }

    /// Returns the fields of a map: these and no other, each once at most. One
    /// that the map does not have is absent.
    ///
    /// # Errors
    /// When the value is no map, is absent, has another field (which every name
    /// is that is no text), or one twice.
    pub fn fields<const N: usize>(&self, names: [&str; N]) -> Result<[Self; N], Error<'a>> {
        self.some(names, true)
    }

    /// Returns fields of a map, each of which is there once at most. What else
    /// the map has does not matter.
    ///
    /// # Errors
    /// When the value is no map, is absent, or has one of the fields twice.
    pub fn pick<const N: usize>(&self, names: [&str; N]) -> Result<[Self; N], Error<'a>> {
        self.some(names, false)
    }

    #[allow(clippy::inline_always, reason = "nothing but a call")]
    #[inline(always)]
    fn some<const N: usize>(&self, names: [&str; N], all: bool) -> Result<[Self; N], Error<'a>> {
        let mut places = [self.lack(); N];
        self.find(&names, &mut places, all)?;
        Ok(places)
    }

    /// Puts fields of this map to their places, and reads all of it. At the
    /// beginning of a document it is the whole document that is read and checked.
    #[inline(never)]
    fn find(&self, names: &[&str], places: &mut [Self], all: bool) -> Result<(), Error<'a>> {
        if self.major() != 5 {
            return Err(self.error(Kind::Map));
        }
        let document = self.document;
        let mut walk = Walk::new(self.reader(), true);
        walk.reader.skips = self.at != 0;
        let mut step = walk.next(1, false);
        while step == Step::Value {
            let start = Cbor {
                document,
                at: walk.name,
            };
            let name = start.string(3);
            let mut known = !all;
            for (due, place) in names.iter().zip(&mut *places) {
                if Some(due.as_bytes()) == name {
                    if !place.is_absent() {
                        return Err(start.error(Kind::Twice));
                    }
                    place.at = walk.value;
                    known = true;
                }
            }
            if !known {
                return Err(start.error(Kind::Unknown));
            }
            step = walk.next(1, false);
        }
        if step == Step::Bad || self.at == 0 && walk.reader.left() != 0 {
            return Err(self.error_at(walk.reader.at, Kind::Syntax));
        }
        Ok(())
    }
}
