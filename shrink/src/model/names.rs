//! Names for debugging.

use super::{Id, Sort};

/// What the definitions of a component were called, for people to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names<'a> {
    /// The component itself.
    pub component: Option<&'a str>,
    /// Its definitions. Names of what was taken out stand for nothing.
    pub definitions: Vec<(Sort, Id, &'a str)>,
}
