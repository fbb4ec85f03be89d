//! Reads what a test executable prints while it runs one test at a time:
//! `test NAME ... ` when a test begins, and how it ended after that. The times
//! at which the two arrive are what the test took.

use std::collections::BTreeSet;
use std::time::Duration;

/// The end of a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Ending {
    Passed,
    Failed,
    Ignored,
}

/// A test that has run.
#[derive(Debug, PartialEq)]
pub(crate) struct Test {
    pub(crate) name: String,
    pub(crate) ending: Ending,
    pub(crate) time: Duration,
    /// The crate whose documentation it is from, where it is such a test.
    pub(crate) doc: Option<String>,
}

/// The numbers of the lines that sum up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) ignored: usize,
}

impl Counts {
    /// Returns how many tests these are.
    pub(crate) fn all(self) -> usize {
        self.passed + self.failed + self.ignored
    }
}

/// The output of an executable, read as it arrives.
#[derive(Default)]
pub(crate) struct Reader {
    /// All of it, to be shown if something fails.
    pub(crate) output: Vec<u8>,
    pub(crate) tests: Vec<Test>,
    /// The names that tests can have, where they are known: a test may itself
    /// run what prints the same (trybuild does).
    known: Option<BTreeSet<String>>,
    /// The sums, once there was a line with some.
    pub(crate) counts: Option<Counts>,
    line: Vec<u8>,
    running: Option<Running>,
    doc: Option<String>,
}

/// A test of which only the beginning was printed.
struct Running {
    name: String,
    since: Duration,
    /// The text behind the name: the output of the test's own children, and in the end
    /// the result of the test.
    rest: String,
    last: Duration,
}

impl Reader {
    /// Reads the output of tests with these names, or with any.
    pub(crate) fn new(known: Option<BTreeSet<String>>) -> Self {
        Self {
            known,
            ..Self::default()
        }
    }

    /// Takes bytes that arrived `at` this time.
    pub(crate) fn read(&mut self, bytes: &[u8], at: Duration) {
        self.output.extend_from_slice(bytes);
        for byte in bytes {
            self.line.push(*byte);
            if *byte == b'\n' {
                let line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
                self.whole(&line, at);
            } else if self.line.ends_with(b" ... ") {
                let line = String::from_utf8_lossy(&self.line).into_owned();
                let is_known = |name: &String| match &self.known {
                    Some(known) => known.contains(name),
                    None => !name.contains('\x1b'),
                };
                if let Some(name) = name(&line).filter(is_known) {
                    self.ended();
                    self.line.clear();
                    self.running = Some(Running {
                        name,
                        since: at,
                        rest: String::new(),
                        last: at,
                    });
                }
            }
        }
    }

    /// Returns the test that was running when the output ended, if one was.
    pub(crate) fn running(&self) -> Option<&str> {
        self.running.as_ref().map(|running| &*running.name)
    }

    fn whole(&mut self, line: &str, at: Duration) {
        let trimmed = line.trim();
        if let Some(name) = trimmed.strip_prefix("Doc-tests ") {
            self.doc = Some(name.to_owned());
        }
        if let Some(counts) = counts(trimmed) {
            self.ended();
            let sum = self.counts.get_or_insert_default();
            sum.passed += counts.passed;
            sum.failed += counts.failed;
            sum.ignored += counts.ignored;
        } else if trimmed == "failures:" || trimmed == "successes:" {
            self.ended();
        } else if let Some(running) = &mut self.running {
            if !trimmed.is_empty() {
                running.last = at;
            }
            running.rest += line;
        }
    }

    /// The test that runs has ended, as its last words say.
    fn ended(&mut self) {
        let Some(running) = self.running.take() else {
            return;
        };
        let last = running.rest.trim_end().lines().last().unwrap_or_default();
        let ending = if last.ends_with("ok") {
            Ending::Passed
        } else if last.ends_with("FAILED") {
            Ending::Failed
        } else if last.starts_with("ignored") {
            Ending::Ignored
        } else {
            // It said nothing: another one began, or the sums came.
            Ending::Failed
        };
        self.tests.push(Test {
            name: running.name,
            ending,
            time: running.last.saturating_sub(running.since),
            doc: self.doc.clone(),
        });
    }
}

/// The name in a line that says which test begins.
fn name(line: &str) -> Option<String> {
    let name = line.strip_prefix("test ")?.strip_suffix(" ... ")?;
    let kinds = [
        " - should panic",
        " - compile fail",
        " - compile",
        " - should panic - compile",
    ];
    let name = kinds
        .iter()
        .find_map(|kind| name.strip_suffix(kind))
        .unwrap_or(name);
    Some(name.to_owned())
}

