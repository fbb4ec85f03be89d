//! Bounds on what components may use.

use std::fmt;
use std::time::Duration;

use crate::{CodeLimit, CodeLimits};

/// Bounds on what a component may use. They hold for every component and
/// instance of one [`Shim`](crate::Shim).
///
/// The default, [`Limits::edge`], is on and safe for components of unknown
/// origin. Change single values with the update syntax, which keeps compiling
/// when limits are added:
///
/// ```
/// use greentic_host_shim::Limits;
/// use std::time::Duration;
///
/// let limits = Limits { deadline: Some(Duration::from_millis(200)), ..Limits::default() };
/// assert_eq!(limits.memory_bytes, 64 << 20);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Linear memory of one instance in bytes, all its memories together.
    /// Growth beyond it fails in the guest as `memory.grow` does; if the guest
    /// then traps the call ends with [`LimitKind::Memory`].
    pub memory_bytes: usize,
    /// Elements of all tables of one instance together. A pointer each on the
    /// host.
    pub table_elements: usize,
    /// Core instances that one component instance may consist of, and likewise
    /// its memories and its tables. `wit-component` makes three or four core
    /// instances.
    pub instances: usize,
    /// Handles to resources that one instance may hold at a time. No Greentic
    /// interface has resources; WASI has.
    pub handles: usize,
    /// Call stack of the guest in bytes, beside the one that it may keep in its
    /// linear memory; at most [`Limits::MOST_STACK_BYTES`]. It is taken from the
    /// stack of the thread that makes the call if that has as much and 512 KiB
    /// more; else the call has a stack of its own. Back ends of the host can count on
    /// 256 KiB, however deep the guest was when it called them. Where a thread runs on
    /// a stack that the system does not know (a coroutine of another library's) the
    /// call must be made elsewhere.
    pub stack_bytes: usize,
    /// Bytes of strings and lists that one call may hand from the guest to the
    /// host, and likewise from the host to the guest: arguments of a call, and
    /// answers to the guest's own calls.
    pub value_bytes: usize,
    /// Fuel of one call, about one unit an instruction; `None` does not count.
    /// Deterministic, but the code runs slower.
    pub fuel: Option<u64>,
    /// The time that one call, or an instantiation, may take before it is stopped;
    /// `None` is for ever. It is watched in steps of 10 ms. A tenant context may say
    /// when an answer is no longer wanted: a call with such a context ends then, if
    /// that is earlier. The host's work on behalf of the guest, such as sending a
    /// request, ends with it, unless a back end of the host keeps the thread to
    /// itself.
    pub deadline: Option<Duration>,
    /// Size of a component's file in bytes. Compiling takes time and memory in
    /// proportion.
    pub component_bytes: usize,
    /// Bytes that one instance may take outside of its memories and tables: its
    /// globals, functions and core instances.
    pub record_bytes: usize,
    /// Parts of a component that cost the compiler something.
    pub code: CodeLimits,
    /// Time for compiling one component; `None` is for ever. A
    /// [worker](crate::compile_worker) is ended then, on Linux also when it has had
    /// [as many seconds](Self::compile_seconds) of processor time as its component's
    /// size allows. Without one nothing could stop the compiler, and this has no
    /// effect: [`code`](Self::code) bounds what compiling takes.
    pub compile_time: Option<Duration>,
    /// Memory that a [worker](crate::compile_worker) may take to compile the largest
    /// component, in bytes. For a smaller one it gets
    /// [less](Self::compile_memory).
    pub compile_memory_bytes: usize,
}

impl Limits {
    /// Largest stack that a call can have.
    pub const MOST_STACK_BYTES: usize = crate::stack::MOST;

    /// For devices and components that are really small: 1 MiB of memory, a
    /// tenth of a second, ten million units of fuel.
    pub fn tiny() -> Self {
        Self {
            memory_bytes: 1 << 20,
            table_elements: 1_000,
            instances: 8,
            handles: 16,
            stack_bytes: 128 << 10,
            value_bytes: 256 << 10,
            fuel: Some(10_000_000),
            deadline: Some(Duration::from_millis(100)),
            component_bytes: 256 << 10,
            record_bytes: 1 << 20,
            code: CodeLimits::TINY,
            compile_time: Some(Duration::from_secs(5)),
            compile_memory_bytes: 256 << 20,
        }
    }

    /// The default: 64 MiB of memory, 5 s a call, 16 MiB of values and of
    /// component.
    pub fn edge() -> Self {
        Self {
            memory_bytes: 64 << 20,
            table_elements: 100_000,
            instances: 64,
            handles: 10_000,
            stack_bytes: 512 << 10,
            value_bytes: 16 << 20,
            fuel: None,
            deadline: Some(Duration::from_secs(5)),
            component_bytes: 16 << 20,
            record_bytes: 8 << 20,
            code: CodeLimits::EDGE,
            compile_time: Some(Duration::from_mins(1)),
            compile_memory_bytes: 1 << 30,
        }
    }

    /// For machines with room: 256 MiB of memory, 30 s a call, 64 MiB of
    /// values and of component.
    pub fn server() -> Self {
        Self {
            memory_bytes: 256 << 20,
            table_elements: 1_000_000,
            instances: 256,
            handles: 100_000,
            stack_bytes: 1 << 20,
            value_bytes: 64 << 20,
            fuel: None,
            deadline: Some(Duration::from_secs(30)),
            component_bytes: 64 << 20,
            record_bytes: 32 << 20,
            code: CodeLimits::SERVER,
            compile_time: Some(Duration::from_mins(2)),
            compile_memory_bytes: gib(4),
        }
    }
}

