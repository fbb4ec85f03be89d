//! The times that tests took the last time, by which the next run is planned.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use crate::environment::scratch;

/// Seconds, by the name of the executable and of the test.
#[derive(Default)]
pub(crate) struct Durations {
    seconds: BTreeMap<(String, String), f64>,
}

/// Executables that are long, with about what they take, in seconds: for the
/// first run, which has no times of an earlier one. Only the order matters.
const LONG: &[(&str, f64)] = &[
    ("greentic-shrink tests/components", 400.0),
    ("greentic-conformance tests/features", 400.0),
    ("greentic-conformance tests/roundtrip_jco", 250.0),
    ("greentic-conformance tests/mutants", 250.0),
    ("greentic-tiny tests/command", 250.0),
    ("greentic-conformance tests/roundtrip", 200.0),
    ("greentic-conformance tests/published", 180.0),
    ("greentic-conformance tests/mcp_clients", 150.0),
    ("greentic-host-shim tests/suite", 150.0),
    ("greentic-shrink tests/core_modules", 150.0),
    ("greentic-conformance tests/soak", 100.0),
    ("greentic-conformance tests/merging", 100.0),
    ("greentic-conformance tests/mcp_suite", 100.0),
    ("greentic-guest-bindgen tests/stub", 90.0),
    ("greentic-guest tests/compile_fail", 80.0),
    ("greentic-guest-bindgen tests/smith", 80.0),
    ("greentic-conformance tests/worlds", 70.0),
    ("documentation", 60.0),
    ("greentic-size-report tests/command", 50.0),
    ("greentic-guest-alloc tests/model", 50.0),
    ("greentic-conformance tests/made_values", 45.0),
    ("greentic-conformance tests/jco", 40.0),
    ("greentic-conformance tests/composition", 35.0),
    ("greentic-host-shim tests/bindings", 35.0),
    ("greentic-conformance tests/mcp_streams", 30.0),
    ("greentic-conformance tests/mcp_sessions", 30.0),
    ("greentic-size-report tests/worlds", 30.0),
    ("greentic-guest-bindgen tests/command", 25.0),
    ("greentic-guest-bindgen tests/stability", 20.0),
];

/// The seconds that are assumed for a test of which nothing is known.
const UNKNOWN: f64 = 0.1;

impl Durations {
    /// Returns the times of earlier runs, where there were any.
    pub(crate) fn load() -> Self {
        Self::read(&fs::read_to_string(file()).unwrap_or_default())
    }

    /// Keeps the times for the next run.
    pub(crate) fn save(&self) {
        if let Err(error) = fs::write(file(), self.write()) {
            eprintln!("{}: {error}; the times are not kept", file().display());
        }
    }

    /// Notes what a test took.
    pub(crate) fn note(&mut self, executable: &str, test: &str, seconds: f64) {
        let key = (executable.to_owned(), test.to_owned());
        self.seconds.insert(key, seconds);
    }

    /// Drops what is known of an executable.
    pub(crate) fn forget(&mut self, executable: &str) {
        self.seconds.retain(|(name, _), _| name != executable);
    }

    /// Returns what is expected of one test.
    pub(crate) fn test(&self, executable: &str, test: &str) -> f64 {
        let key = (executable.to_owned(), test.to_owned());
        self.seconds.get(&key).copied().unwrap_or(UNKNOWN)
    }

    /// Returns what is expected of an executable.
    pub(crate) fn executable(&self, executable: &str) -> f64 {
        let own = self
            .seconds
            .iter()
            .filter(|((name, _), _)| name == executable);
        let known: f64 = own.map(|(_, seconds)| seconds).sum();
        if known > 0.0 {
            return known;
        }
        let long = LONG.iter().find(|(name, _)| *name == executable);
        long.map_or(UNKNOWN, |(_, seconds)| *seconds)
    }

    fn read(text: &str) -> Self {
        let mut durations = Self::default();
        for line in text.lines() {
            let mut fields = line.splitn(3, '\t');
            let seconds = fields.next().and_then(|seconds| seconds.parse().ok());
            // A line of something else is of no use, and does no harm.
            if let (Some(seconds), Some(executable), Some(test)) =
                (seconds, fields.next(), fields.next())
            {
                durations.note(executable, test, seconds);
            }
        }
        durations
    }

    fn write(&self) -> String {
        let mut text = String::new();
        for ((executable, test), seconds) in &self.seconds {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{seconds:.3}\t{executable}\t{test}");
        }
        text
    }
}

fn file() -> PathBuf {
    scratch().join("durations.txt")
}

#[cfg(test)]
mod tests {
    use crate::environment::root;

    use super::*;

    #[test]
    fn times_are_kept_in_a_file() {
        let mut durations = Durations::default();
        durations.note("a lib", "b::c", 1.5);
        durations.note("a lib", "d", 0.25);
        durations.note("a tests/e", "src/lib.rs - (line 3)", 2.0);
        let again = Durations::read(&durations.write());
        assert_eq!(again.seconds, durations.seconds);
        assert!((again.test("a lib", "b::c") - 1.5).abs() < 1e-9);
        assert!((again.executable("a lib") - 1.75).abs() < 1e-9);
        assert!((again.test("a lib", "new") - UNKNOWN).abs() < 1e-9);
        durations.forget("a lib");
        assert!((durations.test("a lib", "d") - UNKNOWN).abs() < 1e-9);
        assert_eq!(durations.seconds.len(), 1);
    }

    #[test]
    fn lines_of_something_else_are_passed_over() {
        let durations = Durations::read("\nx\ty\tz\n1.0\tonly\n2.0\ta lib\tb\n");
        assert_eq!(durations.seconds.len(), 1);
    }

    #[test]
    fn the_executables_that_are_known_as_long_exist() {
        for (name, seconds) in LONG {
            let known = Durations::default().executable(name);
            assert!((known - seconds).abs() < 1e-9, "{name}");
            let (package, file) = match name.split_once(' ') {
                Some((package, target)) => (package, target.replace("bin ", "src/bin/")),
                None => continue,
            };
            let exists = [package, package.trim_start_matches("greentic-")]
                .iter()
                .any(|folder| {
                    let file = root().join(folder).join(&file);
                    file.is_dir() || file.with_extension("rs").is_file()
                });
            assert!(exists, "{name}");
        }
    }
}
