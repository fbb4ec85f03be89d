//! What a component may use of the host.

use std::fmt;
use std::time::Duration;

/// Bounds on what a component may use. They hold for every component and
/// instance of one [`Shim`](crate::Shim).
///
/// The default is on and safe for components of unknown origin. Change single
/// values with the update syntax, which keeps compiling when limits are added:
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
    /// then traps the call ends with [`LimitKind::Memory`]. Default 64 MiB.
    pub memory_bytes: usize,
    /// Elements of all tables of one instance together. A pointer each on the
    /// host. Default 100,000.
    pub table_elements: usize,
    /// Core instances that one component instance may consist of, and likewise
    /// its memories and its tables. Default 64; `wit-component` makes three or
    /// four core instances.
    pub instances: usize,
    /// Call stack of the guest in bytes, beside the one that it may keep in
    /// its linear memory. It is taken from the stack of the thread that makes
    /// the call, which must have at least 256 KiB more. Default 512 KiB.
    pub stack_bytes: usize,
    /// Bytes of strings and lists that one call may hand from the guest to the
    /// host. Default 16 MiB.
    pub value_bytes: usize,
    /// Fuel of one call, about one unit an instruction; `None` does not count.
    /// Deterministic, but the code runs slower. Default `None`.
    pub fuel: Option<u64>,
    /// How long one call, or an instantiation, may run before it is stopped;
    /// `None` is for ever. Watched in steps of 10 ms. What the host does on
    /// behalf of the guest, such as reading a secret, is not interrupted.
    /// Default 5 s.
    pub deadline: Option<Duration>,
    /// Size of a component's file in bytes. Compiling takes time and memory in
    /// proportion. Default 16 MiB.
    pub component_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 64 << 20,
            table_elements: 100_000,
            instances: 64,
            stack_bytes: 512 << 10,
            value_bytes: 16 << 20,
            fuel: None,
            deadline: Some(Duration::from_secs(5)),
            component_bytes: 16 << 20,
        }
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
    /// [`Limits::value_bytes`].
    Values,
    /// [`Limits::fuel`].
    Fuel,
    /// [`Limits::deadline`].
    Deadline,
}

impl LimitKind {
    /// One lower-case word, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Tables => "tables",
            Self::Instances => "instances",
            Self::Values => "values",
            Self::Fuel => "fuel",
            Self::Deadline => "deadline",
        }
    }

    /// Where the limit is set, in the library and on the command line.
    pub(crate) fn setting(self) -> &'static str {
        match self {
            Self::Memory => "`Limits::memory_bytes` or `--memory-limit`",
            Self::Tables => "`Limits::table_elements`",
            Self::Instances => "`Limits::instances`",
            Self::Values => "`Limits::value_bytes` or `--value-limit`",
            Self::Fuel => "`Limits::fuel` or `--fuel`",
            Self::Deadline => "`Limits::deadline` or `--deadline`",
        }
    }
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
