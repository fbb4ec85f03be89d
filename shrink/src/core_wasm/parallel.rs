//! Work on many things, on as many threads as there are cores for.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use greentic_untrusted::carried;

/// The work of one thread, at least: less is done before another thread has begun.
const SHARE: u64 = 256 << 10;

/// Does `work` with every item, each thread with a `state` of its own. The results
/// are in the order of `items`. The error is the first one in that order. `bytes`
/// tells how much work an item is.
///
/// # Errors
/// As `work`.
pub(crate) fn map<T: Send, S, R: Send, E: Send>(
    items: Vec<T>,
    bytes: impl Fn(&T) -> u64,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let shares = shares(items, &bytes);
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = shares.len().min(cores);
    let shares: Vec<_> = shares
        .into_iter()
        .map(|share| Mutex::new(Some(share)))
        .collect();
    let results: Vec<_> = shares.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let run = || {
        let mut state = state();
        let pairs = shares.iter().zip(&results);
        let mut at = next.fetch_add(1, Ordering::Relaxed);
        while let Some((share, result)) = pairs.clone().nth(at) {
            let items = take(share).unwrap_or_default();
            let done = items.into_iter().map(|item| work(&mut state, item));
            let done = done.collect::<Result<Vec<R>, E>>();
            *result.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
            at = next.fetch_add(1, Ordering::Relaxed);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // If there is no other thread to have, this one does it all.
            let _ = thread::Builder::new().spawn_scoped(scope, carried(run));
        }
        run();
    });
    let mut done = Vec::new();
    for result in &results {
        if let Some(result) = take(result) {
            done.extend(result?);
        }
    }
    Ok(done)
}

fn take<T>(of: &Mutex<Option<T>>) -> Option<T> {
    of.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Returns the items in shares that are worth a thread, in their order.
fn shares<T>(items: Vec<T>, bytes: &impl Fn(&T) -> u64) -> Vec<Vec<T>> {
    let mut shares = Vec::new();
    let mut share = Vec::new();
    let mut sum = 0_u64;
    for item in items {
        sum = sum.saturating_add(bytes(&item));
        share.push(item);
        if sum >= SHARE {
            shares.push(std::mem::take(&mut share));
            sum = 0;
        }
    }
    shares.push(share);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once_and_in_order() {
        for count in [0, 1, 2, 7, 1000] {
            let items: Vec<u64> = (0..count).collect();
            for weight in [0, 1, SHARE, SHARE * 3] {
                let done = map(
                    items.clone(),
                    |_| weight,
                    || (),
                    |(), item| Ok::<_, ()>(item + 1),
                );
                assert_eq!(done, Ok((1..=count).collect()), "{count} of {weight}");
            }
        }
    }

    #[test]
    fn the_first_error_counts() {
        let work = |(): &mut (), item: u64| if item % 7 == 5 { Err(item) } else { Ok(item) };
        assert_eq!(map((0..100).collect(), |_| SHARE, || (), work), Err(5));
    }

    #[test]
    fn what_weighs_nothing_is_one_share() {
        assert_eq!(shares(vec![(); 100_000], &|()| 0).len(), 1);
        assert_eq!(shares(vec![(); 10], &|()| SHARE).len(), 11);
    }
}
