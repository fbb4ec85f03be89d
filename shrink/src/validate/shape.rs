//! The structure of the imports and exports of a component.
//!
//! The structure is written out as lines, one for each part that was not seen
//! before. A part refers to others by the number of their line. So the text is as
//! long as the types are, however often they are used.

use std::collections::HashMap;
use std::fmt::Write as _;

use wasmparser::component_types::{
    AliasableResourceId, ComponentAnyTypeId, ComponentCoreModuleTypeId, ComponentDefinedType,
    ComponentDefinedTypeId, ComponentEntityType, ComponentFuncTypeId, ComponentInstanceTypeId,
    ComponentItem, ComponentTypeId, ComponentValType, ResourceId,
};
use wasmparser::types::{CoreTypeId, EntityType, TypesRef};
use wasmparser::{
    BinaryReaderError, CompositeInnerType, Encoding, FieldType, Parser, Payload, StorageType,
    SubType, UnpackedIndex, ValType,
};

/// Returns the imports and exports of a component, in order.
///
/// # Errors
///
/// - It cannot be parsed.
pub(super) fn of(component: &[u8], types: TypesRef<'_>) -> Result<String, BinaryReaderError> {
    let mut shapes = Shapes {
        types,
        lines: HashMap::new(),
        text: String::new(),
        resources: HashMap::new(),
        known: HashMap::new(),
        core_types: HashMap::new(),
    };
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(component) {
        match payload? {
            Payload::Version { encoding, .. } => {
                depth += 1;
                if depth == 1 && encoding == Encoding::Module {
                    break;
                }
            }
            Payload::End(_) => depth -= 1,
            Payload::ComponentImportSection(imports) if depth == 1 => {
                for import in imports {
                    let name = import?.name.full_name();
                    let item = types.component_item_for_import(&name);
                    shapes.item("import", &name, item);
                }
            }
            Payload::ComponentExportSection(exports) if depth == 1 => {
                for export in exports {
                    let name = export?.name.full_name();
                    let item = types.component_item_for_export(&name);
                    shapes.item("export", &name, item);
                }
            }
            _ => {}
        }
    }
    Ok(shapes.text)
}

struct Shapes<'t> {
    types: TypesRef<'t>,
    /// The number of each structure.
    lines: HashMap<String, usize>,
    text: String,
    /// The order in which resources came up.
    resources: HashMap<ResourceId, usize>,
    known: HashMap<ComponentDefinedTypeId, usize>,
    /// The order in which core types came up.
    core_types: HashMap<CoreTypeId, usize>,
}

