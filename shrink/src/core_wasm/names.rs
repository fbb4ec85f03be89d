//! The `name` section: names for debugging, by index.

use std::borrow::Cow;

use wasm_encoder::{IndirectNameMap, NameMap, NameSection};
use wasmparser::{BinaryReader, Name, NameSectionReader};

use super::ModuleRefusal;
use super::custom::ModuleCustomSection;
use super::plan::Plan;
use super::space::Space;
use super::write::NewIndices;

/// Returns the content of a `name` section for items that have moved; `None` if no
/// name is left. Names of items that are gone go with them.
///
/// # Errors
/// When the section is damaged: it would then name the wrong items.
pub(crate) fn moved<'a>(
    custom: &ModuleCustomSection<'a>,
    places: &NewIndices,
    plan: &Plan<'_>,
) -> Result<Option<Cow<'a, [u8]>>, ModuleRefusal> {
    let damaged = |error: wasmparser::Error| {
        ModuleRefusal::at(
            format!("the section `name`: {}", error.message()),
            error.offset(),
        )
    };
    let mut names = NameSection::new();
    for name in NameSectionReader::new(BinaryReader::new(custom.data, custom.offset)) {
        add(&mut names, name.map_err(damaged)?, places, plan).map_err(damaged)?;
    }
    let section = names.as_custom();
    let data = section.data.into_owned();
    Ok((!data.is_empty()).then_some(Cow::Owned(data)))
}

/// Adds one part of the section.
fn add(
    names: &mut NameSection,
    name: Name<'_>,
    places: &NewIndices,
    plan: &Plan<'_>,
) -> Result<(), wasmparser::Error> {
    let direct = |map, space| direct(map, places, plan, space);
    let indirect = |map, space, locals| indirect(map, places, plan, space, locals);
    match name {
        Name::Module { name, .. } => names.module(name),
        Name::Function(map) => with(direct(map, Space::Function)?, |map| names.functions(map)),
        Name::Table(map) => with(direct(map, Space::Table)?, |map| names.tables(map)),
        Name::Memory(map) => with(direct(map, Space::Memory)?, |map| names.memories(map)),
        Name::Global(map) => with(direct(map, Space::Global)?, |map| names.globals(map)),
        Name::Element(map) => with(direct(map, Space::Element)?, |map| names.elements(map)),
        Name::Data(map) => with(direct(map, Space::Data)?, |map| names.data(map)),
        Name::Tag(map) => with(direct(map, Space::Tag)?, |map| names.tag(map)),
        Name::Type(map) => with(direct(map, Space::Type)?, |map| names.types(map)),
        Name::Local(map) => with(indirect(map, Space::Function, true)?, |map| {
            names.locals(map);
        }),
        Name::Label(map) => with(indirect(map, Space::Function, false)?, |map| {
            names.labels(map);
        }),
        Name::Field(map) => with(indirect(map, Space::Type, false)?, |map| names.fields(map)),
        Name::Parameter(map) => with(indirect(map, Space::Type, false)?, |map| {
            names.parameters(map);
        }),
        Name::TagParameter(map) => with(indirect(map, Space::Tag, false)?, |map| {
            names.tag_parameters(map);
        }),
        // It may go by an index that has moved.
        Name::Unknown { .. } => {}
    }
    Ok(())
}

/// Adds a map unless it is empty.
fn with<M>(map: Option<M>, add: impl FnOnce(&M)) {
    if let Some(map) = map {
        add(&map);
    }
}

/// Returns the new index of an item whose name stays. `None` if the item is gone,
/// or another one stands in for it.
fn place(places: &NewIndices, plan: &Plan<'_>, space: Space, item: u32) -> Option<u32> {
    if plan.aliases.contains_key(&(space, item)) {
        return None;
    }
    places.get(space, item)
}

/// Returns names by index.
fn direct(
    map: wasmparser::NameMap<'_>,
    places: &NewIndices,
    plan: &Plan<'_>,
    space: Space,
) -> Result<Option<NameMap>, wasmparser::Error> {
    let mut entries = Vec::new();
    let mut inherited = Vec::new();
    for naming in map {
        let naming = naming?;
        if let Some(place) = place(places, plan, space, naming.index) {
            entries.push((place, naming.name));
        } else if space == Space::Function
            && let Some(heir) = plan.heirs.get(&naming.index)
            && let Some(place) = place(places, plan, space, *heir)
        {
            inherited.push((place, naming.name));
        }
    }
    // The first name that an index has is its name.
    entries.extend(inherited);
    Ok(sorted(entries))
}

/// Returns names by index, in order, each index once; `None` if there are none.
fn sorted(mut entries: Vec<(u32, &str)>) -> Option<NameMap> {
    entries.sort_by_key(|(index, _)| *index);
    entries.dedup_by_key(|(index, _)| *index);
    let mut map = NameMap::new();
    for (index, name) in &entries {
        map.append(*index, name);
    }
    (!entries.is_empty()).then_some(map)
}

/// Returns names by two indices, the second one being that of a local if `locals`.
fn indirect(
    map: wasmparser::IndirectNameMap<'_>,
    places: &NewIndices,
    plan: &Plan<'_>,
    space: Space,
    locals: bool,
) -> Result<Option<IndirectNameMap>, wasmparser::Error> {
    let mut entries = Vec::new();
    for naming in map {
        let naming = naming?;
        let Some(place) = place(places, plan, space, naming.index) else {
            continue;
        };
        // Labels are counted in a way that changes with the code.
        if space == Space::Function && !locals && plan.bodies.contains_key(&naming.index) {
            continue;
        }
        let moved = plan.locals.get(&naming.index).filter(|_| locals);
        let mut inner = Vec::new();
        for naming in naming.names {
            let naming = naming?;
            let index = match moved {
                Some(moved) => moved.get(naming.index as usize).copied().flatten(),
                None => Some(naming.index),
            };
            inner.extend(index.map(|index| (index, naming.name)));
        }
        entries.extend(sorted(inner).map(|names| (place, names)));
    }
    entries.sort_by_key(|(index, _)| *index);
    entries.dedup_by_key(|(index, _)| *index);
    let mut map = IndirectNameMap::new();
    for (index, names) in &entries {
        map.append(*index, names);
    }
    Ok((!entries.is_empty()).then_some(map))
}
