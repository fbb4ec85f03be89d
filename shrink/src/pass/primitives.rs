//! Primitive types that were given a place among the types.

use std::collections::HashMap;

use wasmparser::{ComponentDefinedType, ComponentValType, PrimitiveValType};

use super::Merge;
use super::duplicates::named;
use crate::model::{Id, ItemKind, Scope, Sort, Type, Visitor};

/// Uses primitive types by themselves where a definition adds nothing.
///
/// In WIT, a definition that has a name adds the name.
pub fn inline(scope: &mut Scope<'_>, merge: Merge) {
    let named = named(scope, merge);
    let mut known = Primitives(HashMap::new());
    for item in &mut scope.items {
        item.references(&mut known);
        match &mut item.kind {
            ItemKind::Component(inner)
            | ItemKind::Type(Type::Instance(inner) | Type::Component(inner)) => {
                inline(inner, merge);
            }
            ItemKind::Type(Type::Defined(ComponentDefinedType::Primitive(ty))) => {
                let ty = *ty;
                if let Some(id) = item.id().filter(|id| !named.contains(id)) {
                    known.0.insert(id, ty);
                }
            }
            _ => {}
        }
    }
}

struct Primitives(HashMap<Id, PrimitiveValType>);

impl Visitor for Primitives {
    fn id(&mut self, _: Sort, _: &mut Id) {}

    fn value(&mut self, ty: &mut ComponentValType) {
        if let ComponentValType::Type(id) = ty
            && let Some(primitive) = self.0.get(id)
        {
            *ty = ComponentValType::Primitive(*primitive);
        }
    }
}
