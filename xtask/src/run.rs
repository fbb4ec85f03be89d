//! Runs steps and says how they ended.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::process::{Command, ExitCode};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::environment::skipped;
use crate::paint::Paint;
use crate::selection::Selection;
use crate::steps::{BESIDE, Outcome, Step};
use crate::summary::{Line, Summary};
use crate::test::tally::Tally;

/// The state that steps read and add to.
pub(crate) struct Context {
    pub(crate) selection: Selection,
    pub(crate) tally: Tally,
    /// `true` if another step runs at the same time. The output of this one would be in
    /// between, so only a failure is shown.
    pub(crate) quiet: bool,
}

impl Context {
    fn new(selection: Selection, quiet: bool) -> Self {
        Self {
            selection,
            tally: Tally::default(),
            quiet,
        }
    }

    /// Runs a step; returns how it ended and what it took.
    fn run(&mut self, step: &Step) -> (Outcome, Duration) {
        let start = Instant::now();
        let outcome = (step.run)(self);
        (outcome, start.elapsed())
    }
}

/// A step that was begun together with another one.
type Begun = JoinHandle<(Outcome, Duration, Tally)>;

fn begin(step: &'static Step, selection: Selection) -> Begun {
    thread::spawn(move || {
        let mut context = Context::new(selection, true);
        let (outcome, time) = context.run(step);
        (outcome, time, context.tally)
    })
}

/// Runs the steps up to the first that fails, and sums up.
pub(crate) fn run(selection: Selection) -> ExitCode {
    let mut log = SkipLog::new();
    let mut summary = Summary::default();
    let mut context = Context::new(selection, false);
    let steps = context.selection.steps.clone();
    let mut begun: BTreeMap<&str, Begun> = BTreeMap::new();
    for step in &steps {
        let early = begun.remove(step.name);
        if summary.failed.is_some() && early.is_none() {
            summary.lines.push(Line::not_run(step.name));
            continue;
        }
        eprintln!("\n=== {}: {}", step.name, step.what);
        for other in &steps {
            let begins = BESIDE.contains(&(other.name, step.name));
            if begins && !begun.contains_key(other.name) {
                eprintln!("({} runs beside it: {})", other.name, other.what);
                begun.insert(other.name, begin(other, context.selection.clone()));
            }
        }
        let (outcome, time) = match early.map(JoinHandle::join) {
            None => context.run(step),
            Some(Ok((outcome, time, tally))) => {
                context.tally.append(tally);
                (outcome, time)
            }
            Some(Err(panic)) => std::panic::resume_unwind(panic),
        };
        // Tests report what they skipped whether or not others fail.
        let outcome = summary.take(
            step.name,
            context.selection.strict,
            outcome,
            log.new_lines(),
        );
        eprintln!("=== {}: {outcome} after {}", step.name, seconds(time));
        summary.lines.push(Line {
            name: step.name,
            outcome,
            time: Some(time),
        });
    }
    summary.repeat = context.selection.options.join(" ");
    print!("{}", summary.text(&context.tally, Paint::of_output()));
    match summary.failed {
        Some(_) => ExitCode::FAILURE,
        None => ExitCode::SUCCESS,
    }
}

/// Says how a command of one step ended.
pub(crate) fn one(name: &'static str, strict: bool, outcome: Outcome) -> ExitCode {
    match outcome {
        Outcome::Passed => {
            println!("{name}: passed");
            ExitCode::SUCCESS
        }
        Outcome::Skipped(reason) => {
            println!("!!! SKIPPED {name}: {reason}");
            ExitCode::from(u8::from(strict))
        }
        Outcome::Failed(error) => {
            eprintln!("error: {name}: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command with our own input and output.
pub(crate) fn execute(command: &mut Command) -> Result<(), String> {
    let line = line(command);
    eprintln!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(error) => Err(format!(
            "cannot run `{}`: {error}",
            command.get_program().display()
        )),
    }
}

/// Runs a command and shows what it printed only when it fails.
pub(crate) fn execute_quietly(command: &mut Command) -> Result<(), String> {
    let line = line(command);
    let output = command
        .output()
        .map_err(|error| format!("cannot run `{line}`: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    eprintln!("$ {line}");
    for text in [output.stdout, output.stderr] {
        eprint!("{}", String::from_utf8_lossy(&text));
    }
    Err(format!("`{line}` ended with {}", output.status))
}

/// Returns the words of a command.
pub(crate) fn line(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    words.join(" ")
}

/// Returns a time as it is shown.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// The notes of tests in the file that [`skipped`] names.
#[derive(Default)]
struct SkipLog {
    seen: BTreeSet<String>,
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
        Self::default()
    }

    /// Returns the lines that were added since the last time.
    fn new_lines(&mut self) -> Vec<String> {
        self.of(&fs::read_to_string(skipped()).unwrap_or_default())
    }

    /// Returns the lines of a text that are seen for the first time, in the
    /// order of the alphabet: tests write them in any, and again and again.
    fn of(&mut self, text: &str) -> Vec<String> {
        let lines: BTreeSet<_> = text
            .lines()
            .map(|line| line.trim_start_matches("SKIPPED: ").to_owned())
            .collect();
        let new: Vec<_> = lines.difference(&self.seen).cloned().collect();
        self.seen.extend(lines);
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_skipped_is_said_once_whatever_its_place() {
        let mut log = SkipLog::default();
        assert_eq!(log.of("SKIPPED: b\nSKIPPED: a\nSKIPPED: b\n"), ["a", "b"]);
        // A test of the next step notes one of them again, behind another.
        assert_eq!(log.of("SKIPPED: a\nSKIPPED: c\nSKIPPED: b\n"), ["c"]);
        assert!(log.of("").is_empty());
    }
}
