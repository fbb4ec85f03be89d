//! Turns what Wasmtime reports of a call that failed into an [`Error`].

use std::borrow::Cow;

use wasmtime::{PoolConcurrencyLimitError, Trap, WasmBacktrace};

use crate::host::State;
use crate::meter::Refusal;
use crate::stack::NoStack;
use crate::{Error, LimitKind, Limits};

/// What errors of an instantiation say in place of a function.
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

/// The host was to hand the guest more than it may.
#[derive(Debug, thiserror::Error)]
#[error("the host was to hand it {bytes} bytes of {allowed} that are allowed")]
pub(crate) struct Excess {
    pub(crate) bytes: usize,
    pub(crate) allowed: usize,
}

/// The host itself ended the call.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Refused(pub(crate) String);

/// Explains why the call of `during` ended.
pub(crate) fn explain(
    error: &wasmtime::Error,
    during: Cow<'static, str>,
    state: &State,
    limits: &Limits,
) -> Error {
    let instantiating = during == INSTANTIATE;
    let limit = |which, message| Error::Limit {
        which,
        during: during.clone(),
        message,
    };
    if let Some(error) = by_host(error, during.clone()) {
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
                format!("it ran for more than {deadline} s")
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
                format!("its calls nest deeper than {bytes} bytes of stack have room for"),
            );
        }
        _ => {}
    }
    // A guest that is refused memory can go on without it. When it traps
    // instead, the refusal is why.
    let refused = state.meter.refused();
    if let Some(Refusal {
        limit: Some(which),
        wanted,
        allowed,
    }) = refused
    {
        let unit = match which {
            LimitKind::Memory => "bytes of memory",
            _ => "table elements",
        };
        return limit(which, format!("it wanted {wanted} {unit} of {allowed}"));
    }
    let cause = error.root_cause().to_string();
    if cause.contains(VALUES_EXHAUSTED) {
        let bytes = limits.value_bytes;
        return limit(
            LimitKind::Values,
            format!("it handed more than {bytes} bytes to the host"),
        );
    }
    if let Some(count) = cause.strip_prefix(COUNT_EXCEEDED) {
        let instances = limits.instances;
        return limit(LimitKind::Instances, format!("{count} of {instances}"));
    }
    if cause.contains(HANDLES_EXCEEDED) {
        let handles = limits.handles;
        return limit(
            LimitKind::Handles,
            format!("it held more than {handles} handles to resources"),
        );
    }
    let Some(trap) = trap else {
        if instantiating {
            // No value of the component is looked at so early: it is the
            // system that had nothing left.
            return Error::Setup { message: cause };
        }
        return Error::InvalidValue {
            during,
            message: cause,
        };
    };
    let text = trap.to_string();
    let mut message = text.strip_prefix("wasm trap: ").unwrap_or(&text).to_owned();
    if let Some(Refusal { allowed, .. }) = refused {
        message = format!(
            "{message}, after a memory or table of it had reached its own maximum of {allowed}"
        );
    } else if let Some(hint) = hint(trap) {
        message = format!("{message} ({hint})");
    }
    Error::Trap {
        during,
        message,
        backtrace: frames(error),
    }
}

/// What the host itself, and not the engine, ended a call with.
fn by_host(error: &wasmtime::Error, during: Cow<'static, str>) -> Option<Error> {
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
            message: format!("it ended its process, with exit code {}", exit.0),
            backtrace: frames(error),
        });
    }
    None
}

/// What commonly is behind a trap.
fn hint(trap: Trap) -> Option<&'static str> {
    Some(match trap {
        Trap::UnreachableCodeReached => "a panic, or an allocation that failed",
        Trap::MemoryOutOfBounds => "a bad pointer, or its own stack overflowed",
        _ => return None,
    })
}

fn frames(error: &wasmtime::Error) -> Vec<String> {
    let Some(backtrace) = error.downcast_ref::<WasmBacktrace>() else {
        return Vec::new();
    };
    backtrace
        .frames()
        .iter()
        .map(|frame| {
            let index = frame.func_index();
            let mut text = match frame.func_name() {
                Some(name) => shortened(name),
                None => format!("function {index}"),
            };
            if let Some(module) = frame.module().name() {
                text = format!("{text} in {}", shortened(module));
            }
            if let Some(offset) = frame.module_offset() {
                text = format!("{text} at {offset:#x}");
            }
            text
        })
        .collect()
}

/// The beginning of a name, which a component chooses: one of megabytes may stand in
/// every frame.
fn shortened(name: &str) -> String {
    /// Those of compilers, with all type parameters, are shorter.
    const MOST: usize = 1000;

    let cut = name.floor_char_boundary(MOST);
    let end = if cut < name.len() { "…" } else { "" };
    format!("{}{end}", &name[..cut])
}
