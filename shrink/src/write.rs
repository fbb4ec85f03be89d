//! Model to bytes.
//!
//! Entries of one section that stand in a row become one section. Everything
//! is written in its shortest form.

use wasm_encoder::reencode::{
    Error as Reencode, Reencode as _, ReencodeComponent, component_utils,
};
use wasm_encoder::{
    Alias as AliasEntry, CanonicalFunctionSection, Component, ComponentAliasSection,
    ComponentCoreTypeEncoder, ComponentExportSection, ComponentImportSection,
    ComponentInstanceSection, ComponentNameSection, ComponentType, ComponentTypeEncoder,
    ComponentTypeSection, CoreTypeSection, CustomSection, InstanceSection, InstanceType, ModuleArg,
    NameMap, RawSection,
};
use wasmparser::CoreType;

use crate::error::Refusal;
use crate::model::{
    Alias, CoreInstance, Id, Instance, Item, Model, Names, Scope, Sort, Type, What,
};

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

/// Tells which items of a scope define the same thing.
pub struct Fingerprints(Writer);

impl Fingerprints {
    /// For items whose ids are below `next`.
    pub fn new(next: Id) -> Self {
        let mut writer = Writer::new(next, true);
        writer.depth = 1;
        Self(writer)
    }

    /// The bytes of one item, with ids in place of the scope's indices. Items
    /// with the same bytes define the same thing, resources aside.
    ///
    /// # Errors
    ///
    /// - The item cannot be written.
    pub fn of(&mut self, item: &Item<'_>) -> Result<Vec<u8>, Refusal> {
        let mut component = Component::new();
        let mut section = None;
        self.0.item(&mut component, &mut section, item)?;
        flush(&mut component, section);
        Ok(component.finish())
    }
}

/// Where a definition ended up.
#[derive(Clone, Copy)]
struct Place {
    /// How many scopes are around it, its own included.
    depth: u32,
    index: u32,
}

struct Writer {
    places: Vec<Option<Place>>,
    depth: u32,
    /// What is not defined stands for itself.
    fingerprint: bool,
    missing: Option<Refusal>,
}

/// The section that entries are being added to.
enum Section {
    CoreInstances(InstanceSection),
    CoreTypes(CoreTypeSection),
    Instances(ComponentInstanceSection),
    Aliases(ComponentAliasSection),
    Types(ComponentTypeSection),
    Canonicals(CanonicalFunctionSection),
    Imports(ComponentImportSection),
    Exports(ComponentExportSection),
}

fn flush(component: &mut Component, section: Option<Section>) {
    match section {
        None => {}
        Some(Section::CoreInstances(section)) => _ = component.section(&section),
        Some(Section::CoreTypes(section)) => _ = component.section(&section),
        Some(Section::Instances(section)) => _ = component.section(&section),
        Some(Section::Aliases(section)) => _ = component.section(&section),
        Some(Section::Types(section)) => _ = component.section(&section),
        Some(Section::Canonicals(section)) => _ = component.section(&section),
        Some(Section::Imports(section)) => _ = component.section(&section),
        Some(Section::Exports(section)) => _ = component.section(&section),
    }
}

