//! Removal of items that nothing can reach.

use std::collections::BTreeSet;

use wasmparser::{ElementKind, WasmFeatures};

use super::ModuleRefusal;
use super::custom::refuse_places;
use super::features::{until_fixpoint, validate};
use super::live::{Live, does_nothing};
use super::module::Module;
use super::plan::{Plan, PlannedData, PlannedElement};
use super::space::{ItemIndex, Space, index};
use super::uses::Uses;
use super::write::write;

/// Removes the exports that `keep` does not want, and then everything that nothing
/// can reach: functions, tables, memories, globals, tags, segments, types and
/// *imports*.
///
/// With fewer imports the module asks less of the one who instantiates it. Where
/// that must not change, see [`dce_keeping_imports`].
///
/// Everything that instantiation does for others to see is kept: segments that are
/// copied into an imported table or memory, all that may trap, and the start
/// function. A segment of a table or memory that nobody can look into goes, if it
/// provably fits: one that does not fit makes instantiation trap. `name` is brought
/// into line; other custom sections stay as they are.
///
/// # Errors
/// When `module` is not a valid core module, or a custom section tells places
/// in the code (DWARF, say), which would move.
pub fn dce(module: &[u8], keep: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, ModuleRefusal> {
    until_fixpoint(module, |module| once(module, keep, false))
}

/// Does the same as [`dce`], but removes no import.
///
/// # Errors
/// As [`dce`].
pub fn dce_keeping_imports(
    module: &[u8],
    keep: &dyn Fn(&str) -> bool,
) -> Result<Vec<u8>, ModuleRefusal> {
    until_fixpoint(module, |module| once(module, keep, true))
}

/// Eliminates dead code once.
pub(super) fn once(
    bytes: &[u8],
    keep: &dyn Fn(&str) -> bool,
    keep_imports: bool,
) -> Result<Vec<u8>, ModuleRefusal> {
    let module = Module::read(bytes)?;
    refuse_places(&module)?;
    let mut kept: Vec<bool> = module
        .exports
        .iter()
        .map(|export| keep(export.name))
        .collect();
    let mut live = Live::new(&module)?;
    if keep_imports {
        for space in Space::ALL {
            for import in 0..module.imported[space] {
                live.reach((space, import));
            }
        }
    }
    let mut may_declare = None;
    loop {
        for (export, _) in module.exports.iter().zip(&kept).filter(|(_, kept)| **kept) {
            live.reach((Space::of(export.kind), export.index));
        }
        live.follow()?;
        let undeclared = undeclared(&module, &live, &kept)?;
        let mut plan = plan(&module, &live, &kept)?;
        if undeclared.is_empty() {
            return write(&module, &plan);
        }
        // Without bulk memory there are no segments that do nothing but declare:
        // the items that declare the functions now have to stay.
        let may_declare = *may_declare
            .get_or_insert_with(|| validate(bytes, WasmFeatures::all() - SEGMENTS).is_err());
        if may_declare || !declare_as_before(&module, &mut live, &mut kept, &undeclared)? {
            plan.elements.push(PlannedElement::Declared(undeclared));
            return write(&module, &plan);
        }
    }
}

/// The feature that brings segments which only declare functions; instructions
/// that copy memory are a part of it, and may be there without it.
const SEGMENTS: WasmFeatures = WasmFeatures::BULK_MEMORY.difference(WasmFeatures::BULK_MEMORY_OPT);

/// Keeps for each function an item that declares it: an export if there is one, or
/// else a segment or an expression. Returns `true` if more is kept than before.
fn declare_as_before(
    module: &Module<'_>,
    live: &mut Live<'_, '_>,
    kept: &mut [bool],
    undeclared: &[u32],
) -> Result<bool, ModuleRefusal> {
    let mut more = false;
    for function in undeclared {
        let export = module.exports.iter().position(|export| {
            Space::of(export.kind) == Space::Function && export.index == *function
        });
        if let Some(export) = export {
            more |= !std::mem::replace(&mut kept[export], true);
            continue;
        }
        for (item, declares) in declaring(module)? {
            if declares.contains(function) && !live.is(item.0, item.1) {
                live.reach(item);
                more = true;
                break;
            }
        }
    }
    Ok(more)
}

/// Returns the segments, globals and tables with the functions that they declare.
fn declaring(module: &Module<'_>) -> Result<Vec<(ItemIndex, Vec<u32>)>, ModuleRefusal> {
    let mut all = Vec::new();
    for (place, element) in module.elements.iter().enumerate() {
        let mut uses = Uses::default();
        uses.elements(&element.items)?;
        if let ElementKind::Active { offset_expr, .. } = &element.kind {
            uses.expression(offset_expr)?;
        }
        all.push(((Space::Element, index(place)), uses.references));
    }
    for (place, global) in module.globals.iter().enumerate() {
        let mut uses = Uses::default();
        uses.expression(&global.init_expr)?;
        let global = module.imported[Space::Global] + index(place);
        all.push(((Space::Global, global), uses.references));
    }
    for (place, table) in module.tables.iter().enumerate() {
        if let wasmparser::TableInit::Expr(init) = &table.init {
            let mut uses = Uses::default();
            uses.expression(init)?;
            let table = module.imported[Space::Table] + index(place);
            all.push(((Space::Table, table), uses.references));
        }
    }
    Ok(all)
}

/// Plans to write the items that are reached.
fn plan<'a>(
    module: &Module<'a>,
    live: &Live<'_, '_>,
    kept: &[bool],
) -> Result<Plan<'a>, ModuleRefusal> {
    let mut plan = Plan::all_of(module);
    let mut kept = kept.iter();
    plan.exports.retain(|_| kept.next() == Some(&true));
    if let Some(start) = module.start
        && does_nothing(module, start)?
    {
        plan.start = None;
    }
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
    Ok(plan)
}

/// Returns the functions that code makes references of and that nothing else
/// declares: validation wants to have met them outside of code. Segments that only
/// declare are never reached, unless code drops them; one new segment stands in for
/// all of them.
fn undeclared(
    module: &Module<'_>,
    live: &Live<'_, '_>,
    kept: &[bool],
) -> Result<Vec<u32>, ModuleRefusal> {
    let mut declared = BTreeSet::new();
    for (export, kept) in module.exports.iter().zip(kept) {
        if *kept && Space::of(export.kind) == Space::Function {
            declared.insert(export.index);
        }
    }
    for ((space, item), functions) in declaring(module)? {
        if live.is(space, item) {
            declared.extend(functions);
        }
    }
    let mut undeclared = live.references();
    undeclared.retain(|function| !declared.contains(function));
    Ok(undeclared)
}
