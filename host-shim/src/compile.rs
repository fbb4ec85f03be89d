//! Compiling, in this process or in a worker.

use std::thread;

use wasmtime::Engine;
use wasmtime::component::Component as Compiled;

use crate::engine::Runtime;
use crate::{Error, compile_worker, pool, precompiled};
use greentic_untrusted::{guarded, message};

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

/// Compiles bytes, valid or invalid, and returns how many bytes of code that makes.
pub(crate) fn code_bytes(runtime: &Runtime, bytes: &[u8]) -> Result<usize, Error> {
    if let Some(worker) = &runtime.worker {
        let code = compile_worker::compile(worker, runtime.codegen, bytes, &runtime.limits)?;
        return Ok(code.bytes().len());
    }
    let compiled = here(&runtime.engine, bytes)?;
    Ok(compiled
        .serialize()
        .map_err(Error::setup(Error::DEFECT))?
        .len())
}

/// Compiles in this process, on a thread with enough of a stack.
fn here(engine: &Engine, bytes: &[u8]) -> Result<Compiled, Error> {
    // Whatever the compiler had in hand is dropped with its panic: an engine has
    // nothing half done between two compilations.
    let outcome = thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name("greentic-compile".into())
            .stack_size(STACK)
            .spawn_scoped(scope, || guarded(|| Compiled::from_binary(engine, bytes)));
        thread.map(|thread| {
            // No panic gets out but that of dropping another one.
            let ended = thread.join();
            ended.unwrap_or_else(|payload| Err(message(&*payload)))
        })
    });
    match outcome {
        Ok(Ok(Ok(compiled))) => Ok(compiled),
        Ok(Ok(Err(error))) => {
            let message = format!("{error:#}");
            Err(pool::unfit(&message).unwrap_or(Error::Invalid { message }))
        }
        Ok(Err(said)) => Err(panicked(&said)),
        Err(error) => Err(Error::Setup {
            message: format!("no thread to compile in: {error}; end other threads, or allow more"),
        }),
    }
}

/// Names a defect of the compiler that a component has found.
pub(crate) fn panicked(message: &str) -> Error {
    Error::Uncompilable {
        message: message.to_owned(),
    }
}