/// Whole gibibytes, or all that the machine can address.
const fn gib(count: usize) -> usize {
    count.saturating_mul(1 << 30)
}

impl Limits {
    /// Gives the bytes of memory that a worker may take to compile a component of
    /// that size: a sixteenth of
    /// [`compile_memory_bytes`](Self::compile_memory_bytes) and 32 times the size,
    /// but no more than all of it. What people compile takes 10 times its size, and
    /// some MiB for what is small and dense.
    pub fn compile_memory(&self, component: usize) -> u64 {
        let most = self.compile_memory_bytes;
        let by_size = component.saturating_mul(32).saturating_add(most / 16);
        by_size.min(most) as u64
    }

    /// Returns the seconds of processor time that a worker may take to compile a
    /// component of that size: a 30th of [`compile_time`](Self::compile_time) and twice
    /// as much for each MiB, but 2 s at least and no more than all of it. `None` is for
    /// ever. The clock on the wall goes on for a worker that waits for a busy machine,
    /// this one does not.
    pub fn compile_seconds(&self, component: usize) -> Option<u64> {
        // Whole seconds is what systems count in.
        let most = self.compile_time?.as_secs();
        let bytes = (component as u64).saturating_mul(2).saturating_add(1 << 20);
        let by_size = most.saturating_mul(bytes).div_ceil(30 << 20);
        Some(by_size.max(2).min(most.saturating_add(1)))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::edge()
    }
}

/// Which of the [`Limits`] stopped a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LimitKind {
    /// [`Limits::memory_bytes`].
    Memory,
    /// [`Limits::table_elements`].
    Tables,
    /// [`Limits::instances`].
    Instances,
    /// [`Limits::handles`].
    Handles,
    /// [`Limits::stack_bytes`].
    Stack,
    /// [`Limits::value_bytes`].
    Values,
    /// [`Limits::fuel`].
    Fuel,
    /// [`Limits::deadline`], or the one of the call's tenant context.
    Deadline,
    /// [`Limits::record_bytes`].
    Records,
    /// One of [`Limits::code`].
    Code(CodeLimit),
    /// [`Limits::compile_time`].
    CompileTime,
    /// [`Limits::compile_memory_bytes`].
    CompileMemory,
}

impl LimitKind {
    /// One lower-case word, or several with hyphens, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Tables => "tables",
            Self::Instances => "instances",
            Self::Handles => "handles",
            Self::Stack => "stack",
            Self::Values => "values",
            Self::Fuel => "fuel",
            Self::Deadline => "deadline",
            Self::Records => "records",
            Self::Code(limit) => limit.name(),
            Self::CompileTime => "compile-time",
            Self::CompileMemory => "compile-memory",
        }
    }

    /// Returns the names of the setting of this limit, in the library and on the command line.
    pub(crate) fn setting(self) -> &'static str {
        match self {
            Self::Memory => "`Limits::memory_bytes` or `--memory-limit`",
            Self::Tables => "`Limits::table_elements` or `--table-limit`",
            Self::Instances => "`Limits::instances` or `--instance-limit`",
            Self::Handles => "`Limits::handles` or `--handle-limit`",
            Self::Stack => "`Limits::stack_bytes` or `--stack-limit`",
            Self::Values => "`Limits::value_bytes` or `--value-limit`",
            Self::Fuel => "`Limits::fuel` or `--fuel`",
            Self::Deadline => "`Limits::deadline` or `--deadline`",
            Self::Records => "`Limits::record_bytes` or `--record-limit`",
            Self::Code(limit) => limit.setting(),
            Self::CompileTime => "`Limits::compile_time` or `--compile-limit`",
            Self::CompileMemory => "`Limits::compile_memory_bytes` or `--compile-memory`",
        }
    }
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_to_compile_follows_the_size_up_to_the_limit() {
        let limits = Limits {
            compile_memory_bytes: 1 << 30,
            ..Limits::default()
        };
        assert_eq!(limits.compile_memory(0), 64 << 20);
        assert_eq!(limits.compile_memory(1 << 20), 96 << 20);
        assert_eq!(limits.compile_memory(usize::MAX), 1 << 30);
    }

    #[test]
    fn a_higher_limit_gives_small_components_more() {
        // As an error about any of them advises.
        let limits = Limits {
            compile_memory_bytes: 2 << 30,
            compile_time: Some(Duration::from_mins(2)),
            ..Limits::default()
        };
        assert_eq!(limits.compile_memory(0), 128 << 20);
        assert_eq!(limits.compile_seconds(0), Some(4));
        let limits = Limits {
            compile_time: None,
            ..limits
        };
        assert_eq!(limits.compile_seconds(0), None);
    }

    #[test]
    fn processor_time_follows_the_size_up_to_the_limit() {
        let limits = Limits {
            compile_time: Some(Duration::from_millis(60_500)),
            ..Limits::default()
        };
        assert_eq!(limits.compile_seconds(0), Some(2));
        assert_eq!(limits.compile_seconds(1 << 20), Some(6));
        assert_eq!(limits.compile_seconds(usize::MAX), Some(61));
        // Two is what a debug build takes for small ones.
        assert_eq!(Limits::tiny().compile_seconds(1 << 10), Some(2));
    }
}
