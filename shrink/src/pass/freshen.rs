//! New identities for types of others.
//!
//! An instance that was put together may export a type that an interface
//! `use`s from another one, but not as the very type that the other one has:
//! tools that read WIT need a new identity for it. The identity comes from an
//! instance of a component that exports nothing but such types, each equal to
//! the type outside.

use wasmparser::{ComponentExternName, ComponentExternalKind, ComponentOuterAliasKind};

use super::names::short;
use crate::model::{Alias, Export, Id, Instance, Item, Scope, What, fresh};

/// Collects types, and gives out their new identities.
#[derive(Default)]
pub struct Freshen {
    types: Vec<(Id, Id)>,
}

impl Freshen {
    /// A new identity for a type of the scope.
    pub fn identity(&mut self, ty: Id, next: &mut Id) -> Id {
        let id = fresh(next);
        self.types.push((ty, id));
        id
    }

    /// Adds the definitions of the new identities to the scope, at its end.
    pub fn finish(self, scope: &mut Scope<'_>, next: &mut Id) {
        if self.types.is_empty() {
            return;
        }
        let mut inner = Scope::default();
        let mut aliases = Vec::new();
        let component = fresh(next);
        let instance = fresh(next);
        for (index, (ty, identity)) in self.types.into_iter().enumerate() {
            let name = short(index);
            let outside = fresh(next);
            inner.items.push(Item::new(
                outside,
                What::Alias(Alias::Outer {
                    kind: ComponentOuterAliasKind::Type,
                    of: ty,
                }),
            ));
            inner.items.push(Item::new(
                fresh(next),
                What::Export(Export {
                    name: plain(name),
                    kind: ComponentExternalKind::Type,
                    id: outside,
                    ty: None,
                }),
            ));
            aliases.push(Item::new(
                identity,
                What::Alias(Alias::Export {
                    instance,
                    kind: ComponentExternalKind::Type,
                    name,
                }),
            ));
        }
        scope
            .items
            .push(Item::new(component, What::Component(inner)));
        scope.items.push(Item::new(
            instance,
            What::Instance(Instance::Instantiate {
                component,
                arguments: Vec::new(),
            }),
        ));
        scope.items.append(&mut aliases);
    }
}

/// A name and nothing beside it.
pub(super) fn plain(name: &str) -> ComponentExternName<'_> {
    ComponentExternName {
        name,
        implements: None,
        version_suffix: None,
        external_id: None,
    }
}
