//! Objects, by the names of their fields.

use super::error::{Error, Kind};
use super::reader::Step;
use super::value::{ABSENT, Json};

impl<'a> Json<'a> {
    /// Returns the fields of an object: these and no other, each once at most.
    /// One that the object does not have is absent.
    ///
    /// # Errors
    /// When the value is no object, is absent, has another field, or one twice.
    pub fn fields<const N: usize>(&self, names: [&'a str; N]) -> Result<[Self; N], Error<'a>> {
        self.some(names, true)
    }

    /// Returns fields of an object, each of which is there once at most. What
    /// else the object has does not matter.
    ///
    /// # Errors
    /// When the value is no object, is absent, or has one of the fields twice.
    pub fn pick<const N: usize>(&self, names: [&'a str; N]) -> Result<[Self; N], Error<'a>> {
        self.some(names, false)
    }

    #[allow(clippy::inline_always, reason = "nothing but a call")]
    #[inline(always)]
    fn some<const N: usize>(&self, names: [&'a str; N], all: bool) -> Result<[Self; N], Error<'a>> {
        let mut places = [Json {
            at: ABSENT,
            ..*self
        }; N];
        self.find(&names, &mut places, all)?;
        Ok(places)
    }

    /// Puts fields of this object to their places, and reads all of it. At the
    /// beginning of a document it is the whole document that is read and checked.
    #[inline(never)]
    fn find(&self, names: &[&'a str], places: &mut [Self], all: bool) -> Result<(), Error<'a>> {
        let mut reader = self.reader();
        let mut kind = Kind::Object;
        reader.space();
        let start = reader.at;
        let mut open = reader.pass(b'{');
        let mut first = true;
        while open {
            kind = Kind::Syntax;
            match reader.step(b'{', first) {
                Step::Bad => break,
                Step::End => {
                    let end = reader.at;
                    reader.space();
                    if self.at == 0 && reader.at != reader.text.len() {
                        break;
                    }
                    self.document.read(start, end);
                    for (name, place) in names.iter().zip(places) {
                        if place.is_absent() {
                            place.document = self.document.without(name);
                            place.at = start | ABSENT;
                        }
                    }
                    return Ok(());
                }
                Step::Value => {}
            }
            first = false;
            let name = Json {
                at: reader.name,
                ..*self
            }
            .str()
            .unwrap_or_default();
            let mut known = !all;
            for (due, place) in names.iter().zip(&mut *places) {
                if *due == name {
                    if !place.is_absent() {
                        return Err(self.error_at(reader.name, Kind::Twice));
                    }
                    place.at = reader.at;
                    known = true;
                }
            }
            if !known {
                return Err(self.error_at(reader.name, Kind::Unknown));
            }
            open = reader.value();
        }
        Err(self.error_at(reader.at, kind))
    }
}
