//! Commands that run in a process of their own. They call libraries that decode a
//! component's types and may fail over its content, because these libraries were made for
//! a user's own files.

use greentic_command::output;
use std::env;
use std::io::{self, Read};
use std::process::{Command, ExitCode, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use greentic_host_shim::{CompileWorker, Error, LimitKind, Limits};

use crate::failure::Failure;

/// The variable with the most bytes of memory and the most seconds of processor time, with
/// a comma between them. If it is set, this is the separate process.
const BOUNDS: &str = "GREENTIC_TINY_APART";

/// The memory of this process itself, beside that for compiling, in bytes.
const OVERHEAD: u64 = 64 << 20;

/// The exit codes of the command itself, see `failure`.
const OWN: std::ops::RangeInclusive<i32> = 0..=6;

/// Does the work in a separate process, with the arguments of this one. The process ends
/// at the limits of time and memory for compiling a component of so many bytes.
pub(crate) fn run(
    limits: &Limits,
    bytes: usize,
    work: impl FnOnce() -> Result<ExitCode, Failure>,
) -> Result<ExitCode, Failure> {
    if let Some(bounds) = env::var_os(BOUNDS) {
        let bounds = bounds.to_str().and_then(|bounds| bounds.split_once(','));
        confine(bounds.map(|(memory, seconds)| (memory.parse().ok(), seconds.parse().ok())));
        return work();
    }
    let memory = limits.compile_memory(bytes);
    let time = limits.compile_time;
    let seconds = limits.compile_seconds(bytes);
    let Output {
        status,
        stderr,
        late,
    } = output(memory + OVERHEAD, seconds, time).map_err(|source| Failure::Io {
        what: "cannot run this program a second time".into(),
        source,
    })?;
    if late {
        let time = time.unwrap_or_default().as_secs_f64();
        return Err(limit(
            LimitKind::CompileTime,
            format!("it took more than {time} s to look at its types"),
        ));
    }
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(code) if OWN.contains(&i32::from(code)) => {
            output::forward(&stderr);
            Ok(ExitCode::from(code))
        }
        _ if is_out_of_time(status) => Err(limit(
            LimitKind::CompileTime,
            format!(
                "it took more than {} s of processor time to look at its types, too much \
                 for its size",
                seconds.unwrap_or_default()
            ),
        )),
        _ if String::from_utf8_lossy(&stderr).contains("memory allocation of") => Err(limit(
            LimitKind::CompileMemory,
            format!("looking at its types takes more than {memory} bytes of memory"),
        )),
        _ => Err(Failure::Component(Error::Invalid {
            message: format!("its types cannot be read: the reader ended with {status}"),
        })),
    }
}

fn limit(which: LimitKind, message: String) -> Failure {
    Failure::Component(Error::Limit {
        which,
        during: "check".into(),
        message,
    })
}

struct Output {
    status: ExitStatus,
    stderr: Vec<u8>,
    /// `true` if it was ended because its time was over.
    late: bool,
}

fn output(memory: u64, seconds: Option<u64>, time: Option<Duration>) -> io::Result<Output> {
    let seconds = seconds.map_or_else(String::new, |seconds| seconds.to_string());
    let mut child = Command::new(CompileWorker::program_of_this_process()?)
        .args(env::args_os().skip(1))
        .env(BOUNDS, format!("{memory},{seconds}"))
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    // The time for compiling, and as much again for the rest.
    let end = time.and_then(|time| Instant::now().checked_add(time.saturating_mul(2)));
    let mut stderr = child.stderr.take();
    thread::scope(|scope| {
        let stderr = scope.spawn(|| whole(stderr.as_mut()));
        let mut late = false;
        let mut step = Duration::from_millis(1);
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Ok(status),
                Ok(None) if end.is_some_and(|end| Instant::now() >= end) => {
                    late = true;
                    // It may just have ended by itself.
                    let _ = child.kill();
                    break child.wait();
                }
                Ok(None) => thread::sleep(step),
                Err(error) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break Err(error);
                }
            }
            step = (step * 2).min(Duration::from_millis(20));
        };
        Ok(Output {
            status: status?,
            stderr: stderr.join().unwrap_or_default(),
            late,
        })
    })
}

fn whole(pipe: Option<&mut impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        // After an error, the bytes before it are kept.
        let _ = pipe.read_to_end(&mut bytes);
    }
    bytes
}

/// Limits the memory and the processor time of this process. The parent process limits all
/// other time.
#[cfg(target_os = "linux")]
fn confine(bounds: Option<(Option<u64>, Option<u64>)>) {
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};

    // A limit that cannot be set is lower already.
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
    let set = |resource, limit: u64, at_most: u64| {
        let limit = Rlimit {
            current: Some(limit),
            maximum: Some(at_most),
        };
        let _ = setrlimit(resource, limit);
    };
    set(Resource::Core, 0, 0);
    let (memory, seconds) = bounds.unwrap_or_default();
    if let Some(memory) = memory {
        set(Resource::Data, memory, memory);
    }
    if let Some(seconds) = seconds {
        // The first limit ends the process by a signal of its own, so that this end can be
        // recognised. The process that compiles may use as many seconds itself.
        set(Resource::Cpu, seconds, seconds + 1);
    }
}

#[cfg(not(target_os = "linux"))]
fn confine(_bounds: Option<(Option<u64>, Option<u64>)>) {}

/// Returns whether the system has ended a process because of its processor time.
#[cfg(target_os = "linux")]
fn is_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;

    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(target_os = "linux"))]
fn is_out_of_time(_status: ExitStatus) -> bool {
    false
}
