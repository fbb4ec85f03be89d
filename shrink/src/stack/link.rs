//! The core functions of a component, once it is instantiated.
//!
//! The definitions of a component are followed as a host follows them, without
//! running anything. The result is a list of core instances, each with its imports.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use wasmparser::{CanonicalFunction, CanonicalOption, ExternalKind, TypeRef};

use super::code::ModuleCode;
use super::name::ExportName;
use crate::core_wasm::module::Module;
use crate::core_wasm::space::Space;
use crate::error::Refusal;
use crate::model::{Alias, CoreInstance, Id, Instance, ItemKind, Scope, Type, options};

/// The depth to which instances of components may nest.
const DEPTH: usize = 64;

/// A definition of a core instance, by its index there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CoreDefinition {
    /// The core instance.
    pub(super) instance: usize,
    /// Its place among the definitions of its kind, imported ones left out.
    pub(super) defined: usize,
}

/// A core function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CoreFunction {
    /// One that has code.
    Defined(CoreDefinition),
    /// One of the host. While it runs it may call these functions, to put its
    /// answer into the memory or to end a resource.
    Host(Vec<CoreDefinition>),
}

/// The meaning of a name, or of an id.
#[derive(Clone)]
enum LinkedValue<'m> {
    /// Something that the analysis does not need, or that comes from outside.
    Other,
    CoreModule(usize),
    CoreInstance(Rc<HashMap<&'m str, LinkedValue<'m>>>),
    Function(CoreFunction),
    Table(CoreDefinition),
    Memory(CoreDefinition),
    Global(CoreDefinition),
    Resource(Option<CoreDefinition>),
    /// A function that was lifted: all functions that run when it is called.
    Lifted(Vec<CoreFunction>),
    Instance(Rc<BTreeMap<String, LinkedValue<'m>>>),
    Component(&'m Scope<'m>, Rc<LinkScope<'m>>),
}

/// The definitions of a scope, and the scopes around it.
struct LinkScope<'m> {
    around: Option<Rc<Self>>,
    values: RefCell<HashMap<Id, LinkedValue<'m>>>,
}

impl<'m> LinkScope<'m> {
    fn get(&self, id: Id) -> LinkedValue<'m> {
        let mut scope = Some(self);
        while let Some(known) = scope {
            if let Some(value) = known.values.borrow().get(&id) {
                return value.clone();
            }
            scope = known.around.as_deref();
        }
        LinkedValue::Other
    }

    fn function(&self, id: Id) -> CoreFunction {
        match self.get(id) {
            LinkedValue::Function(function) => function,
            _ => CoreFunction::Host(Vec::new()),
        }
    }
}

/// A core instance.
pub(super) struct LinkedInstance {
    /// Its module.
    pub(super) code: usize,
    /// The functions that it imports.
    functions: Vec<CoreFunction>,
    /// The tables that it imports; `None` for one of the host.
    tables: Vec<Option<CoreDefinition>>,
    memories: Vec<Option<CoreDefinition>>,
    globals: Vec<Option<CoreDefinition>>,
}

/// The parts of a component, once it is instantiated.
#[derive(Default)]
pub(super) struct Links<'a> {
    /// The core modules.
    pub(super) codes: Vec<ModuleCode<'a>>,
    /// The core instances.
    pub(super) instances: Vec<LinkedInstance>,
    /// The functions that run when an export is called, by its name.
    pub(super) exports: Vec<(Rc<ExportName>, Vec<CoreFunction>)>,
}

impl<'a> Links<'a> {
    /// Links a core module on its own. A host that it calls may call its
    /// `cabi_realloc`.
    ///
    /// # Errors
    /// When the module cannot be parsed.
    pub(super) fn module(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let code = ModuleCode::read(bytes)?;
        let realloc = code
            .module
            .exports
            .iter()
            .filter(|export| REALLOC.contains(&export.name) && is_function(export.kind))
            .filter_map(|export| code.module.defined(Space::Function, export.index))
            .map(|defined| CoreDefinition {
                instance: 0,
                defined,
            })
            .collect();
        let host = CoreFunction::Host(realloc);
        let imported = |space| code.module.imported[space] as usize;
        let linked = LinkedInstance {
            code: 0,
            functions: vec![host; imported(Space::Function)],
            tables: vec![None; imported(Space::Table)],
            memories: vec![None; imported(Space::Memory)],
            globals: vec![None; imported(Space::Global)],
        };
        let mut links = Self {
            codes: vec![code],
            instances: vec![linked],
            exports: Vec::new(),
        };
        let exports = &links.codes[0].module.exports;
        links.exports = exports
            .iter()
            .filter(|export| is_function(export.kind))
            .map(|export| {
                let function = links.function(0, export.index);
                (
                    ExportName::new(None, export.name.to_owned()),
                    vec![function],
                )
            })
            .collect();
        links.start();
        Ok(links)
    }

