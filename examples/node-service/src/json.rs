//! The JSON that comes in and goes out.

use greentic_guest::abi::from_utf8;
use greentic_guest::text::letters;
use greentic_guest::{Call, json};

/// A question for a price.
pub(crate) struct Question<'a> {
    pub(crate) symbol: &'a str,
    /// `true` if an earlier quote will not do.
    pub(crate) fresh: bool,
}

/// The input of `quote`; `None` where it does not agree with its schema.
pub(crate) fn question<'a>(call: &'a Call, input: &'a str) -> Option<Question<'a>> {
    let [symbol, fresh] = call.json_fields(input, ["symbol", "fresh"]).ok()?;
    let symbol = symbol.str().ok()?;
    let fresh = !fresh.is_absent() && fresh.bool().ok()?;
    let fits = (1..=16).contains(&letters(symbol));
    fits.then_some(Question { symbol, fresh })
}

/// The price, in cents, out of what the service answers or what is remembered,
/// which may say more; `None` where there is none in it.
pub(crate) fn price<'a>(call: &'a Call, document: &'a [u8]) -> Option<u32> {
    let [cents] = call.json_pick(from_utf8(document)?, ["cents"]).ok()?;
    cents.u32().ok()
}

/// A price as a document.
pub(crate) fn document(call: &Call, cents: u32) -> &str {
    json!(call, {"cents": cents})
}

/// The output of `quote`.
pub(crate) fn output<'a>(call: &'a Call, symbol: &str, cents: u32, cached: bool) -> &'a str {
    json!(call, {"symbol": symbol, "cents": cents, "cached": cached})
}
