//! Turns what Wasmtime reports of a call that failed into an [`Error`].

use std::borrow::Cow;

use wasmtime::{FrameInfo, PoolConcurrencyLimitError, Trap, WasmBacktrace};

use crate::meter::Refusal;
use crate::run::Run;
use crate::stack::NoStack;
use crate::{Error, Fault, LimitKind, Record, trap};

/// The word that errors of an instantiation have in place of a function.
pub(crate) const INSTANTIATE: &str = "instantiate";

/// The same for compiling.
#[cfg(feature = "compiler")]
pub(crate) const COMPILE: &str = "compile";

/// The same for what is found out before any of that.
pub(crate) const LOAD: &str = "load";

/// Wasmtime keeps these errors to itself, so they are known by their text
/// only. A test of each limit holds the texts.
const VALUES_EXHAUSTED: &str = "fuel allocated for hostcalls has been exhausted";
const COUNT_EXCEEDED: &str = "resource limit exceeded: ";
const HANDLES_EXCEEDED: &str = "store handle limit exceeded";

/// The remedy where the system has nothing left for an instance.
pub(crate) const NO_ROOM: &str = "drop other instances, or allow this process more memory";

/// The host was to hand the guest more than it may.
#[derive(Debug, thiserror::Error)]
#[error("an answer of the host is {bytes} bytes; the limit is {allowed}")]
pub(crate) struct Excess {
    pub(crate) bytes: usize,
    pub(crate) allowed: usize,
}

/// The host itself ended the call.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Refused(pub(crate) String);

/// Explains why the call of `during` ended.
pub(crate) fn explain(error: &wasmtime::Error, during: Cow<'static, str>, run: &mut Run) -> Error {
    let details = Details::of(error, run);
    let (state, limits) = (run.store.data(), &run.runtime.limits);
    let instantiating = during == INSTANTIATE;
    let limit = |which, message| Error::Limit {
        which,
        during: during.clone(),
        message,
    };
    if let Some(error) = by_host(error, during.clone(), run) {
        return error;
    }
    let trap = error.downcast_ref::<Trap>().copied();
    match trap {
        Some(Trap::Interrupt) if state.is_interrupted() => {
            return Error::Interrupted { during };
        }
        Some(Trap::Interrupt) => {
            let message = if state.due().by_tenant {
                "it ran until its tenant context wants no answer any more".to_owned()
            } else {
                let deadline = limits.deadline.unwrap_or_default().as_secs_f64();
                format!("it did not end in time; the limit is {deadline} s")
            };
            return limit(LimitKind::Deadline, message);
        }
        Some(Trap::OutOfFuel) => {
            let fuel = limits.fuel.unwrap_or_default();
            return limit(LimitKind::Fuel, format!("it used up {fuel} units of fuel"));
        }
        Some(Trap::StackOverflow) => {
            let bytes = limits.stack_bytes;
            return limit(
                LimitKind::Stack,
                format!("its calls nest too deep for its stack; the limit is {bytes} bytes"),
            );
        }
        _ => {}
    }
    // A guest that is refused memory can go on without it. When it traps
    // instead, the refusal is why, unless it says otherwise.
    let refused = state.meter.refused();
    if let Some(Refusal {
        limit: Some(which),
        wanted,
        allowed,
        ..
    }) = refused
        && !details.panicked_otherwise()
    {
        let unit = match which {
            LimitKind::Memory => "bytes of memory",
            _ => "table elements",
        };
        return limit(
            which,
            format!("it wanted {wanted} {unit}; the limit is {allowed}"),
        );
    }
    let cause = error.root_cause().to_string();
    if cause.contains(VALUES_EXHAUSTED) {
        let bytes = limits.value_bytes;
        return limit(
            LimitKind::Values,
            format!("it handed too much to the host; the limit is {bytes} bytes"),
        );
    }
    if let Some(count) = cause.strip_prefix(COUNT_EXCEEDED) {
        let instances = limits.instances;
        return limit(
            LimitKind::Instances,
            format!("{count}; the limit is {instances}"),
        );
    }
    if cause.contains(HANDLES_EXCEEDED) {
        let handles = limits.handles;
        return limit(
            LimitKind::Handles,
            format!("it held too many handles to resources; the limit is {handles}"),
        );
    }
    let Some(trap) = trap else {
        if instantiating {
            // No value of the component is looked at so early: it is the
            // system that had nothing left.
            return Error::Setup {
                message: format!("{cause}; {NO_ROOM}"),
            };
        }
        return Error::InvalidValue {
            during,
            message: cause,
        };
    };
    let fault = details.fault(trap, refused);
    Error::Trap {
        during,
        fault,
        message: details.message(fault, trap, refused),
        record: details.record.map(Box::new),
        backtrace: frames(error, run),
    }
}

/// Facts about a trap beside the engine's word for it.
#[derive(Default)]
struct Details {
    /// `true` if the memory of the component was looked at.
    asked: bool,
    record: Option<Record>,
    /// The number of bytes between the end of the stack and the stack pointer below it.
    below: Option<u32>,
}

impl Details {
    #[cfg(feature = "trap-details")]
    fn of(error: &wasmtime::Error, run: &mut Run) -> Self {
        let Some(dump) = error.downcast_ref::<wasmtime::WasmCoreDump>() else {
            return Self::default();
        };
        Self {
            asked: true,
            record: trap::find(dump, &run.store),
            below: trap::overflow(dump, &mut run.store),
        }
    }