/// The numbers of `test result: ok. 1 passed; 0 failed; ...`.
fn counts(line: &str) -> Option<Counts> {
    let numbers = line.strip_prefix("test result: ")?;
    let numbers = numbers.split_once(". ")?.1;
    let number = |word: &str| {
        let part = numbers.split("; ").find(|part| part.ends_with(word))?;
        part.split_once(' ')?.0.parse().ok()
    };
    Some(Counts {
        passed: number(" passed")?,
        failed: number(" failed")?,
        ignored: number(" ignored")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Reads parts that arrive a second after each other.
    fn read(parts: &[&str]) -> Reader {
        let mut reader = Reader::default();
        for (second, part) in (0_u32..).zip(parts) {
            reader.read(part.as_bytes(), SECOND * second);
        }
        reader
    }

    fn seen(reader: &Reader) -> Vec<(&str, Ending, u64)> {
        let tests = reader.tests.iter();
        tests
            .map(|test| (&*test.name, test.ending, test.time.as_secs()))
            .collect()
    }

    #[test]
    fn names_endings_times_and_sums_are_read() {
        let reader = read(&[
            "\nrunning 4 tests\ntest a::b ... ",
            "",
            "ok\ntest c - should panic ... ",
            "ok\ntest d ... ignored, why\ntest e ... ",
            "FAILED\n\nfailures:\n\n---- e stdout ----\n",
            "\nfailures:\n    e\n\ntest result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.39s\n\n",
        ]);
        let expected = [
            ("a::b", Ending::Passed, 2),
            ("c", Ending::Passed, 1),
            ("d", Ending::Ignored, 0),
            ("e", Ending::Failed, 1),
        ];
        assert_eq!(seen(&reader), expected);
        let counts = Counts {
            passed: 2,
            failed: 1,
            ignored: 1,
        };
        assert_eq!(reader.counts, Some(counts));
        assert_eq!(counts.all(), 4);
        assert_eq!(reader.running(), None);
    }

    #[test]
    fn parts_may_end_anywhere() {
        let text = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n\nfailures:\n\ntest result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
        let whole = read(&[text]);
        let parts: Vec<_> = text.split("").collect();
        let parts = read(&parts);
        assert_eq!(whole.counts, parts.counts);
        let endings = |reader: &Reader| -> Vec<_> {
            let tests = reader.tests.iter();
            tests.map(|test| (test.name.clone(), test.ending)).collect()
        };
        assert_eq!(endings(&whole), endings(&parts));
        assert_eq!(parts.output, text.as_bytes());
    }

    /// Programs that a test starts print past the capture of its output.
    #[test]
    fn output_of_children_does_not_hide_how_a_test_ended() {
        let reader = read(&[
            "test a ... ",
            "Compiling b\nFinished ... \nwarning: it\n",
            "ok\ntest c ... no new line",
            "ok\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s\n",
        ]);
        let expected = [("a", Ending::Passed, 2), ("c", Ending::Passed, 1)];
        assert_eq!(seen(&reader), expected);
    }

    /// As trybuild prints it, and as a child that is such an executable does.
    #[test]
    fn tests_within_tests_are_output_of_the_outer_one() {
        let known = ["outer", "last"].map(str::to_owned);
        let mut reader = Reader::new(Some(known.into()));
        let text = "test outer ... \n\ntest \x1b[1ma.rs\x1b[0m ... \x1b[32mok\x1b[0m\n\
            test inner ... FAILED\n\nok\ntest last ... ok\n";
        reader.read(text.as_bytes(), SECOND);
        let expected = [("outer", Ending::Passed, 0)];
        assert_eq!(seen(&reader), expected);
        assert_eq!(reader.running(), Some("last"));
        let reader = read(&["test outer ... test \x1b[1ma.rs ... ok\nok\nfailures:\n"]);
        assert_eq!(seen(&reader), expected);
    }

    #[test]
    fn a_test_that_never_ends_is_known_by_name() {
        let reader = read(&["test a ... ok\ntest b ... ", "thread overflowed\n"]);
        assert_eq!(seen(&reader), [("a", Ending::Passed, 0)]);
        assert_eq!((reader.running(), reader.counts), (Some("b"), None));
    }

    #[test]
    fn a_test_that_says_nothing_has_not_passed() {
        let reader = read(&["test a ... \ntest b ... ok\nfailures:\n"]);
        let expected = [("a", Ending::Failed, 0), ("b", Ending::Passed, 0)];
        assert_eq!(seen(&reader), expected);
    }

    #[test]
    fn tests_of_documentation_belong_to_their_crate_and_sums_add_up() {
        let sum = "test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s\n";
        let reader = read(&[
            "   Doc-tests greentic_guest\n\nrunning 1 test\ntest guest/src/lib.rs - (line 3) - compile ... ok\n",
            sum,
            "   Doc-tests other\ntest src/a.rs - a (line 5) ... ok\n",
            sum,
        ]);
        let tests: Vec<_> = reader
            .tests
            .iter()
            .map(|test| (&*test.name, test.doc.as_deref()))
            .collect();
        let expected = [
            ("guest/src/lib.rs - (line 3)", Some("greentic_guest")),
            ("src/a.rs - a (line 5)", Some("other")),
        ];
        assert_eq!(tests, expected);
        assert_eq!(reader.counts.unwrap().passed, 2);
    }
}