impl Shapes<'_> {
    fn item(&mut self, direction: &str, name: &str, item: Option<&ComponentItem>) {
        let shape = match item {
            Some(item) => self.entity(&item.ty),
            None => "unknown".to_owned(),
        };
        let _ = writeln!(self.text, "{direction} {name}: {shape}");
    }

    /// Returns the number of a structure's line. Writes the line if the structure
    /// is a new one.
    fn refer(&mut self, structure: String) -> usize {
        if let Some(number) = self.lines.get(&structure) {
            return *number;
        }
        let number = self.lines.len();
        let _ = writeln!(self.text, "{number}: {structure}");
        self.lines.insert(structure, number);
        number
    }

    fn entity(&mut self, entity: &ComponentEntityType) -> String {
        match *entity {
            ComponentEntityType::Module(id) => self.module(id),
            ComponentEntityType::Func(id) => self.function(id),
            ComponentEntityType::Value(ty) => format!("value {}", self.value(ty)),
            ComponentEntityType::Type { created, .. } => format!("type {}", self.any(created)),
            ComponentEntityType::Instance(id) => self.instance(id),
            ComponentEntityType::Component(id) => self.component(id),
        }
    }

    fn any(&mut self, id: ComponentAnyTypeId) -> String {
        match id {
            ComponentAnyTypeId::Resource(id) => self.resource(id),
            ComponentAnyTypeId::Defined(id) => format!("#{}", self.defined(id)),
            ComponentAnyTypeId::Func(id) => self.function(id),
            ComponentAnyTypeId::Instance(id) => self.instance(id),
            ComponentAnyTypeId::Component(id) => self.component(id),
        }
    }

    fn resource(&mut self, id: AliasableResourceId) -> String {
        let count = self.resources.len();
        let number = *self.resources.entry(id.resource()).or_insert(count);
        format!("resource {number}")
    }

    fn module(&mut self, id: ComponentCoreModuleTypeId) -> String {
        let types = self.types;
        let ty = &types[id];
        let mut text = "module".to_owned();
        for ((module, name), entity) in &ty.imports {
            let _ = write!(text, " import {module:?} {name:?} {}", self.core(entity));
        }
        for (name, entity) in &ty.exports {
            let _ = write!(text, " export {name:?} {}", self.core(entity));
        }
        format!("#{}", self.refer(text))
    }

    fn core(&mut self, entity: &EntityType) -> String {
        match entity {
            EntityType::Func(id) => format!("func {}", self.core_type(*id)),
            EntityType::FuncExact(id) => format!("exact func {}", self.core_type(*id)),
            EntityType::Tag(id) => format!("tag {}", self.core_type(*id)),
            EntityType::Table(ty) => {
                let item = self.core_value(ValType::Ref(ty.element_type));
                let limits = (ty.initial, ty.maximum, ty.table64, ty.shared);
                format!("table of {item} {limits:?}")
            }
            EntityType::Memory(ty) => format!("{ty:?}"),
            EntityType::Global(ty) => {
                let value = self.core_value(ty.content_type);
                format!("global of {value} {:?}", (ty.mutable, ty.shared))
            }
        }
    }

    /// Returns the number of a core type. Types that it refers to have numbers too,
    /// in the order in which they came up.
    fn core_type(&mut self, id: CoreTypeId) -> usize {
        if let Some(number) = self.core_types.get(&id) {
            return *number;
        }
        let first = self.core_types.len();
        self.core_types.insert(id, first);
        let mut pending = vec![(first, id)];
        let types = self.types;
        while let Some((number, id)) = pending.pop() {
            let ty = &types[id];
            let mut text = ty.to_string();
            for other in concrete(ty) {
                let count = self.core_types.len();
                let found = *self.core_types.entry(other).or_insert_with(|| {
                    pending.push((count, other));
                    count
                });
                text = text.replace(&UnpackedIndex::Id(other).to_string(), &format!("({found})"));
            }
            let _ = writeln!(self.text, "core {number}: {text}");
        }
        first
    }

    fn core_value(&mut self, ty: ValType) -> String {
        let text = ty.to_string();
        match of_value(ty) {
            Some(id) => {
                let number = self.core_type(id);
                text.replace(&UnpackedIndex::Id(id).to_string(), &format!("({number})"))
            }
            None => text,
        }
    }

    fn function(&mut self, id: ComponentFuncTypeId) -> String {
        let types = self.types;
        let ty = &types[id];
        let mut text = if ty.async_ { "async func" } else { "func" }.to_owned();
        for (name, ty) in &ty.params {
            let _ = write!(text, " {}: {}", name.as_str(), self.value(*ty));
        }
        let _ = write!(text, " -> {}", self.optional(ty.result));
        format!("#{}", self.refer(text))
    }

    fn instance(&mut self, id: ComponentInstanceTypeId) -> String {
        let types = self.types;
        let ty = &types[id];
        let mut text = "instance".to_owned();
        for (name, item) in &ty.exports {
            let _ = write!(text, " {}: {}", item.full_name(name), self.entity(&item.ty));
        }
        format!("#{}", self.refer(text))
    }

    fn component(&mut self, id: ComponentTypeId) -> String {
        let types = self.types;
        let ty = &types[id];
        let mut text = "component".to_owned();
        for (name, item) in &ty.imports {
            let _ = write!(
                text,
                " import {}: {}",
                item.full_name(name),
                self.entity(&item.ty)
            );
        }
        for (name, item) in &ty.exports {
            let _ = write!(
                text,
                " export {}: {}",
                item.full_name(name),
                self.entity(&item.ty)
            );
        }
        format!("#{}", self.refer(text))
    }

    fn value(&mut self, ty: ComponentValType) -> String {
        match ty {
            ComponentValType::Primitive(ty) => ty.to_string(),
            ComponentValType::Type(id) => match &self.types[id] {
                // With or without a name: names are not looked at here.
                ComponentDefinedType::Primitive(ty) => ty.to_string(),
                _ => format!("#{}", self.defined(id)),
            },
        }
    }

    fn optional(&mut self, ty: Option<ComponentValType>) -> String {
        ty.map_or("_".to_owned(), |ty| self.value(ty))
    }

    fn defined(&mut self, id: ComponentDefinedTypeId) -> usize {
        if let Some(number) = self.known.get(&id) {
            return *number;
        }
        let types = self.types;
        let mut text = String::new();
        match &types[id] {
            ComponentDefinedType::Primitive(ty) => text = ty.to_string(),
            ComponentDefinedType::Record(ty) => {
                text.push_str("record");
                for (name, ty) in &ty.fields {
                    let _ = write!(text, " {}: {}", name.as_str(), self.value(*ty));
                }
            }
            ComponentDefinedType::Variant(ty) => {
                text.push_str("variant");
                for (name, case) in &ty.cases {
                    let _ = write!(text, " {}: {}", name.as_str(), self.optional(case.ty));
                }
            }
            ComponentDefinedType::List { element, .. } => {
                let _ = write!(text, "list {}", self.value(*element));
            }
            ComponentDefinedType::Map { key, value, .. } => {
                let _ = write!(text, "map {} {}", self.value(*key), self.value(*value));
            }
            ComponentDefinedType::FixedLengthList {
                element, length, ..
            } => {
                let _ = write!(text, "list {} of {length}", self.value(*element));
            }
            ComponentDefinedType::Tuple(ty) => {
                text.push_str("tuple");
                for ty in &ty.types {
                    let _ = write!(text, " {}", self.value(*ty));
                }
            }
            ComponentDefinedType::Flags(names) => {
                text.push_str("flags");
                names
                    .iter()
                    .for_each(|name| _ = write!(text, " {}", name.as_str()));
            }
            ComponentDefinedType::Enum(names) => {
                text.push_str("enum");
                names
                    .iter()
                    .for_each(|name| _ = write!(text, " {}", name.as_str()));
            }
            ComponentDefinedType::Option { ty, .. } => {
                let _ = write!(text, "option {}", self.value(*ty));
            }
            ComponentDefinedType::Result { ok, err, .. } => {
                let _ = write!(
                    text,
                    "result {} {}",
                    self.optional(*ok),
                    self.optional(*err)
                );
            }
            ComponentDefinedType::Own(id) => {
                let _ = write!(text, "own {}", self.resource(*id));
            }
            ComponentDefinedType::Borrow(id) => {
                let _ = write!(text, "borrow {}", self.resource(*id));
            }
            ComponentDefinedType::Future { ty, .. } => {
                let _ = write!(text, "future {}", self.optional(*ty));
            }
            ComponentDefinedType::Stream { ty, .. } => {
                let _ = write!(text, "stream {}", self.optional(*ty));
            }
        }
        let number = self.refer(text);
        self.known.insert(id, number);
        number
    }
}

