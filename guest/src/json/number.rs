//! Numbers.

use super::error::{JsonError, JsonErrorKind};
use super::value::Json;
use crate::number;

macro_rules! numbers {
    // u32 "from 0 to 2^32 - 1" by parse_u32;
    ($($(#[$more:meta])* $name:ident: $type:ty = $range:literal, $kind:ident by $read:expr;)*) => {
        impl<'a> Json<'a> {$(
            #[doc = concat!("Returns ", $range)]
            $(#[$more])*
            ///
            /// # Errors
            /// When the value is anything else, or absent.
            #[allow(clippy::cast_possible_truncation, reason = "`integer` holds the range")]
            pub fn $name(&self) -> Result<$type, JsonError<'a>> {
                let read: fn(&Self) -> Option<$type> = $read;
                read(self).ok_or_else(|| self.error(JsonErrorKind::$kind))
            }
        )*}
    };
}

impl Json<'_> {
    /// Returns a whole number from `-least` to `most`, a negative one as its
    /// complement.
    fn integer(&self, least: u64, most: u64) -> Option<u64> {
        let mut reader = self.reader();
        let minus = reader.pass(b'-');
        let most = if minus { least } else { most };
        let mut number = 0;
        loop {
            let digit = u64::from(reader.byte).wrapping_sub(u64::from(b'0'));
            // The product has no more than 64 bits where the second holds.
            if digit > 9 || number > most / 10 || most - number * 10 < digit {
                return None;
            }
            number = number * 10 + digit;
            reader.skip(1);
            match reader.byte {
                b'0'..=b'9' => {}
                b'.' | b'e' | b'E' => return None,
                _ => break,
            }
        }
        Some(if minus { number.wrapping_neg() } else { number })
    }
}

numbers! {
    /// `3.0` and `1e3` are refused.
    u32: u32 = "a whole number from 0 to 2^32 - 1.", Integer
        by |value| Some(value.integer(0, u32::MAX.into())? as u32);
    /// `3.0` and `1e3` are refused.
    u64: u64 = "a whole number from 0 to 2^64 - 1.", Integer
        by |value| value.integer(0, u64::MAX);
    /// `3.0` and `1e3` are refused.
    i32: i32 = "a whole number from -2^31 to 2^31 - 1.", Integer
        by |value| Some(value.integer(1 << 31, i32::MAX as u64)? as i32);
    /// `3.0` and `1e3` are refused.
    i64: i64 = "a whole number from -2^63 to 2^63 - 1.", Integer
        by |value| Some(value.integer(1 << 63, i64::MAX as u64)?.cast_signed());
    /// `3.0` is 3 and `1e3` is 1000, as JSON Schema has it.
    whole_u32: u32 = "a whole number from 0 to 2^32 - 1, however it is written.", Integer
        by |value| number::parse_decimal(value.text(), 0)?.try_into().ok();
    /// `3.0` is 3 and `1e3` is 1000, as JSON Schema has it.
    whole_i32: i32 = "a whole number from -2^31 to 2^31 - 1, however it is written.", Integer
        by |value| number::parse_decimal(value.text(), 0)?.try_into().ok();
    /// `3.0` is 3 and `1e3` is 1000, as JSON Schema has it.
    whole_i64: i64 = "a whole number from -2^63 to 2^63 - 1, however it is written.", Integer
        by |value| number::parse_decimal(value.text(), 0);
    f64: f64 = "a number: the `f64` that is nearest to it.", Number
        by |value| number::parse_f64(value.text()).filter(|number| number.is_finite());
    f32: f32 = "a number: the `f32` that is nearest to it.", Number
        by |value| number::parse_f32(value.text()).filter(|number| number.is_finite());
}
