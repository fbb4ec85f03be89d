//! Numbers.

use super::error::{Error, Kind};
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
            #[inline(never)]
            pub fn $name(&self) -> Result<$type, Error<'a>> {
                let read: fn(&str) -> Option<$type> = $read;
                read(self.text()).ok_or_else(|| self.error(Kind::$kind))
            }
        )*}
    };
}

numbers! {
    /// `3.0` and `1e3` are refused.
    u32: u32 = "a whole number from 0 to 2^32 - 1.", Integer by number::parse_u32;
    /// `3.0` and `1e3` are refused.
    u64: u64 = "a whole number from 0 to 2^64 - 1.", Integer by number::parse_u64;
    /// `3.0` and `1e3` are refused.
    i32: i32 = "a whole number from -2^31 to 2^31 - 1.", Integer by number::parse_i32;
    /// `3.0` and `1e3` are refused.
    i64: i64 = "a whole number from -2^63 to 2^63 - 1.", Integer by number::parse_i64;
    /// `3.0` is 3 and `1e3` is 1000, as JSON Schema has it.
    whole_u32: u32 = "a whole number from 0 to 2^32 - 1, however it is written.", Integer
        by |text| number::parse_decimal(text, 0)?.try_into().ok();
    /// `3.0` is 3 and `1e3` is 1000, as JSON Schema has it.
    whole_i32: i32 = "a whole number from -2^31 to 2^31 - 1, however it is written.", Integer
        by |text| number::parse_decimal(text, 0)?.try_into().ok();
    /// `3.0` is 3 and `1e3` is 1000, as JSON Schema has it.
    whole_i64: i64 = "a whole number from -2^63 to 2^63 - 1, however it is written.", Integer
        by |text| number::parse_decimal(text, 0);
    f64: f64 = "a number: the `f64` that is nearest to it.", Number
        by |text| number::parse_f64(text).filter(|number| number.is_finite());
    f32: f32 = "a number: the `f32` that is nearest to it.", Number
        by |text| number::parse_f32(text).filter(|number| number.is_finite());
}
