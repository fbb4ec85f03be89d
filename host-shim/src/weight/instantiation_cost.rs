//! Bounds what a component unfolds to.
//!
//! A component names what it instantiates, and Wasmtime writes all of it out
//! when it compiles: thirty components that each instantiate the one before
//! twice take 2 KB as a file and a thousand million instances in memory. So do
//! components in components in components, at some kilobytes a level. Neither
//! is bounded by the size of the file, and both happen before any limit of a
//! running instance applies.

use wasmtime::wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind,
    ComponentTypeRef, Instance, Payload,
};

use super::surface;
use super::types::{self, Sizes};
use super::{Unfolded, invalid};
use crate::Error;

/// Components within components. `wit-component` makes two levels, composing
/// its output adds one at a time.
const MAX_DEPTH: usize = 32;

/// Instances, of modules and of components, that are written out together.
/// Some ten are usual; this many take Wasmtime a few milliseconds.
const MAX_INSTANCES: u64 = 4096;

const NOT_KNOWN: &str = "it instantiates a component that it gets as an argument";

/// Holds the components that are being read, outermost first.
#[derive(Default)]
pub(super) struct InstantiationCost {
    open: Vec<ComponentScope>,
    /// Parts of all types that are defined.
    pub(super) type_parts: u64,
    /// Definitions of all components as they stand in the file, with what types of
    /// imports and exports name.
    definitions: u64,
    /// The most that the type of an instance or a component names.
    most_named: u64,
    /// Bytes of an instance of the largest module.
    largest_module: u64,
}

/// One component: its index spaces, and what it consists of.
#[derive(Default)]
struct ComponentScope {
    /// An instance of each component, written out. `None` for those that come from
    /// outside and are not known before something is linked.
    components: Vec<Option<Unfolded>>,
    /// Bytes that an instance of each core module takes; `None` as above.
    modules: Vec<Option<u64>>,
    /// The number of imports and exports that each type of an instance or component names.
    named: Vec<u64>,
    /// The number of exports of each instance.
    instances: Vec<u64>,
    types: Sizes,
    unfolded: Unfolded,
}

impl InstantiationCost {
    /// A component begins, within those that are open.
    pub(super) fn enter(&mut self) -> Result<(), Error> {
        if self.open.len() == MAX_DEPTH {
            return Err(Error::TooComplex {
                message: format!("its components are nested more than {MAX_DEPTH} levels deep"),
            });
        }
        self.open.push(ComponentScope {
            unfolded: Unfolded {
                instances: 1,
                ..Unfolded::default()
            },
            ..ComponentScope::default()
        });
        Ok(())
    }

    /// The innermost open component ends. Gives what the outermost one is.
    pub(super) fn leave(&mut self) -> Option<Unfolded> {
        let ended = self.open.pop()?.unfolded;
        match self.open.last_mut() {
            Some(parent) => {
                parent.components.push(Some(ended));
                None
            }
            None => Some(ended),
        }
    }

    /// A core module of the innermost open component ends.
    pub(super) fn module(&mut self, record: u64) {
        self.largest_module = self.largest_module.max(record);
        if let Some(scope) = self.open.last_mut() {
            scope.modules.push(Some(record));
        }
    }

    /// Bytes that modules which are not known take at most, each.
    pub(super) fn largest_module(&self) -> u64 {
        self.largest_module
    }

    /// Definitions: of the innermost open component, written out, or of all as they
    /// stand in the file, if these are more.
    pub(super) fn definitions(&self) -> u64 {
        let innermost = self.open.last();
        let unfolded = innermost.map_or(0, |scope| scope.unfolded.definitions);
        unfolded.max(self.definitions)
    }

    /// Takes into account that a function with a type of so many parts is lowered.
    pub(super) fn lower(&mut self, parts: u64) {
        if let Some(scope) = self.open.last_mut() {
            scope.unfolded.lowered = scope.unfolded.lowered.saturating_add(parts);
        }
    }

