//! Definitions that nothing refers to.

use std::collections::HashSet;

use crate::model::{CoreInstance, Id, Instance, Item, Scope, Type, What};

/// Takes out every definition that no import, export or instantiation needs.
///
/// Instantiating runs code, so an instance of a module or a component stays.
pub fn eliminate(scope: &mut Scope<'_>) {
    for item in &mut scope.items {
        match &mut item.what {
            What::Component(inner) | What::Type(Type::Instance(inner) | Type::Component(inner)) => {
                eliminate(inner);
            }
            _ => {}
        }
    }
    let mut used: HashSet<Id> = HashSet::new();
    // A definition stands before those that refer to it.
    let mut kept: Vec<Item<'_>> = Vec::with_capacity(scope.items.len());
    for mut item in std::mem::take(&mut scope.items).into_iter().rev() {
        if acts(&item.what) || item.defines.iter().any(|id| used.contains(id)) {
            item.references(&mut |_, id: &mut Id| _ = used.insert(*id));
            kept.push(item);
        }
    }
    kept.reverse();
    scope.items = kept;
}

/// Checks whether an item is there for its own sake.
fn acts(what: &What<'_>) -> bool {
    match what {
        What::Import(_)
        | What::Export(_)
        | What::Declared(_)
        | What::Names(_)
        | What::Custom(_)
        | What::CoreInstance(CoreInstance::Instantiate { .. })
        | What::Instance(Instance::Instantiate { .. }) => true,
        What::CoreModule(_)
        | What::CoreInstance(CoreInstance::Exports(_))
        | What::CoreType(_)
        | What::Component(_)
        | What::Instance(Instance::Exports(_))
        | What::Alias(_)
        | What::Type(_)
        | What::Canonical(_) => false,
    }
}
