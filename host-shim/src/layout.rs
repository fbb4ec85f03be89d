//! The layout of a component.

use crate::{Error, LimitKind, Limits, fault};

/// The core modules of a component, as they stand in its file. Nested
/// components count as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Layout {
    /// The number of core modules.
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
    /// Bytes that an instance takes outside of its memories and tables, as
    /// [`Limits::record_bytes`] counts them.
    pub record_bytes: u64,
}

impl Layout {
    /// Refuses a component whose instances take more than they may.
    pub(crate) fn check(&self, limits: &Limits) -> Result<(), Error> {
        let (records, limit) = (self.record_bytes, limits.record_bytes);
        if records <= limit as u64 {
            return Ok(());
        }
        Err(Error::Limit {
            which: LimitKind::Records,
            during: fault::LOAD.into(),
            message: format!(
                "globals, functions and instances of it take {records} bytes; the limit is {limit}"
            ),
        })
    }
}
