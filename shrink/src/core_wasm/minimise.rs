//! All passes that need only one decision, the exports to keep.

use std::cell::Cell;

use super::features::until_fixpoint;
use super::{ModuleRefusal, compact, dce, simplify};

/// A pass that runs once.
type Once<'p> = dyn Fn(&[u8]) -> Result<Vec<u8>, ModuleRefusal> + 'p;

/// Runs [`dce`], [`simplify`] and [`compact`] again and again until none gains
/// anything. Code that is gone leaves things unused, and functions that were joined
/// leave others that are called once.
///
/// That takes less time than calling the three, and is idempotent as a whole,
/// unlike a single call of each.
///
/// [`dce`]: super::dce()
/// [`simplify`]: super::simplify()
/// [`compact`]: super::compact()
///
/// # Errors
/// As those.
pub fn minimise(module: &[u8], keep: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, ModuleRefusal> {
    // Passes in a row that left every byte where it was. After three the next one
    // has seen everything, which spares megabytes of code two passes of the last
    // turn.
    let idle = Cell::new(0);
    let run = |module: Vec<u8>, pass: &Once<'_>| {
        if idle.get() >= 3 {
            return Ok(module);
        }
        let output = pass(&module)?;
        idle.set(if output == module { idle.get() + 1 } else { 0 });
        Ok::<_, ModuleRefusal>(output)
    };
    let together = until_fixpoint(module, |module| {
        let module = run(module.to_vec(), &|module| dce::once(module, keep, false))?;
        let module = run(module, &simplify::once)?;
        run(module, &compact::once)
    });
    together.or_else(|why| one_by_one(module, keep).ok_or(why))
}

/// Runs each pass by itself, for a module on which one of them cannot do its part.
/// `None` if nothing is gained.
fn one_by_one(module: &[u8], keep: &dyn Fn(&str) -> bool) -> Option<Vec<u8>> {
    let mut best = module.to_vec();
    loop {
        let before = best.len();
        let passes: [&Once<'_>; 3] = [&|module| dce(module, keep), &simplify, &compact];
        for pass in passes {
            if let Ok(smaller) = pass(&best) {
                best = smaller;
            }
        }
        if best.len() == before {
            return (best.len() < module.len()).then_some(best);
        }
    }
}
