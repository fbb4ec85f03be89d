//! Definitions that nothing refers to.

use std::collections::HashSet;

use crate::model::{CoreInstance, Id, Instance, Item, ItemKind, Scope, Type};

/// Takes out every definition that no import, export or instantiation needs.
///
/// Instantiating runs code, so an instance of a module or a component stays.
pub fn eliminate(scope: &mut Scope<'_>) {
    for item in &mut scope.items {
        match &mut item.kind {
            ItemKind::Component(inner)
            | ItemKind::Type(Type::Instance(inner) | Type::Component(inner)) => {
                eliminate(inner);
            }
            _ => {}
        }
    }
    let mut used: HashSet<Id> = HashSet::new();
    // A definition stands before those that refer to it.
    let mut kept: Vec<Item<'_>> = Vec::with_capacity(scope.items.len());
    for mut item in std::mem::take(&mut scope.items).into_iter().rev() {
        if acts(&item.kind) || item.defines.iter().any(|id| used.contains(id)) {
            item.references(&mut |_, id: &mut Id| _ = used.insert(*id));
            kept.push(item);
        }
    }
    kept.reverse();
    scope.items = kept;
}

/// Checks whether an item is there for its own sake.
fn acts(kind: &ItemKind<'_>) -> bool {
    match kind {
        ItemKind::Import(_)
        | ItemKind::Export(_)
        | ItemKind::Declared(_)
        | ItemKind::Names(_)
        | ItemKind::Custom(_)
        | ItemKind::CoreInstance(CoreInstance::Instantiate { .. })
        | ItemKind::Instance(Instance::Instantiate { .. }) => true,
        ItemKind::CoreModule(_)
        | ItemKind::CoreInstance(CoreInstance::Exports(_))
        | ItemKind::CoreType(_)
        | ItemKind::Component(_)
        | ItemKind::Instance(Instance::Exports(_))
        | ItemKind::Alias(_)
        | ItemKind::Type(_)
        | ItemKind::Canonical(_) => false,
    }
}
