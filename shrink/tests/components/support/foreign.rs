//! Components of other tool chains.

use greentic_conformance::tool_chains::{self, SPIDERMONKEY};

use super::Named;

/// All of them but the one with the largest engine, which has a test of its own.
pub(crate) fn components() -> Vec<Named> {
    let all = tool_chains::components().iter();
    all.filter(|foreign| foreign.name != SPIDERMONKEY)
        .map(|foreign| Named {
            name: foreign.name.to_owned(),
            bytes: foreign.bytes.clone(),
        })
        .collect()
}
