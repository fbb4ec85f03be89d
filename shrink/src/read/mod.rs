//! Bytes to model.

mod core_types;
mod instances;
mod names;

use std::borrow::Cow;

use wasmparser::{
    Chunk, ComponentAlias, ComponentNameSectionReader, ComponentOuterAliasKind, ComponentType,
    ComponentTypeDeclaration, InstanceTypeDeclaration, KnownCustom, Parser, Payload, WasmFeatures,
};

use self::instances::{core_instance, instance};
use self::names::names;
use crate::error::Refusal;
use crate::model::{
    Alias, CoreType, CustomSection, Export, Id, Import, Item, ItemKind, Model, Reference, Scope,
    Sort, Type,
};

/// Takes a valid component apart.
///
/// # Errors
///
/// - There is something in it that the model does not understand; the reason
///   says what.
pub fn read(component: &[u8]) -> Result<Model<'_>, Refusal> {
    let mut reader = Reader {
        whole: component,
        next: 0,
        open: Vec::new(),
    };
    let mut parser = Parser::new(0);
    parser.set_features(WasmFeatures::all());
    let root = reader.component(parser, component)?;
    Ok(Model {
        root,
        next: reader.next,
    })
}

/// A scope that is being read.
#[derive(Default)]
struct OpenScope<'a> {
    scope: Scope<'a>,
    /// The definitions that the indices of each sort stand for.
    spaces: [Vec<Id>; Sort::COUNT],
    names: Vec<ComponentNameSectionReader<'a>>,
}

struct Reader<'a> {
    whole: &'a [u8],
    next: Id,
    /// The scopes around the place that is being read, the outermost first.
    open: Vec<OpenScope<'a>>,
}

