//! Exchange rates for components: what several nodes of one author share.
//!
//! It is a plain library. It imports nothing: what it asks comes in as `&impl Host`, so
//! that each component says what it imports, and a test passes fakes.

#![no_std]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::InContext;
use greentic_guest::http::v1_1::http_client;
use greentic_guest::number::parse_decimal;
use greentic_guest::prelude::*;
use greentic_guest::secrets_store::v1_0::secrets_store;
use greentic_guest::state::v1_1::state_store;

/// The service that has the rates.
const SERVICE: &str = "https://rates.example.com/v1/";

/// The places behind the decimal point that a rate has.
const PLACES: u32 = 6;

/// A rate, in millionths.
///
/// ```
/// let rate = exchange_rates::Rate::read("1.085").unwrap();
/// assert_eq!(rate.of(1_000), Some(1_085));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(i64);

impl Rate {
    /// Reads a rate as the service writes it; `None` where it is not above 0.
    pub fn read(text: &str) -> Option<Self> {
        parse_decimal(text, PLACES)
            .filter(|&rate| rate > 0)
            .map(Self)
    }

    /// Returns what an amount is in the other currency, to the nearest unit, a half away
    /// from 0; `None` where that is out of range.
    pub fn of(self, amount: i64) -> Option<i64> {
        let exact = amount.checked_mul(self.0)?;
        let half = if exact < 0 { -500_000 } else { 500_000 };
        Some(exact.checked_add(half)? / 1_000_000)
    }
}

/// Returns the rate from one currency to another: the one that is remembered, or the
/// service's, which is remembered then.
///
/// # Errors
///
/// Those of the store of secrets, where the key is missing; of the host and the service;
/// and of an answer that has no rate in it. An error that can pass says so.
pub fn rate<'a>(
    call: &'a Call,
    (http, state, secrets): (
        &impl http_client::Host,
        &impl state_store::Host,
        &impl secrets_store::Host,
    ),
    (from, to): (&str, &str),
) -> Result<Rate, InContext<'a>> {
    let path = call.concat(&[from, "/", to]);
    let remembered = call.concat(&["rates/", path]);
    // A store that fails costs a request, not the answer.
    let known = state.text(call, remembered).ok().flatten();
    if let Some(rate) = known.and_then(Rate::read) {
        return Ok(rate);
    }
    let key = secrets.required(call, "RATES_KEY")?;
    let reply = http
        .get(call, call.concat(&[SERVICE, path]))
        .header("x-api-key", key)
        .timeout(3000)
        .send()
        .context(call, "the rates")?
        .ok()
        .context(call, "the rates")?;
    let document = reply.json().unexpected(call, "the rates")?;
    let text = document.at("rate").text();
    let Some(rate) = Rate::read(text) else {
        let none = Err(("bad-rate", "the service answered without one"));
        return none.context(call, "the rates");
    };
    let _ = state.put_text(call, remembered, text);
    Ok(rate)
}
