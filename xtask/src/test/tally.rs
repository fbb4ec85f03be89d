//! The results of the tests of all steps.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::test::libtest::{Counts, Ending};
use crate::test::process::Finished;

/// The tests that ran, in the order in which they ended.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) tests: Vec<Ran>,
    pub(crate) counts: Counts,
    /// Failures, each with the command that repeats it.
    pub(crate) failures: Vec<Failure>,
    crates: BTreeMap<String, Crate>,
}

/// One test that ran.
pub(crate) struct Ran {
    pub(crate) executable: String,
    pub(crate) name: String,
    pub(crate) ending: Ending,
    pub(crate) time: Duration,
}

/// A test that failed, or an executable that did.
pub(crate) struct Failure {
    pub(crate) what: String,
    pub(crate) repeat: String,
}

/// The tests of one crate.
#[derive(Clone, Default)]
pub(crate) struct Crate {
    pub(crate) tests: usize,
    pub(crate) time: Duration,
}

impl Tally {
    /// Adds what another step came to.
    pub(crate) fn append(&mut self, other: Self) {
        self.counts.passed += other.counts.passed;
        self.counts.failed += other.counts.failed;
        self.counts.ignored += other.counts.ignored;
        self.tests.extend(other.tests);
        self.failures.extend(other.failures);
        for (name, tests) in other.crates {
            let sum = self.crates.entry(name).or_default();
            sum.time += tests.time;
            sum.tests += tests.tests;
        }
    }

    /// Adds what an executable left. `repeat` is the command that runs it
    /// again; a test's name is put after it.
    pub(crate) fn add(&mut self, package: &str, executable: &str, repeat: &str, left: &Finished) {
        self.counts.passed += left.counts.passed;
        self.counts.failed += left.counts.failed;
        self.counts.ignored += left.counts.ignored;
        let mut named = 0;
        for test in &left.tests {
            let (package, executable, repeat) = match &test.doc {
                None => (package.to_owned(), executable.to_owned(), repeat.to_owned()),
                Some(name) => {
                    let package = name.replace('_', "-");
                    let repeat = format!("cargo test -p {package} --doc");
                    (package.clone(), format!("{package} doc"), repeat)
                }
            };
            if test.ending == Ending::Failed {
                named += 1;
                self.failures.push(Failure {
                    what: format!("{executable}: {}", test.name),
                    repeat: format!("{repeat} {}", shell(&test.name)),
                });
            }
            let sum = self.crates.entry(package).or_default();
            sum.time += test.time;
            sum.tests += usize::from(test.ending != Ending::Ignored);
            self.tests.push(Ran {
                executable,
                name: test.name.clone(),
                ending: test.ending,
                time: test.time,
            });
        }
        if let Some(error) = &left.error {
            // A crash is a failure of its own: no test says so.
            self.counts.failed += usize::from(left.counts.failed == 0);
            self.failures.push(Failure {
                what: format!("{executable}: {error}"),
                repeat: repeat.to_owned(),
            });
        } else if named < left.counts.failed {
            self.failures.push(Failure {
                what: format!("{executable}: {} tests", left.counts.failed - named),
                repeat: repeat.to_owned(),
            });
        }
    }

    /// Returns the crates, the longest first.
    pub(crate) fn crates(&self) -> Vec<(&str, &Crate)> {
        let mut crates: Vec<_> = self
            .crates
            .iter()
            .map(|(name, sum)| (&**name, sum))
            .collect();
        crates.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.time));
        crates
    }

    /// Returns the tests that took longest.
    pub(crate) fn slowest(&self, count: usize) -> Vec<&Ran> {
        let mut tests: Vec<_> = self.tests.iter().collect();
        tests.sort_by_key(|test| std::cmp::Reverse(test.time));
        tests.truncate(count);
        tests
    }
}

/// A word of a command line.
fn shell(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-:./".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{word}'")
    }
}

#[cfg(test)]
mod tests {
    use crate::test::libtest::Test;

    use super::*;

