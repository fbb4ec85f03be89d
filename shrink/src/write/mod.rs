//! Model to bytes.
//!
//! Entries of one section that stand in a row become one section. Everything
//! is written in its shortest form.

mod core_types;
mod fingerprint;
mod indices;
mod instances;
mod names;
mod section;
mod types;

use wasm_encoder::reencode::component_utils;
use wasm_encoder::{
    Alias as AliasEntry, CanonicalFunctionSection, Component, ComponentAliasSection,
    ComponentExportSection, ComponentImportSection, ComponentInstanceSection, ComponentTypeSection,
    CoreTypeSection, CustomSection, InstanceSection, RawSection,
};

pub use self::fingerprint::Fingerprints;
use self::indices::encode;
use self::section::{Section, flush, section};
use crate::error::Refusal;
use crate::model::{Alias, Id, Item, ItemKind, Model, Scope, Sort};

/// Puts a component together again.
///
/// # Errors
///
/// - The model refers to something that is not defined before it, or has an
///   item where it cannot stand: a pass has made a mistake.
pub fn write(model: &Model<'_>) -> Result<Vec<u8>, Refusal> {
    let mut writer = Writer::new(model.next, false);
    let component = writer.component(&model.root)?;
    writer.missing.map_or(Ok(component.finish()), Err)
}

/// The place of a definition in the output.
#[derive(Clone, Copy)]
struct Position {
    /// The number of scopes around it, its own included.
    depth: u32,
    index: u32,
}

struct Writer {
    places: Vec<Option<Position>>,
    depth: u32,
    /// `true` if an id that is not defined stands for itself.
    fingerprint: bool,
    missing: Option<Refusal>,
}

impl Writer {
    fn new(next: Id, fingerprint: bool) -> Self {
        Self {
            places: vec![None; usize::try_from(next).unwrap_or(0)],
            depth: 0,
            fingerprint,
            missing: None,
        }
    }

    fn component(&mut self, scope: &Scope<'_>) -> Result<Component, Refusal> {
        self.depth += 1;
        let mut spaces = [0; Sort::COUNT];
        let mut component = Component::new();
        let mut section = None;
        for item in &scope.items {
            let core_type = matches!(item.kind, ItemKind::CoreType(_));
            if core_type {
                // A group may refer to itself.
                self.place(&mut spaces, item);
            }
            self.item(&mut component, &mut section, item)?;
            if !core_type {
                self.place(&mut spaces, item);
            }
        }
        flush(&mut component, section);
        for item in &scope.items {
            if let ItemKind::Names(names) = &item.kind {
                component.section(&self.names(names));
            }
        }
        self.depth -= 1;
        Ok(component)
    }

    /// Gives the definitions of an item their indices.
    fn place(&mut self, spaces: &mut [u32; Sort::COUNT], item: &Item<'_>) {
        let Some(sort) = item.kind.sort() else { return };
        for id in &item.defines {
            let place = Position {
                depth: self.depth,
                index: spaces[sort as usize],
            };
            spaces[sort as usize] += 1;
            if let Some(slot) = usize::try_from(*id)
                .ok()
                .and_then(|id| self.places.get_mut(id))
            {
                *slot = Some(place);
            }
        }
    }

    fn item(
        &mut self,
        component: &mut Component,
        open: &mut Option<Section>,
        item: &Item<'_>,
    ) -> Result<(), Refusal> {
        match &item.kind {
            ItemKind::CoreModule(bytes) => {
                flush(component, open.take());
                component.section(&RawSection {
                    id: wasm_encoder::ComponentSectionId::CoreModule.into(),
                    data: bytes,
                });
            }
            ItemKind::Component(scope) => {
                flush(component, open.take());
                let inner = self.component(scope)?;
                component.section(&wasm_encoder::NestedComponentSection(&inner));
            }
            // Names may be those of definitions that are still to come.
            ItemKind::Names(_) => {}
            ItemKind::Custom(custom) => {
                flush(component, open.take());
                component.section(&CustomSection {
                    name: custom.name.into(),
                    data: custom.data.into(),
                });
            }
            ItemKind::CoreInstance(instance) => {
                let section = section!(component, open, CoreInstances, InstanceSection);
                self.core_instance(section, instance);
            }
            ItemKind::CoreType(ty) => {
                let section = section!(component, open, CoreTypes, CoreTypeSection);
                self.core_type(section.ty(), ty)?;
            }
            ItemKind::Instance(instance) => {
                let section = section!(component, open, Instances, ComponentInstanceSection);
                self.instance(section, instance);
            }
            ItemKind::Alias(alias) => {
                let entry = self.alias(alias);
                section!(component, open, Aliases, ComponentAliasSection).alias(entry);
            }
            ItemKind::Type(ty) => {
                let section = section!(component, open, Types, ComponentTypeSection);
                self.ty(section.ty(), ty)?;
            }
            ItemKind::Canonical(function) => {
                let section = section!(component, open, Canonicals, CanonicalFunctionSection);
                component_utils::parse_component_canonical(self, section, function.clone())
                    .map_err(encode)?;
            }
            ItemKind::Import(import) => {
                let ty = component_utils::component_type_ref(self, import.ty).map_err(encode)?;
                section!(component, open, Imports, ComponentImportSection).import(import.name, ty);
            }
            ItemKind::Export(export) => {
                let ty = export
                    .ty
                    .map(|ty| component_utils::component_type_ref(self, ty))
                    .transpose()
                    .map_err(encode)?;
                let index = self.index(export.id);
                section!(component, open, Exports, ComponentExportSection).export(
                    export.name,
                    export.kind.into(),
                    index,
                    ty,
                );
            }
            ItemKind::Declared(_) => {
                return Err(Refusal::new("a declared export stands outside of a type"));
            }
        }
        Ok(())
    }

    fn alias<'a>(&mut self, alias: &Alias<'a>) -> AliasEntry<'a> {
        match *alias {
            Alias::Export {
                instance,
                kind,
                name,
            } => AliasEntry::InstanceExport {
                instance: self.index(instance),
                kind: kind.into(),
                name,
            },
            Alias::CoreExport {
                instance,
                kind,
                name,
            } => AliasEntry::CoreInstanceExport {
                instance: self.index(instance),
                kind: kind.into(),
                name,
            },
            Alias::Outer { kind, of } => {
                let place = self.find(of);
                AliasEntry::Outer {
                    kind: kind.into(),
                    count: self.depth.saturating_sub(place.depth),
                    index: place.index,
                }
            }
        }
    }

    fn find(&mut self, id: Id) -> Position {
        let found = usize::try_from(id)
            .ok()
            .and_then(|id| self.places.get(id).copied().flatten());
        found.unwrap_or_else(|| {
            if !self.fingerprint {
                self.missing = Some(Refusal::new("something is used before it is defined"));
            }
            Position {
                depth: 1,
                index: id,
            }
        })
    }

    /// Returns the index of a definition in the scope that is being written.
    fn index(&mut self, id: Id) -> u32 {
        let place = self.find(id);
        if place.depth != self.depth && !self.fingerprint {
            self.missing = Some(Refusal::new("something of another scope is used directly"));
        }
        place.index
    }
}
