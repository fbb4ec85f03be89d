//! Components of other tool chains.

use greentic_testkit::tool_chains::{self, Foreign, QUICKJS, SPIDERMONKEY};

use super::Named;

fn named(foreign: &Foreign) -> Named {
    Named {
        name: foreign.name.to_owned(),
        bytes: foreign.bytes.clone(),
    }
}

/// Returns all of them but the engines, of which each takes minutes without
/// optimisation; they have tests of their own.
pub(crate) fn components() -> Vec<Named> {
    let all = tool_chains::components().iter();
    all.filter(|foreign| ![QUICKJS, SPIDERMONKEY].contains(&foreign.name))
        .map(named)
        .collect()
}

/// Returns the smaller engine, if it could be built.
pub(crate) fn engine() -> Option<Named> {
    tool_chains::component(QUICKJS).map(named)
}
