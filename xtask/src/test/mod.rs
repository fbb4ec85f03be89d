//! Runs tests: one executable on each core, the longest first.
//!
//! `cargo test` runs one executable after the other, with as many threads as
//! there are cores. Most of the time goes into tests that are long and few, so
//! that a core idles at the end of every executable.

mod durations;
pub(crate) mod executables;
pub(crate) mod libtest;
pub(crate) mod process;
mod schedule;
pub(crate) mod suite;
pub(crate) mod tally;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::environment::command;
use crate::run::{Context, seconds};
use durations::Durations;
use executables::Executable;
use process::Finished;
use suite::Suite;
use tally::Tally;

/// Something to run: an executable, or a part of one.
struct Job {
    package: String,
    name: String,
    repeat: String,
    command: Command,
    /// Prints the names of the tests, where they can be known ahead.
    list: Option<Command>,
    expected: f64,
    /// The number of tests to run, if it is known.
    tests: Option<usize>,
}

impl Job {
    /// Runs it, and holds the number of tests that ran against what is known.
    fn run(&mut self, suite: &Suite) -> Finished {
        let known = match self.list.as_mut().map(list).transpose() {
            Ok(names) => names.map(BTreeSet::from_iter),
            Err(error) => return Finished::not_run(error),
        };
        let all = known.as_ref().map(BTreeSet::len);
        let mut left = process::run(&mut self.command, known, |_| {});
        let ran = left.counts.all();
        if left.error.is_some() {
            return left;
        }
        if !suite.names.is_empty() {
            if ran == 0 {
                left.error = Some(format!("no test is called {}", suite.names.join(" or ")));
            }
        } else if let Some(wanted) = self.tests.or(all).filter(|wanted| *wanted != ran) {
            left.error = Some(format!("{ran} tests ran in place of {wanted}"));
        }
        left
    }
}

impl schedule::Timed for Job {
    fn seconds(&self) -> f64 {
        self.expected
    }
}

/// Builds the tests of a suite, runs them, and adds them to the tally.
///
/// # Errors
///
/// When they do not build, and when one fails, after all have run.
pub(crate) fn run(suite: &Suite, tally: &mut Tally) -> Result<(), String> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut durations = Durations::load();
    let executables = executables::build(suite)?;
    let mut jobs = plan(&executables, suite, &durations, workers)?;
    if suite.documentation {
        jobs.extend(documentation(suite, &executables, &durations));
    }
    let (count, start, before) = (jobs.len(), Instant::now(), tally.failures.len());
    let mut ended = 0;
    let work = |mut job: Job| {
        let left = job.run(suite);
        (job, left)
    };
    schedule::run(jobs, workers, work, |(job, left)| {
        ended += 1;
        report(&format!("[{ended}/{count}] "), &job, &left);
        keep(&mut durations, suite, &job, &left);
        tally.add(&job.package, &job.name, &job.repeat, &left);
    });
    durations.save();
    eprintln!("{count} executables in {}", seconds(start.elapsed()));
    match tally.failures.len() - before {
        0 => Ok(()),
        count => Err(format!("failures: {count}")),
    }
}

/// Runs a command of cargo that runs tests itself, and adds them to the tally.
/// Its output is shown as it comes; if the context is quiet, only after a
/// failure.
///
/// # Errors
///
/// When one fails.
pub(crate) fn follow(
    mut command: Command,
    package: &str,
    context: &mut Context,
) -> Result<(), String> {
    let line = crate::run::line(&command);
    // What cannot be shown is in the result all the same.
    let show = |bytes: &[u8]| std::io::stderr().write_all(bytes).unwrap_or_default();
    if !context.quiet {
        eprintln!("$ {line}");
    }
    let left = process::run(&mut command, None, |bytes| {
        if !context.quiet {
            show(bytes);
        }
    });
    if context.quiet && !left.passed() {
        eprintln!("$ {line}");
        show(&left.output);
    }
    context.tally.add(package, package, &line, &left);
    match (&left.error, left.counts.failed) {
        (Some(error), _) => Err(error.clone()),
        (None, 0) => Ok(()),
        (None, count) => Err(format!("failures: {count}")),
    }
}

