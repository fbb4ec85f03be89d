//! The values in arrays and objects, one after the other.

use super::error::{Error, Kind};
use super::reader::{Reader, Step};
use super::value::Json;

impl<'a> Json<'a> {
    /// Returns the items of an array.
    ///
    /// # Errors
    /// When it is no array, or absent.
    pub fn items(&self) -> Result<Items<'a>, Error<'a>> {
        Ok(Items(self.open(b'[')?))
    }

    /// Returns the names and values of an object.
    ///
    /// # Errors
    /// When it is no object, or absent.
    pub fn entries(&self) -> Result<Entries<'a>, Error<'a>> {
        self.open(b'{')
    }

    #[inline(never)]
    fn open(&self, open: u8) -> Result<Entries<'a>, Error<'a>> {
        if self.reader().byte() == open {
            return Ok(self.inside(open));
        }
        Err(self.error(if open == b'[' { Kind::Array } else { Kind::Object }))
    }
}

impl<'a> Json<'a> {
    /// Returns what stands in this object or array.
    pub(super) fn inside(&self, open: u8) -> Entries<'a> {
        let mut reader = self.reader();
        reader.at += 1;
        Entries { whole: *self, reader, open, value: 0 }
    }
}

/// The names and values of an object.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    /// The object.
    whole: Json<'a>,
    reader: Reader<'a>,
    pub(super) open: u8,
    /// Where the last value is; 0 before the first.
    value: usize,
}

impl<'a> Entries<'a> {
    /// Goes on to the next value.
    #[inline(never)]
    pub(super) fn step(&mut self) -> Option<Json<'a>> {
        let document = self.whole.document;
        if self.value != 0 {
            if document.start.get() == self.value {
                self.reader.at = document.end.get();
            } else {
                self.reader.value();
            }
        }
        match self.reader.step(self.open, self.value == 0) {
            Step::Value => {}
            Step::End => {
                document.read(self.whole.at, self.reader.at);
                return None;
            }
            Step::Bad => return None,
        }
        self.value = self.reader.at;
        Some(Json { document, at: self.value })
    }

    /// Returns the name of the last value, as a value.
    pub(super) fn name_at(&self) -> Json<'a> {
        Json { at: self.reader.name, ..self.whole }
    }

    /// Returns the name of the last value.
    pub(super) fn name(&self) -> &'a str {
        self.name_at().str().unwrap_or_default()
    }

    /// Returns where the last entry starts: its name, if it has one.
    pub(super) fn first_byte(&self) -> usize {
        if self.open == b'{' { self.reader.name } else { self.value }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a str, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.step()?;
        Some((self.name(), value))
    }
}

/// The items of an array.
#[derive(Clone, Debug)]
pub struct Items<'a>(Entries<'a>);

impl<'a> Iterator for Items<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        self.0.step()
    }
}