/// Returns the core types that one refers to.
fn concrete(ty: &SubType) -> Vec<CoreTypeId> {
    let composite = &ty.composite_type;
    let around = ty.supertype_idxs.iter().copied();
    let around = around
        .chain(composite.descriptor_idx)
        .chain(composite.describes_idx);
    let mut found: Vec<_> = around.filter_map(|index| index.as_core_type_id()).collect();
    let field = |field: &FieldType| match field.element_type {
        StorageType::Val(ty) => of_value(ty),
        StorageType::I8 | StorageType::I16 => None,
    };
    match &composite.inner {
        CompositeInnerType::Func(ty) => {
            let values = ty.params().iter().chain(ty.results());
            found.extend(values.filter_map(|ty| of_value(*ty)));
        }
        CompositeInnerType::Array(ty) => found.extend(field(&ty.0)),
        CompositeInnerType::Struct(ty) => found.extend(ty.fields.iter().filter_map(field)),
        CompositeInnerType::Cont(ty) => found.extend(ty.0.as_core_type_id()),
    }
    found
}

/// Returns the core type that a type of values refers to.
fn of_value(ty: ValType) -> Option<CoreTypeId> {
    match ty {
        ValType::Ref(reference) => reference.type_index()?.as_core_type_id(),
        _ => None,
    }
}
