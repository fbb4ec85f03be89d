//! Whole numbers.

use super::error::{Error, Kind};
use super::value::Json;

impl<'a> Json<'a> {
    /// Reads a whole number from `-least` to `most`, as the bits of a signed one.
    #[inline(never)]
    fn integer(&self, least: u64, most: u64) -> Result<u64, Error<'a>> {
        let mut reader = self.reader();
        let minus = reader.pass(b'-');
        let most = if minus { least } else { most };
        let start = reader.at;
        let mut number = 0u64;
        loop {
            let digit = u64::from(reader.byte().wrapping_sub(b'0'));
            if digit > 9 {
                break;
            }
            // The product has no more than 64 bits where the first holds.
            if number > most / 10 || most - number * 10 < digit {
                return Err(self.error(Kind::Integer));
            }
            number = number * 10 + digit;
            reader.at += 1;
        }
        if reader.at == start || matches!(reader.byte(), b'.' | b'e' | b'E') {
            return Err(self.error(Kind::Integer));
        }
        Ok(if minus { number.wrapping_neg() } else { number })
    }

    /// Returns a whole number from 0 to 2^32 - 1.
    ///
    /// # Errors
    /// When it is anything else: also `1.0` and `1e3`.
    pub fn u32(&self) -> Result<u32, Error<'a>> {
        Ok(self.integer(0, u32::MAX.into())? as u32)
    }
}