    /// Takes a section of the innermost open component into account. Indices
    /// that are out of range are for the validation to refuse, which comes
    /// later.
    #[allow(
        clippy::too_many_lines,
        reason = "a short arm for each kind of section"
    )]
    pub(super) fn note(&mut self, payload: &Payload<'_>) -> Result<(), Error> {
        match payload {
            Payload::CoreTypeSection(section) => {
                for ty in section.clone() {
                    self.type_parts += types::core_parts(&ty.map_err(invalid)?);
                    self.define(0);
                }
            }
            Payload::ComponentTypeSection(section) => {
                for ty in section.clone() {
                    let ty = ty.map_err(invalid)?;
                    self.type_parts += types::parts(&ty);
                    self.define(0);
                    let named = surface::named(&ty, &self.names(), self.most_named);
                    self.most_named = self.most_named.max(named);
                    let Some(scope) = self.open.last_mut() else {
                        continue;
                    };
                    scope.named.push(named);
                    let size = scope.types.of(&ty);
                    scope.types.push(size);
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    let ty = import.map_err(invalid)?.ty;
                    let behind = surface::behind(ty, &self.names());
                    self.define(behind);
                    let named = surface::of_bounds(ty, &self.names());
                    self.name(named);
                    match ty {
                        ComponentTypeRef::Component(_) => self.component(None),
                        ComponentTypeRef::Module(_) => self.core_module(None),
                        ComponentTypeRef::Type(_) => self.unknown_type(),
                        ComponentTypeRef::Instance(_) => self.instance(behind),
                        _ => {}
                    }
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    self.define(0);
                    let alias = alias.map_err(invalid)?;
                    let named = surface::aliased(&alias, &self.names(), self.most_named);
                    self.name(named);
                    self.alias(&alias);
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export.map_err(invalid)?;
                    let said = export.ty.map(|ty| surface::behind(ty, &self.names()));
                    let behind = match export.kind {
                        ComponentExternalKind::Instance => self.instance_at(export.index),
                        _ => 0,
                    };
                    let behind = behind.saturating_add(said.unwrap_or_default());
                    self.define(behind);
                    if let Some(scope) = self.open.last_mut() {
                        let exported = &mut scope.unfolded.exported;
                        *exported = exported.saturating_add(behind).saturating_add(1);
                    }
                    // An export is one more index for the same thing.
                    match export.kind {
                        ComponentExternalKind::Component => {
                            let known = self.find(0, |scope| &scope.components, export.index);
                            self.component(known);
                        }
                        ComponentExternalKind::Module => {
                            let known = self.find(0, |scope| &scope.modules, export.index);
                            self.core_module(known);
                        }
                        ComponentExternalKind::Type => {
                            let named = self.names()(0, export.index);
                            self.name(Some(named));
                            self.same_type(0, export.index);
                        }
                        ComponentExternalKind::Instance => self.instance(behind),
                        _ => {}
                    }
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                for function in section.clone() {
                    function.map_err(invalid)?;
                    self.define(0);
                }
            }
            Payload::InstanceSection(section) => {
                for instance in section.clone() {
                    match instance.map_err(invalid)? {
                        Instance::Instantiate { module_index, args } => {
                            self.define(args.len() as u64);
                            let record = self.find(0, |scope| &scope.modules, module_index);
                            self.instantiate(Unfolded {
                                instances: 1,
                                records: record.unwrap_or_default(),
                                unknown: u64::from(record.is_none()),
                                ..Unfolded::default()
                            })?;
                        }
                        Instance::FromExports(exports) => self.define(exports.len() as u64),
                    }
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    match instance.map_err(invalid)? {
                        ComponentInstance::Instantiate {
                            component_index,
                            args,
                        } => {
                            self.define(args.len() as u64);
                            let known = self.find(0, |scope| &scope.components, component_index);
                            let unfolded = known.ok_or_else(|| Error::TooComplex {
                                message: NOT_KNOWN.to_owned(),
                            })?;
                            self.instantiate(unfolded)?;
                            self.instance(unfolded.exported);
                        }
                        ComponentInstance::FromExports(exports) => {
                            let exported = exports.iter().fold(0_u64, |sum, export| {
                                let behind = match export.kind {
                                    ComponentExternalKind::Instance => {
                                        self.instance_at(export.index)
                                    }
                                    _ => 0,
                                };
                                sum.saturating_add(behind).saturating_add(1)
                            });
                            self.define(exported);
                            self.instance(exported);
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn alias(&mut self, alias: &ComponentAlias<'_>) {
        match *alias {
            ComponentAlias::InstanceExport {
                kind,
                instance_index,
                ..
            } => match kind {
                // No more than what it is a part of.
                ComponentExternalKind::Instance => {
                    self.instance(self.instance_at(instance_index));
                }
                ComponentExternalKind::Component => self.component(None),
                ComponentExternalKind::Module => self.core_module(None),
                ComponentExternalKind::Type => self.unknown_type(),
                _ => {}
            },
            ComponentAlias::Outer { kind, count, index } => match kind {
                ComponentOuterAliasKind::Component => {
                    let known = self.find(count, |scope| &scope.components, index);
                    self.component(known);
                }
                ComponentOuterAliasKind::CoreModule => {
                    let known = self.find(count, |scope| &scope.modules, index);
                    self.core_module(known);
                }
                ComponentOuterAliasKind::Type => self.same_type(count, index),
                ComponentOuterAliasKind::CoreType => {}
            },
            ComponentAlias::CoreInstanceExport { .. } => {}
        }
    }

    /// Looks something up by its index, `count` levels further out.
    fn find<T: Copy>(
        &self,
        count: u32,
        space: impl Fn(&ComponentScope) -> &Vec<Option<T>>,
        index: u32,
    ) -> Option<T> {
        let scope = self.open.iter().rev().nth(usize::try_from(count).ok()?)?;
        space(scope)
            .get(usize::try_from(index).ok()?)
            .copied()
            .flatten()
    }

    fn component(&mut self, component: Option<Unfolded>) {
        if let Some(scope) = self.open.last_mut() {
            scope.components.push(component);
        }
    }

    fn core_module(&mut self, record: Option<u64>) {
        if let Some(scope) = self.open.last_mut() {
            scope.modules.push(record);
        }
    }

    fn unknown_type(&mut self) {
        if let Some(scope) = self.open.last_mut() {
            scope.types.push_unknown();
        }
    }

    fn same_type(&mut self, count: u32, index: u32) {
        let outer = self.open.iter().rev().nth(count as usize);
        let size = outer.map(|scope| scope.types.get(index));
        if let (Some(size), Some(scope)) = (size, self.open.last_mut()) {
            scope.types.push(size);
        }
    }

    /// Looks up what types name.
    fn names(&self) -> impl Fn(u32, u32) -> u64 {
        |count, index| {
            let scope = self.open.iter().rev().nth(count as usize);
            let named = scope.and_then(|scope| scope.named.get(index as usize));
            named.copied().unwrap_or_default()
        }
    }

    /// One more type, if there is one, which names so much.
    fn name(&mut self, named: Option<u64>) {
        if let Some(scope) = self.open.last_mut() {
            scope.named.extend(named);
        }
    }

    fn instance(&mut self, exported: u64) {
        if let Some(scope) = self.open.last_mut() {
            scope.instances.push(exported);
        }
    }

    fn instance_at(&self, index: u32) -> u64 {
        let instances = self.open.last().map(|scope| &scope.instances);
        let exported = instances.and_then(|instances| instances.get(index as usize));
        exported.copied().unwrap_or_default()
    }

    /// One more definition of the innermost open component, with so many names
    /// behind it.
    fn define(&mut self, behind: u64) {
        let count = behind.saturating_add(1);
        self.definitions = self.definitions.saturating_add(count);
        if let Some(scope) = self.open.last_mut() {
            let definitions = &mut scope.unfolded.definitions;
            *definitions = definitions.saturating_add(count);
        }
    }

    fn instantiate(&mut self, unfolded: Unfolded) -> Result<(), Error> {
        if let Some(scope) = self.open.last_mut() {
            scope.unfolded.add(unfolded);
            if scope.unfolded.instances > MAX_INSTANCES {
                return Err(Error::TooComplex {
                    message: format!("it consists of more than {MAX_INSTANCES} instances"),
                });
            }
        }
        Ok(())
    }
}
