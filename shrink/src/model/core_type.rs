//! Core types.

use super::Id;

/// A core type, a group of them, or a type of core modules.
#[derive(Clone, Debug)]
pub struct CoreType<'a> {
    /// The type. The indices in it are those that it was read with.
    pub ty: wasmparser::CoreType<'a>,
    /// The core types that the indices in it stand for.
    pub refers: Vec<Reference>,
}

/// An index in a core type, and the core type that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The number of scopes that the index counts outwards: 0 for the scope of a
    /// group, and at least 1 for a type of modules, which is a scope itself.
    pub count: u32,
    /// The index.
    pub index: u32,
    /// The core type.
    pub id: Id,
}

impl CoreType<'_> {
    /// Returns the core type that an index stands for.
    pub fn find(&self, count: u32, index: u32) -> Option<Id> {
        let mut refers = self.refers.iter();
        let found = refers.find(|found| (found.count, found.index) == (count, index))?;
        Some(found.id)
    }
}
