//! The parts that all tests share.

pub(crate) mod generated;
pub(crate) mod observed;
pub(crate) mod passes;
pub(crate) mod text;
pub(crate) mod written;