    /// Links a component. `work` is the most definitions that are followed.
    ///
    /// # Errors
    /// When a core module cannot be parsed, or there is too much to follow.
    pub(super) fn component(scope: &'a Scope<'a>, work: usize) -> Result<Self, Refusal> {
        let mut linker = Linker {
            links: Self::default(),
            modules: HashMap::new(),
            work,
        };
        let exports = linker.scope(scope, None, &BTreeMap::new(), 0)?;
        let exports = exports.into_iter().rev();
        let mut pending: Vec<_> = exports
            .map(|(name, value)| (ExportName::new(None, name), value))
            .collect();
        while let Some((name, value)) = pending.pop() {
            // One instance may be exported by many names.
            linker.pay(1)?;
            match value {
                LinkedValue::Lifted(functions) => linker.links.exports.push((name, functions)),
                LinkedValue::Instance(exports) => {
                    pending.extend(exports.iter().rev().map(|(inner, value)| {
                        let name = ExportName::new(Some(Rc::clone(&name)), inner.clone());
                        (name, value.clone())
                    }));
                }
                _ => {}
            }
        }
        let mut links = linker.links;
        links.start();
        Ok(links)
    }

    /// Adds the functions that run at instantiation.
    fn start(&mut self) {
        let starts: Vec<_> = (0..self.instances.len())
            .filter_map(|instance| {
                let start = self.codes[self.instances[instance].code].module.start?;
                Some(self.function(instance, start))
            })
            .collect();
        if !starts.is_empty() {
            self.exports
                .push((ExportName::new(None, "(start)".to_owned()), starts));
        }
    }

    /// Returns the code of a core instance.
    pub(super) fn code(&self, instance: usize) -> &ModuleCode<'a> {
        &self.codes[self.instances[instance].code]
    }

    /// Returns a function by its index in a core instance.
    pub(super) fn function(&self, instance: usize, function: u32) -> CoreFunction {
        let defined = self
            .code(instance)
            .module
            .defined(Space::Function, function);
        match defined {
            Some(defined) => CoreFunction::Defined(CoreDefinition { instance, defined }),
            None => self.instances[instance]
                .functions
                .get(function as usize)
                .cloned()
                .unwrap_or(CoreFunction::Host(Vec::new())),
        }
    }

    /// Returns a table by its index in a core instance; `None` for one of the host.
    pub(super) fn table(&self, instance: usize, table: u32) -> Option<CoreDefinition> {
        let linked = &self.instances[instance];
        place(
            &self.code(instance).module,
            Space::Table,
            instance,
            table,
            &linked.tables,
        )
    }

    /// Returns a memory, in the same way.
    pub(super) fn memory(&self, instance: usize, memory: u32) -> Option<CoreDefinition> {
        let linked = &self.instances[instance];
        place(
            &self.code(instance).module,
            Space::Memory,
            instance,
            memory,
            &linked.memories,
        )
    }

    /// Returns a global, in the same way.
    pub(super) fn global(&self, instance: usize, global: u32) -> Option<CoreDefinition> {
        let linked = &self.instances[instance];
        place(
            &self.code(instance).module,
            Space::Global,
            instance,
            global,
            &linked.globals,
        )
    }
}

/// The names that a core module exports its allocator by.
const REALLOC: [&str; 2] = ["cabi_realloc", "cm32p2_realloc"];

fn is_function(kind: ExternalKind) -> bool {
    matches!(kind, ExternalKind::Func | ExternalKind::FuncExact)
}

fn place(
    module: &Module<'_>,
    space: Space,
    instance: usize,
    index: u32,
    imported: &[Option<CoreDefinition>],
) -> Option<CoreDefinition> {
    match module.defined(space, index) {
        Some(defined) => Some(CoreDefinition { instance, defined }),
        None => imported.get(index as usize).copied().flatten(),
    }
}

/// Follows the definitions of components.
struct Linker<'m> {
    links: Links<'m>,
    /// The places of the core modules that were read, by their id.
    modules: HashMap<Id, usize>,
    /// The number of definitions that may still be followed.
    work: usize,
}

