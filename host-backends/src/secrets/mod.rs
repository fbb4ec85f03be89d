//! Stores of secrets: in memory, in the environment, in files.

mod directory;
mod environment;
mod memory;

pub use directory::DirectorySecrets;
pub use environment::EnvSecrets;
pub use memory::MemorySecrets;