impl<'a> Reader<'a> {
    fn component(&mut self, mut parser: Parser, data: &'a [u8]) -> Result<Scope<'a>, Refusal> {
        self.open.push(OpenScope::default());
        let mut rest = data;
        while !rest.is_empty() {
            let (consumed, payload) = match parser.parse(rest, true)? {
                Chunk::Parsed { consumed, payload } => (consumed, payload),
                Chunk::NeedMoreData(_) => return Err(Refusal::new("the component ends early")),
            };
            rest = after(rest, consumed)?;
            match payload {
                Payload::ModuleSection {
                    unchecked_range, ..
                } => {
                    let bytes = self.bytes(&unchecked_range)?;
                    rest = after(rest, bytes.len())?;
                    self.push(ItemKind::CoreModule(Cow::Borrowed(bytes)))?;
                }
                Payload::ComponentSection {
                    parser,
                    unchecked_range,
                } => {
                    let bytes = self.bytes(&unchecked_range)?;
                    rest = after(rest, bytes.len())?;
                    let inner = self.component(parser, bytes)?;
                    self.define(ItemKind::Component(inner), 1);
                }
                other => self.section(other)?,
            }
        }
        Ok(self.close())
    }

    /// Reads a section that does not nest.
    fn section(&mut self, payload: Payload<'a>) -> Result<(), Refusal> {
        match payload {
            Payload::Version { .. } | Payload::End(_) => {}
            Payload::InstanceSection(entries) => {
                for entry in entries {
                    self.push(ItemKind::CoreInstance(core_instance(entry?)))?;
                }
            }
            Payload::CoreTypeSection(entries) => {
                for entry in entries {
                    self.core_type(entry?)?;
                }
            }
            Payload::ComponentInstanceSection(entries) => {
                for entry in entries {
                    self.push(ItemKind::Instance(instance(entry?)))?;
                }
            }
            Payload::ComponentAliasSection(entries) => {
                for entry in entries {
                    self.alias(&entry?)?;
                }
            }
            Payload::ComponentTypeSection(entries) => {
                for entry in entries {
                    self.ty(entry?)?;
                }
            }
            Payload::ComponentCanonicalSection(entries) => {
                for entry in entries {
                    self.push(ItemKind::Canonical(entry?))?;
                }
            }
            Payload::ComponentImportSection(entries) => {
                for entry in entries {
                    let entry = entry?;
                    self.push(ItemKind::Import(Import {
                        name: entry.name,
                        ty: entry.ty,
                    }))?;
                }
            }
            Payload::ComponentExportSection(entries) => {
                for entry in entries {
                    let entry = entry?;
                    self.push(ItemKind::Export(Export {
                        name: entry.name,
                        kind: entry.kind,
                        id: entry.index,
                        ty: entry.ty,
                    }))?;
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::ComponentName(names) = section.as_known()
                    && let Some(open) = self.open.last_mut()
                {
                    // Names may be those of definitions that are still to come.
                    open.names.push(names);
                    return Ok(());
                }
                self.define(
                    ItemKind::Custom(CustomSection {
                        name: section.name(),
                        data: section.data(),
                    }),
                    0,
                );
            }
            Payload::ComponentStartSection { .. } => {
                return Err(Refusal::new("it has a component start function"));
            }
            other => return Err(Refusal::new(format!("unknown section {other:?}"))),
        }
        Ok(())
    }

    fn core_type(&mut self, ty: wasmparser::CoreType<'a>) -> Result<(), Refusal> {
        let (defines, outside) = match &ty {
            wasmparser::CoreType::Rec(group) => (group.types().len(), core_types::of_group(group)?),
            wasmparser::CoreType::Module(declarations) => (1, core_types::of_module(declarations)),
        };
        let mut refers = Vec::new();
        for (count, index) in outside {
            let id = if count > 0 {
                self.outer(ComponentOuterAliasKind::CoreType, count - 1, index)?
            } else {
                self.core_type_here(index, defines)?
            };
            refers.push(Reference { count, index, id });
        }
        self.define(ItemKind::CoreType(CoreType { ty, refers }), defines);
        Ok(())
    }

    /// Returns the core type of an index in a group that is going to define so
    /// many.
    fn core_type_here(&self, index: u32, defines: usize) -> Result<Id, Refusal> {
        let missing = || Refusal::new("a core type refers to one that does not exist");
        let place = usize::try_from(index).map_err(|_| missing())?;
        let here = self
            .open
            .last()
            .map(|open| &open.spaces[Sort::CoreType as usize]);
        let here = here.ok_or_else(missing)?;
        match here.get(place) {
            Some(id) => Ok(*id),
            None if place < here.len() + defines => {
                let within = u32::try_from(place - here.len()).map_err(|_| missing())?;
                Ok(self.next + within)
            }
            None => Err(missing()),
        }
    }

    fn alias(&mut self, alias: &ComponentAlias<'a>) -> Result<(), Refusal> {
        match *alias {
            ComponentAlias::InstanceExport {
                kind,
                instance_index,
                name,
            } => self.push(ItemKind::Alias(Alias::Export {
                instance: instance_index,
                kind,
                name,
            })),
            ComponentAlias::CoreInstanceExport {
                kind,
                instance_index,
                name,
            } => self.push(ItemKind::Alias(Alias::CoreExport {
                instance: instance_index,
                kind,
                name,
            })),
            ComponentAlias::Outer { kind, count, index } => {
                let of = self.outer(kind, count, index)?;
                self.define(ItemKind::Alias(Alias::Outer { kind, of }), 1);
                Ok(())
            }
        }
    }

    fn ty(&mut self, ty: ComponentType<'a>) -> Result<(), Refusal> {
        match ty {
            ComponentType::Defined(ty) => self.push(ItemKind::Type(Type::Defined(ty))),
            ComponentType::Func(ty) => self.push(ItemKind::Type(Type::Func(ty))),
            ComponentType::Resource { rep, dtor } => self.push(ItemKind::Type(Type::Resource {
                representation: rep,
                destructor: dtor,
            })),
            ComponentType::Component(declarations) => {
                self.open.push(OpenScope::default());
                for declaration in declarations {
                    match declaration {
                        ComponentTypeDeclaration::CoreType(ty) => self.core_type(ty)?,
                        ComponentTypeDeclaration::Type(ty) => self.ty(ty)?,
                        ComponentTypeDeclaration::Alias(alias) => self.alias(&alias)?,
                        ComponentTypeDeclaration::Export { name, ty } => {
                            self.push(ItemKind::Declared(Import { name, ty }))?;
                        }
                        ComponentTypeDeclaration::Import(import) => {
                            self.push(ItemKind::Import(Import {
                                name: import.name,
                                ty: import.ty,
                            }))?;
                        }
                    }
                }
                let scope = self.close();
                self.define(ItemKind::Type(Type::Component(scope)), 1);
                Ok(())
            }
            ComponentType::Instance(declarations) => {
                self.open.push(OpenScope::default());
                for declaration in declarations {
                    match declaration {
                        InstanceTypeDeclaration::CoreType(ty) => self.core_type(ty)?,
                        InstanceTypeDeclaration::Type(ty) => self.ty(ty)?,
                        InstanceTypeDeclaration::Alias(alias) => self.alias(&alias)?,
                        InstanceTypeDeclaration::Export { name, ty } => {
                            self.push(ItemKind::Declared(Import { name, ty }))?;
                        }
                    }
                }
                let scope = self.close();
                self.define(ItemKind::Type(Type::Instance(scope)), 1);
                Ok(())
            }
        }
    }

    /// Adds an item whose references are still indices of this scope.
    fn push(&mut self, kind: ItemKind<'a>) -> Result<(), Refusal> {
        let mut item = Item {
            defines: Vec::new(),
            kind,
        };
        let mut missing = false;
        let mut value = item.kind.sort() == Some(Sort::Value);
        let here = self.open.last().map(|open| &open.spaces);
        item.references(&mut |sort, index: &mut Id| {
            value |= sort == Sort::Value;
            let found = here.and_then(|spaces| {
                let index = usize::try_from(*index).ok()?;
                spaces[sort as usize].get(index)
            });
            match found {
                Some(id) => *index = *id,
                None => missing = true,
            }
        });
        if value {
            return Err(Refusal::new(
                "it has values as imports, exports or arguments",
            ));
        }
        if missing {
            return Err(Refusal::new("it refers to something that does not exist"));
        }
        let count = usize::from(item.kind.sort().is_some());
        self.define(item.kind, count);
        Ok(())
    }

    /// Adds an item whose references are ids.
    fn define(&mut self, kind: ItemKind<'a>, count: usize) {
        let sort = kind.sort();
        let mut item = Item {
            defines: Vec::with_capacity(count),
            kind,
        };
        let Some(open) = self.open.last_mut() else {
            return;
        };
        for _ in 0..count {
            item.defines.push(self.next);
            if let Some(sort) = sort {
                open.spaces[sort as usize].push(self.next);
            }
            self.next += 1;
        }
        open.scope.items.push(item);
    }

    fn outer(&self, kind: ComponentOuterAliasKind, count: u32, index: u32) -> Result<Id, Refusal> {
        let found = usize::try_from(count)
            .ok()
            .and_then(|count| self.open.iter().rev().nth(count))
            .zip(usize::try_from(index).ok())
            .and_then(|(open, index)| open.spaces[Sort::of_outer(kind) as usize].get(index));
        found
            .copied()
            .ok_or_else(|| Refusal::new("an outer alias of something that does not exist"))
    }

    fn close(&mut self) -> Scope<'a> {
        let Some(mut open) = self.open.pop() else {
            return Scope::default();
        };
        for section in open.names {
            // Names that cannot be read help nobody.
            if let Ok(names) = names(section, &open.spaces) {
                open.scope.items.push(Item {
                    defines: Vec::new(),
                    kind: ItemKind::Names(names),
                });
            }
        }
        open.scope
    }

    fn bytes(&self, range: &std::ops::Range<u64>) -> Result<&'a [u8], Refusal> {
        usize::try_from(range.start)
            .ok()
            .zip(usize::try_from(range.end).ok())
            .and_then(|(start, end)| self.whole.get(start..end))
            .ok_or_else(|| Refusal::new("a section goes past the end"))
    }
}

fn after(bytes: &[u8], consumed: usize) -> Result<&[u8], Refusal> {
    bytes
        .get(consumed..)
        .ok_or_else(|| Refusal::new("a section goes past the end"))
}
