//! What only an engine can tell of a file.

use serde::Serialize;

use super::Told;
use crate::measure::Kind;

/// A host that compiles files and makes instances of them.
pub trait Host: Sync {
    /// Compiles a file and returns how much code that makes. It may be hostile: what it
    /// takes to compile has to be bounded.
    fn compiled(&self, file: &[u8], kind: Kind) -> Compiled;

    /// Returns what an instance of the file takes. Nothing of it is run.
    fn footprint(&self, file: &[u8]) -> Told<Footprint>;
}

/// The code that a host makes of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compiled {
    /// The engine and its version.
    pub engine: String,
    /// Bytes of the file that Cranelift makes for this machine, as it is kept on a disk.
    pub cranelift_bytes: Told<u64>,
    /// The same for the interpreter Pulley.
    pub pulley_bytes: Told<u64>,
}

/// The memory that an instance takes in a host at its start. Each core module counts once,
/// as it does where each is instantiated once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Footprint {
    /// All of it.
    pub bytes: u64,
    /// Linear memories, with the pages that they start with.
    pub memory_bytes: u64,
    /// Tables, with the elements that they start with.
    pub table_bytes: u64,
    /// What the host keeps of each core instance: imports, globals, and where memories,
    /// tables and functions are.
    pub context_bytes: u64,
}
