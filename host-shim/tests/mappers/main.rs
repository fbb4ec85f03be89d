//! Conversions between the bindings and `greentic-types`: what comes back from
//! a round trip, what gets lost on it, and what is refused.

mod provider;
#[cfg(feature = "rev-0-4-113")]
mod revision;
mod round_trips;
mod rules;
mod values;
mod workers;
