//! Compiling in a process of its own.
//!
//! A compiler cannot be stopped from within: what a component costs to compile is
//! bounded only where the system bounds it, in a process that can be ended. A
//! worker is such a process. It reads one component from standard input,
//! compiles it and writes the code to standard output. Its memory is limited
//! from within on Linux, by `RLIMIT_DATA`; elsewhere the host looks at it every
//! [few milliseconds](CompileWorker) and ends it. Whatever becomes of the worker
//! (a panic, an abort, a stack that overflows, a lack of memory), the host has an
//! [`Error`](crate::Error) of the component.
//!
//! A program that is its own worker looks first whether it was started as one:
//!
//! ```no_run
//! use std::process::ExitCode;
//!
//! use greentic_host_shim::compile_worker::{CompileWorker, self};
//! use greentic_host_shim::Shim;
//!
//! fn main() -> ExitCode {
//!     if compile_worker::is_asked() {
//!         return compile_worker::main();
//!     }
//!     // SAFETY: this program answers with what `compile_worker::main` gives, see
//!     // above.
//!     let worker = unsafe { CompileWorker::this_program() }.expect("a program");
//!     let shim = Shim::builder().compile_worker(worker).build().expect("limits");
//!     // ..
//! #   let _ = shim;
//!     ExitCode::SUCCESS
//! }
//! ```

mod child;
mod message;
mod program;
mod resident;
mod serve;

pub use program::CompileWorker;
pub use serve::{is_asked, main};

pub(crate) use child::{Code, compile};
