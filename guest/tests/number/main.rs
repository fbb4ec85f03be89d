//! Numbers from text and back, compared with `core` and `serde_json`.
//!
//! `NUMBERS_FUZZ_COUNT` is how many made-up values each test takes, and
//! `NUMBERS_FUZZ_SEED` says which: `NUMBERS_FUZZ_COUNT=5000000 cargo test --release
//! -p greentic-guest --test number`.

mod decimal;
mod integer;
mod reading;
#[path = "../shared/setting.rs"]
mod setting;
mod writing;

use fastrand::Rng;
use setting::setting;

/// The random numbers of a test.
fn random() -> Rng {
    Rng::with_seed(setting("NUMBERS_FUZZ_SEED", 1))
}

/// Returns how many values a test makes up, `usual` if nobody says. Miri, for which
/// a float is work, gets a few.
fn count(usual: u64) -> u64 {
    setting("NUMBERS_FUZZ_COUNT", if cfg!(miri) { 10 } else { usual })
}

/// Returns how many of all edges there are to one that is tried.
const fn every() -> usize {
    if cfg!(miri) { 397 } else { 1 }
}
