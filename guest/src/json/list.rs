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

    fn open(&self, open: u8, kind: Kind) -> Result<Entries<'a>, Error<'a>> {
        if self.byte() == open {
            Ok(self.inside())
        } else {
            Err(self.error(kind))
        }
    }

    /// Returns what stands in this object or array.
    pub(super) fn inside(&self) -> Entries<'a> {
        Entries {
            whole: *self,
            reader: self.reader(),
        }
    }
}

/// The names and values of an object.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    /// The object or array.
    pub(super) whole: Json<'a>,
    pub(super) reader: Reader<'a>,
}

impl<'a> Entries<'a> {
    /// Goes on to the next value.
    pub(super) fn step(&mut self) -> Option<Json<'a>> {
        let Self { whole, reader } = self;
        let document = whole.document;
        // What was read to its end since the last step is not read again: its last
        // byte is passed as if it were a number.
        if reader.open != 1 && reader.at == document.start.get() {
            reader.at = document.end.get();
            reader.byte = b'0';
        }
        match reader.next(3) {
            Step::Value => Some(Json {
                document,
                at: reader.at,
            }),
            Step::End => {
                document.start.set(whole.at);
                document.end.set(reader.at - 1);
                // There is nothing more.
                reader.byte = 0;
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
        Some((self.reader.said, value))
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
