//! Names for debugging.

use super::{Id, Sort};

/// The names of the definitions of a component, for people to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names<'a> {
    /// The component itself.
    pub component: Option<&'a str>,
    /// Its definitions. Names of definitions that were taken out stand for nothing.
    pub definitions: Vec<(Sort, Id, &'a str)>,
}
