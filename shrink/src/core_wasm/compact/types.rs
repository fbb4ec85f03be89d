//! Types that are equal, once.

use std::collections::HashMap;
use std::convert::Infallible;

use wasm_encoder::Encode as _;
use wasm_encoder::reencode::{Error, Reencode};

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::{Group, Module};
use crate::core_wasm::plan::Plan;
use crate::core_wasm::space::Space;

/// Keeps the first of recursion groups that are equal. Types are compared by
/// structure wherever WebAssembly compares them, so nothing can tell.
pub(super) fn merge(module: &Module<'_>, plan: &mut Plan<'_>) -> Result<(), ModuleRefusal> {
    let mut first = HashMap::new();
    let mut kept = Vec::with_capacity(module.groups.len());
    for (place, group) in module.groups.iter().enumerate() {
        let key = Structure { group, plan }.encode()?;
        let stand_in = *first.entry(key).or_insert(place);
        if stand_in == place {
            kept.push(place);
            continue;
        }
        for (ty, stand_in) in group.range().zip(module.groups[stand_in].range()) {
            plan.aliases.insert((Space::Type, ty), stand_in);
        }
    }
    plan.groups = kept;
    Ok(())
}

/// Writes a group so that equal groups are equal bytes: its own types are written
/// by their place in it, others by the types that stand in for them.
struct Structure<'p, 'a> {
    group: &'p Group,
    plan: &'p Plan<'a>,
}

impl Structure<'_, '_> {
    fn encode(mut self) -> Result<Vec<u8>, ModuleRefusal> {
        let mut bytes = Vec::new();
        for ty in self.group.types.clone().into_types() {
            let ty = self.sub_type(ty)?;
            // A section of its own, whose length keeps it apart from the next.
            let mut section = wasm_encoder::TypeSection::new();
            section.ty().subtype(&ty);
            section.encode(&mut bytes);
        }
        Ok(bytes)
    }
}

impl Reencode for Structure<'_, '_> {
    type Error = Infallible;

    fn type_index(&mut self, ty: u32) -> Result<u32, Error> {
        let range = self.group.range();
        if range.contains(&ty) {
            // Validation keeps indices far below: no other type has this one.
            return Ok(0x4000_0000 + (ty - range.start));
        }
        Ok(self.plan.alias((Space::Type, ty)))
    }
}
