//! All passes that need no decision but what to keep.

use super::features::until_settled;
use super::{Refusal, sweep, tighten, trim};

/// [`sweep`], [`tighten`] and [`trim`], again and again until none gains
/// anything: code that is gone leaves things unused, and functions that were
/// joined leave others that are called once.
///
/// That takes less time than calling the three, and is idempotent as a whole,
/// which calling each once is not.
///
/// [`sweep`]: super::sweep()
/// [`tighten`]: super::tighten()
/// [`trim`]: super::trim()
///
/// # Errors
/// As those.
pub fn minimise(module: &[u8], keep: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, Refusal> {
    until_settled(module, |module| {
        let module = sweep::once(module, keep, false)?;
        let module = tighten::once(&module)?;
        trim::once(&module)
    })
}