type Exports<'m> = BTreeMap<String, LinkedValue<'m>>;

impl<'m> Linker<'m> {
    /// Pays for following so many definitions.
    fn pay(&mut self, definitions: usize) -> Result<(), Refusal> {
        let left = self.work.checked_sub(definitions);
        self.work = left.ok_or_else(|| {
            Refusal::new("it is instantiated over and over, more often than its size would allow")
        })?;
        Ok(())
    }

    /// Instantiates a component, and returns its exports.
    fn scope(
        &mut self,
        scope: &'m Scope<'m>,
        around: Option<Rc<LinkScope<'m>>>,
        arguments: &Exports<'m>,
        depth: usize,
    ) -> Result<Exports<'m>, Refusal> {
        if depth > DEPTH {
            let what = format!("its components nest deeper than {DEPTH}");
            return Err(Refusal::new(what));
        }
        let values = RefCell::new(HashMap::new());
        let known = Rc::new(LinkScope { around, values });
        let mut exports = Exports::new();
        for item in &scope.items {
            self.pay(1)?;
            let value = match &item.kind {
                ItemKind::CoreModule(bytes) => {
                    LinkedValue::CoreModule(self.core_module(item.id(), bytes)?)
                }
                ItemKind::CoreInstance(instance) => self.core_instance(&known, instance)?,
                ItemKind::Component(inner) => LinkedValue::Component(inner, Rc::clone(&known)),
                ItemKind::Instance(instance) => self.instance(&known, instance, depth)?,
                ItemKind::Alias(alias) => aliased(&known, alias),
                ItemKind::Type(Type::Resource { destructor, .. }) => {
                    let destructor = destructor.map(|id| known.function(id));
                    LinkedValue::Resource(match destructor {
                        Some(CoreFunction::Defined(place)) => Some(place),
                        _ => None,
                    })
                }
                ItemKind::Canonical(function) => canonical(&known, function),
                ItemKind::Import(import) => {
                    let argument = arguments.get(import.name.name);
                    argument.cloned().unwrap_or(LinkedValue::Other)
                }
                ItemKind::Export(export) => {
                    let value = known.get(export.id);
                    exports.insert(export.name.name.to_owned(), value.clone());
                    value
                }
                ItemKind::CoreType(_)
                | ItemKind::Type(_)
                | ItemKind::Declared(_)
                | ItemKind::Names(_)
                | ItemKind::Custom(_) => LinkedValue::Other,
            };
            if let Some(id) = item.id() {
                known.values.borrow_mut().insert(id, value);
            }
        }
        Ok(exports)
    }

    /// Reads a core module, unless that was done.
    fn core_module(&mut self, id: Option<Id>, bytes: &'m [u8]) -> Result<usize, Refusal> {
        if let Some(module) = id.and_then(|id| self.modules.get(&id)) {
            return Ok(*module);
        }
        let module = self.links.codes.len();
        self.links.codes.push(ModuleCode::read(bytes)?);
        self.modules.extend(id.map(|id| (id, module)));
        Ok(module)
    }

    fn core_instance(
        &mut self,
        known: &LinkScope<'m>,
        instance: &'m CoreInstance<'m>,
    ) -> Result<LinkedValue<'m>, Refusal> {
        let (module, arguments) = match instance {
            CoreInstance::Exports(exports) => {
                self.pay(exports.len())?;
                let named = exports
                    .iter()
                    .map(|export| (export.name, known.get(export.id)));
                return Ok(LinkedValue::CoreInstance(Rc::new(named.collect())));
            }
            CoreInstance::Instantiate { module, arguments } => (known.get(*module), arguments),
        };
        let LinkedValue::CoreModule(code) = module else {
            return Ok(LinkedValue::Other);
        };
        let mut given = HashMap::new();
        for argument in arguments {
            if let LinkedValue::CoreInstance(exports) = known.get(argument.instance) {
                given.insert(argument.name, exports);
            }
        }
        self.pay(self.links.codes[code].weight())?;
        let module = &self.links.codes[code].module;
        let mut linked = LinkedInstance {
            code,
            functions: Vec::new(),
            tables: Vec::new(),
            memories: Vec::new(),
            globals: Vec::new(),
        };
        for import in &module.imports {
            let exports = given.get(import.module);
            let value = exports.and_then(|exports| exports.get(import.name));
            match import.ty {
                TypeRef::Func(_) | TypeRef::FuncExact(_) => linked.functions.push(match value {
                    Some(LinkedValue::Function(function)) => function.clone(),
                    _ => CoreFunction::Host(Vec::new()),
                }),
                TypeRef::Table(_) => linked.tables.push(match value {
                    Some(LinkedValue::Table(place)) => Some(*place),
                    _ => None,
                }),
                TypeRef::Memory(_) => linked.memories.push(match value {
                    Some(LinkedValue::Memory(place)) => Some(*place),
                    _ => None,
                }),
                TypeRef::Global(_) => linked.globals.push(match value {
                    Some(LinkedValue::Global(place)) => Some(*place),
                    _ => None,
                }),
                TypeRef::Tag(_) => {}
            }
        }
        let instance = self.links.instances.len();
        self.links.instances.push(linked);
        let links = &self.links;
        let exported = |kind, index| {
            let place = match kind {
                ExternalKind::Func | ExternalKind::FuncExact => {
                    return LinkedValue::Function(links.function(instance, index));
                }
                ExternalKind::Table => links.table(instance, index).map(LinkedValue::Table),
                ExternalKind::Memory => links.memory(instance, index).map(LinkedValue::Memory),
                ExternalKind::Global => links.global(instance, index).map(LinkedValue::Global),
                ExternalKind::Tag => None,
            };
            place.unwrap_or(LinkedValue::Other)
        };
        let exports = &links.codes[code].module.exports;
        let exports = exports
            .iter()
            .map(|export| (export.name, exported(export.kind, export.index)));
        Ok(LinkedValue::CoreInstance(Rc::new(exports.collect())))
    }

    fn instance(
        &mut self,
        known: &Rc<LinkScope<'m>>,
        instance: &'m Instance<'m>,
        depth: usize,
    ) -> Result<LinkedValue<'m>, Refusal> {
        let exports = match instance {
            Instance::Exports(exports) => {
                self.pay(exports.len())?;
                exports
                    .iter()
                    .map(|export| (export.name.name.to_owned(), known.get(export.id)))
                    .collect()
            }
            Instance::Instantiate {
                component,
                arguments,
            } => {
                let LinkedValue::Component(scope, around) = known.get(*component) else {
                    return Ok(LinkedValue::Other);
                };
                let arguments = arguments
                    .iter()
                    .map(|argument| (argument.name.to_owned(), known.get(argument.id)))
                    .collect();
                self.scope(scope, Some(around), &arguments, depth + 1)?
            }
        };
        Ok(LinkedValue::Instance(Rc::new(exports)))
    }
}

