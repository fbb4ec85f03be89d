//! Objects, by the names of their fields.

use super::error::{JsonError, JsonErrorKind};
use super::reader::Step;
use super::value::Json;

impl<'a> Json<'a> {
    /// Returns the fields of an object: these and no other, each once at most.
    /// One that the object does not have is absent.
    ///
    /// # Errors
    /// When the value is no object, is absent, has another field, or one twice.
    pub fn fields<const N: usize>(&self, names: [&str; N]) -> Result<[Self; N], JsonError<'a>> {
        self.some(names, true)
    }

    /// Returns fields of an object, each of which is there once at most. What
    /// else the object has does not matter.
    ///
    /// # Errors
    /// When the value is no object, is absent, or has one of the fields twice.
    pub fn pick<const N: usize>(&self, names: [&str; N]) -> Result<[Self; N], JsonError<'a>> {
        self.some(names, false)
    }

    #[allow(clippy::inline_always, reason = "nothing but a call")]
    #[inline(always)]
    fn some<const N: usize>(
        &self,
        names: [&str; N],
        all: bool,
    ) -> Result<[Self; N], JsonError<'a>> {
        let mut places = [self.lack(); N];
        self.find(&names, &mut places, all)?;
        Ok(places)
    }

    /// Puts fields of this object to their places, and reads all of it. At the
    /// beginning of a document it is the whole document that is read and checked.
    #[inline(never)]
    pub(crate) fn find(
        &self,
        names: &[&str],
        places: &mut [Self],
        all: bool,
    ) -> Result<(), JsonError<'a>> {
        let mut reader = self.reader();
        reader.space();
        // Errors say the least that they can here: what it is exactly is found out
        // when somebody asks.
        let kind = 'read: {
            if reader.byte != b'{' {
                break 'read JsonErrorKind::Syntax;
            }
            'values: loop {
                match reader.next(3) {
                    Step::Bad => break 'read JsonErrorKind::Syntax,
                    Step::End => break,
                    Step::Value => {}
                }
                for (name, place) in names.iter().zip(&mut *places) {
                    if *name == reader.said {
                        if !place.is_absent() {
                            break 'read JsonErrorKind::Unknown;
                        }
                        place.at = reader.at;
                        continue 'values;
                    }
                }
                if all {
                    break 'read JsonErrorKind::Unknown;
                }
            }
            self.document.read(self.at, reader.at);
            reader.space();
            if self.at != 0 || reader.at == self.document.text.len() {
                return Ok(());
            }
            JsonErrorKind::Syntax
        };
        Err(self.error_at(reader.at, kind))
    }
}
