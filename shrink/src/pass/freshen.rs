//! New identities for types of others.
//!
//! An instance that was put together may export a type that an interface
//! `use`s from another one, but not as the very type that the other one has:
//! tools that read WIT need a new identity for it. The identity comes from an
//! instance of a component that exports nothing but such types, each equal to
//! the type outside. A type that has other named types in it can only be
//! exported where those have names too, so the component imports the whole
//! instance which it is from:
//!
//! ```text
//! (component $fresh
//!   (alias outer 1 $types (type $t))  (import "a" (instance $i (type $t)))
//!   (alias export $i "ctx" (type $c)) (export "a" (type $c)))
//! (instance $new (instantiate $fresh (with "a" (instance $imported))))
//! (alias export $new "a" (type $fresh-ctx))
//! ```

use std::collections::HashMap;

use wasmparser::{
    ComponentDefinedType, ComponentExternName, ComponentExternalKind, ComponentOuterAliasKind,
    ComponentTypeRef, TypeBounds,
};

use super::names::short;
use crate::model::{
    Alias, Argument, Export, Id, Import, Instance, Item, ItemKind, Scope, Type, fresh,
};

/// Collects types, and gives out their new identities.
#[derive(Default)]
pub struct Freshen {
    types: Vec<(Id, Id)>,
}

impl Freshen {
    /// Returns a new identity for a type of the scope.
    pub fn identity(&mut self, ty: Id, next: &mut Id) -> Id {
        let id = fresh(next);
        self.types.push((ty, id));
        id
    }

    /// Checks whether this is an identity that was given out.
    pub fn has(&self, identity: Id) -> bool {
        self.types.iter().any(|(_, given)| *given == identity)
    }

    /// Adds the definitions of the new identities to the scope, at its end.
    pub fn finish(self, scope: &mut Scope<'_>, next: &mut Id) {
        if self.types.is_empty() {
            return;
        }
        let mut inside = Inside::default();
        let component = fresh(next);
        let instance = fresh(next);
        let mut aliases = Vec::new();
        let mut given: HashMap<Id, Id> = HashMap::new();
        for (index, (ty, identity)) in self.types.into_iter().enumerate() {
            let name = short(index);
            // A name for a name: the first one is exported already.
            let within = match given.get(&ty) {
                Some(exported) => *exported,
                None => inside.bring(scope, ty, next),
            };
            let exported = fresh(next);
            given.insert(identity, exported);
            inside.scope.items.push(Item::new(
                exported,
                ItemKind::Export(Export {
                    name: plain(name),
                    kind: ComponentExternalKind::Type,
                    id: within,
                    ty: None,
                }),
            ));
            aliases.push(Item::new(
                identity,
                ItemKind::Alias(Alias::Export {
                    instance,
                    kind: ComponentExternalKind::Type,
                    name,
                }),
            ));
        }
        let kind = ItemKind::Component(inside.scope);
        scope.items.push(Item::new(component, kind));
        let kind = ItemKind::Instance(Instance::Instantiate {
            component,
            arguments: inside.arguments,
        });
        scope.items.push(Item::new(instance, kind));
        scope.items.append(&mut aliases);
    }
}

/// The component that gives the new identities.
#[derive(Default)]
struct Inside<'a> {
    scope: Scope<'a>,
    arguments: Vec<Argument<'a>>,
    /// The instances inside, by those outside.
    instances: HashMap<Id, Id>,
}

impl<'a> Inside<'a> {
    /// Returns the type inside that is equal to the type `ty` outside.
    fn bring(&mut self, outside: &Scope<'a>, ty: Id, next: &mut Id) -> Id {
        let within = fresh(next);
        let kind = match source(outside, ty) {
            Some(source) if !source.stands_alone() => ItemKind::Alias(Alias::Export {
                instance: self.import(outside, &source, next),
                kind: ComponentExternalKind::Type,
                name: source.name,
            }),
            _ => ItemKind::Alias(Alias::Outer {
                kind: ComponentOuterAliasKind::Type,
                of: ty,
            }),
        };
        self.scope.items.push(Item::new(within, kind));
        within
    }

