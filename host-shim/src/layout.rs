//! How a component is laid out.

/// The core modules of a component, as they stand in its file. Nested
/// components count as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// How many core modules there are.
    pub core_modules: usize,
    /// Their bytes, headers and custom sections included.
    pub core_bytes: usize,
    /// Memories that they define.
    pub memories: usize,
    /// Pages of 64 KiB with which these memories start, together.
    pub initial_pages: u64,
    /// Pages to which they may grow by their own declaration, together; `None`
    /// if one of them sets no bound.
    pub maximum_pages: Option<u64>,
}
