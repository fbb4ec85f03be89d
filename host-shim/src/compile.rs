//! Compiling, in this process or in a worker.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

use wasmtime::Engine;
use wasmtime::component::Component as Compiled;

use crate::engine::Runtime;
use crate::{Error, compile_worker, pool, precompiled};

/// The compiler's recursion follows the nesting of types and code; this is twice
/// what a main thread has.
pub(crate) const STACK: usize = 16 << 20;

/// Compiles bytes, valid or invalid.
pub(crate) fn compile(runtime: &Runtime, bytes: &[u8]) -> Result<Compiled, Error> {
    match &runtime.worker {
        Some(worker) => {
            let code = compile_worker::compile(worker, runtime.codegen, bytes, &runtime.limits)?;
            precompiled::of_worker(&runtime.engine, &code)
        }
        None => here(&runtime.engine, bytes),
    }
}

/// Compiles in this process, on a thread with enough of a stack.
fn here(engine: &Engine, bytes: &[u8]) -> Result<Compiled, Error> {
    let outcome = thread::scope(|scope| {
        thread::Builder::new()
            .name("greentic-compile".into())
            .stack_size(STACK)
            .spawn_scoped(scope, || guarded(|| Compiled::from_binary(engine, bytes)))
            .map(thread::ScopedJoinHandle::join)
    });
    match outcome {
        Ok(Ok(Outcome::Done(compiled))) => Ok(compiled),
        Ok(Ok(Outcome::Refused(error))) => {
            let message = format!("{error:#}");
            Err(pool::unfit(&message).unwrap_or(Error::Invalid { message }))
        }
        Ok(Ok(Outcome::Panicked(message))) => Err(panicked(&message)),
        // `guarded` lets no panic out but that of dropping another one.
        Ok(Err(payload)) => Err(panicked(&text(&*payload))),
        Err(error) => Err(Error::Setup {
            message: format!("no thread to compile in: {error}"),
        }),
    }
}

/// The outcome of a piece of the compiler's work.
pub(crate) enum Outcome<R> {
    Done(R),
    Refused(wasmtime::Error),
    Panicked(String),
}

/// Does a piece of the compiler's work, and keeps its panics from everybody.
pub(crate) fn guarded<R>(work: impl FnOnce() -> wasmtime::Result<R>) -> Outcome<R> {
    // Whatever the work had in hand is dropped with the panic: an engine has
    // nothing half done between two compilations.
    match silently(|| panic::catch_unwind(AssertUnwindSafe(work))) {
        Ok(Ok(result)) => Outcome::Done(result),
        Ok(Err(error)) => Outcome::Refused(error),
        Err(payload) => Outcome::Panicked(text(&*payload)),
    }
}

/// Names a defect of the compiler that a component has found.
pub(crate) fn panicked(message: &str) -> Error {
    Error::Uncompilable {
        message: message.to_owned(),
    }
}

fn text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a message")
        .to_owned()
}

thread_local! {
    /// Set while panics of this thread are not to be printed.
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Does work whose panics are not printed. Those of other threads are, by
/// whatever hook was there before.
fn silently<R>(work: impl FnOnce() -> R) -> R {
    static HOOK: Once = Once::new();
    // The hook cannot be changed by a thread that panics.
    if !thread::panicking() {
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                if !SILENT.get() {
                    before(info);
                }
            }));
        });
    }
    SILENT.set(true);
    let result = work();
    SILENT.set(false);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_compiler_is_an_outcome() {
        let outcome = guarded::<()>(|| panic!("a defect of {}", "it"));
        assert!(matches!(outcome, Outcome::Panicked(text) if text == "a defect of it"));
        let outcome = guarded(|| Ok(7));
        assert!(matches!(outcome, Outcome::Done(7)));
    }
}
