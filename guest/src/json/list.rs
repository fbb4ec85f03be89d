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
        let mut reader = self.reader();
        if reader.pass(open) {
            return Ok(Entries { whole: *self, reader, open, value: 0 });
        }
        Err(self.error(if open == b'[' { Kind::Array } else { Kind::Object }))
    }
}

/// The names and values of an object.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    /// The object.
    whole: Json<'a>,
    reader: Reader<'a>,
    open: u8,
    /// Where the last value is; 0 before the first.
    value: usize,
}

impl<'a> Entries<'a> {
    /// Goes on to the next value.
    #[inline(never)]
    fn step(&mut self) -> Option<Json<'a>> {
        let document = self.whole.document;
        if self.value != 0 {
            if document.start.get() == self.value {
                self.reader.at = document.end.get();
            } else {
                self.reader.value();
            }
        }
        if self.reader.step(self.open, self.value == 0) != Step::Value {
            document.read(self.whole.at, self.reader.at);
            return None;
        }
        self.value = self.reader.at;
        Some(Json { document, at: self.value })
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a str, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.step()?;
        let name = Json { at: self.reader.name, ..value };
        Some((name.str().unwrap_or_default(), value))
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
