//! The JSON that comes in and goes out.

use greentic_guest::Call;
use greentic_guest::abi::from_utf8;
use serde::{Deserialize, Serialize};
use serde_json_core::str::EscapedStr;

/// The input of `quote`, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input<'a> {
    #[serde(borrow)]
    symbol: EscapedStr<'a>,
    #[serde(default)]
    fresh: bool,
}

/// What is asked for.
pub(crate) struct Question<'a> {
    pub(crate) symbol: &'a str,
    /// Whether a quote of before will not do.
    pub(crate) fresh: bool,
}

/// What the service answers, and what is remembered. The service may say more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Price {
    pub(crate) cents: u32,
}

/// The input of `quote`; `None` where it does not agree with its schema.
pub(crate) fn question<'a>(call: &'a Call, input: &'a str) -> Option<Question<'a>> {
    let (input, _) = serde_json_core::from_str::<Input<'a>>(input).ok()?;
    let symbol = call.unescape_json(input.symbol.0)?;
    let fits = (1..=16).contains(&symbol.chars().count());
    fits.then_some(Question {
        symbol,
        fresh: input.fresh,
    })
}

/// A price out of a document; `None` where there is none in it.
pub(crate) fn price(document: &[u8]) -> Option<Price> {
    let document = from_utf8(document)?;
    Some(serde_json_core::from_str(document).ok()?.0)
}

/// A price as a document.
pub(crate) fn document(call: &Call, price: Price) -> &str {
    // The name and a number of ten digits take less.
    let mut json = [0; 32];
    let len = serde_json_core::to_slice(&price, &mut json).unwrap_or_default();
    call.copy(json.get(..len).and_then(from_utf8).unwrap_or_default())
}

/// The output of `quote`. The price is a document, to which the rest is added.
pub(crate) fn output<'a>(call: &'a Call, symbol: &str, price: Price, cached: bool) -> &'a str {
    let price = document(call, price);
    let cached = if cached {
        ",\"cached\":true}"
    } else {
        ",\"cached\":false}"
    };
    let fields = price.trim_start_matches('{').trim_end_matches('}');
    call.concat(&["{\"symbol\":", call.json(symbol), ",", fields, cached])
}
