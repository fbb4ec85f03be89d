//! Numbers.

use super::error::{CborError, CborErrorKind};
use super::float;
use super::value::Cbor;

impl<'a> Cbor<'a> {
    /// Returns an integer from `least`, which is 0 or negative, to `most`: its
    /// bits in two's complement.
    #[inline(never)]
    fn integer(&self, least: i64, most: u64) -> Result<u64, CborError<'a>> {
        let number = self.item().number;
        match self.major() {
            0 if number <= most => Ok(number),
            // -1 minus the number.
            1 if number < least.unsigned_abs() => Ok(!number),
            _ => Err(self.error(CborErrorKind::Integer)),
        }
    }

    /// Returns a float of 16, 32 or 64 bits, or the `f64` that is nearest to an
    /// integer.
    ///
    /// # Errors
    /// When the value is anything else, or absent.
    #[inline(never)]
    pub fn f64(&self) -> Result<f64, CborError<'a>> {
        let head = self.item();
        match self.first() {
            0..0x20 => Ok(head.number as f64),
            // -1 minus the number; the last one, 2^64, rounds up to it.
            0x20..0x40 => Ok(-(head.number.saturating_add(1) as f64)),
            0xF9..=0xFB => Ok(f64::from_bits(float::widen(head.info() as u8, head.number))),
            _ => Err(self.error(CborErrorKind::Number)),
        }
    }

    /// Returns the `f32` that is nearest to a float or an integer: infinite where
    /// that is out of range.
    ///
    /// # Errors
    /// When the value is anything else, or absent.
    pub fn f32(&self) -> Result<f32, CborError<'a>> {
        Ok(self.f64()? as f32)
    }
}

macro_rules! integers {
    ($($name:ident: $from:literal to $to:literal;)*) => {
        impl<'a> Cbor<'a> {$(
            #[doc = concat!("Returns an integer from ", $from, " to ", $to, ".")]
            ///
            /// # Errors
            /// When the value is anything else (a float, also a whole one), or
            /// absent.
            pub fn $name(&self) -> Result<$name, CborError<'a>> {
                const MOST: u64 = $name::MAX as u64;
                Ok(self.integer($name::MIN as i64, MOST)? as $name)
            }
        )*}
    };
}

integers! {
    u32: "0" to "2^32 - 1";
    u64: "0" to "2^64 - 1";
    i32: "-2^31" to "2^31 - 1";
    i64: "-2^63" to "2^63 - 1";
}