/// The open section if it is of the right kind, else a new one.
macro_rules! section {
    ($component:ident, $open:ident, $kind:ident, $new:ty) => {{
        if !matches!($open, Some(Section::$kind(_))) {
            flush($component, $open.take());
        }
        let Section::$kind(section) = $open.get_or_insert_with(|| Section::$kind(<$new>::new()))
        else {
            return Err(Refusal::new("a section was not closed"));
        };
        section
    }};
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
            self.item(&mut component, &mut section, item)?;
            self.place(&mut spaces, item);
        }
        flush(&mut component, section);
        for item in &scope.items {
            if let What::Names(names) = &item.what {
                component.section(&self.names(names));
            }
        }
        self.depth -= 1;
        Ok(component)
    }

    /// The names of what there still is.
    fn names(&self, names: &Names<'_>) -> ComponentNameSection {
        let mut section = ComponentNameSection::new();
        if let Some(name) = names.component {
            section.component(name);
        }
        for sort in Sort::ALL {
            let mut named: Vec<(u32, &str)> = Vec::new();
            for (_, id, name) in names.definitions.iter().filter(|(of, ..)| *of == sort) {
                let place = usize::try_from(*id).ok().and_then(|id| self.places.get(id));
                if let Some(Some(place)) = place
                    && place.depth == self.depth
                {
                    named.push((place.index, name));
                }
            }
            if named.is_empty() {
                continue;
            }
            // Some tool chains name the same thing in two subsections.
            named.sort_by_key(|(index, _)| *index);
            named.dedup_by_key(|(index, _)| *index);
            let mut map = NameMap::new();
            named
                .iter()
                .for_each(|(index, name)| map.append(*index, name));
            match sort {
                Sort::CoreFunc => section.core_funcs(&map),
                Sort::CoreTable => section.core_tables(&map),
                Sort::CoreMemory => section.core_memories(&map),
                Sort::CoreGlobal => section.core_globals(&map),
                Sort::CoreTag => section.core_tags(&map),
                Sort::CoreType => section.core_types(&map),
                Sort::CoreModule => section.core_modules(&map),
                Sort::CoreInstance => section.core_instances(&map),
                Sort::Func => section.funcs(&map),
                Sort::Value => section.values(&map),
                Sort::Type => section.types(&map),
                Sort::Component => section.components(&map),
                Sort::Instance => section.instances(&map),
            }
        }
        section
    }

    /// Gives the definitions of an item their indices.
    fn place(&mut self, spaces: &mut [u32; Sort::COUNT], item: &Item<'_>) {
        let Some(sort) = item.what.sort() else { return };
        for id in &item.defines {
            let place = Place {
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
        match &item.what {
            What::CoreModule(bytes) => {
                flush(component, open.take());
                component.section(&RawSection {
                    id: wasm_encoder::ComponentSectionId::CoreModule.into(),
                    data: bytes,
                });
            }
            What::Component(scope) => {
                flush(component, open.take());
                let inner = self.component(scope)?;
                component.section(&wasm_encoder::NestedComponentSection(&inner));
            }
            // They tell of definitions that may be still to come.
            What::Names(_) => {}
            What::Custom(custom) => {
                flush(component, open.take());
                component.section(&CustomSection {
                    name: custom.name.into(),
                    data: custom.data.into(),
                });
            }
            What::CoreInstance(instance) => {
                let section = section!(component, open, CoreInstances, InstanceSection);
                self.core_instance(section, instance);
            }
            What::CoreType(ty) => {
                let section = section!(component, open, CoreTypes, CoreTypeSection);
                core_type(section.ty(), ty)?;
            }
            What::Instance(instance) => {
                let section = section!(component, open, Instances, ComponentInstanceSection);
                self.instance(section, instance);
            }
            What::Alias(alias) => {
                let entry = self.alias(alias);
                section!(component, open, Aliases, ComponentAliasSection).alias(entry);
            }
            What::Type(ty) => {
                let section = section!(component, open, Types, ComponentTypeSection);
                self.ty(section.ty(), ty)?;
            }
            What::Canonical(function) => {
                let section = section!(component, open, Canonicals, CanonicalFunctionSection);
                component_utils::parse_component_canonical(self, section, function.clone())
                    .map_err(encode)?;
            }
            What::Import(import) => {
                let ty = component_utils::component_type_ref(self, import.ty).map_err(encode)?;
                section!(component, open, Imports, ComponentImportSection).import(import.name, ty);
            }
            What::Export(export) => {
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
            What::Declared(_) => {
                return Err(Refusal::new("a declared export stands outside of a type"));
            }
        }
        Ok(())
    }

    fn core_instance(&mut self, section: &mut InstanceSection, instance: &CoreInstance<'_>) {
        match instance {
            CoreInstance::Instantiate { module, arguments } => {
                let arguments: Vec<_> = arguments
                    .iter()
                    .map(|argument| {
                        let index = self.index(argument.instance);
                        (argument.name, ModuleArg::Instance(index))
                    })
                    .collect();
                section.instantiate(self.index(*module), arguments);
            }
            CoreInstance::Exports(exports) => {
                let exports: Vec<_> = exports
                    .iter()
                    .map(|export| (export.name, export.kind.into(), self.index(export.id)))
                    .collect();
                section.export_items(exports);
            }
        }
    }

    fn instance(&mut self, section: &mut ComponentInstanceSection, instance: &Instance<'_>) {
        match instance {
            Instance::Instantiate {
                component,
                arguments,
            } => {
                let arguments: Vec<_> = arguments
                    .iter()
                    .map(|argument| (argument.name, argument.kind.into(), self.index(argument.id)))
                    .collect();
                section.instantiate(self.index(*component), arguments);
            }
            Instance::Exports(exports) => {
                let exports: Vec<_> = exports
                    .iter()
                    .map(|export| (export.name, export.kind.into(), self.index(export.id)))
                    .collect();
                section.export_items(exports);
            }
        }
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

    fn ty(&mut self, encoder: ComponentTypeEncoder<'_>, ty: &Type<'_>) -> Result<(), Refusal> {
        match ty {
            Type::Defined(ty) => component_utils::parse_component_defined_type(
                self,
                encoder.defined_type(),
                ty.clone(),
            )
            .map_err(encode)?,
            Type::Func(ty) => {
                component_utils::parse_component_func_type(self, encoder.function(), ty.clone())
                    .map_err(encode)?;
            }
            Type::Resource {
                representation,
                destructor,
            } => {
                let representation = self.val_type(*representation).map_err(encode)?;
                let destructor = destructor.map(|function| self.index(function));
                encoder.resource(representation, destructor);
            }
            Type::Instance(scope) => {
                let mut ty = InstanceType::new();
                self.declarations(scope, &mut Declarations::Instance(&mut ty))?;
                encoder.instance(&ty);
            }
            Type::Component(scope) => {
                let mut ty = ComponentType::new();
                self.declarations(scope, &mut Declarations::Component(&mut ty))?;
                encoder.component(&ty);
            }
        }
        Ok(())
    }

    fn declarations(
        &mut self,
        scope: &Scope<'_>,
        to: &mut Declarations<'_>,
    ) -> Result<(), Refusal> {
        self.depth += 1;
        let mut spaces = [0; Sort::COUNT];
        for item in &scope.items {
            match &item.what {
                What::CoreType(ty) => core_type(to.core_type(), ty)?,
                What::Type(ty) => self.ty(to.ty(), ty)?,
                What::Alias(alias) => {
                    let entry = self.alias(alias);
                    to.alias(entry);
                }
                What::Declared(export) => {
                    let ty =
                        component_utils::component_type_ref(self, export.ty).map_err(encode)?;
                    match to {
                        Declarations::Instance(to) => _ = to.export(export.name, ty),
                        Declarations::Component(to) => _ = to.export(export.name, ty),
                    }
                }
                What::Import(import) => {
                    let ty =
                        component_utils::component_type_ref(self, import.ty).map_err(encode)?;
                    match to {
                        Declarations::Component(to) => _ = to.import(import.name, ty),
                        Declarations::Instance(_) => {
                            return Err(Refusal::new("an instance type with an import"));
                        }
                    }
                }
                _ => return Err(Refusal::new("a type with something else than declarations")),
            }
            self.place(&mut spaces, item);
        }
        self.depth -= 1;
        Ok(())
    }

    fn find(&mut self, id: Id) -> Place {
        let found = usize::try_from(id)
            .ok()
            .and_then(|id| self.places.get(id).copied().flatten());
        match found {
            Some(place) => place,
            None => {
                if !self.fingerprint {
                    self.missing = Some(Refusal::new("something is used before it is defined"));
                }
                Place {
                    depth: 1,
                    index: id,
                }
            }
        }
    }

    /// The index of something in the scope that is being written.
    fn index(&mut self, id: Id) -> u32 {
        let place = self.find(id);
        if place.depth != self.depth && !self.fingerprint {
            self.missing = Some(Refusal::new("something of another scope is used directly"));
        }
        place.index
    }
}

/// What declarations are added to.
enum Declarations<'t> {
    Instance(&'t mut InstanceType),
    Component(&'t mut ComponentType),
}

impl Declarations<'_> {
    fn core_type(&mut self) -> ComponentCoreTypeEncoder<'_> {
        match self {
            Self::Instance(ty) => ty.core_type(),
            Self::Component(ty) => ty.core_type(),
        }
    }

    fn ty(&mut self) -> ComponentTypeEncoder<'_> {
        match self {
            Self::Instance(ty) => ty.ty(),
            Self::Component(ty) => ty.ty(),
        }
    }

    fn alias(&mut self, alias: AliasEntry<'_>) {
        match self {
            Self::Instance(ty) => _ = ty.alias(alias),
            Self::Component(ty) => _ = ty.alias(alias),
        }
    }
}

/// Core types stand alone, so their references are their own.
fn core_type(encoder: ComponentCoreTypeEncoder<'_>, ty: &CoreType<'_>) -> Result<(), Refusal> {
    component_utils::parse_component_core_type(
        &mut wasm_encoder::reencode::RoundtripReencoder,
        encoder,
        ty.clone(),
    )
    .map_err(encode)
}

fn encode<E: std::error::Error>(error: Reencode<E>) -> Refusal {
    Refusal(error.to_string())
}

impl wasm_encoder::reencode::Reencode for Writer {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }

    fn memory_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }

    fn table_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }

    fn type_index(&mut self, id: u32) -> Result<u32, Reencode<Self::Error>> {
        Ok(self.index(id))
    }
}

impl ReencodeComponent for Writer {
    fn component_type_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }

    fn component_func_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }

    fn component_instance_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }

    fn component_index(&mut self, id: u32) -> u32 {
        self.index(id)
    }
}
