//! References between the core modules and the other parts of a component.

use greentic_shrink::model::Sort;
use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentAlias, ComponentTypeRef, ComponentValType,
    Encoding, Parser, Payload, TypeBounds,
};

use super::module::Modules;
use super::scope::{Def, DefKind, InstanceItems, Scope};
use super::types::{self, Outer};
use super::{Graph, Node};
use crate::File;
use crate::part::PartId;

/// The number of steps of linking for each byte of the file. A limit is needed because a
/// few bytes can instantiate a module with many imports.
const WORK: usize = 16;

/// Adds the references of all components of a file.
pub(super) fn add(graph: &mut Graph, file: &File<'_>, modules: &mut Modules) {
    if modules.numbers.contains_key(&PartId::FILE) {
        return;
    }
    let mut linker = Linker {
        graph,
        file,
        modules,
        open: Vec::new(),
        components: Vec::new(),
        instances: Vec::new(),
        module: 0,
        work: file.bytes().len().saturating_mul(WORK),
    };
    for payload in Parser::new(0).parse_all(file.bytes()) {
        // The model was made of the same bytes: nothing new is wrong with them.
        let Ok(payload) = payload else { return };
        if linker.payload(payload).is_err() {
            return;
        }
    }
}

pub(super) struct Linker<'g, 'f> {
    pub(super) graph: &'g mut Graph,
    pub(super) file: &'g File<'f>,
    pub(super) modules: &'g mut Modules,
    /// The components that are being read, the outermost first.
    pub(super) open: Vec<Scope<'f>>,
    /// Those that were read.
    pub(super) components: Vec<Scope<'f>>,
    /// All instances whose items have names.
    pub(super) instances: Vec<InstanceItems<'f>>,
    /// The depth of nesting in core modules, whose references are added elsewhere.
    module: usize,
    pub(super) work: usize,
}

