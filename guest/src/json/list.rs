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
        self.open(b'[', Kind::Array).map(Items)
    }

    /// Returns the names and values of an object.
    ///
    /// # Errors
    /// When it is no object, or absent.
    pub fn entries(&self) -> Result<Entries<'a>, Error<'a>> {
        self.open(b'{', Kind::Object)
    }

    #[inline(never)]
    fn open(&self, open: u8, kind: Kind) -> Result<Entries<'a>, Error<'a>> {
        if self.byte() == open {
            Ok(self.inside())
        } else {
            Err(self.error(kind))
        }
    }

    /// Returns what stands in this object or array.
    pub(super) fn inside(&self) -> Entries<'a> {
        Entries { reader: self.reader() }
    }
}

/// The names and values of an object.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    pub(super) reader: Reader<'a>,
}

impl<'a> Entries<'a> {
    /// Goes on to the next value.
    #[inline(never)]
    pub(super) fn step(&mut self) -> Option<Json<'a>> {
        match self.reader.next(3) {
            Step::Value => Some(Json {
                document: self.reader.document,
                at: self.reader.at,
            }),
            Step::End => {
                // There is nothing more.
                self.reader.byte = 0;
                None
            }
            Step::Bad => None,
        }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a str, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let value = self.step()?;
        Some((self.reader.name, value))
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
