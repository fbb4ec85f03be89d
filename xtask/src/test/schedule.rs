//! Puts jobs on the cores so that all of them are busy to the end.

use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

/// Something that takes a time which is known about.
pub(crate) trait Timed {
    /// Returns what it is expected to take, in seconds.
    fn seconds(&self) -> f64;
}

/// Runs jobs, the longest first, as many at a time as there are workers. What
/// each leaves is handed to `done` as soon as it has ended.
pub(crate) fn run<J: Timed + Send, R: Send>(
    mut jobs: Vec<J>,
    workers: usize,
    work: impl Fn(J) -> R + Sync,
    mut done: impl FnMut(R),
) {
    // The last one is taken first.
    jobs.sort_by(|a, b| a.seconds().total_cmp(&b.seconds()));
    let jobs = Mutex::new(jobs);
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers.max(1) {
            let (sender, jobs, work) = (sender.clone(), &jobs, &work);
            scope.spawn(move || {
                // The lock is let go before the work begins.
                let next = || jobs.lock().ok()?.pop();
                while let Some(job) = next() {
                    if sender.send(work(job)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for result in results {
            done(result);
        }
    });
}

/// Divides things that take times into as many parts of about the same length
/// as it takes for none to be longer than `longest`, or than its only thing.
pub(crate) fn split<T>(things: Vec<(T, f64)>, longest: f64) -> Vec<Vec<T>> {
    let total: f64 = things.iter().map(|(_, seconds)| seconds).sum();
    let mut count = 1.0_f64;
    let mut parts = vec![(0.0_f64, Vec::new())];
    while total / count > longest && parts.len() < things.len() {
        count += 1.0;
        parts.push((0.0, Vec::new()));
    }
    let mut things = things;
    things.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    for (thing, seconds) in things {
        let shortest = parts.iter_mut().min_by(|(a, _), (b, _)| a.total_cmp(b));
        if let Some((sum, part)) = shortest {
            *sum += seconds;
            part.push(thing);
        }
    }
    let parts = parts.into_iter().map(|(_, part)| part);
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    impl Timed for (&'static str, f64) {
        fn seconds(&self) -> f64 {
            self.1
        }
    }

    #[test]
    fn the_longest_job_begins_first() {
        let jobs = vec![("short", 1.0), ("long", 9.0), ("middle", 5.0)];
        let mut order = Vec::new();
        run(jobs, 1, |job| job.0, |name| order.push(name));
        assert_eq!(order, ["long", "middle", "short"]);
    }

    #[test]
    fn every_job_runs_once_whatever_the_number_of_workers() {
        for workers in [0, 1, 2, 7, 100] {
            let ran = AtomicUsize::new(0);
            let mut done = 0;
            let work = |_| ran.fetch_add(1, Ordering::Relaxed);
            run(vec![("job", 1.0); 20], workers, work, |_| done += 1);
            assert_eq!((ran.into_inner(), done), (20, 20));
        }
    }

    /// Each of two jobs waits for the other: with one at a time neither ends.
    #[test]
    fn workers_work_at_the_same_time() {
        let barrier = Barrier::new(2);
        let mut done = 0;
        let work = |_| barrier.wait().is_leader();
        run(vec![("job", 1.0); 4], 2, work, |_| done += 1);
        assert_eq!(done, 4);
    }

    #[test]
    fn what_is_long_is_split_into_parts_of_about_the_same_length() {
        let things = || vec![("a", 6.0), ("b", 1.0), ("c", 3.0), ("d", 2.0)];
        assert_eq!(
            split(things(), 12.0),
            [["a", "b", "c", "d"]].map(|mut part| {
                part.sort_unstable();
                let order = ["a", "c", "d", "b"];
                order.to_vec()
            })
        );
        assert_eq!(split(things(), 6.0), [vec!["a"], vec!["c", "d", "b"]]);
        // No thing is divided, and no part is empty.
        assert_eq!(split(things(), 0.1).len(), 4);
        assert!(split(Vec::<((), f64)>::new(), 1.0).is_empty());
    }
}
