//! Measures times and sizes, one row after the other in each round. So a disturbance of
//! the machine hits all rows.

use std::time::Duration;

use anyhow::Result;
use greentic_shrink::{Options, shrink};

use crate::compare::clock::Moment;
use crate::compare::contender::{Contender, Context, shim};
use crate::measure::measure;
use crate::track::comparison::Figures;

/// The time to spend on measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// The number of rounds. Each row has its turn in each round.
    pub rounds: usize,
    /// The time for the calls of one row in one round.
    pub calls: Duration,
    /// The time for all starts of one row. A row that takes long starts less often, but at
    /// least three times.
    pub starts: Duration,
}

impl Effort {
    /// Returns the effort for a table: some seconds for each row.
    pub fn whole() -> Self {
        Self {
            rounds: 41,
            calls: Duration::from_millis(20),
            starts: Duration::from_secs(15),
        }
    }

    /// Returns the least effort that gives all figures, for a look and for tests.
    pub fn quick() -> Self {
        Self {
            rounds: 3,
            calls: Duration::from_millis(2),
            starts: Duration::from_secs(1),
        }
    }
}

/// The number of calls between two readings of the clock.
const BATCH: u32 = 50;

#[derive(Default)]
struct Times {
    starts: Vec<Duration>,
    calls: Vec<Duration>,
}

/// Measures components whose answers are right.
pub(super) fn all(contenders: &[Contender], effort: Effort) -> Result<Vec<Figures>> {
    let ctx = Context::new();
    let shared = shim()?;
    let mut running = Vec::new();
    for contender in contenders {
        let mut instance = contender.start(&shared)?;
        contender.call(&mut instance, &ctx)?;
        running.push((instance, Times::default()));
    }
    for round in 0..effort.rounds {
        for at in turns(round, contenders.len()) {
            let times = &mut running[at].1;
            let spent: Duration = times.starts.iter().sum();
            if times.starts.len() < 3 || spent < effort.starts {
                times.starts.push(start(&contenders[at], &ctx)?);
            }
        }
        for at in turns(round, contenders.len()) {
            let (instance, times) = &mut running[at];
            let mut batch = || (0..BATCH).try_for_each(|_| contenders[at].call(instance, &ctx));
            // The row before has left its own data in the caches.
            batch()?;
            let (begin, mut calls) = (Moment::now(), 0);
            while calls == 0 || begin.elapsed() < effort.calls {
                batch()?;
                calls += BATCH;
            }
            times.calls.push(begin.elapsed() / calls);
        }
    }
    let figures = contenders.iter().zip(running);
    figures
        .map(|(contender, (instance, times))| {
            let sizes = measure(&contender.bytes)?;
            let shrunk = shrink(&contender.linked, &Options::default())?.component;
            Ok(Figures {
                bytes: sizes.bytes,
                linked_bytes: contender.linked.len() as u64,
                shrunk_bytes: shrunk.len() as u64,
                gzip_bytes: sizes.gzip_bytes,
                memory_bytes: instance.memory_bytes() as u64,
                imports: sizes.imports,
                cold_start_ns: median(times.starts),
                warm_call_ns: median(times.calls),
            })
        })
        .collect()
}

/// Returns the turns of a round. In each round another row is the first.
fn turns(round: usize, rows: usize) -> impl Iterator<Item = usize> {
    (0..rows).map(move |row| (row + round) % rows)
}

/// Returns the time from the bytes to the first answer. The engine is new, so it does not
/// know the component or its types. The time to make the engine does not count.
fn start(contender: &Contender, ctx: &Context) -> Result<Duration> {
    let shim = shim()?;
    let begin = Moment::now();
    let mut instance = contender.start(&shim)?;
    contender.call(&mut instance, ctx)?;
    Ok(begin.elapsed())
}

fn median(mut times: Vec<Duration>) -> u64 {
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    u64::try_from(median.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_one_turn_in_each_round() {
        for rows in 1..5 {
            for round in 0..9 {
                let mut turns: Vec<_> = turns(round, rows).collect();
                assert_eq!(turns[0], round % rows);
                turns.sort_unstable();
                assert!(turns.into_iter().eq(0..rows));
            }
        }
    }

    #[test]
    fn one_that_takes_long_does_not_move_the_median() {
        let times = [3, 1, 900, 2, 4].map(Duration::from_nanos);
        assert_eq!(median(times.into()), 3);
        assert_eq!(median(Vec::new()), 0);
    }
}