/// Says how an executable ended; all that it printed, if it failed.
fn report(place: &str, job: &Job, left: &Finished) {
    let (counts, time) = (left.counts, seconds(left.time));
    if left.passed() {
        if counts.all() > 0 {
            eprintln!("{place}{}: {} passed in {time}", job.name, counts.passed);
        }
        return;
    }
    eprintln!(
        "{place}{}: FAILED after {time}; all that it printed:",
        job.name
    );
    let mut errors = std::io::stderr().lock();
    errors.write_all(&left.output).unwrap_or_default();
    drop(errors);
    if let Some(error) = &left.error {
        eprintln!("{}: {error}", job.name);
    }
}

/// Makes jobs of executables. One that would still run when all others have
/// ended is divided by its tests: what its tests share is then made more than
/// once, so the others are not.
fn plan(
    executables: &[Executable],
    suite: &Suite,
    durations: &Durations,
    workers: usize,
) -> Result<Vec<Job>, String> {
    let expected: Vec<_> = executables
        .iter()
        .map(|executable| durations.executable(&executable.name()))
        .collect();
    let cores = u32::try_from(workers).map_or(1.0, f64::from);
    let share = expected.iter().sum::<f64>() / cores;
    let mut jobs = Vec::new();
    for (executable, expected) in executables.iter().zip(expected) {
        // Parts of seconds are not worth another process.
        if expected > share.max(5.0) && suite.names.is_empty() {
            let name = executable.name();
            let tests = list(&mut listing(executable))?.into_iter().map(|test| {
                let seconds = durations.test(&name, &test);
                (test, seconds)
            });
            for tests in schedule::split(tests.collect(), share / 2.0) {
                let expected = tests.iter().map(|test| durations.test(&name, test)).sum();
                let mut job = job(executable, suite, expected);
                job.tests = Some(tests.len());
                job.command.arg("--exact").args(tests);
                jobs.push(job);
            }
        } else {
            let mut job = job(executable, suite, expected);
            job.command.args(&suite.names);
            jobs.push(job);
        }
    }
    Ok(jobs)
}

fn job(executable: &Executable, suite: &Suite, expected: f64) -> Job {
    let mut command = executable.command();
    command.arg("--test-threads=1");
    let mut words = vec!["cargo test -p".to_owned(), executable.package.clone()];
    words.extend(suite.switches());
    words.push(executable.option());
    Job {
        package: executable.package.clone(),
        name: executable.name(),
        repeat: words.join(" "),
        command,
        list: Some(listing(executable)),
        expected,
        tests: None,
    }
}

/// The names of the tests of an executable.
fn list(command: &mut Command) -> Result<Vec<String>, String> {
    let output = command.stdin(Stdio::null()).output();
    let failed = |error: String| format!("`{}`: {error}", crate::run::line(command));
    let output = output.map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    let names = String::from_utf8_lossy(&output.stdout);
    let names = names.lines().filter_map(|line| line.strip_suffix(": test"));
    Ok(names.map(str::to_owned).collect())
}

/// The command that prints them.
fn listing(executable: &Executable) -> Command {
    let mut command = executable.command();
    command.arg("--list");
    command
}

/// The name of the job of all tests in documentation.
const DOCUMENTATION: &str = "documentation";

/// The tests in the documentation, which rustdoc builds and runs, where there
/// is a library that can have some.
fn documentation(suite: &Suite, executables: &[Executable], durations: &Durations) -> Option<Job> {
    let has_library = |package: &String| {
        let mut own = executables.iter().filter(|one| one.package == *package);
        own.any(|one| one.kind == "lib")
    };
    let mut suite = suite.clone();
    let all = suite.packages.is_empty();
    suite.packages.retain(has_library);
    if suite.packages.is_empty() && !all {
        return None;
    }
    let mut command = command("cargo", &["test", "--doc", "--locked", "--no-fail-fast"]);
    command.args(suite.scope()).args(["--", "--test-threads=1"]);
    Some(Job {
        package: DOCUMENTATION.to_owned(),
        name: DOCUMENTATION.to_owned(),
        repeat: crate::run::line(&command),
        command,
        list: None,
        expected: durations.executable(DOCUMENTATION),
        tests: None,
    })
}

/// Keeps what tests took, for the next run.
fn keep(durations: &mut Durations, suite: &Suite, job: &Job, left: &Finished) {
    if job.name == DOCUMENTATION {
        // Most of the time goes into building them.
        durations.note(&job.name, "all", left.time.as_secs_f64());
        return;
    }
    if job.tests.is_none() && suite.names.is_empty() && left.error.is_none() {
        // All of them ran: others are gone.
        durations.forget(&job.name);
    }
    for test in &left.tests {
        durations.note(&job.name, &test.name, test.time.as_secs_f64());
    }
}
