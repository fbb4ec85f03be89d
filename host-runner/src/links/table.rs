//! The tables of the runners, a file each.

use wit_parser::{Resolve, WorldItem};

use super::item::{Item, items};
use crate::Runner;

/// The interfaces that a runner links, and the exports by which it calls, the first one
/// first.
pub(super) struct Table {
    pub(super) linked: Vec<Item>,
    pub(super) called: Vec<Item>,
}

/// The WIT of a table, whose world `runner` is what counts.
fn text(runner: Runner) -> &'static str {
    match runner {
        Runner::V0_4_60 => include_str!("runner_0_4_60.wit"),
        Runner::V1_2 => include_str!("runner_1_2.wit"),
    }
}

impl Table {
    /// # Panics
    ///
    /// If a table is no WIT, which a test of each rules out.
    pub(super) fn of(runner: Runner) -> Self {
        let mut resolve = Resolve::default();
        let package = resolve
            .push_str("runner.wit", text(runner))
            .expect("a test reads every table");
        let world = resolve.packages[package].worlds["runner"];
        let world = &resolve.worlds[world];
        // What only has types is there for others: a component takes it from nobody.
        let holds = |item: &WorldItem| match item {
            WorldItem::Interface { id, .. } => {
                let interface = &resolve.interfaces[*id];
                !interface.functions.is_empty() || interface.types.is_empty()
            }
            _ => true,
        };
        let imports = world.imports.iter().filter(|(_, item)| holds(item));
        Self {
            linked: items(&resolve, imports),
            called: items(&resolve, &world.exports),
        }
    }
}
