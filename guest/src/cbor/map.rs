//! Maps, by the names of their fields.

use super::error::{CborError, CborErrorKind};
use super::value::{ABSENT, Cbor};
use super::walk::{Walk, WalkStep};

impl<'a> Cbor<'a> {
    /// Returns a field of this map, the first of this name; absent where there is
    /// none, and where the value is absent or no map.
    #[must_use]
    #[inline(never)]
    pub fn at(&self, name: &str) -> Self {
        if self.major() == 5 {
            let mut entries = self.inside();
            while let Some(value) = entries.step() {
                if entries.walk.said(&entries.reader) == Some(name.as_bytes()) {
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
    pub fn fields<const N: usize>(&self, names: [&str; N]) -> Result<[Self; N], CborError<'a>> {
        self.some(names, true)
    }

    /// Returns fields of a map, each of which is there once at most. What else
    /// the map has does not matter.
    ///
    /// # Errors
    /// When the value is no map, is absent, or has one of the fields twice.
    pub fn pick<const N: usize>(&self, names: [&str; N]) -> Result<[Self; N], CborError<'a>> {
        self.some(names, false)
    }

    #[allow(clippy::inline_always, reason = "nothing but a call")]
    #[inline(always)]
    fn some<const N: usize>(
        &self,
        names: [&str; N],
        all: bool,
    ) -> Result<[Self; N], CborError<'a>> {
        let mut places = [self.lack(); N];
        self.find(&names, &mut places, all)?;
        Ok(places)
    }

    /// Puts fields of this map to their places, and reads all of it. At the
    /// beginning of a document it is the whole document that is read and checked.
    #[inline(never)]
    fn find(&self, names: &[&str], places: &mut [Self], all: bool) -> Result<(), CborError<'a>> {
        let mut reader = self.reader();
        let mut walk = Walk::new(true);
        // Errors say the least that they can here: what it is exactly is found out
        // when somebody asks.
        let (at, kind) = 'read: {
            if self.major() != 5 {
                break 'read (self.at, CborErrorKind::Map);
            }
            let end = 'values: loop {
                let step = walk.next(&mut reader, 1, false);
                if step != WalkStep::Value {
                    break step == WalkStep::End;
                }
                if let Some(name) = walk.said(&reader) {
                    for (due, place) in names.iter().zip(&mut *places) {
                        if due.as_bytes() == name {
                            if !place.is_absent() {
                                break 'read (walk.name, CborErrorKind::Unknown);
                            }
                            place.at = walk.value;
                            continue 'values;
                        }
                    }
                }
                if all {
                    break 'read (walk.name, CborErrorKind::Unknown);
                }
            };
            if end {
                self.document.read(self.at, reader.at);
                if self.at != 0 || reader.rest().is_empty() {
                    return Ok(());
                }
            }
            (reader.at, CborErrorKind::Syntax)
        };
        Err(self.error_at(at, kind))
    }
}
