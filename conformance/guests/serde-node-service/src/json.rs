//! The JSON that comes in and goes out.

use greentic_guest::Call;
use greentic_guest::abi::from_utf8;
use greentic_guest::text::letters;
use serde::{Deserialize, Serialize};

/// A question for a price.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question<'a> {
    pub(crate) symbol: &'a str,
    /// `true` if an earlier quote will not do.
    #[serde(default)]
    pub(crate) fresh: bool,
}

/// The answer of the service, which is also what is remembered. The service may say more.
#[derive(Deserialize, Serialize)]
struct Price {
    cents: u32,
}

#[derive(Serialize)]
struct Output<'a> {
    symbol: &'a str,
    cents: u32,
    cached: bool,
}

/// The input of `quote`; `None` where it does not agree with its schema.
pub(crate) fn question<'a>(call: &'a Call, input: &'a str) -> Option<Question<'a>> {
    let question: Question<'a> = call.from_json(input).ok()?;
    let fits = (1..=16).contains(&letters(question.symbol));
    fits.then_some(question)
}

/// The price, in cents, out of what the service answers or what is remembered;
/// `None` where there is none in it.
pub(crate) fn price<'a>(call: &'a Call, document: &'a [u8]) -> Option<u32> {
    Some(call.from_json::<Price>(from_utf8(document)?).ok()?.cents)
}

/// A price as a document.
pub(crate) fn document(call: &Call, cents: u32) -> &str {
    call.to_json(&Price { cents }).unwrap_or_default()
}

/// The output of `quote`.
pub(crate) fn output<'a>(call: &'a Call, symbol: &str, cents: u32, cached: bool) -> &'a str {
    let output = Output {
        symbol,
        cents,
        cached,
    };
    call.to_json(&output).unwrap_or_default()
}