impl<'f> Linker<'_, 'f> {
    fn payload(&mut self, payload: Payload<'f>) -> wasmparser::Result<()> {
        match payload {
            Payload::Version {
                encoding, range, ..
            } => {
                if encoding == Encoding::Module {
                    self.module += 1;
                    self.core_module(range.start);
                } else {
                    self.begin(range.start);
                }
                return Ok(());
            }
            Payload::End(_) if self.module > 0 => {
                self.module -= 1;
                return Ok(());
            }
            Payload::End(_) => {
                self.end();
                return Ok(());
            }
            _ => {}
        }
        if self.module > 0 {
            return Ok(());
        }
        self.section(payload)
    }

    fn section(&mut self, payload: Payload<'f>) -> wasmparser::Result<()> {
        match payload {
            Payload::InstanceSection(section) => self.each(section, Self::core_instance),
            Payload::CoreTypeSection(section) => self.each(section, |linker, node, ty| {
                let outer = types::core_type(&ty);
                linker.needs_types(node, &outer);
                linker.define(Sort::CoreType, node, DefKind::Other);
            }),
            Payload::ComponentInstanceSection(section) => self.each(section, Self::instance),
            Payload::ComponentAliasSection(section) => {
                self.each(section, |linker, node, alias| linker.alias(node, &alias))
            }
            Payload::ComponentTypeSection(section) => self.each(section, |linker, node, ty| {
                let outer = types::component_type(&ty);
                linker.needs_types(node, &outer);
                if let wasmparser::ComponentType::Resource { dtor, .. } = ty {
                    linker.needs(node, Sort::CoreFunc, dtor);
                }
                linker.define(Sort::Type, node, DefKind::Other);
            }),
            Payload::ComponentCanonicalSection(section) => self.each(section, Self::canonical),
            Payload::ComponentStartSection { start, .. } => {
                let Some(scope) = self.open.last() else {
                    return Ok(());
                };
                let effects = scope.effects;
                self.needs(effects, Sort::Func, Some(start.func_index));
                for argument in &start.arguments {
                    self.needs(effects, Sort::Value, Some(*argument));
                }
                // No tool chain makes values, so one stands for all.
                if start.results > 0 {
                    self.define(Sort::Value, effects, DefKind::Other);
                }
                Ok(())
            }
            Payload::ComponentImportSection(section) => self.each(
                section,
                |linker, node, import: wasmparser::ComponentImport<'f>| {
                    linker.needs_type_ref(node, &import.ty);
                    if let Some(scope) = linker.open.last_mut() {
                        scope.imports.insert(import.name.name, node);
                    }
                    linker.define(Sort::of(import.ty.kind()), node, DefKind::Other);
                },
            ),
            Payload::ComponentExportSection(section) => {
                self.each(section, |linker, node, export| linker.export(node, &export))
            }
            _ => Ok(()),
        }
    }

    /// Visits all items of a section, each with its node.
    fn each<T: wasmparser::FromReader<'f>>(
        &mut self,
        section: wasmparser::SectionLimited<'f, T>,
        mut item: impl FnMut(&mut Self, Node, T),
    ) -> wasmparser::Result<()> {
        for one in section.into_iter_with_offsets() {
            let (at, one) = one?;
            let part = self.file.model().at(at).unwrap_or(PartId::FILE);
            item(self, part.0, one);
        }
        Ok(())
    }

    fn begin(&mut self, start: u64) {
        let node = self.file.model().at(start).unwrap_or(PartId::FILE).0;
        let exports = self.names();
        let scope = Scope::new(node, self.graph.node(), exports);
        if self.open.is_empty() {
            let all = self.instances[exports].all;
            self.graph.edge(self.graph.exports, all);
            self.graph.edge(self.graph.root, scope.effects);
        }
        self.open.push(scope);
    }

    fn end(&mut self) {
        let Some(scope) = self.open.pop() else { return };
        let node = scope.node;
        // It becomes a definition of the enclosing component.
        let number = self.components.len();
        self.components.push(scope);
        self.define(Sort::Component, node, DefKind::Component(number));
    }

    fn core_module(&mut self, start: u64) {
        let part = self.file.model().at(start).unwrap_or(PartId::FILE);
        let number = self.modules.numbers.get(&part).copied();
        let what = number.map_or(DefKind::Other, DefKind::CoreModule);
        self.define(Sort::CoreModule, part.0, what);
    }

    pub(super) fn define(&mut self, sort: Sort, node: Node, what: DefKind) {
        if let Some(scope) = self.open.last_mut() {
            scope.add(sort, Def { node, what });
        }
    }

    pub(super) fn get(&self, sort: Sort, index: u32) -> Option<Def> {
        self.open.last()?.get(sort, index)
    }

    fn needs(&mut self, node: Node, sort: Sort, index: Option<u32>) {
        if let Some(def) = index.and_then(|index| self.get(sort, index)) {
            self.graph.edge(node, def.node);
        }
    }

    /// Adds references to types, counted from the scope that is being read outwards.
    fn needs_types(&mut self, node: Node, outer: &[Outer]) {
        for Outer { count, sort, index } in outer {
            let scope = self.open.len().checked_sub(*count as usize + 1);
            let scope = scope.and_then(|scope| self.open.get(scope));
            if let Some(def) = scope.and_then(|scope| scope.get(*sort, *index)) {
                let needed = def.node;
                self.graph.edge(node, needed);
            }
        }
    }

    fn needs_type_ref(&mut self, node: Node, ty: &ComponentTypeRef) {
        let (sort, index) = match ty {
            ComponentTypeRef::Module(index) => (Sort::CoreType, *index),
            ComponentTypeRef::Func(index)
            | ComponentTypeRef::Instance(index)
            | ComponentTypeRef::Component(index)
            | ComponentTypeRef::Type(TypeBounds::Eq(index))
            | ComponentTypeRef::Value(ComponentValType::Type(index)) => (Sort::Type, *index),
            _ => return,
        };
        self.needs(node, sort, Some(index));
    }

    /// Adds a reference to a definition and to everything that it has a name for.
    pub(super) fn needs_all(&mut self, node: Node, def: &Def) {
        self.graph.edge(node, def.node);
        if let DefKind::Instance(number) = def.what {
            let all = self.instances[number].all;
            self.graph.edge(node, all);
        }
    }

    fn alias(&mut self, node: Node, alias: &ComponentAlias<'f>) {
        let (sort, what) = match *alias {
            ComponentAlias::InstanceExport {
                kind,
                instance_index,
                name,
            } => {
                let instance = self.get(Sort::Instance, instance_index);
                let item = instance.and_then(|instance| {
                    self.graph.edge(node, instance.node);
                    match instance.what {
                        DefKind::Instance(names) => self.instances[names].items.get(name).copied(),
                        _ => None,
                    }
                });
                (Sort::of(kind), self.handed_on(node, item))
            }
            ComponentAlias::CoreInstanceExport {
                kind,
                instance_index,
                name,
            } => {
                let instance = self.get(Sort::CoreInstance, instance_index);
                let what = instance.and_then(|instance| {
                    self.graph.edge(node, instance.node);
                    match instance.what {
                        DefKind::CoreInstance(number) => self.core_export(node, number, name),
                        DefKind::Instance(names) => {
                            let item = self.instances[names].items.get(name).copied();
                            Some(self.handed_on(node, item))
                        }
                        _ => None,
                    }
                });
                (Sort::of_core(kind), what.unwrap_or(DefKind::Other))
            }
            ComponentAlias::Outer { kind, count, index } => {
                let scope = self.open.len().checked_sub(count as usize + 1);
                let scope = scope.and_then(|scope| self.open.get(scope));
                let item = scope.and_then(|scope| scope.get(Sort::of_outer(kind), index));
                (Sort::of_outer(kind), self.handed_on(node, item))
            }
        };
        self.define(sort, node, what);
    }

    /// Makes another name for an item.
    fn handed_on(&mut self, node: Node, item: Option<Def>) -> DefKind {
        item.map_or(DefKind::Other, |item| {
            self.graph.edge(node, item.node);
            item.what
        })
    }

    fn canonical(&mut self, node: Node, function: CanonicalFunction) {
        use CanonicalFunction as F;
        let sort = match function {
            F::Lift {
                core_func_index,
                type_index,
                options,
            } => {
                self.needs(node, Sort::CoreFunc, Some(core_func_index));
                self.needs(node, Sort::Type, Some(type_index));
                self.options(node, &options);
                Sort::Func
            }
            F::Lower {
                func_index,
                options,
            } => {
                self.needs(node, Sort::Func, Some(func_index));
                self.options(node, &options);
                Sort::CoreFunc
            }
            F::ResourceNew { resource }
            | F::ResourceDrop { resource }
            | F::ResourceRep { resource } => {
                self.needs(node, Sort::Type, Some(resource));
                Sort::CoreFunc
            }
            other => {
                let (types, options) = types::built_in(&other);
                for ty in types {
                    self.needs(node, Sort::Type, Some(ty));
                }
                self.options(node, options);
                Sort::CoreFunc
            }
        };
        self.define(sort, node, DefKind::Other);
    }

    fn options(&mut self, node: Node, options: &[CanonicalOption]) {
        for option in options {
            let (sort, index) = match option {
                CanonicalOption::Memory(index) => (Sort::CoreMemory, *index),
                CanonicalOption::Realloc(index)
                | CanonicalOption::PostReturn(index)
                | CanonicalOption::Callback(index) => (Sort::CoreFunc, *index),
                CanonicalOption::CoreType(index) => (Sort::CoreType, *index),
                _ => continue,
            };
            self.needs(node, sort, Some(index));
        }
    }

    fn export(&mut self, node: Node, export: &wasmparser::ComponentExport<'f>) {
        let def = self.get(Sort::of(export.kind), export.index);
        if let Some(def) = &def {
            self.needs_all(node, def);
        }
        if let Some(ty) = &export.ty {
            self.needs_type_ref(node, ty);
        }
        let what = def.map_or(DefKind::Other, |def| def.what);
        if let Some(scope) = self.open.last() {
            let exports = &mut self.instances[scope.exports];
            exports.items.insert(export.name.name, Def { node, what });
            self.graph.edge(exports.all, node);
        }
        self.define(Sort::of(export.kind), node, what);
    }
}
