//! A core module: its items, and the references between them.

mod body;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use greentic_shrink::core_wasm::address;
use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, KnownCustom, Name, Parser,
    Payload, TableInit, TypeRef,
};

pub(crate) use self::body::{Body, KINDS, Ref, refined};
use self::body::{References, Scan};
use crate::error::Error;
use crate::model::Model;
use crate::part::PartId;

/// A core module of a file. Items are there by their index, imported ones first.
#[derive(Default)]
pub(crate) struct Core<'f> {
    /// The module.
    pub(crate) part: Option<PartId>,
    /// The part of each function; the part of an imported function is its import.
    pub(crate) functions: Vec<PartId>,
    /// The type of each function.
    pub(crate) function_types: Vec<u32>,
    pub(crate) tables: Vec<PartId>,
    pub(crate) memories: Vec<PartId>,
    pub(crate) globals: Vec<PartId>,
    pub(crate) tags: Vec<PartId>,
    /// The part that each type is in, and a hash of it.
    pub(crate) types: Vec<(PartId, u64)>,
    pub(crate) imports: Vec<CoreImport<'f>>,
    pub(crate) exports: HashMap<&'f str, (ExternalKind, u32, PartId)>,
    pub(crate) start: Option<u32>,
    pub(crate) elements: Vec<Element>,
    pub(crate) data: Vec<Data>,
    /// The functions that are defined here, in order.
    pub(crate) bodies: Vec<Body>,
    /// The references of initial values.
    pub(crate) values: Vec<(PartId, Vec<Ref>)>,
    /// The place where the content of the code section begins. Addresses of DWARF are
    /// counted from there.
    pub(crate) code: u32,
    /// Names of functions for debugging.
    pub(crate) names: HashMap<u32, &'f str>,
    /// The name of the module.
    pub(crate) name: Option<&'f str>,
    /// Custom sections for debugging.
    pub(crate) customs: Vec<(&'f str, &'f [u8])>,
}

pub(crate) struct CoreImport<'f> {
    pub(crate) module: &'f str,
    pub(crate) name: &'f str,
    pub(crate) kind: ExternalKind,
    pub(crate) index: u32,
    pub(crate) part: PartId,
}

pub(crate) struct Element {
    pub(crate) part: PartId,
    /// The table that it is copied into, and the first place there if it is known.
    pub(crate) table: Option<(u32, Option<u64>)>,
    /// The functions of its items; `None` for an item of another kind.
    pub(crate) items: Vec<Option<u32>>,
    pub(crate) others: Vec<Ref>,
}

pub(crate) struct Data {
    pub(crate) part: PartId,
    /// The memory that it is copied into.
    pub(crate) memory: Option<u32>,
    /// The addresses that it is copied to, if they are known.
    pub(crate) addresses: Range<u64>,
}

impl Core<'_> {
    /// The number of functions that are imported.
    pub(crate) fn imported(&self) -> usize {
        self.functions.len() - self.bodies.len()
    }

    /// The body of a function, unless it is imported.
    pub(crate) fn body(&self, function: u32) -> Option<&Body> {
        let place = (function as usize).checked_sub(self.imported())?;
        self.bodies.get(place)
    }

    /// The addresses that constants may stand for, from the first byte of data on.
    fn addresses(&self) -> Range<u64> {
        let known = self.data.iter().map(|data| &data.addresses);
        let known = known.filter(|addresses| !addresses.is_empty());
        let start = known.clone().map(|addresses| addresses.start).min();
        // Statics that begin with zeros lie behind the data.
        let end = known.map(|addresses| addresses.end).max();
        start.unwrap_or(0)..end.map_or(0, |end| end.saturating_mul(2).max(1 << 16))
    }
}

