//! The worker's side.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;
use std::thread;

use wasmtime::Engine;

use super::message::{Answer, Kind, Request};
use crate::compile;
use greentic_untrusted::guarded;

/// The argument that tells a program that it is a worker.
pub(super) const ARGUMENT: &str = "greentic-compile-worker";

/// Memory that a worker has besides what compiling takes: its own data, and the
/// stack of the thread that compiles.
pub(super) const OVERHEAD: u64 = (compile::STACK as u64) + (16 << 20);

/// Tells a program whether it was started to compile: its only argument is
/// `greentic-compile-worker`. Such a program must call [`main`], and print
/// nothing.
pub fn is_asked() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    arguments.next().is_some_and(|first| first == ARGUMENT) && arguments.next().is_none()
}

/// Compiles the component that a host hands over on standard input, and ends.
pub fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may be there to read it.
            let _ = writeln!(io::stderr(), "greentic-compile-worker: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> io::Result<()> {
    let request = Request::read(io::stdin().lock())?;
    confine(&request)?;
    let answer = thread::Builder::new()
        .stack_size(compile::STACK)
        .spawn(move || answer(&request))?
        .join()
        .map_err(|_| io::Error::other("the thread that compiles panicked"))?;
    answer.write(io::stdout().lock())
}

fn answer(request: &Request<'_>) -> Answer {
    let engine = request
        .codegen
        .config()
        .and_then(|config| Engine::new(&config));
    let outcome = match engine {
        Ok(engine) => guarded(|| engine.precompile_component(&request.component)),
        Err(error) => Ok(Err(error)),
    };
    let (kind, body) = match outcome {
        Ok(Ok(code)) => (Kind::Code, code),
        Ok(Err(error)) if is_no_memory(&error) => (Kind::NoMemory, Vec::new()),
        Ok(Err(error)) => (Kind::Invalid, format!("{error:#}").into_bytes()),
        Err(said) => (Kind::Panicked, said.into_bytes()),
    };
    Answer { kind, body }
}

/// Tells whether it was the system that had no memory to give.
fn is_no_memory(error: &wasmtime::Error) -> bool {
    let system = error.chain().find_map(|cause| cause.downcast_ref());
    let kind = system.map(io::Error::kind);
    // Wasmtime's own calls of the system do not go through the standard library.
    kind == Some(ErrorKind::OutOfMemory) || format!("{error:#}").contains("os error 12")
}

/// Limits what this process may take from here on. It ends with the host, too.
#[cfg(target_os = "linux")]
fn confine(request: &Request<'_>) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};

    set_parent_process_death_signal(Some(Signal::KILL))?;
    // The limits can only be lowered; what cannot be set is lower already.
    let set = |resource, limit: u64, at_most: u64| {
        let limit = Rlimit {
            current: Some(limit),
            maximum: Some(at_most),
        };
        let _ = setrlimit(resource, limit);
    };
    set(Resource::Core, 0, 0);
    let memory = request.memory.saturating_add(OVERHEAD);
    set(Resource::Data, memory, memory);
    if request.seconds > 0 {
        // The first one is told from all other ends by its signal.
        set(Resource::Cpu, request.seconds, request.seconds + 1);
    }
    Ok(())
}

/// The host watches.
#[cfg(not(target_os = "linux"))]
#[allow(clippy::unnecessary_wraps, reason = "as on Linux")]
fn confine(_request: &Request<'_>) -> io::Result<()> {
    Ok(())
}
