//! Work on many things, on as many threads as there are cores for.

use std::num::NonZero;
use std::thread;

/// Less than this is done before another thread has begun.
const SHARE: u64 = 256 << 10;

/// Does `work` with everything, each thread with a `state` of its own. What it
/// gives is in the order of `items`, and so is the error: the first one.
/// `bytes` says how much there is to do about one.
///
/// # Errors
/// As `work`.
pub(crate) fn map<T: Send, S, R: Send, E: Send>(
    items: Vec<T>,
    bytes: impl Fn(&T) -> u64,
    state: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let all: u64 = items.iter().map(&bytes).sum();
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = (all / SHARE).clamp(1, cores as u64);
    let run = |share: Vec<T>| {
        let mut state = state();
        let done = share.into_iter().map(|item| work(&mut state, item));
        done.collect::<Result<Vec<R>, E>>()
    };
    let mut shares = shares(items, &bytes, all.div_ceil(threads));
    // This thread takes one itself.
    let last = shares.pop().unwrap_or_default();
    let results = thread::scope(|scope| {
        let run = &run;
        let others: Vec<_> = shares
            .into_iter()
            .map(|share| scope.spawn(move || run(share)))
            .collect();
        let last = run(last);
        let joined = |other: thread::ScopedJoinHandle<'_, _>| {
            other
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        let mut results: Vec<_> = others.into_iter().map(joined).collect();
        results.push(last);
        results
    });
    let mut done = Vec::new();
    for result in results {
        done.extend(result?);
    }
    Ok(done)
}

/// Items in shares of about so many bytes, in their order.
fn shares<T>(items: Vec<T>, bytes: &impl Fn(&T) -> u64, share: u64) -> Vec<Vec<T>> {
    let mut shares = vec![Vec::new()];
    let mut sum = 0;
    for item in items {
        if sum >= share {
            shares.push(Vec::new());
            sum = 0;
        }
        sum += bytes(&item);
        if let Some(last) = shares.last_mut() {
            last.push(item);
        }
    }
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
}
