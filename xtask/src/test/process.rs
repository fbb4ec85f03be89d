//! Runs one test executable and follows its output.

use std::collections::BTreeSet;
use std::io::{Read as _, pipe};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::test::libtest::{Counts, Ending, Reader, Test};

/// The results of an executable.
pub(crate) struct Finished {
    pub(crate) tests: Vec<Test>,
    pub(crate) counts: Counts,
    pub(crate) output: Vec<u8>,
    /// A fault beside tests that failed.
    pub(crate) error: Option<String>,
    pub(crate) time: Duration,
}

impl Finished {
    /// Returns whether everything passed.
    pub(crate) fn passed(&self) -> bool {
        self.error.is_none() && self.counts.failed == 0
    }

    pub(crate) fn not_run(error: String) -> Self {
        Self {
            tests: Vec::new(),
            counts: Counts::default(),
            output: Vec::new(),
            error: Some(error),
            time: Duration::ZERO,
        }
    }
}

/// The time that the output may stay open after the executable has ended: a program that
/// a test left behind may hold it.
const LEFT_OPEN: Duration = Duration::from_secs(10);

/// Runs a command that prints what the test harness prints of tests with the
/// `known` names, or with any. `follow` gets the output as it arrives.
pub(crate) fn run(
    command: &mut Command,
    known: Option<BTreeSet<String>>,
    mut follow: impl FnMut(&[u8]),
) -> Finished {
    let start = Instant::now();
    let mut reader = Reader::new(known);
    let status = piped(command, |bytes, at| {
        reader.read(bytes, at.saturating_duration_since(start));
        follow(bytes);
    });
    let status = match status {
        Ok(status) => status,
        Err(error) => return Finished::not_run(error),
    };
    let error = error(&reader, status);
    Finished {
        counts: reader.counts.unwrap_or_else(|| counts(&reader.tests)),
        tests: reader.tests,
        output: reader.output,
        error,
        time: start.elapsed(),
    }
}

/// Counts the tests that were seen before an executable died.
fn counts(tests: &[Test]) -> Counts {
    let count = |ending| tests.iter().filter(|test| test.ending == ending).count();
    Counts {
        passed: count(Ending::Passed),
        failed: count(Ending::Failed),
        ignored: count(Ending::Ignored),
    }
}

/// Returns the fault in how an executable ended, beside tests that failed.
fn error(reader: &Reader, status: ExitStatus) -> Option<String> {
    let Some(counts) = reader.counts else {
        let during = match reader.running() {
            Some(test) => format!(" in the middle of {test}"),
            None => String::new(),
        };
        return Some(format!("ended{during} with {status}, and no result"));
    };
    let silent = reader.running().map(|test| format!("{test} never ended"));
    if silent.is_some() {
        silent
    } else if !status.success() && counts.failed == 0 {
        Some(format!("ended with {status}, though no test failed"))
    } else if status.success() && counts.failed > 0 {
        Some(format!("ended with {status}, though tests failed"))
    } else {
        None
    }
}

/// Runs a command whose output and errors go into one pipe, in their order.
fn piped(
    command: &mut Command,
    mut take: impl FnMut(&[u8], Instant),
) -> Result<ExitStatus, String> {
    let failed = |error| format!("cannot run {}: {error}", command.get_program().display());
    let (mut reading, writing) = pipe().map_err(failed)?;
    let errors = writing.try_clone().map_err(failed)?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writing)
        .stderr(errors)
        .spawn()
        .map_err(|error| format!("cannot run {}: {error}", command.get_program().display()))?;
    // Our ends of the pipe are in the command; the output would never end.
    command.stdout(Stdio::null()).stderr(Stdio::null());

    let (sender, chunks) = mpsc::channel();
    // Not in a scope: it may have to be left behind with a pipe that stays open.
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reading.read(&mut buffer) {
            if sender
                .send((buffer[..count].to_vec(), Instant::now()))
                .is_err()
            {
                break;
            }
        }
    });
    let mut ended = None;
    loop {
        match chunks.recv_timeout(Duration::from_millis(200)) {
            Ok((bytes, at)) => take(&bytes, at),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if ended.is_none() && matches!(child.try_wait(), Ok(Some(_))) {
            ended = Some(Instant::now());
        }
        if ended.is_some_and(|ended| ended.elapsed() > LEFT_OPEN) {
            break;
        }
    }
    child
        .wait()
        .map_err(|error| format!("cannot wait: {error}"))
}
