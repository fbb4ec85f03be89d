//! Definitions that stand twice.

use std::collections::{HashMap, HashSet};

use wasmparser::{ComponentExternalKind, ComponentTypeRef, TypeBounds};

use super::Merge;
use crate::error::Refusal;
use crate::model::{Id, Import, Instance, Model, Scope, Type, What};
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
        match &mut item.what {
            What::Component(inner) | What::Type(Type::Instance(inner) | Type::Component(inner)) => {
                scope(inner, merge, fingerprints)?;
            }
            _ => {}
        }
        let Some(id) = item.id() else { continue };
        if named.contains(&id) || !can_merge(&item.what) {
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
fn can_merge(what: &What<'_>) -> bool {
    match what {
        What::CoreModule(_)
        | What::CoreType(_)
        | What::Component(_)
        | What::Alias(_)
        | What::Canonical(_)
        | What::CoreInstance(crate::model::CoreInstance::Exports(_))
        | What::Instance(Instance::Exports(_)) => true,
        What::Type(ty) => !matches!(ty, Type::Resource { .. }),
        What::CoreInstance(_)
        | What::Instance(_)
        | What::Import(_)
        | What::Export(_)
        | What::Declared(_)
        | What::Names(_)
        | What::Custom(_) => false,
    }
}

/// Returns the types that inline instances export. With `Merge::Unnamed`, also
/// returns the types behind any name, and imported instances.
pub(super) fn named(scope: &Scope<'_>, merge: Merge) -> HashSet<Id> {
    let mut named = HashSet::new();
    for item in &scope.items {
        match &item.what {
            What::Instance(Instance::Exports(exports)) => named.extend(
                exports
                    .iter()
                    .filter(|export| export.kind == ComponentExternalKind::Type)
                    .map(|export| export.id),
            ),
            What::Export(export)
                if merge == Merge::Unnamed && export.kind == ComponentExternalKind::Type =>
            {
                named.insert(export.id);
            }
            What::Declared(Import {
                ty: ComponentTypeRef::Type(TypeBounds::Eq(id)),
                ..
            })
            // Two imports of one type: tools take the types of the second for
            // those of the first.
            | What::Import(Import {
                ty: ComponentTypeRef::Type(TypeBounds::Eq(id)) | ComponentTypeRef::Instance(id),
                ..
            }) if merge == Merge::Unnamed => _ = named.insert(*id),
            _ => {}
        }
    }
    named
}
