//! References of the types of a component.

use greentic_shrink::model::Sort;
use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentAlias, ComponentDefinedType, ComponentFuncType,
    ComponentType, ComponentTypeDeclaration, ComponentTypeRef, ComponentValType, CoreType,
    InstanceTypeDeclaration, ModuleTypeDeclaration, TypeBounds,
};

/// A type outside of a type: the number of scopes outwards, and the index there.
pub(super) struct Outer {
    pub(super) count: u32,
    pub(super) sort: Sort,
    pub(super) index: u32,
}

/// Returns the references of a type.
pub(super) fn component_type(ty: &ComponentType<'_>) -> Vec<Outer> {
    let mut visitor = TypeVisitor {
        depth: 0,
        found: Vec::new(),
    };
    visitor.component_type(ty);
    visitor.found
}

/// Returns the references of a core type.
pub(super) fn core_type(ty: &CoreType<'_>) -> Vec<Outer> {
    let mut visitor = TypeVisitor {
        depth: 0,
        found: Vec::new(),
    };
    visitor.core_type(ty);
    visitor.found
}

struct TypeVisitor {
    /// The number of enclosing types with a scope of their own.
    depth: u32,
    found: Vec<Outer>,
}

impl TypeVisitor {
    /// Notes a type of the current scope. It is outside if no type encloses it.
    fn local(&mut self, index: u32) {
        if self.depth == 0 {
            self.outer(0, Sort::Type, index);
        }
    }

    /// Notes a type so many scopes outwards from the current one.
    fn outer(&mut self, count: u32, sort: Sort, index: u32) {
        if let Some(count) = count.checked_sub(self.depth) {
            self.found.push(Outer { count, sort, index });
        }
    }

    fn value(&mut self, ty: ComponentValType) {
        if let ComponentValType::Type(index) = ty {
            self.local(index);
        }
    }

    fn component_type(&mut self, ty: &ComponentType<'_>) {
        match ty {
            ComponentType::Defined(ty) => self.defined(ty),
            ComponentType::Func(ComponentFuncType { params, result, .. }) => {
                params.iter().for_each(|(_, ty)| self.value(*ty));
                result.iter().copied().for_each(|ty| self.value(ty));
            }
            // The reader has checked the depth of this nesting.
            ComponentType::Component(declarations) => {
                self.depth += 1;
                for declaration in declarations {
                    match declaration {
                        ComponentTypeDeclaration::CoreType(ty) => self.core_type(ty),
                        ComponentTypeDeclaration::Type(ty) => self.component_type(ty),
                        ComponentTypeDeclaration::Alias(alias) => self.alias(alias),
                        ComponentTypeDeclaration::Export { ty, .. } => self.reference(ty),
                        ComponentTypeDeclaration::Import(import) => self.reference(&import.ty),
                    }
                }
                self.depth -= 1;
            }
            ComponentType::Instance(declarations) => {
                self.depth += 1;
                for declaration in declarations {
                    match declaration {
                        InstanceTypeDeclaration::CoreType(ty) => self.core_type(ty),
                        InstanceTypeDeclaration::Type(ty) => self.component_type(ty),
                        InstanceTypeDeclaration::Alias(alias) => self.alias(alias),
                        InstanceTypeDeclaration::Export { ty, .. } => self.reference(ty),
                    }
                }
                self.depth -= 1;
            }
            ComponentType::Resource { .. } => {}
        }
    }

    fn core_type(&mut self, ty: &CoreType<'_>) {
        let CoreType::Module(declarations) = ty else {
            return;
        };
        self.depth += 1;
        for declaration in declarations {
            if let ModuleTypeDeclaration::OuterAlias { count, index, .. } = declaration {
                self.outer(*count, Sort::CoreType, *index);
            }
        }
        self.depth -= 1;
    }

    fn alias(&mut self, alias: &ComponentAlias<'_>) {
        if let ComponentAlias::Outer { kind, count, index } = alias {
            self.outer(*count, Sort::of_outer(*kind), *index);
        }
    }

    fn reference(&mut self, ty: &ComponentTypeRef) {
        match ty {
            ComponentTypeRef::Func(index)
            | ComponentTypeRef::Instance(index)
            | ComponentTypeRef::Component(index)
            | ComponentTypeRef::Type(TypeBounds::Eq(index)) => self.local(*index),
            ComponentTypeRef::Value(ty) => self.value(*ty),
            ComponentTypeRef::Type(TypeBounds::SubResource) | ComponentTypeRef::Module(_) => {}
        }
    }

    fn defined(&mut self, ty: &ComponentDefinedType<'_>) {
        use ComponentDefinedType as T;
        match ty {
            T::Record(fields) => fields.iter().for_each(|(_, ty)| self.value(*ty)),
            T::Variant(cases) => {
                let payloads = cases.iter().filter_map(|case| case.ty.as_ref());
                payloads.for_each(|ty| self.value(*ty));
            }
            T::List(ty) | T::FixedLengthList(ty, _) | T::Option(ty) => self.value(*ty),
            T::Map(key, value) => {
                self.value(*key);
                self.value(*value);
            }
            T::Tuple(types) => types.iter().copied().for_each(|ty| self.value(ty)),
            T::Result { ok, err } => {
                ok.iter().copied().for_each(|ty| self.value(ty));
                err.iter().copied().for_each(|ty| self.value(ty));
            }
            T::Own(index) | T::Borrow(index) => self.local(*index),
            T::Future(ty) | T::Stream(ty) => ty.iter().copied().for_each(|ty| self.value(ty)),
            T::Primitive(_) | T::Flags(_) | T::Enum(_) => {}
        }
    }
}

/// Returns the types and options of a built-in canonical function.
pub(super) fn built_in(function: &CanonicalFunction) -> (Vec<u32>, &[CanonicalOption]) {
    use CanonicalFunction as F;
    match function {
        F::TaskReturn { result, options } => {
            let ty = match result {
                Some(ComponentValType::Type(index)) => vec![*index],
                _ => Vec::new(),
            };
            (ty, options)
        }
        F::StreamRead { ty, options }
        | F::StreamWrite { ty, options }
        | F::FutureRead { ty, options }
        | F::FutureWrite { ty, options } => (vec![*ty], options),
        F::StreamNew { ty }
        | F::StreamDropReadable { ty }
        | F::StreamDropWritable { ty }
        | F::FutureNew { ty }
        | F::FutureDropReadable { ty }
        | F::FutureDropWritable { ty } => (vec![*ty], &[]),
        F::ErrorContextNew { options } | F::ErrorContextDebugMessage { options } => {
            (Vec::new(), options)
        }
        _ => (Vec::new(), &[]),
    }
}