    #[cfg(not(feature = "trap-details"))]
    fn of(_: &wasmtime::Error, _: &mut Run) -> Self {
        Self::default()
    }

    /// Returns whether the component says that it panicked for another reason than want of memory.
    fn panicked_otherwise(&self) -> bool {
        let record = self.record.as_ref();
        record.is_some_and(|record| record.panicked && !record.lacks_memory())
    }

    fn fault(&self, trap: Trap, refused: Option<Refusal>) -> Fault {
        let memory = refused.is_some_and(|refusal| refusal.kind == LimitKind::Memory);
        if self.panicked_otherwise() {
            Fault::Panic
        } else if memory && trap == Trap::UnreachableCodeReached {
            Fault::Memory
        } else if self.record.as_ref().is_some_and(|record| record.panicked) {
            Fault::Panic
        } else if trap == Trap::MemoryOutOfBounds && self.below.is_some() {
            Fault::Stack
        } else {
            Fault::of(trap)
        }
    }

    fn message(&self, fault: Fault, trap: Trap, refused: Option<Refusal>) -> String {
        let text = trap.to_string();
        let text = text.strip_prefix("wasm trap: ").unwrap_or(&text);
        let mut message = match (fault, &self.record, refused) {
            (
                Fault::Memory,
                _,
                Some(Refusal {
                    wanted, allowed, ..
                }),
            ) => format!(
                "out of memory: it asked for {wanted} bytes; the limit is its own maximum of \
                 {allowed} (raise it with `--max-memory` among its linker flags)"
            ),
            (Fault::Stack, ..) => format!(
                "its stack overflowed by {} bytes: {text} (`-zstack-size` among its linker flags \
                 raises it, and `component-shrink stack` tells what its functions take)",
                self.below.unwrap_or_default()
            ),
            (_, Some(record), _) => {
                return format!("{}; {}", record.said(), Fault::Panic.remedy());
            }
            (_, None, Some(Refusal { allowed, .. })) => format!(
                "{text}, after a memory or table of it had reached its own maximum of {allowed} \
                 (raise it among its linker flags, or handle what does not fit)"
            ),
            (Fault::Unreachable, ..) if self.asked => format!(
                "{text} (a panic, an abort or a trap of a release build: one of the profile `dev` \
                 says which and where, see docs/traps.md)"
            ),
            (Fault::Unreachable, ..) => {
                format!(
                    "{text} (a panic, or an allocation that failed: {})",
                    fault.remedy()
                )
            }
            (Fault::OutOfBounds, ..) if trap == Trap::MemoryOutOfBounds && !self.asked => {
                format!(
                    "{text} (a bad pointer, or its own stack overflowed: {})",
                    fault.remedy()
                )
            }
            (Fault::OutOfBounds, ..) if trap == Trap::MemoryOutOfBounds => {
                format!("{text} (a bad pointer: {})", fault.remedy())
            }
            _ => format!("{text} ({})", fault.remedy()),
        };
        if let Some(record) = &self.record {
            message = format!("{message}; {}", record.said());
        }
        message
    }
}

/// Returns the error of a call that the host itself ended, and not the engine.
fn by_host(error: &wasmtime::Error, during: Cow<'static, str>, run: &Run) -> Option<Error> {
    let _ = run;
    if let Some(excess) = error.downcast_ref::<Excess>() {
        return Some(Error::Limit {
            which: LimitKind::Values,
            during,
            message: excess.to_string(),
        });
    }
    if let Some(Refused(message)) = error.downcast_ref() {
        return Some(Error::Refused {
            during,
            message: message.clone(),
        });
    }
    if let Some(error) = error.downcast_ref::<NoStack>() {
        return Some(Error::Setup {
            message: error.to_string(),
        });
    }
    if let Some(error) = error.downcast_ref::<PoolConcurrencyLimitError>() {
        return Some(Error::Busy {
            message: error.to_string(),
        });
    }
    #[cfg(feature = "wasi")]
    if let Some(exit) = error.downcast_ref::<wasmtime_wasi::I32Exit>() {
        return Some(Error::Trap {
            during,
            fault: Fault::Other,
            record: None,
            message: format!(
                "it ended its process, with exit code {} (return an error in place of an exit)",
                exit.0
            ),
            backtrace: frames(error, run),
        });
    }
    None
}

fn frames(error: &wasmtime::Error, run: &Run) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() else {
        return Vec::new();
    };
    let frames = backtrace.frames();
    frames
        .iter()
        .zip(places(frames, run))
        .map(|(frame, place)| {
            let index = frame.func_index();
            let mut text = match frame.func_name() {
                Some(name) => trap::demangled(name),
                None => format!("function {index}"),
            };
            if let Some(module) = frame.module().name() {
                text = format!("{text} in {}", trap::demangled(module));
            }
            if let Some(offset) = frame.module_offset() {
                text = format!("{text} at {offset:#x}");
            }
            if let Some(place) = place {
                text = format!("{text} ({place})");
            }
            text
        })
        .collect()
}

/// Returns for each frame where in the source it is, if that is known.
#[cfg(feature = "trap-details")]
fn places(frames: &[FrameInfo], run: &Run) -> Vec<Option<String>> {
    let offsets: Vec<_> = frames.iter().map(FrameInfo::module_offset).collect();
    match &run.lines {
        Some(lines) => lines.places(&offsets),
        None => offsets.iter().map(|_| None).collect(),
    }
}

#[cfg(not(feature = "trap-details"))]
fn places(frames: &[FrameInfo], _: &Run) -> Vec<Option<String>> {
    frames.iter().map(|_| None).collect()
}
