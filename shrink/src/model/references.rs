//! The references of an item.

use std::collections::HashMap;

use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentDefinedType, ComponentTypeRef, ComponentValType,
    TypeBounds,
};

use super::{Alias, CoreInstance, Id, Instance, Item, ItemKind, Scope, Sort, Type, options_mut};

/// A visitor of references, which it may change.
pub trait Visitor {
    /// Visits a reference of any kind.
    fn id(&mut self, sort: Sort, id: &mut Id);

    /// Visits a type of values, which may be a reference.
    fn value(&mut self, ty: &mut ComponentValType) {
        if let ComponentValType::Type(id) = ty {
            self.id(Sort::Type, id);
        }
    }
}

impl<F: FnMut(Sort, &mut Id)> Visitor for F {
    fn id(&mut self, sort: Sort, id: &mut Id) {
        self(sort, id);
    }
}

type Visit<'v> = &'v mut dyn Visitor;

impl Item<'_> {
    /// Calls `visit` with everything that the item refers to, its own insides
    /// included, in the order of the binary format.
    pub fn references(&mut self, visit: &mut dyn Visitor) {
        match &mut self.kind {
            ItemKind::CoreModule(_) | ItemKind::Names(_) | ItemKind::Custom(_) => {}
            ItemKind::CoreType(ty) => {
                for reference in &mut ty.refers {
                    visit.id(Sort::CoreType, &mut reference.id);
                }
            }
            ItemKind::CoreInstance(CoreInstance::Instantiate { module, arguments }) => {
                visit.id(Sort::CoreModule, module);
                for argument in arguments {
                    visit.id(Sort::CoreInstance, &mut argument.instance);
                }
            }
            ItemKind::CoreInstance(CoreInstance::Exports(exports)) => {
                for export in exports {
                    visit.id(Sort::of_core(export.kind), &mut export.id);
                }
            }
            ItemKind::Component(scope) => scope.references(visit),
            ItemKind::Instance(Instance::Instantiate {
                component,
                arguments,
            }) => {
                visit.id(Sort::Component, component);
                for argument in arguments {
                    visit.id(Sort::of(argument.kind), &mut argument.id);
                }
            }
            ItemKind::Instance(Instance::Exports(exports)) => {
                for export in exports {
                    visit.id(Sort::of(export.kind), &mut export.id);
                }
            }
            ItemKind::Alias(Alias::Export { instance, .. }) => visit.id(Sort::Instance, instance),
            ItemKind::Alias(Alias::CoreExport { instance, .. }) => {
                visit.id(Sort::CoreInstance, instance);
            }
            ItemKind::Alias(Alias::Outer { kind, of }) => visit.id(Sort::of_outer(*kind), of),
            ItemKind::Type(ty) => of_type(ty, visit),
            ItemKind::Canonical(function) => of_canonical(function, visit),
            ItemKind::Import(import) | ItemKind::Declared(import) => {
                of_type_ref(&mut import.ty, visit);
            }
            ItemKind::Export(export) => {
                visit.id(Sort::of(export.kind), &mut export.id);
                if let Some(ty) = &mut export.ty {
                    of_type_ref(ty, visit);
                }
            }
        }
    }
}

impl Scope<'_> {
    /// Calls `visit` with everything that the items refer to.
    pub fn references(&mut self, visit: &mut dyn Visitor) {
        for item in &mut self.items {
            item.references(visit);
        }
    }

    /// Replaces each reference by the one that `map` has for it.
    pub fn replace(&mut self, map: &HashMap<Id, Id>) {
        if !map.is_empty() {
            self.references(&mut |_, id: &mut Id| {
                // A replacement may itself have been replaced.
                while let Some(other) = map.get(id) {
                    *id = *other;
                }
            });
        }
    }
}

/// The number of references to each definition.
#[derive(Debug, Default)]
pub struct UseCounts(HashMap<Id, u32>);

impl UseCounts {
    /// Counts the references of a scope and of all scopes within.
    pub fn of(scope: &mut Scope<'_>) -> Self {
        let mut uses = HashMap::new();
        scope.references(&mut |_, id: &mut Id| *uses.entry(*id).or_default() += 1);
        Self(uses)
    }

    /// Returns the number of references to a definition.
    pub fn count(&self, id: Id) -> u32 {
        self.0.get(&id).copied().unwrap_or(0)
    }
}

fn of_type(ty: &mut Type<'_>, visit: Visit<'_>) {
    match ty {
        Type::Defined(defined) => of_defined(defined, visit),
        Type::Func(function) => {
            function
                .params
                .iter_mut()
                .for_each(|(_, ty)| of_value(ty, visit));
            of_optional(&mut function.result, visit);
        }
        Type::Component(scope) | Type::Instance(scope) => scope.references(visit),
        Type::Resource { destructor, .. } => {
            if let Some(function) = destructor {
                visit.id(Sort::CoreFunc, function);
            }
        }
    }
}

