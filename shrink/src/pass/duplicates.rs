//! Definitions that stand twice.

use std::collections::{HashMap, HashSet};

use wasmparser::{ComponentExternalKind, ComponentTypeRef, TypeBounds};

use super::Merge;
use crate::error::Refusal;
use crate::model::{Id, Import, Instance, ItemKind, Model, Scope, Type};
use crate::write::Fingerprints;

/// Merges definitions of the same thing into one, in each scope.
///
/// A type that an inline instance exports has its name from there, and two
/// names need two types, so such a type is the same as no other.
///
/// # Errors
///
/// - The model cannot be written: a pass has made a mistake.
pub fn merge(model: &mut Model<'_>, merge: Merge) -> Result<(), Refusal> {
    let mut fingerprints = Fingerprints::new(model.next);
    scope(&mut model.root, merge, &mut fingerprints)
}

fn scope(
    within: &mut Scope<'_>,
    merge: Merge,
    fingerprints: &mut Fingerprints,
) -> Result<(), Refusal> {
    let named = named(within, merge);
    let mut seen: HashMap<Vec<u8>, Id> = HashMap::new();
    let mut same: HashMap<Id, Id> = HashMap::new();
    for item in &mut within.items {
        item.references(&mut |_, id: &mut Id| {
            if let Some(other) = same.get(id) {
                *id = *other;
            }
        });
        match &mut item.kind {
            ItemKind::Component(inner)
            | ItemKind::Type(Type::Instance(inner) | Type::Component(inner)) => {
                scope(inner, merge, fingerprints)?;
            }
            _ => {}
        }
        let Some(id) = item.id() else { continue };
        if named.contains(&id) || !can_merge(&item.kind) {
            continue;
        }
        let fingerprint = fingerprints.of(item)?;
        match seen.get(&fingerprint) {
            Some(other) => _ = same.insert(id, *other),
            None => _ = seen.insert(fingerprint, id),
        }
    }
    Ok(())
}

/// Checks whether one of two that look alike can stand for both.
fn can_merge(kind: &ItemKind<'_>) -> bool {
    match kind {
        ItemKind::CoreModule(_)
        | ItemKind::CoreType(_)
        | ItemKind::Component(_)
        | ItemKind::Alias(_)
        | ItemKind::Canonical(_)
        | ItemKind::CoreInstance(crate::model::CoreInstance::Exports(_))
        | ItemKind::Instance(Instance::Exports(_)) => true,
        ItemKind::Type(ty) => !matches!(ty, Type::Resource { .. }),
        ItemKind::CoreInstance(_)
        | ItemKind::Instance(_)
        | ItemKind::Import(_)
        | ItemKind::Export(_)
        | ItemKind::Declared(_)
        | ItemKind::Names(_)
        | ItemKind::Custom(_) => false,
    }
}

/// Returns the types that inline instances export. With `Merge::Unnamed`, also
/// returns the types behind any name, and imported instances.
pub(super) fn named(scope: &Scope<'_>, merge: Merge) -> HashSet<Id> {
    let mut named = HashSet::new();
    for item in &scope.items {
        match &item.kind {
            ItemKind::Instance(Instance::Exports(exports)) => named.extend(
                exports
                    .iter()
                    .filter(|export| export.kind == ComponentExternalKind::Type)
                    .map(|export| export.id),
            ),
            ItemKind::Export(export)
                if merge == Merge::Unnamed && export.kind == ComponentExternalKind::Type =>
            {
                named.insert(export.id);
            }
            ItemKind::Declared(Import {
                ty: ComponentTypeRef::Type(TypeBounds::Eq(id)),
                ..
            })
            // Two imports of one type: tools take the types of the second for
            // those of the first.
            | ItemKind::Import(Import {
                ty: ComponentTypeRef::Type(TypeBounds::Eq(id)) | ComponentTypeRef::Instance(id),
                ..
            }) if merge == Merge::Unnamed => _ = named.insert(*id),
            _ => {}
        }
    }
    named
}
