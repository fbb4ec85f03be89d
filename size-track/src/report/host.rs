//! Facts about a file that only an engine knows.

use serde::Serialize;

use super::Fact;
use crate::measure::Kind;

/// A host that compiles files and makes instances of them.
pub trait Host: Sync {
    /// Compiles a file and returns the size of its code. The file may be hostile, so the
    /// time and memory for it must have bounds.
    fn compiled(&self, file: &[u8], kind: Kind) -> Compiled;

    /// Returns the memory that an instance of the file takes. No code of it runs.
    fn footprint(&self, file: &[u8]) -> Fact<Footprint>;
}

/// The code that a host makes of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compiled {
    /// The engine and its version.
    pub engine: String,
    /// Bytes of the code that Cranelift makes for this machine, in the form of its file.
    pub cranelift_bytes: Fact<u64>,
    /// Bytes of the code for the interpreter Pulley.
    pub pulley_bytes: Fact<u64>,
}

/// The memory that an instance takes in a host at its start. Each core module counts as if
/// it were instantiated once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Footprint {
    /// The sum of all.
    pub bytes: u64,
    /// Linear memories, with their initial pages.
    pub memory_bytes: u64,
    /// Tables, with their initial elements.
    pub table_bytes: u64,
    /// The host's record of each core instance: imports, globals, and the places of
    /// memories, tables and functions.
    pub context_bytes: u64,
}
