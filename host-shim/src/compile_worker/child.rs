//! The host's side: starts a worker, waits for it, and ends it when its time or
//! its memory is over.

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::message::{Answer, Kind, Request};
use super::resident;
use super::serve::{ARGUMENT, OVERHEAD};
use crate::engine::Codegen;
use crate::{CompileWorker, Error, LimitKind, Limits, compile, fault};

/// Between two looks at a worker's memory, where it does not limit itself.
const WATCH: Duration = Duration::from_millis(20);

/// Time that a worker has to end after it has closed its output.
const END: Duration = Duration::from_secs(1);

/// The part of the memory to compile in that the code may take: the host holds it
/// twice, in no limits but these.
const CODE: u64 = 4;

/// Bytes of what a worker says on standard error that are kept.
const SAID: u64 = 4 << 10;

/// Code that a worker has answered; there is no other way to one.
pub(crate) struct Code(Vec<u8>);

impl Code {
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Compiles a component in a worker, within the limits.
pub(crate) fn compile(
    worker: &CompileWorker,
    codegen: Codegen,
    component: &[u8],
    limits: &Limits,
) -> Result<Code, Error> {
    let memory = limits.compile_memory(component.len());
    // 0 is for ever.
    let seconds = limits.compile_seconds(component.len()).unwrap_or(0);
    let request = Request {
        codegen,
        memory,
        seconds,
        component: component.into(),
    };
    match ask(worker, &request, limits.compile_time) {
        Ok(Ended::Answered(answer)) => of_answer(answer, memory),
        Ok(Ended::Late) => Err(late(limits)),
        Ok(Ended::TooMuch) => Err(no_memory(memory)),
        Ok(Ended::TooLarge) => Err(too_large(memory / CODE)),
        Ok(Ended::Died { status, .. }) if is_out_of_time(status) => Err(Error::Limit {
            which: LimitKind::CompileTime,
            during: fault::COMPILE.into(),
            message: format!(
                "it took more than {seconds} s of processor time to compile, too much for its size"
            ),
        }),
        Ok(Ended::Died { status, said }) => Err(died(status, &said, memory)),
        Err(error) => Err(Error::Setup {
            message: format!(
                "{}: cannot compile with it: {error}; name a `greentic-compile-worker` that this \
                 user may run",
                worker.path().display()
            ),
        }),
    }
}

/// Tells whether the system has ended a worker because of its processor time.
#[cfg(target_os = "linux")]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;

    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(target_os = "linux"))]
fn is_out_of_time(_status: ExitStatus) -> bool {
    false
}

fn of_answer(answer: Answer, memory: u64) -> Result<Code, Error> {
    let text = |body: Vec<u8>| String::from_utf8_lossy(&body).into_owned();
    match answer.kind {
        Kind::Code => Ok(Code(answer.body)),
        Kind::Invalid => Err(Error::Invalid {
            message: text(answer.body),
        }),
        Kind::Panicked => Err(compile::panicked(&text(answer.body))),
        Kind::NoMemory => Err(no_memory(memory)),
    }
}

fn late(limits: &Limits) -> Error {
    let time = limits.compile_time.unwrap_or_default();
    Error::Limit {
        which: LimitKind::CompileTime,
        during: fault::COMPILE.into(),
        message: format!(
            "it was not compiled in time; the limit is {} s",
            time.as_secs_f64()
        ),
    }
}

fn no_memory(memory: u64) -> Error {
    Error::Limit {
        which: LimitKind::CompileMemory,
        during: fault::COMPILE.into(),
        message: format!("compiling it takes too much memory; the limit is {memory} bytes"),
    }
}

fn too_large(allowed: u64) -> Error {
    Error::Limit {
        which: LimitKind::CompileMemory,
        during: fault::COMPILE.into(),
        message: format!("its machine code is too large; the limit is {allowed} bytes"),
    }
}

/// Explains the end of a worker that has not answered.
fn died(status: ExitStatus, said: &str, memory: u64) -> Error {
    // What the standard library says before it aborts, and what it says when it
    // cannot even have a thread.
    let texts = ["memory allocation of", "os error 11)", "os error 12)"];
    if texts.iter().any(|text| said.contains(text)) {
        return no_memory(memory);
    }
    let last = said.lines().map(str::trim).find(|line| !line.is_empty());
    let message = match last {
        Some(line) => format!("the compiler ended with {status}: {line}"),
        None => format!("the compiler ended with {status}"),
    };
    compile::panicked(&message)
}

