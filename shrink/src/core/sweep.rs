//! Removing what nothing can reach.

use std::collections::BTreeSet;

use wasmparser::ElementKind;

use super::Refusal;
use super::custom::refuse_places;
use super::features::until_settled;
use super::live::{Live, does_nothing};
use super::module::Module;
use super::plan::{Plan, PlannedData, PlannedElement};
use super::space::{Space, index};
use super::uses::Uses;
use super::write::write;

/// Removes the exports that `keep` does not want, and everything that nothing
/// can reach then: functions, tables, memories, globals, tags, segments, types
/// and *imports*.
///
/// Removed imports ask less of whoever instantiates the module; where that must
/// not change, see [`sweep_but_imports`].
///
/// What instantiation does for others to see is always kept: segments that are
/// copied into an imported table or memory, whatever may trap, and the start
/// function. A segment of a table or memory that nobody can look into goes, if
/// it provably fits: one that does not fit makes instantiation trap. `name` is
/// brought into line; other custom sections stay as they are.
///
/// # Errors
/// When `module` is not a valid core module, or a custom section tells places
/// in the code (DWARF, say), which would move.
pub fn sweep(module: &[u8], keep: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, Refusal> {
    until_settled(module, |module| once(module, keep, false))
}

/// [`sweep`] that removes no import.
///
/// # Errors
/// As [`sweep`].
pub fn sweep_but_imports(module: &[u8], keep: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, Refusal> {
    until_settled(module, |module| once(module, keep, true))
}

/// Sweeps once.
pub(super) fn once(
    bytes: &[u8],
    keep: &dyn Fn(&str) -> bool,
    keep_imports: bool,
) -> Result<Vec<u8>, Refusal> {
    let module = Module::read(bytes)?;
    refuse_places(&module)?;
    let mut live = Live::new(&module)?;
    for export in module.exports.iter().filter(|export| keep(export.name)) {
        live.reach((Space::of(export.kind), export.index));
    }
    if keep_imports {
        for space in Space::ALL {
            for import in 0..module.imported[space] {
                live.reach((space, import));
            }
        }
    }
    live.follow()?;

    let mut plan = Plan::all_of(&module);
    plan.exports.retain(|export| keep(&export.name));
    if let Some(start) = module.start
        && does_nothing(&module, start)?
    {
        plan.start = None;
    }
    retain(&module, &live, &mut plan)?;
    write(&module, &plan)
}

/// Takes out of a plan what is not reached.
fn retain(module: &Module<'_>, live: &Live<'_, '_>, plan: &mut Plan<'_>) -> Result<(), Refusal> {
    plan.groups.retain(|group| {
        let mut types = module.groups[*group].range();
        types.any(|ty| live.is(Space::Type, ty))
    });
    plan.imports
        .retain(|import| live.is(Space::of_import(&import.ty), import.item));
    for (space, items) in [
        (Space::Function, &mut plan.functions),
        (Space::Table, &mut plan.tables),
        (Space::Memory, &mut plan.memories),
        (Space::Tag, &mut plan.tags),
        (Space::Global, &mut plan.globals),
    ] {
        items.retain(|item| live.is(space, *item));
    }
    plan.elements = (0..index(module.elements.len()))
        .filter(|element| live.is(Space::Element, *element))
        .map(PlannedElement::Kept)
        .collect();
    plan.data = (0..index(module.data.len()))
        .filter(|data| live.is(Space::Data, *data))
        .map(PlannedData::Kept)
        .collect();

    let undeclared = undeclared(module, live, plan)?;
    if !undeclared.is_empty() {
        plan.elements.push(PlannedElement::Declared(undeclared));
    }
    Ok(())
}

/// The functions that code makes references of and that nothing else declares:
/// validation wants to have met them outside of code. Segments that only
/// declare are never reached, unless code drops them; one new segment stands in
/// for all of them.
fn undeclared(
    module: &Module<'_>,
    live: &Live<'_, '_>,
    plan: &Plan<'_>,
) -> Result<Vec<u32>, Refusal> {
    let mut declared = Uses::default();
    for export in &plan.exports {
        if Space::of(export.kind) == Space::Function {
            declared.references.push(export.item);
        }
    }
    for (place, element) in module.elements.iter().enumerate() {
        if live.is(Space::Element, index(place)) {
            declared.elements(&element.items)?;
            if let ElementKind::Active { offset_expr, .. } = &element.kind {
                declared.expression(offset_expr)?;
            }
        }
    }
    for (place, global) in module.globals.iter().enumerate() {
        if live.is(Space::Global, module.imported[Space::Global] + index(place)) {
            declared.expression(&global.init_expr)?;
        }
    }
    for (place, table) in module.tables.iter().enumerate() {
        if let wasmparser::TableInit::Expr(init) = &table.init
            && live.is(Space::Table, module.imported[Space::Table] + index(place))
        {
            declared.expression(init)?;
        }
    }
    let declared: BTreeSet<u32> = declared.references.into_iter().collect();
    let mut undeclared = live.references();
    undeclared.retain(|function| !declared.contains(function));
    Ok(undeclared)
}
