//! Typed exports without a component around them.
//!
//! wit-component wraps the functions of an interface that is exported into a
//! component of its own, the shim. It imports every type and every function, and
//! exports them again under their names and types. The exports of the shim's
//! instance can also be put together where it stands:
//!
//! ```text
//! (component $shim                                  (type $t2 ..)
//!   (type $t ..)                                    (func $f2 (canon lift .. (type (func (param $t2)))))
//!   (import "f" (func $f (param $t)))         =>    (instance
//!   (export $t2 "t" (type $t))                        (export "t" (type $t2))
//!   (export "f" (func $f) (func (param $t2))))        (export "f" (func $f2)))
//! (instance (instantiate $shim (with "f" ..)))
//! ```
//!
//! If a type needs an identity that only a component can give it, the [types] alone
//! stay in one.

pub mod types;

use std::collections::{HashMap, HashSet};

use wasmparser::{CanonicalFunction, ComponentExternalKind, ComponentTypeRef};

use super::freshen::Freshen;
use crate::error::Refusal;
use crate::model::{
    Alias, Argument, Export, Id, Instance, InstanceExport, Item, ItemKind, Model, Scope, Type,
    fresh,
};

/// Returns the instances of shims that the outermost component exports, in order.
pub fn shims(model: &Model<'_>) -> Vec<Id> {
    let exported = |id: Id| {
        model.root.items.iter().any(|item| match &item.kind {
            ItemKind::Export(export) => export.id == id,
            _ => false,
        })
    };
    let instances = model.root.items.iter().filter_map(Item::id);
    instances
        .filter(|id| exported(*id) && shim(&model.root, *id).is_some())
        .collect()
}

/// Puts the exports of shim instances together in place.
///
/// # Errors
///
/// - A shim has another structure than it seemed to have.
pub fn inline(model: &mut Model<'_>, instances: &[Id]) -> Result<(), Refusal> {
    let mut freshen = Freshen::default();
    let scope = &mut model.root;
    for instance in instances {
        let Some((shim, arguments)) = shim(scope, *instance) else {
            continue;
        };
        let exports = put_together(scope, &mut model.next, &mut freshen, shim, &arguments)?;
        if let Some(position) = scope.position(*instance) {
            scope.items[position].kind = ItemKind::Instance(Instance::Exports(exports));
        }
    }
    freshen.finish(scope, &mut model.next);
    Ok(())
}

/// Returns the component of an instance, and its arguments, if it does nothing but
/// give types.
fn shim<'a>(scope: &Scope<'a>, instance: Id) -> Option<(Scope<'a>, Vec<Argument<'a>>)> {
    let ItemKind::Instance(Instance::Instantiate {
        component,
        arguments,
    }) = &scope.definition(instance)?.kind
    else {
        return None;
    };
    let ItemKind::Component(inner) = &scope.definition(*component)?.kind else {
        return None;
    };
    let plain = inner.items.iter().all(|item| match &item.kind {
        ItemKind::Type(ty) => !matches!(ty, Type::Resource { .. }),
        ItemKind::Alias(alias) => !matches!(alias, Alias::CoreExport { .. }),
        ItemKind::Export(export) => match export.ty {
            None => true,
            // Only functions are given the types of the exported names.
            Some(ty) => matches!(ty, ComponentTypeRef::Func(_)),
        },
        ItemKind::Import(_) | ItemKind::Names(_) | ItemKind::Custom(_) => true,
        _ => false,
    });
    plain.then(|| (inner.clone(), arguments.clone()))
}

/// Adds the definitions of the shim to the scope. Returns its exports.
fn put_together<'a>(
    scope: &mut Scope<'a>,
    next: &mut Id,
    freshen: &mut Freshen,
    shim: Scope<'a>,
    arguments: &[Argument<'a>],
) -> Result<Vec<InstanceExport<'a>>, Refusal> {
    let mut map: HashMap<Id, Id> = HashMap::new();
    let mut exports: Vec<InstanceExport<'a>> = Vec::new();
    let mut given: HashSet<Id> = HashSet::new();
    for mut item in shim.items {
        match &item.kind {
            ItemKind::Names(_) | ItemKind::Custom(_) => {}
            ItemKind::Import(import) => {
                let argument = arguments
                    .iter()
                    .find(|argument| argument.name == import.name.name)
                    .ok_or_else(|| Refusal::new("a shim is not given what it imports"))?;
                map.extend(item.id().map(|id| (id, argument.id)));
            }
            ItemKind::Export(export) => {
                let inside = map.get(&export.id).copied().unwrap_or(export.id);
                let mut outside = exported(scope, next, freshen, &map, export, inside);
                // Two names are two types, even of one structure.
                if exports.iter().any(|other| other.id == outside) {
                    // But a name for a name is the same type.
                    if freshen.has(outside) || given.contains(&export.id) {
                        outside = freshen.identity(outside, next);
                    } else if let Some(twin) = twin(scope, next, outside) {
                        outside = twin;
                    }
                }
                map.extend(item.id().map(|id| (id, outside)));
                given.extend(item.id());
                exports.push(InstanceExport {
                    name: export.name,
                    kind: export.kind,
                    id: outside,
                });
            }
            // A definition that stands outside already needs no alias there.
            ItemKind::Alias(Alias::Outer { of, .. }) if scope.definition(*of).is_some() => {
                map.extend(item.id().map(|id| (id, *of)));
            }
            _ => {
                renew(&mut item, next, &mut map);
                scope.items.push(item);
            }
        }
    }
    Ok(exports)
}

/// Returns the definition outside that stands for an export of the shim.
fn exported(
    scope: &mut Scope<'_>,
    next: &mut Id,
    freshen: &mut Freshen,
    map: &HashMap<Id, Id>,
    export: &Export<'_>,
    id: Id,
) -> Id {
    let Some(position) = scope.position(id) else {
        return id;
    };
    match export.kind {
        ComponentExternalKind::Type => match scope.items[position].kind {
            // The type of another interface.
            ItemKind::Alias(_) => freshen.identity(id, next),
            _ => id,
        },
        ComponentExternalKind::Func => {
            retype(&mut scope.items[position], export, map);
            id
        }
        _ => id,
    }
}

/// Gives a lifted function the type that the shim exports it with.
fn retype(item: &mut Item<'_>, export: &Export<'_>, map: &HashMap<Id, Id>) {
    if let Some(ComponentTypeRef::Func(ty)) = export.ty
        && let ItemKind::Canonical(CanonicalFunction::Lift { type_index, .. }) = &mut item.kind
    {
        *type_index = map.get(&ty).copied().unwrap_or(ty);
    }
}

/// Adds another type of the same structure.
fn twin(scope: &mut Scope<'_>, next: &mut Id, ty: Id) -> Option<Id> {
    let mut item = scope.definition(ty)?.clone();
    let ItemKind::Type(_) = item.kind else {
        return None;
    };
    renew(&mut item, next, &mut HashMap::new());
    let id = item.id();
    scope.items.push(item);
    id
}

/// Gives an item that was copied definitions of its own. Its references become
/// those that stand for them in `map`.
fn renew(item: &mut Item<'_>, next: &mut Id, map: &mut HashMap<Id, Id>) {
    if let ItemKind::Type(Type::Instance(inner) | Type::Component(inner)) = &mut item.kind {
        for item in &mut inner.items {
            renew(item, next, map);
        }
    } else {
        item.references(&mut |_, id: &mut Id| {
            if let Some(other) = map.get(id) {
                *id = *other;
            }
        });
    }
    for id in &mut item.defines {
        let other = fresh(next);
        map.insert(*id, other);
        *id = other;
    }
}