/// The end of a worker.
enum Ended {
    Answered(Answer),
    Late,
    TooMuch,
    /// The answer is more than it may be.
    TooLarge,
    Died {
        status: ExitStatus,
        said: String,
    },
}

fn ask(worker: &CompileWorker, request: &Request<'_>, time: Option<Duration>) -> io::Result<Ended> {
    let child = Command::new(worker.path())
        .arg(ARGUMENT)
        // Its panics are told in one line.
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let end = time.and_then(|time| Instant::now().checked_add(time));
    thread::scope(|scope| {
        // Dropped before the scope waits for the threads: these end when the
        // worker does.
        let mut child = Killed(child);
        let missing = || io::Error::other("a pipe is missing");
        let input = child.0.stdin.take().ok_or_else(missing)?;
        let output = child.0.stdout.take().ok_or_else(missing)?;
        let errors = child.0.stderr.take().ok_or_else(missing)?;
        let (sender, answers) = sync_channel(1);
        let at_most = request.memory / CODE;
        spawn(scope, move || {
            // A worker that does not read to the end has its reasons.
            let _ = request.write(input);
        })?;
        spawn(scope, move || {
            let _ = sender.send(Answer::read(output, at_most));
        })?;
        let said = spawn(scope, move || said(errors))?;
        let watched = (!cfg!(target_os = "linux")).then_some(request.memory + OVERHEAD);
        match wait(&child.0, &answers, end, watched) {
            Waited::Answer(Ok(answer)) => Ok(Ended::Answered(answer)),
            Waited::Answer(Err(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                Ok(Ended::TooLarge)
            }
            Waited::Answer(Err(error)) => {
                let status = child.end()?;
                let said = said.join().unwrap_or_default();
                if status.success() {
                    return Err(error);
                }
                Ok(Ended::Died { status, said })
            }
            Waited::Late => Ok(Ended::Late),
            Waited::TooMuch => Ok(Ended::TooMuch),
        }
    })
}

fn spawn<'scope, R: Send + 'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    work: impl FnOnce() -> R + Send + 'scope,
) -> io::Result<thread::ScopedJoinHandle<'scope, R>> {
    thread::Builder::new()
        .name("greentic-compile".into())
        .spawn_scoped(scope, work)
}

/// Reads what a worker says, all of it, and keeps the beginning.
fn said(mut errors: impl Read) -> String {
    let mut said = Vec::new();
    let _ = errors.by_ref().take(SAID).read_to_end(&mut said);
    let _ = io::copy(&mut errors, &mut io::sink());
    String::from_utf8_lossy(&said).into_owned()
}

enum Waited {
    Answer(io::Result<Answer>),
    Late,
    TooMuch,
}

/// Waits for the answer. `watched` are the bytes of memory that the host has to
/// look after.
fn wait(
    child: &Child,
    answers: &Receiver<io::Result<Answer>>,
    end: Option<Instant>,
    watched: Option<u64>,
) -> Waited {
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Waited::Late;
        }
        let step = match (left, watched) {
            (left, None) => left.unwrap_or(Duration::MAX),
            (left, Some(_)) => left.unwrap_or(WATCH).min(WATCH),
        };
        match answers.recv_timeout(step) {
            Ok(answer) => return Waited::Answer(answer),
            Err(RecvTimeoutError::Disconnected) => {
                return Waited::Answer(Err(io::ErrorKind::BrokenPipe.into()));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(limit) = watched
            && resident::bytes(child.id()).is_some_and(|bytes| bytes > limit)
        {
            return Waited::TooMuch;
        }
    }
}

/// A worker that does not outlive this value.
struct Killed(Child);

impl Killed {
    /// Waits for the end of a worker that has closed its output.
    fn end(&mut self) -> io::Result<ExitStatus> {
        let end = Instant::now() + END;
        while Instant::now() < end {
            if let Some(status) = self.0.try_wait()? {
                return Ok(status);
            }
            thread::sleep(Duration::from_millis(1));
        }
        self.0.kill()?;
        self.0.wait()
    }
}

impl Drop for Killed {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