/// Reads a core module of a file.
///
/// # Errors
///
/// - It cannot be parsed to its end, code included.
pub(crate) fn read<'f>(model: &Model, part: PartId, file: &'f [u8]) -> Result<Core<'f>, Error> {
    let error = Error::of(file);
    let mut core = Core {
        part: Some(part),
        ..Core::default()
    };
    let mut reader = Reader {
        model,
        core: &mut core,
    };
    let bytes = model.slice(part, file);
    let mut bodies = Vec::new();
    for payload in Parser::new(u64::from(model[part].start)).parse_all(bytes) {
        match payload.map_err(&error)? {
            Payload::CodeSectionEntry(body) => bodies.push(body),
            payload => reader.payload(payload).map_err(&error)?,
        }
    }
    let addresses = core.addresses();
    let imported = core.functions.len().saturating_sub(bodies.len());
    let mut scan = Scan::new(&core, addresses);
    let mut read = Vec::with_capacity(bodies.len());
    for (place, body) in bodies.iter().enumerate() {
        let part = core.functions.get(imported + place).copied();
        let ty = core.function_types.get(imported + place).copied();
        let body = scan.body(body, part.unwrap_or(PartId::FILE), ty);
        read.push(body.map_err(&error)?);
    }
    core.bodies = read;
    Ok(core)
}

/// Returns the part at an offset, or the file if there is none: a damaged part refers to
/// nothing.
fn part_of(model: &Model, offset: Option<u64>) -> PartId {
    offset
        .and_then(|offset| model.at(offset))
        .unwrap_or(PartId::FILE)
}

struct Reader<'m, 'c, 'f> {
    model: &'m Model,
    core: &'c mut Core<'f>,
}

impl<'f> Reader<'_, '_, 'f> {
    fn part(&self, offset: u64) -> PartId {
        part_of(self.model, Some(offset))
    }

