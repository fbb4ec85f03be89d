//! Counts what the types of instances and components name, written out: an import
//! of such a type is a line in the file, and all of that for who reads it.

use wasmtime::wasmparser::{
    ComponentAlias, ComponentOuterAliasKind, ComponentType,
    ComponentTypeDeclaration as InComponent, ComponentTypeRef,
    InstanceTypeDeclaration as InInstance, TypeBounds,
};

/// Looks up what a type names, by its index so many levels further out.
pub(super) type TypeLookup<'l> = &'l dyn Fn(u32, u32) -> u64;

/// A declaration within a type.
enum Declaration<'a> {
    Type(&'a ComponentType<'a>),
    Alias(&'a ComponentAlias<'a>),
    /// An import or an export.
    Named(ComponentTypeRef),
    Core,
}

/// Imports and exports of a type of instances or components, with those of what it
/// names. Other types have none. `unknown` is said of types that come out of an
/// instance.
pub(super) fn named(ty: &ComponentType<'_>, outer: TypeLookup<'_>, unknown: u64) -> u64 {
    match ty {
        ComponentType::Instance(items) => {
            let items = items.iter().map(|item| match item {
                InInstance::Type(ty) => Declaration::Type(ty),
                InInstance::Alias(alias) => Declaration::Alias(alias),
                InInstance::Export { ty, .. } => Declaration::Named(*ty),
                InInstance::CoreType(_) => Declaration::Core,
            });
            listed(items, outer, unknown)
        }
        ComponentType::Component(items) => {
            let items = items.iter().map(|item| match item {
                InComponent::Type(ty) => Declaration::Type(ty),
                InComponent::Alias(alias) => Declaration::Alias(alias),
                InComponent::Import(import) => Declaration::Named(import.ty),
                InComponent::Export { ty, .. } => Declaration::Named(*ty),
                InComponent::CoreType(_) => Declaration::Core,
            });
            listed(items, outer, unknown)
        }
        _ => 0,
    }
}

/// Returns the number of names behind a name of this type.
pub(super) fn behind(ty: ComponentTypeRef, lookup: TypeLookup<'_>) -> u64 {
    match ty {
        ComponentTypeRef::Instance(index) | ComponentTypeRef::Component(index) => lookup(0, index),
        _ => 0,
    }
}

fn listed<'a>(
    items: impl Iterator<Item = Declaration<'a>>,
    outer: TypeLookup<'_>,
    unknown: u64,
) -> u64 {
    let mut types: Vec<u64> = Vec::new();
    let mut count = 0_u64;
    for item in items {
        let lookup = |level: u32, index: u32| match level.checked_sub(1) {
            Some(level) => outer(level, index),
            // Those that are out of range are for the validation to refuse.
            None => types.get(index as usize).copied().unwrap_or_default(),
        };
        let defined = match item {
            Declaration::Type(ty) => Some(named(ty, &lookup, unknown)),
            Declaration::Alias(alias) => aliased(alias, &lookup, unknown),
            Declaration::Named(ty) => {
                count = count.saturating_add(1).saturating_add(behind(ty, &lookup));
                of_bounds(ty, &lookup)
            }
            Declaration::Core => None,
        };
        types.extend(defined);
    }
    count
}

/// Returns the number of names in the type that an alias stands for; `None` if it is
/// no alias of a type.
pub(super) fn aliased(
    alias: &ComponentAlias<'_>,
    lookup: TypeLookup<'_>,
    unknown: u64,
) -> Option<u64> {
    use wasmtime::wasmparser::ComponentExternalKind::Type;

    match *alias {
        ComponentAlias::Outer {
            kind: ComponentOuterAliasKind::Type,
            count,
            index,
        } => Some(lookup(count, index)),
        ComponentAlias::InstanceExport { kind: Type, .. } => Some(unknown),
        _ => None,
    }
}

/// The same of an import or export of a type.
pub(super) fn of_bounds(ty: ComponentTypeRef, lookup: TypeLookup<'_>) -> Option<u64> {
    match ty {
        ComponentTypeRef::Type(TypeBounds::Eq(index)) => Some(lookup(0, index)),
        ComponentTypeRef::Type(TypeBounds::SubResource) => Some(0),
        _ => None,
    }
}