    fn left(tests: &[(&str, Ending, u64)], error: Option<&str>) -> Finished {
        let count = |wanted| {
            tests
                .iter()
                .filter(|(_, ending, _)| *ending == wanted)
                .count()
        };
        Finished {
            counts: Counts {
                passed: count(Ending::Passed),
                failed: count(Ending::Failed),
                ignored: count(Ending::Ignored),
            },
            tests: tests
                .iter()
                .map(|(name, ending, seconds)| Test {
                    name: (*name).to_owned(),
                    ending: *ending,
                    time: Duration::from_secs(*seconds),
                    doc: name.contains(' ').then(|| "a_b".to_owned()),
                })
                .collect(),
            output: Vec::new(),
            error: error.map(str::to_owned),
            time: Duration::ZERO,
        }
    }

    #[test]
    fn sums_are_by_crate_and_the_slowest_come_first() {
        let mut tally = Tally::default();
        let tests = [("x", Ending::Passed, 3), ("y", Ending::Ignored, 0)];
        tally.add("a-b", "a-b lib", "repeat", &left(&tests, None));
        tally.add(
            "c",
            "c tests/d",
            "repeat",
            &left(&[("z", Ending::Passed, 9)], None),
        );
        let doc = [("src/lib.rs - (line 3)", Ending::Passed, 1)];
        tally.add(
            "documentation",
            "documentation",
            "repeat",
            &left(&doc, None),
        );
        let crates: Vec<_> = tally
            .crates()
            .iter()
            .map(|(name, sum)| (*name, sum.tests, sum.time.as_secs()))
            .collect();
        assert_eq!(crates, [("c", 1, 9), ("a-b", 2, 4)]);
        let slowest: Vec<_> = tally.slowest(2).iter().map(|test| &*test.name).collect();
        assert_eq!(slowest, ["z", "x"]);
        assert_eq!((tally.counts.passed, tally.counts.ignored), (3, 1));
        assert!(tally.failures.is_empty());
    }

    #[test]
    fn a_failure_comes_with_the_command_that_repeats_it() {
        let mut tally = Tally::default();
        let tests = [("m::x", Ending::Failed, 1), ("y", Ending::Passed, 0)];
        tally.add(
            "a",
            "a tests/t",
            "cargo test -p a --test t",
            &left(&tests, None),
        );
        let doc = [("src/lib.rs - (line 3)", Ending::Failed, 1)];
        tally.add("documentation", "documentation", "", &left(&doc, None));
        let repeat: Vec<_> = tally
            .failures
            .iter()
            .map(|failure| &*failure.repeat)
            .collect();
        let expected = [
            "cargo test -p a --test t m::x",
            "cargo test -p a-b --doc 'src/lib.rs - (line 3)'",
        ];
        assert_eq!(repeat, expected);
        assert_eq!(tally.counts.failed, 2);
    }

    #[test]
    fn the_tallies_of_two_steps_add_up() {
        let mut tally = Tally::default();
        tally.add("a", "a lib", "", &left(&[("x", Ending::Passed, 1)], None));
        let mut other = Tally::default();
        let tests = [("y", Ending::Failed, 2), ("z", Ending::Ignored, 0)];
        other.add("a", "a lib", "", &left(&tests, None));
        tally.append(other);
        let counts = tally.counts;
        assert_eq!((counts.passed, counts.failed, counts.ignored), (1, 1, 1));
        let crates = tally.crates();
        assert_eq!((crates[0].1.tests, crates[0].1.time.as_secs()), (2, 3));
        assert_eq!((tally.tests.len(), tally.failures.len()), (3, 1));
    }

    #[test]
    fn a_crash_is_a_failure() {
        let mut tally = Tally::default();
        let crash = left(&[("y", Ending::Passed, 0)], Some("ended with signal 6"));
        tally.add("a", "a lib", "cargo test -p a --lib", &crash);
        assert_eq!((tally.counts.passed, tally.counts.failed), (1, 1));
        assert!(tally.failures[0].what.contains("signal 6"));
    }
}