    fn payload(&mut self, payload: Payload<'f>) -> wasmparser::Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section.into_iter_with_offsets() {
                    let (at, group) = group?;
                    let part = self.part(at);
                    for ty in group.types() {
                        let mut hasher = DefaultHasher::new();
                        format!("{ty:?}").hash(&mut hasher);
                        self.core.types.push((part, hasher.finish()));
                    }
                }
            }
            Payload::ImportSection(section) => self.imports(&section)?,
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.core.function_types.push(ty?);
                }
                let types = self.core.function_types.len();
                // Their parts are those of the code section.
                let core = &mut *self.core;
                core.functions.resize(types, PartId::FILE);
                let module = core.part.unwrap_or(PartId::FILE);
                let parts = self.model.functions_of(module);
                for (index, part) in parts {
                    if let Some(function) = core.functions.get_mut(index as usize) {
                        *function = part;
                    }
                }
            }
            Payload::TableSection(section) => {
                for table in section.into_iter_with_offsets() {
                    let (at, table) = table?;
                    let part = self.part(at);
                    self.core.tables.push(part);
                    if let TableInit::Expr(value) = &table.init {
                        self.value(part, value)?;
                    }
                }
            }
            Payload::MemorySection(section) => {
                for memory in section.into_iter_with_offsets() {
                    let part = self.part(memory?.0);
                    self.core.memories.push(part);
                }
            }
            Payload::TagSection(section) => {
                for tag in section.into_iter_with_offsets() {
                    let (at, tag) = tag?;
                    let part = self.part(at);
                    self.core.tags.push(part);
                    let ty = Ref::Type(tag.func_type_idx);
                    self.core.values.push((part, vec![ty]));
                }
            }
            Payload::GlobalSection(section) => {
                for global in section.into_iter_with_offsets() {
                    let (at, global) = global?;
                    let part = self.part(at);
                    self.core.globals.push(part);
                    self.value(part, &global.init_expr)?;
                }
            }
            Payload::ExportSection(section) => {
                for export in section.into_iter_with_offsets() {
                    let (at, export) = export?;
                    let target = (export.kind, export.index, self.part(at));
                    self.core.exports.insert(export.name, target);
                }
            }
            Payload::StartSection { func, .. } => self.core.start = Some(func),
            Payload::ElementSection(section) => {
                for element in section.into_iter_with_offsets() {
                    let (at, element) = element?;
                    self.element(at, &element)?;
                }
            }
            Payload::DataSection(section) => {
                for data in section.into_iter_with_offsets() {
                    let (at, data) = data?;
                    self.data(at, &data)?;
                }
            }
            Payload::CodeSectionStart {
                unchecked_range, ..
            } => self.core.code = u32::try_from(unchecked_range.start).unwrap_or(0),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    self.names(names);
                }
                if section.name().starts_with(".debug") {
                    let custom = (section.name(), section.data());
                    self.core.customs.push(custom);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn imports(&mut self, section: &wasmparser::ImportSectionReader<'f>) -> wasmparser::Result<()> {
        for group in section.clone().into_iter_with_offsets() {
            let (at, group) = group?;
            let part = self.part(at);
            match group {
                wasmparser::Imports::Single(_, import) => self.import(part, &import),
                wasmparser::Imports::Compact1 { module, items } => {
                    for item in items {
                        let item = item?;
                        let (name, ty) = (item.name, item.ty);
                        self.import(part, &wasmparser::Import { module, name, ty });
                    }
                }
                wasmparser::Imports::Compact2 { module, ty, names } => {
                    for name in names {
                        let name = name?;
                        self.import(part, &wasmparser::Import { module, name, ty });
                    }
                }
            }
        }
        Ok(())
    }

    fn import(&mut self, part: PartId, import: &wasmparser::Import<'f>) {
        let core = &mut *self.core;
        let (kind, items) = match import.ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                core.function_types.push(ty);
                core.values.push((part, vec![Ref::Type(ty)]));
                (ExternalKind::Func, &mut core.functions)
            }
            TypeRef::Table(_) => (ExternalKind::Table, &mut core.tables),
            TypeRef::Memory(_) => (ExternalKind::Memory, &mut core.memories),
            TypeRef::Global(_) => (ExternalKind::Global, &mut core.globals),
            TypeRef::Tag(_) => (ExternalKind::Tag, &mut core.tags),
        };
        let index = u32::try_from(items.len()).unwrap_or(u32::MAX);
        items.push(part);
        core.imports.push(CoreImport {
            module: import.module,
            name: import.name,
            kind,
            index,
            part,
        });
    }

    /// An initial value.
    fn value(&mut self, part: PartId, value: &ConstExpr<'f>) -> wasmparser::Result<()> {
        let refs = References::of(value)?;
        self.core.values.push((part, refs));
        Ok(())
    }

    fn element(&mut self, at: u64, element: &wasmparser::Element<'f>) -> wasmparser::Result<()> {
        let part = self.part(at);
        let mut others = Vec::new();
        let table = match &element.kind {
            ElementKind::Active {
                table_index,
                offset_expr,
            } => {
                others.extend(References::of(offset_expr)?);
                Some((table_index.unwrap_or(0), address(offset_expr)))
            }
            _ => None,
        };
        let mut items = Vec::new();
        match element.items.clone() {
            ElementItems::Functions(functions) => {
                for function in functions {
                    items.push(Some(function?));
                }
            }
            ElementItems::Expressions(_, values) => {
                for value in values {
                    let refs = References::of(&value?)?;
                    let function = refs.iter().find_map(|one| match one {
                        Ref::Function(function) => Some(*function),
                        _ => None,
                    });
                    items.push(function);
                    others.extend(refs);
                }
            }
        }
        self.core.elements.push(Element {
            part,
            table,
            items,
            others,
        });
        Ok(())
    }

    fn data(&mut self, at: u64, data: &wasmparser::Data<'f>) -> wasmparser::Result<()> {
        let part = self.part(at);
        let mut addresses = 0..0;
        let mut memory = None;
        if let DataKind::Active {
            memory_index,
            offset_expr,
        } = &data.kind
        {
            memory = Some(*memory_index);
            self.value(part, offset_expr)?;
            if let Some(start) = address(offset_expr) {
                addresses = start..start.saturating_add(data.data.len() as u64);
            }
        }
        self.core.data.push(Data {
            part,
            memory,
            addresses,
        });
        Ok(())
    }

    /// Names for debugging. A damaged part names nothing.
    fn names(&mut self, parts: wasmparser::NameSectionReader<'f>) {
        for part in parts.into_iter().flatten() {
            match part {
                Name::Module { name, .. } => self.core.name = Some(name),
                Name::Function(map) => {
                    let names = map.into_iter().flatten();
                    let names = names.map(|naming| (naming.index, naming.name));
                    self.core.names.extend(names);
                }
                _ => {}
            }
        }
    }
}
