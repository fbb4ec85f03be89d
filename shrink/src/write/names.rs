//! The section with names.

use wasm_encoder::{ComponentNameSection, NameMap};

use super::Writer;
use crate::model::{Names, Sort};

impl Writer {
    /// Returns the names of the definitions that there still are.
    pub(super) fn names(&self, names: &Names<'_>) -> ComponentNameSection {
        let mut section = ComponentNameSection::new();
        if let Some(name) = names.component {
            section.component(name);
        }
        for sort in Sort::ALL {
            let mut indices: Vec<(u32, &str)> = Vec::new();
            for (_, id, name) in names.definitions.iter().filter(|(of, ..)| *of == sort) {
                let place = usize::try_from(*id).ok().and_then(|id| self.places.get(id));
                if let Some(Some(place)) = place
                    && place.depth == self.depth
                {
                    indices.push((place.index, name));
                }
            }
            if indices.is_empty() {
                continue;
            }
            // Some tool chains name the same thing in two subsections.
            indices.sort_by_key(|(index, _)| *index);
            indices.dedup_by_key(|(index, _)| *index);
            let mut map = NameMap::new();
            for (index, name) in indices {
                map.append(index, name);
            }
            match sort {
                Sort::CoreFunc => section.core_funcs(&map),
                Sort::CoreTable => section.core_tables(&map),
                Sort::CoreMemory => section.core_memories(&map),
                Sort::CoreGlobal => section.core_globals(&map),
                Sort::CoreTag => section.core_tags(&map),
                Sort::CoreType => section.core_types(&map),
                Sort::CoreModule => section.core_modules(&map),
                Sort::CoreInstance => section.core_instances(&map),
                Sort::Func => section.funcs(&map),
                Sort::Value => section.values(&map),
                Sort::Type => section.types(&map),
                Sort::Component => section.components(&map),
                Sort::Instance => section.instances(&map),
            }
        }
        section
    }
}
