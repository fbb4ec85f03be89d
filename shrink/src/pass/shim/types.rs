//! Shims with nothing but types in them.
//!
//! A shim knows how to give every type of an interface its identity. Its work on
//! functions can be done outside:
//!
//! ```text
//! (component $types (import "a" (type ..)) (export "a" (type ..)) ..)
//! (instance $i (instantiate $types (with "a" ..)))
//! (alias export $i "a" (type $t))
//! (func $f (canon lift .. (type (func (param $t)))))
//! (instance (export "t" (type $t)) (export "f" (func $f)))
//! ```

use std::collections::{HashMap, HashSet};

use wasmparser::ComponentExternalKind;

use super::{renew, retype, shim};
use crate::error::Refusal;
use crate::model::{
    Alias, Argument, Export, Id, Import, Instance, InstanceExport, Item, ItemKind, Model, Scope,
    Sort, fresh,
};
use crate::pass::freshen::plain;
use crate::pass::names::short;

/// Leaves nothing but types in the shim of an instance, and puts the exports of the
/// instance together in place.
///
/// # Errors
///
/// - The shim has another structure than it seemed to have.
pub fn keep_types(model: &mut Model<'_>, instance: Id) -> Result<(), Refusal> {
    let scope = &mut model.root;
    let next = &mut model.next;
    let Some((inner, arguments)) = shim(scope, instance) else {
        return Ok(());
    };
    let (component, types) = (fresh(next), fresh(next));
    let mut kept = TypeShim::default();
    let mut map: HashMap<Id, Id> = HashMap::new();
    let mut exports = Vec::new();
    for mut item in inner.items.clone() {
        match &item.kind {
            ItemKind::Names(_) | ItemKind::Custom(_) => {}
            ItemKind::Import(import) => {
                let argument = arguments
                    .iter()
                    .find(|argument| argument.name == import.name.name)
                    .ok_or_else(|| Refusal::new("a shim is not given what it imports"))?;
                map.extend(item.id().map(|id| (id, argument.id)));
                if argument.kind != ComponentExternalKind::Func {
                    kept.import(&item, import, argument);
                }
            }
            ItemKind::Export(export) if export.kind == ComponentExternalKind::Type => {
                let outside = fresh(next);
                let name = kept.export(&item, export);
                let kind = ItemKind::Alias(Alias::Export {
                    instance: types,
                    kind: ComponentExternalKind::Type,
                    name,
                });
                scope.items.push(Item::new(outside, kind));
                map.extend(item.id().map(|id| (id, outside)));
                exports.push(exported(export, outside));
            }
            ItemKind::Export(export) => {
                let outside = map.get(&export.id).copied().unwrap_or(export.id);
                if let Some(position) = scope.position(outside) {
                    retype(&mut scope.items[position], export, &map);
                }
                map.extend(item.id().map(|id| (id, outside)));
                exports.push(exported(export, outside));
            }
            ItemKind::Alias(Alias::Outer { of, .. }) if scope.definition(*of).is_some() => {
                map.extend(item.id().map(|id| (id, *of)));
                kept.scope.items.push(item);
            }
            _ => {
                // Once inside, for the types; once outside, for the functions.
                // Items that neither needs are eliminated later.
                kept.scope.items.push(item.clone());
                renew(&mut item, next, &mut map);
                scope.items.push(item);
            }
        }
    }
    let arguments = kept.finish();
    // The items inside were the shim's, which may have more instances.
    let mut inside = Item::new(component, ItemKind::Component(kept.scope));
    renew_all(&mut inside, next);
    scope.items.push(inside);
    let kind = ItemKind::Instance(Instance::Instantiate {
        component,
        arguments,
    });
    scope.items.push(Item::new(types, kind));
    if let Some(position) = scope.position(instance) {
        scope.items[position].kind = ItemKind::Instance(Instance::Exports(exports));
    }
    Ok(())
}

fn exported<'a>(export: &Export<'a>, id: Id) -> InstanceExport<'a> {
    InstanceExport {
        name: export.name,
        kind: export.kind,
        id,
    }
}

/// The parts of a shim that stay.
#[derive(Default)]
struct TypeShim<'a> {
    scope: Scope<'a>,
    arguments: Vec<Argument<'a>>,
    exports: usize,
}

impl<'a> TypeShim<'a> {
    fn import(&mut self, item: &Item<'a>, import: &Import<'a>, argument: &Argument<'a>) {
        let name = short(self.arguments.len());
        self.scope.items.push(Item {
            defines: item.defines.clone(),
            kind: ItemKind::Import(Import {
                name: plain(name),
                ty: import.ty,
            }),
        });
        self.arguments.push(Argument {
            name,
            kind: argument.kind,
            id: argument.id,
        });
    }

    fn export(&mut self, item: &Item<'a>, export: &Export<'a>) -> &'static str {
        let name = short(self.exports);
        self.exports += 1;
        self.scope.items.push(Item {
            defines: item.defines.clone(),
            kind: ItemKind::Export(Export {
                name: plain(name),
                kind: export.kind,
                id: export.id,
                ty: export.ty,
            }),
        });
        name
    }

    /// Takes out imports that no exported type needs. Returns the arguments for the
    /// others.
    fn finish(&mut self) -> Vec<Argument<'a>> {
        let mut used: HashSet<Id> = HashSet::new();
        let mut kept = Vec::new();
        for mut item in std::mem::take(&mut self.scope.items).into_iter().rev() {
            let needed = matches!(item.kind, ItemKind::Export(_))
                || item.defines.iter().any(|id| used.contains(id));
            if needed {
                item.references(&mut |_, id: &mut Id| _ = used.insert(*id));
                kept.push(item);
            }
        }
        kept.reverse();
        let names: HashSet<&str> = kept
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Import(import) => Some(import.name.name),
                _ => None,
            })
            .collect();
        self.arguments
            .retain(|argument| names.contains(argument.name));
        self.scope.items = kept;
        std::mem::take(&mut self.arguments)
    }
}

/// Gives everything within an item definitions of its own.
fn renew_all(item: &mut Item<'_>, next: &mut Id) {
    let mut map = HashMap::new();
    if let ItemKind::Component(scope) = &mut item.kind {
        for item in &mut scope.items {
            renew(item, next, &mut map);
        }
    }
    debug_assert!(!map.is_empty() || item.kind.sort() == Some(Sort::Component));
}