fn of_defined(ty: &mut ComponentDefinedType<'_>, visit: Visit<'_>) {
    match ty {
        ComponentDefinedType::Primitive(_)
        | ComponentDefinedType::Flags(_)
        | ComponentDefinedType::Enum(_) => {}
        ComponentDefinedType::Record(fields) => {
            fields.iter_mut().for_each(|(_, ty)| of_value(ty, visit));
        }
        ComponentDefinedType::Variant(cases) => {
            cases
                .iter_mut()
                .for_each(|case| of_optional(&mut case.ty, visit));
        }
        ComponentDefinedType::Tuple(types) => types.iter_mut().for_each(|ty| of_value(ty, visit)),
        ComponentDefinedType::List(ty)
        | ComponentDefinedType::FixedLengthList(ty, _)
        | ComponentDefinedType::Option(ty) => of_value(ty, visit),
        ComponentDefinedType::Map(key, value) => {
            of_value(key, visit);
            of_value(value, visit);
        }
        ComponentDefinedType::Result { ok, err } => {
            of_optional(ok, visit);
            of_optional(err, visit);
        }
        ComponentDefinedType::Own(resource) | ComponentDefinedType::Borrow(resource) => {
            visit.id(Sort::Type, resource);
        }
        ComponentDefinedType::Future(ty) | ComponentDefinedType::Stream(ty) => {
            of_optional(ty, visit);
        }
    }
}

fn of_value(ty: &mut ComponentValType, visit: Visit<'_>) {
    visit.value(ty);
}

fn of_optional(ty: &mut Option<ComponentValType>, visit: Visit<'_>) {
    if let Some(ty) = ty {
        of_value(ty, visit);
    }
}

fn of_type_ref(ty: &mut ComponentTypeRef, visit: Visit<'_>) {
    match ty {
        ComponentTypeRef::Module(id) => visit.id(Sort::CoreType, id),
        ComponentTypeRef::Func(id)
        | ComponentTypeRef::Instance(id)
        | ComponentTypeRef::Component(id)
        | ComponentTypeRef::Type(TypeBounds::Eq(id)) => visit.id(Sort::Type, id),
        ComponentTypeRef::Value(ty) => of_value(ty, visit),
        ComponentTypeRef::Type(TypeBounds::SubResource) => {}
    }
}

fn of_canonical(function: &mut CanonicalFunction, visit: Visit<'_>) {
    use CanonicalFunction as F;
    match function {
        F::Lift {
            core_func_index,
            type_index,
            ..
        } => {
            visit.id(Sort::CoreFunc, core_func_index);
            visit.id(Sort::Type, type_index);
        }
        F::Lower { func_index, .. } => visit.id(Sort::Func, func_index),
        F::ResourceNew { resource }
        | F::ResourceDrop { resource }
        | F::ResourceRep { resource } => {
            visit.id(Sort::Type, resource);
        }
        F::ThreadSpawnRef { func_ty_index } => visit.id(Sort::CoreType, func_ty_index),
        F::ThreadSpawnIndirect {
            func_ty_index,
            table_index,
        }
        | F::ThreadNewIndirect {
            func_ty_index,
            table_index,
        } => {
            visit.id(Sort::CoreType, func_ty_index);
            visit.id(Sort::CoreTable, table_index);
        }
        F::TaskReturn { result, .. } => of_optional(result, visit),
        F::StreamNew { ty }
        | F::StreamRead { ty, .. }
        | F::StreamWrite { ty, .. }
        | F::StreamForward { ty }
        | F::StreamCancelRead { ty, .. }
        | F::StreamCancelWrite { ty, .. }
        | F::StreamDropReadable { ty }
        | F::StreamDropWritable { ty }
        | F::FutureNew { ty }
        | F::FutureRead { ty, .. }
        | F::FutureWrite { ty, .. }
        | F::FutureForward { ty }
        | F::FutureCancelRead { ty, .. }
        | F::FutureCancelWrite { ty, .. }
        | F::FutureDropReadable { ty }
        | F::FutureDropWritable { ty } => visit.id(Sort::Type, ty),
        F::WaitableSetWait { memory } | F::WaitableSetPoll { memory } => {
            visit.id(Sort::CoreMemory, memory);
        }
        F::ThreadAvailableParallelism
        | F::BackpressureInc
        | F::BackpressureDec
        | F::TaskCancel
        | F::ContextGet { .. }
        | F::ContextSet { .. }
        | F::ThreadYield
        | F::SubtaskDrop
        | F::SubtaskCancel { .. }
        | F::ErrorContextNew { .. }
        | F::ErrorContextDebugMessage { .. }
        | F::ErrorContextDrop
        | F::WaitableSetNew
        | F::WaitableSetDrop
        | F::WaitableJoin
        | F::ThreadIndex
        | F::ThreadResumeLater
        | F::ThreadSuspend
        | F::ThreadSuspendThenResume
        | F::ThreadYieldThenResume
        | F::ThreadSuspendThenPromote
        | F::ThreadYieldThenPromote => {}
    }
    for option in options_mut(function).into_iter().flatten() {
        match option {
            CanonicalOption::Memory(id) => visit.id(Sort::CoreMemory, id),
            CanonicalOption::Realloc(id)
            | CanonicalOption::PostReturn(id)
            | CanonicalOption::Callback(id) => visit.id(Sort::CoreFunc, id),
            CanonicalOption::CoreType(id) => visit.id(Sort::CoreType, id),
            CanonicalOption::UTF8
            | CanonicalOption::UTF16
            | CanonicalOption::CompactUTF16
            | CanonicalOption::Async
            | CanonicalOption::Gc => {}
        }
    }
}
