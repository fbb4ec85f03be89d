//! Runs steps and says how they ended.

use std::fs;
use std::io::ErrorKind;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use crate::environment::skipped;
use crate::steps::{Outcome, Step};

/// Runs the steps up to the first that fails, and sums up.
pub(crate) fn run(steps: &[&Step]) -> ExitCode {
    let mut log = SkipLog::new();
    let mut summary = Vec::new();
    let mut loud = Vec::new();
    let mut failed = None;
    for step in steps {
        eprintln!("\n=== {}: {}", step.name, step.what);
        let start = Instant::now();
        let outcome = (step.run)();
        let time = start.elapsed();
        let result = match outcome {
            Outcome::Passed => "passed",
            Outcome::Skipped(reason) => {
                loud.push(format!("{}: {reason}", step.name));
                "SKIPPED"
            }
            Outcome::Failed(error) => {
                failed = Some((step.name, error));
                "FAILED"
            }
        };
        eprintln!("=== {}: {result} after {}", step.name, seconds(time));
        summary.push((step.name, result, time));
        // Tests report what they skipped whether or not others fail.
        let lines = log.new_lines();
        loud.extend(lines.iter().map(|line| format!("{}: {line}", step.name)));
        if failed.is_some() {
            break;
        }
    }

    eprintln!("\n=== summary");
    for (name, result, time) in &summary {
        eprintln!("{name:<12} {result:<8} {:>9}", seconds(*time));
    }
    for step in &steps[summary.len()..] {
        eprintln!("{:<12} not run", step.name);
    }
    for line in &loud {
        eprintln!("!!! SKIPPED {line}");
    }
    match failed {
        Some((name, error)) => {
            eprintln!("FAILED {name}: {error}\nrepeat it with: cargo xtask test {name}");
            ExitCode::FAILURE
        }
        None if loud.is_empty() => {
            eprintln!("all passed");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("all passed but what was skipped");
            ExitCode::SUCCESS
        }
    }
}

/// Runs a command with our own input and output.
pub(crate) fn execute(command: &mut Command) -> Result<(), String> {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let line = words.join(" ");
    eprintln!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(error) => Err(format!("cannot run `{}`: {error}", words[0])),
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// What tests noted in the file that [`skipped`] names.
struct SkipLog {
    seen: usize,
}

impl SkipLog {
    /// Begins without the notes of earlier runs.
    fn new() -> Self {
        match fs::remove_file(skipped()) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                eprintln!("{}: {error}; old notes stay", skipped().display());
            }
            _ => {}
        }
        Self { seen: 0 }
    }

    /// The lines that were added since the last time, each once.
    fn new_lines(&mut self) -> Vec<String> {
        let text = fs::read_to_string(skipped()).unwrap_or_default();
        let lines = text
            .lines()
            .map(|line| line.trim_start_matches("SKIPPED: "));
        let mut lines: Vec<_> = lines.skip(self.seen).map(str::to_owned).collect();
        self.seen += lines.len();
        lines.sort();
        lines.dedup();
        lines
    }
}