    fn import(&mut self, outside: &Scope<'a>, source: &Source<'_, 'a>, next: &mut Id) -> Id {
        if let Some(instance) = self.instances.get(&source.instance) {
            return *instance;
        }
        // The types that it has from others need names too.
        for item in &source.exports.items {
            if let ItemKind::Alias(Alias::Outer { of, .. }) = item.kind
                && let Some(other) = self::source(outside, of)
            {
                self.import(outside, &other, next);
            }
        }
        let (ty, instance) = (fresh(next), fresh(next));
        let name = short(self.arguments.len());
        self.scope.items.push(Item::new(
            ty,
            ItemKind::Alias(Alias::Outer {
                kind: ComponentOuterAliasKind::Type,
                of: source.ty,
            }),
        ));
        self.scope.items.push(Item::new(
            instance,
            ItemKind::Import(Import {
                name: plain(name),
                ty: ComponentTypeRef::Instance(ty),
            }),
        ));
        self.arguments.push(Argument {
            name,
            kind: ComponentExternalKind::Instance,
            id: source.instance,
        });
        self.instances.insert(source.instance, instance);
        instance
    }
}

/// The import that a type is from.
struct Source<'s, 'a> {
    instance: Id,
    /// The type of the instance.
    ty: Id,
    exports: &'s Scope<'a>,
    /// The name of the type among the exports.
    name: &'a str,
}

fn source<'s, 'a>(scope: &'s Scope<'a>, ty: Id) -> Option<Source<'s, 'a>> {
    let ItemKind::Alias(Alias::Export { instance, name, .. }) = scope.definition(ty)?.kind else {
        return None;
    };
    let ItemKind::Import(Import {
        ty: ComponentTypeRef::Instance(ty),
        ..
    }) = scope.definition(instance)?.kind
    else {
        return None;
    };
    let ItemKind::Type(Type::Instance(exports)) = &scope.definition(ty)?.kind else {
        return None;
    };
    Some(Source {
        instance,
        ty,
        exports,
        name,
    })
}

impl Source<'_, '_> {
    /// Checks whether the type has no other type in it that must have a name.
    fn stands_alone(&self) -> bool {
        let declared = self.exports.items.iter().find_map(|item| match &item.kind {
            ItemKind::Declared(export) if export.name.name == self.name => Some(export.ty),
            _ => None,
        });
        match declared {
            Some(ComponentTypeRef::Type(TypeBounds::Eq(id))) => match self.defined(id) {
                Some((_, item)) => self.parts_need_no_names(item, 0),
                None => false,
            },
            _ => false,
        }
    }

    /// Returns the definition of a type among the exports, through its names.
    fn defined(&self, mut id: Id) -> Option<(&ComponentDefinedType<'_>, &Item<'_>)> {
        // A name refers only to definitions before it, so this ends.
        for _ in 0..self.exports.items.len() {
            let item = self.exports.definition(id)?;
            match &item.kind {
                ItemKind::Type(Type::Defined(ty)) => return Some((ty, item)),
                ItemKind::Declared(Import {
                    ty: ComponentTypeRef::Type(TypeBounds::Eq(other)),
                    ..
                }) => id = *other,
                _ => return None,
            }
        }
        None
    }

    fn parts_need_no_names(&self, item: &Item<'_>, depth: usize) -> bool {
        // Deeper types are rare, and naming them does no harm.
        if depth > 8 {
            return false;
        }
        let mut free = true;
        let mut item = item.clone();
        item.references(&mut |_, id: &mut Id| {
            free &= match self.defined(*id) {
                Some((
                    ComponentDefinedType::Record(_)
                    | ComponentDefinedType::Variant(_)
                    | ComponentDefinedType::Flags(_)
                    | ComponentDefinedType::Enum(_)
                    | ComponentDefinedType::Own(_)
                    | ComponentDefinedType::Borrow(_),
                    _,
                ))
                | None => false,
                Some((_, part)) => self.parts_need_no_names(part, depth + 1),
            };
        });
        free
    }
}

/// Returns a name and nothing beside it.
pub(super) fn plain(name: &str) -> ComponentExternName<'_> {
    ComponentExternName {
        name,
        implements: None,
        version_suffix: None,
        external_id: None,
    }
}
