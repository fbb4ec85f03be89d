//! The most used functions and globals first.

use std::cmp::Reverse;

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::Module;
use crate::core_wasm::plan::Plan;
use crate::core_wasm::space::{PerSpace, Space};
use crate::core_wasm::uses::Uses;
use crate::core_wasm::write::body;
use wasmparser::{BinaryReader, FunctionBody};

/// The number of indices that take one byte.
const SHORT: u32 = 128;

/// Sorts functions and globals by how often they are used. Those that are used
/// equally often keep their order.
///
/// Globals stay where an initial value refers to a global that is defined here:
/// it must come after that one.
pub(super) fn sort(module: &Module<'_>, plan: &mut Plan<'_>) -> Result<(), ModuleRefusal> {
    let many = |space| module.count(space) > SHORT;
    if !many(Space::Function) && !many(Space::Global) {
        return Ok(());
    }
    let mut counts = PerSpace::<Vec<u32>>::default();
    for space in [Space::Function, Space::Global] {
        counts[space] = vec![0; module.count(space) as usize];
    }
    let mut count = |plan: &Plan<'_>, uses: Uses| {
        for (space, item) in uses.items {
            if matches!(space, Space::Function | Space::Global)
                && let Some(count) = counts[space].get_mut(plan.alias((space, item)) as usize)
            {
                *count += 1;
            }
        }
    };
    for function in &plan.functions {
        let mut uses = Uses::default();
        match plan.bodies.get(function) {
            Some(bytes) => uses.body(&FunctionBody::new(BinaryReader::new(bytes, 0)))?,
            None => uses.body(body(module, *function)?)?,
        }
        count(plan, uses);
    }
    for element in &module.elements {
        let mut uses = Uses::default();
        uses.elements(&element.items)?;
        count(plan, uses);
    }
    let mut exports = Uses::default();
    for export in &plan.exports {
        exports.items.push((Space::of(export.kind), export.item));
    }
    count(plan, exports);

    let key = |counts: &[u32], item: u32| {
        (
            Reverse(counts.get(item as usize).copied().unwrap_or(0)),
            item,
        )
    };
    if many(Space::Function) {
        let counts = &counts[Space::Function];
        plan.functions
            .sort_by_key(|function| key(counts, *function));
    }
    if many(Space::Global) && initial_values_are_free(module)? {
        let counts = &counts[Space::Global];
        plan.globals.sort_by_key(|global| key(counts, *global));
    }
    Ok(())
}

/// Checks whether no initial value refers to a global that is defined here.
fn initial_values_are_free(module: &Module<'_>) -> Result<bool, ModuleRefusal> {
    let mut uses = Uses::default();
    for global in &module.globals {
        uses.expression(&global.init_expr)?;
    }
    Ok(!uses.items.iter().any(|(space, item)| {
        *space == Space::Global && module.defined(Space::Global, *item).is_some()
    }))
}
