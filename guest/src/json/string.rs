//! Strings.

use super::error::{Error, Kind};
use super::value::Json;

impl<'a> Json<'a> {
    /// Returns what a string says. Where it has no escapes that is a part of the
    /// document, else a new text in the memory of the call.
    ///
    /// # Errors
    /// When the value is no string, or absent.
    #[inline(never)]
    pub fn str(&self) -> Result<&'a str, Error<'a>> {
        let mut reader = self.reader();
        if !reader.pass(b'"') {
            return Err(self.error(Kind::String));
        }
        let mut text = self.document.call.get().text();
        loop {
            let start = reader.at;
            reader.plain();
            let plain = crate::abi::slice(self.document.text, start, reader.at);
            let escape = reader.escape();
            if escape.is_none() && text.is_empty() {
                return Ok(plain);
            }
            text.push(plain);
            match escape {
                Some(letter) => text.push_char(letter),
                // All of it was checked: the end.
                None => return Ok(text.finish()),
            }
        }
    }
}
