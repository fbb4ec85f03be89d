//! Sums up a run: steps, tests by crate, the slowest tests, what was skipped.

use std::fmt::Write as _;
use std::time::Duration;

use crate::paint::Paint;
use crate::run::seconds;
use crate::steps::Outcome;
use crate::test::libtest::Ending;
use crate::test::tally::Tally;

/// The summary of a run.
#[derive(Default)]
pub(crate) struct Summary {
    pub(crate) lines: Vec<Line>,
    /// The checks that were skipped, each with its reason.
    pub(crate) skipped: Vec<String>,
    /// The step that failed, and why.
    pub(crate) failed: Option<(&'static str, String)>,
    /// The options with which a step is repeated.
    pub(crate) repeat: String,
}

/// A step in the table.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) time: Option<Duration>,
}

const PASSED: &str = "passed";
const SKIPPED: &str = "SKIPPED";
const FAILED: &str = "FAILED";

impl Line {
    pub(crate) fn not_run(name: &'static str) -> Self {
        Self {
            name,
            outcome: "not run",
            time: None,
        }
    }
}

impl Summary {
    /// Takes how a step ended and what its tests noted as skipped, and returns
    /// what that comes to.
    pub(crate) fn take(
        &mut self,
        step: &'static str,
        strict: bool,
        outcome: Outcome,
        noted: Vec<String>,
    ) -> &'static str {
        let mut skipped = noted;
        let outcome = match outcome {
            Outcome::Passed => PASSED,
            Outcome::Skipped(reason) => {
                skipped.insert(0, reason);
                SKIPPED
            }
            Outcome::Failed(error) => {
                self.failed = Some((step, error));
                FAILED
            }
        };
        let count = skipped.len();
        let skipped = skipped.iter().map(|reason| format!("{step}: {reason}"));
        self.skipped.extend(skipped);
        if strict && count > 0 && self.failed.is_none() {
            let error = "something was skipped, which --strict does not allow";
            self.failed = Some((step, error.to_owned()));
            return FAILED;
        }
        outcome
    }

    /// Returns the text of it all.
    pub(crate) fn text(&self, tally: &Tally, paint: Paint) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = self.write(&mut text, tally, paint);
        text
    }

    fn write(&self, text: &mut String, tally: &Tally, paint: Paint) -> std::fmt::Result {
        writeln!(text, "\n{}", paint.bold("=== summary"))?;
        for line in &self.lines {
            let time = line.time.map(seconds).unwrap_or_default();
            let outcome = format!("{:<8}", line.outcome);
            let outcome = match line.outcome {
                PASSED => paint.good(&outcome),
                SKIPPED => paint.loud(&outcome),
                FAILED => paint.bad(&outcome),
                _ => outcome,
            };
            writeln!(text, "{:<26} {outcome} {time:>9}", line.name)?;
        }
        if !tally.crates().is_empty() {
            writeln!(text, "\n{}", paint.bold("tests by crate"))?;
            for (name, sum) in tally.crates() {
                let (tests, time) = (sum.tests, seconds(sum.time));
                writeln!(text, "{name:<26} {tests:>8} {time:>9}")?;
            }
            writeln!(text, "\n{}", paint.bold("slowest tests"))?;
            for test in tally.slowest(10) {
                let time = seconds(test.time);
                writeln!(text, "{time:>9}  {}: {}", test.executable, test.name)?;
            }
        }
        let ignored: Vec<_> = tally
            .tests
            .iter()
            .filter(|test| test.ending == Ending::Ignored)
            .collect();
        writeln!(text)?;
        for test in &ignored {
            writeln!(text, "ignored {}: {}", test.executable, test.name)?;
        }
        for line in &self.skipped {
            writeln!(text, "{}", paint.loud(&format!("!!! SKIPPED {line}")))?;
        }
        for failure in &tally.failures {
            let what = format!("FAILED {}", failure.what);
            writeln!(text, "{}\n    {}", paint.bad(&what), failure.repeat)?;
        }
        if let Some((name, error)) = &self.failed {
            let what = format!("FAILED {name}: {error}");
            let options = match &*self.repeat {
                "" => String::new(),
                options => format!(" {options}"),
            };
            writeln!(text, "{}", paint.bad(&what))?;
            writeln!(text, "repeat it with: cargo xtask test {name}{options}")?;
        }
        let (passed, failed) = (tally.counts.passed, tally.counts.failed);
        let skipped = tally.counts.ignored + self.skipped.len();
        writeln!(text, "{passed} passed, {failed} failed, {skipped} skipped")?;
        match (&self.failed, self.skipped.is_empty()) {
            (Some((name, _)), _) => writeln!(text, "{}", paint.bad(&format!("failed: {name}"))),
            (None, true) => writeln!(text, "{}", paint.good("all passed")),
            (None, false) => {
                let end = "all passed but what was skipped";
                writeln!(text, "{}", paint.loud(end))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(summary: &Summary) -> String {
        summary.text(&Tally::default(), Paint::with(false))
    }

    fn skipped() -> Outcome {
        Outcome::Skipped("no Miri".to_owned())
    }

    #[test]
    fn a_run_ends_with_the_sums_and_what_they_mean() {
        let mut summary = Summary::default();
        assert_eq!(
            summary.take("fmt", true, Outcome::Passed, Vec::new()),
            PASSED
        );
        let text = text(&summary);
        assert!(
            text.ends_with("\n0 passed, 0 failed, 0 skipped\nall passed\n"),
            "{text}"
        );
    }

    #[test]
    fn what_is_skipped_is_said_and_no_failure() {
        let mut summary = Summary::default();
        assert_eq!(summary.take("miri", false, skipped(), Vec::new()), SKIPPED);
        let noted = vec!["no Node".to_owned()];
        assert_eq!(summary.take("test", false, Outcome::Passed, noted), PASSED);
        assert!(summary.failed.is_none());
        let text = text(&summary);
        let end = "!!! SKIPPED miri: no Miri\n!!! SKIPPED test: no Node\n\
            0 passed, 0 failed, 2 skipped\nall passed but what was skipped\n";
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn what_is_skipped_is_a_failure_under_strict() {
        for (outcome, noted) in [
            (skipped(), Vec::new()),
            (Outcome::Passed, vec!["no Node".to_owned()]),
        ] {
            let mut summary = Summary {
                repeat: "--strict".to_owned(),
                ..Summary::default()
            };
            assert_eq!(summary.take("test", true, outcome, noted), FAILED);
            let text = text(&summary);
            let end = "which --strict does not allow\n\
                repeat it with: cargo xtask test test --strict\n\
                0 passed, 0 failed, 1 skipped\nfailed: test\n";
            assert!(text.ends_with(end), "{text}");
        }
    }

    #[test]
    fn a_failure_keeps_its_own_reason_under_strict() {
        let mut summary = Summary::default();
        let outcome = Outcome::Failed("failures: 3".to_owned());
        summary.take("test", true, outcome, vec!["no Node".to_owned()]);
        assert_eq!(summary.failed, Some(("test", "failures: 3".to_owned())));
    }

    #[test]
    fn colours_are_only_where_they_are_wanted() {
        let summary = Summary::default();
        assert!(!text(&summary).contains('\x1b'));
        let colours = summary.text(&Tally::default(), Paint::with(true));
        assert!(colours.contains("\x1b["));
    }
}