fn aliased<'m>(known: &LinkScope<'m>, alias: &'m Alias<'m>) -> LinkedValue<'m> {
    match alias {
        Alias::Outer { of, .. } => known.get(*of),
        Alias::Export { instance, name, .. } => match known.get(*instance) {
            LinkedValue::Instance(exports) => {
                exports.get(*name).cloned().unwrap_or(LinkedValue::Other)
            }
            _ => LinkedValue::Other,
        },
        Alias::CoreExport { instance, name, .. } => match known.get(*instance) {
            LinkedValue::CoreInstance(exports) => {
                exports.get(*name).cloned().unwrap_or(LinkedValue::Other)
            }
            _ => LinkedValue::Other,
        },
    }
}

fn canonical<'m>(known: &LinkScope<'m>, function: &CanonicalFunction) -> LinkedValue<'m> {
    let mut runs = Vec::new();
    for option in options(function).unwrap_or_default() {
        if let CanonicalOption::Realloc(id)
        | CanonicalOption::PostReturn(id)
        | CanonicalOption::Callback(id) = option
        {
            runs.push(known.function(*id));
        }
    }
    if let CanonicalFunction::Lift {
        core_func_index, ..
    } = function
    {
        runs.insert(0, known.function(*core_func_index));
        return LinkedValue::Lifted(runs);
    }
    let mut places: Vec<_> = runs
        .into_iter()
        .filter_map(|function| match function {
            CoreFunction::Defined(place) => Some(place),
            CoreFunction::Host(_) => None,
        })
        .collect();
    if let CanonicalFunction::ResourceDrop { resource } = function
        && let LinkedValue::Resource(Some(destructor)) = known.get(*resource)
    {
        places.push(destructor);
    }
    LinkedValue::Function(CoreFunction::Host(places))
}
