//! Types of functions that are lowered, written out.

use std::collections::HashMap;

use wasmtime::wasmparser::component_types::{
    ComponentDefinedType, ComponentDefinedTypeId, ComponentFuncTypeId, ComponentValType,
};
use wasmtime::wasmparser::types::TypesRef;

/// Parts of types, each worked out once.
#[derive(Default)]
pub(super) struct Parts {
    known: HashMap<ComponentDefinedTypeId, u64>,
}

impl Parts {
    /// Returns how many parts the type of a function has.
    pub(super) fn of(&mut self, types: TypesRef<'_>, function: ComponentFuncTypeId) -> u64 {
        let function = &types[function];
        let values = function.params.iter().map(|(_, ty)| ty);
        values
            .chain(&function.result)
            .fold(1, |sum, ty| sum.saturating_add(self.of_value(types, *ty)))
    }

    fn of_value(&mut self, types: TypesRef<'_>, ty: ComponentValType) -> u64 {
        let ComponentValType::Type(whole) = ty else {
            return 1;
        };
        // Types stand in each other as deep as a stranger likes: those that wait for
        // others are kept in a list.
        let mut waiting = vec![whole];
        while let Some(&id) = waiting.last() {
            let mut parts = Some(1_u64);
            let known = &self.known;
            within(&types[id], &mut |ty, times| {
                let one = match ty {
                    ComponentValType::Primitive(_) => Some(1),
                    ComponentValType::Type(id) => known.get(&id).copied().or_else(|| {
                        waiting.push(id);
                        None
                    }),
                };
                parts = one
                    .zip(parts)
                    .map(|(one, sum)| sum.saturating_add(one.saturating_mul(times)));
            });
            if let Some(parts) = parts {
                self.known.insert(id, parts);
                waiting.pop();
            }
        }
        self.known.get(&whole).copied().unwrap_or(u64::MAX)
    }
}

/// Shows the types that a type consists of, and how often each is in it.
fn within(ty: &ComponentDefinedType, each: &mut impl FnMut(ComponentValType, u64)) {
    let mut once = |ty: &ComponentValType| each(*ty, 1);
    match ty {
        ComponentDefinedType::Primitive(_)
        | ComponentDefinedType::Flags(_)
        | ComponentDefinedType::Enum(_)
        | ComponentDefinedType::Own(_)
        | ComponentDefinedType::Borrow(_) => {}
        ComponentDefinedType::Record(record) => record.fields.values().for_each(once),
        ComponentDefinedType::Variant(variant) => {
            let cases = variant.cases.values();
            cases.filter_map(|case| case.ty.as_ref()).for_each(once);
        }
        ComponentDefinedType::Tuple(tuple) => tuple.types.iter().for_each(once),
        ComponentDefinedType::List { element, .. } => once(element),
        ComponentDefinedType::Map { key, value, .. } => [key, value].into_iter().for_each(once),
        ComponentDefinedType::FixedLengthList {
            element, length, ..
        } => each(*element, (*length).into()),
        ComponentDefinedType::Option { ty, .. } => once(ty),
        ComponentDefinedType::Result { ok, err, .. } => ok.iter().chain(err).for_each(once),
        ComponentDefinedType::Future { ty, .. } | ComponentDefinedType::Stream { ty, .. } => {
            ty.iter().for_each(once);
        }
    }
}
