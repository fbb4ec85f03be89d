//! The exports and imports of a module: all that others see of it.

use std::collections::BTreeSet;

use wasmparser::{FuncType, TypeRef, ValType};

use super::ModuleRefusal;
use super::module::Module;
use super::space::Space;

/// Checks that two core modules are the same from outside: equal exports, and no
/// import that was not there.
///
/// # Errors
/// When they are not, or one of them is no valid core module.
pub(crate) fn same_outside(before: &[u8], after: &[u8]) -> Result<(), ModuleRefusal> {
    let (before, after) = (Module::read(before)?, Module::read(after)?);
    same(&before, &after)
        .map_err(|what| ModuleRefusal::new(format!("the smaller module has {what}")))
}

/// Checks that two modules are the same from outside: equal exports, and no import
/// that was not there.
///
/// # Errors
/// When they differ. The error says what the second one has.
pub(super) fn same(before: &Module<'_>, after: &Module<'_>) -> Result<(), &'static str> {
    if exports(before) != exports(after) {
        return Err("other exports");
    }
    if !imports(after).is_subset(&imports(before)) {
        return Err("other imports");
    }
    Ok(())
}

/// Returns the name and the type of each export.
fn exports(module: &Module<'_>) -> BTreeSet<(String, Space, String)> {
    let exports = module.exports.iter().map(|export| {
        let space = Space::of(export.kind);
        let ty = described(module, space, export.index);
        (export.name.to_owned(), space, ty)
    });
    exports.collect()
}

/// Returns the names and the type of each import.
fn imports(module: &Module<'_>) -> BTreeSet<(String, String, Space, String)> {
    let imports = module.imports.iter().map(|import| {
        let space = Space::of_import(&import.ty);
        let ty = match import.ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => function(module, ty),
            TypeRef::Table(ty) => reference(ty.element_type.into(), &ty),
            TypeRef::Global(ty) => reference(ty.content_type, &ty),
            TypeRef::Memory(ty) => format!("{ty:?}"),
            TypeRef::Tag(tag) => function(module, tag.func_type_idx),
        };
        (import.module.to_owned(), import.name.to_owned(), space, ty)
    });
    imports.collect()
}

/// Describes the type of an item in words. The text is empty if the type has
/// indices in it: another module counts in another way.
fn described(module: &Module<'_>, space: Space, item: u32) -> String {
    let import = module.import(space, item).map(|import| import.ty);
    match space {
        Space::Function => match module.function_type(item) {
            Some(ty) => function(module, ty),
            None => String::new(),
        },
        Space::Tag => match module.tag_type(item) {
            Some(ty) => function(module, ty),
            None => String::new(),
        },
        Space::Memory => format!("{:?}", module.memory_type(item)),
        Space::Table => {
            let defined = module.defined(space, item);
            let ty = match import {
                Some(TypeRef::Table(ty)) => Some(ty),
                _ => defined.and_then(|place| Some(module.tables.get(place)?.ty)),
            };
            ty.map_or_else(String::new, |ty| reference(ty.element_type.into(), &ty))
        }
        Space::Global => {
            let defined = module.defined(space, item);
            let ty = match import {
                Some(TypeRef::Global(ty)) => Some(ty),
                _ => defined.and_then(|place| Some(module.globals.get(place)?.ty)),
            };
            ty.map_or_else(String::new, |ty| reference(ty.content_type, &ty))
        }
        Space::Type | Space::Element | Space::Data => String::new(),
    }
}

/// Describes a type of functions in words.
fn function(module: &Module<'_>, ty: u32) -> String {
    let plain = |ty: &FuncType| {
        let mut all = ty.params().iter().chain(ty.results());
        all.all(|ty| is_plain(*ty))
    };
    match module.signature(ty) {
        Some(ty) if plain(ty) => ty.to_string(),
        _ => String::new(),
    }
}

/// Describes a type that has a type of values in it, in words.
fn reference(content: ValType, whole: &impl std::fmt::Debug) -> String {
    if is_plain(content) {
        format!("{whole:?}")
    } else {
        String::new()
    }
}

/// Checks whether a type names no other one by its index.
fn is_plain(ty: ValType) -> bool {
    match ty {
        ValType::Ref(ty) => ty.type_index().is_none(),
        _ => true,
    }
}
