//! Measures types: the parts that their definitions consist of, and the
//! parts that a type has when all that it refers to is written out.

use wasmtime::wasmparser::{
    ComponentDefinedType, ComponentType, ComponentTypeDeclaration, ComponentValType, CoreType,
    InstanceTypeDeclaration, RecGroup,
};

/// Largest number that is counted; one type never has more parts, the validator
/// sees to that.
const MOST: u64 = 1_000_000;

/// Parts that a definition counts for, beside those that stand in the file: who
/// reads it has tables of its own for each.
const DEFINITION: u64 = 4;

/// The same of instances, components and core modules.
const SURFACE: u64 = 16;

/// Types of a component by their index: the parts of each, written out.
#[derive(Default)]
pub(super) struct Sizes {
    types: Vec<u64>,
    /// The largest one, for those that come from elsewhere.
    largest: u64,
}

impl Sizes {
    /// A type that is defined elsewhere, in this file in most cases.
    pub(super) fn push_unknown(&mut self) {
        self.types.push(self.largest.max(1));
    }

    pub(super) fn push(&mut self, size: u64) {
        let size = size.clamp(1, MOST);
        self.types.push(size);
        self.largest = self.largest.max(size);
    }

    pub(super) fn get(&self, index: u32) -> u64 {
        self.types
            .get(index as usize)
            .copied()
            .unwrap_or(self.largest)
    }

    fn value(&self, ty: ComponentValType) -> u64 {
        match ty {
            ComponentValType::Primitive(_) => 1,
            ComponentValType::Type(index) => self.get(index),
        }
    }

    fn values<'a>(&self, types: impl Iterator<Item = &'a ComponentValType>) -> u64 {
        types.fold(1, |sum, ty| sum.saturating_add(self.value(*ty)))
    }

    /// The size of a type that may refer to those before it.
    pub(super) fn of(&self, ty: &ComponentType<'_>) -> u64 {
        match ty {
            ComponentType::Defined(ty) => self.of_defined(ty),
            ComponentType::Func(ty) => {
                self.values(ty.params.iter().map(|(_, ty)| ty).chain(&ty.result))
            }
            // These are not the types of values.
            ComponentType::Component(_)
            | ComponentType::Instance(_)
            | ComponentType::Resource { .. } => 1,
        }
    }

    fn of_defined(&self, ty: &ComponentDefinedType<'_>) -> u64 {
        match ty {
            ComponentDefinedType::Record(fields) => self.values(fields.iter().map(|(_, ty)| ty)),
            ComponentDefinedType::Variant(cases) => {
                cases.len() as u64 + self.values(cases.iter().filter_map(|case| case.ty.as_ref()))
            }
            ComponentDefinedType::Tuple(types) => self.values(types.iter()),
            ComponentDefinedType::List(ty) | ComponentDefinedType::Option(ty) => {
                1 + self.value(*ty)
            }
            ComponentDefinedType::FixedLengthList(ty, length) => {
                self.value(*ty).saturating_mul((*length).into())
            }
            ComponentDefinedType::Map(key, value) => self.values([key, value].into_iter()),
            ComponentDefinedType::Result { ok, err } => self.values(ok.iter().chain(err)),
            ComponentDefinedType::Future(ty) | ComponentDefinedType::Stream(ty) => {
                self.values(ty.iter())
            }
            ComponentDefinedType::Enum(names) | ComponentDefinedType::Flags(names) => {
                names.len() as u64
            }
            ComponentDefinedType::Primitive(_)
            | ComponentDefinedType::Own(_)
            | ComponentDefinedType::Borrow(_) => 1,
        }
    }
}

/// Parts of a definition, as they stand in the file.
pub(super) fn parts(ty: &ComponentType<'_>) -> u64 {
    DEFINITION
        + match ty {
            ComponentType::Defined(ty) => match ty {
                ComponentDefinedType::Record(fields) => fields.len() as u64,
                ComponentDefinedType::Variant(cases) => cases.len() as u64,
                ComponentDefinedType::Tuple(types) => types.len() as u64,
                ComponentDefinedType::Enum(names) | ComponentDefinedType::Flags(names) => {
                    names.len() as u64
                }
                _ => 1,
            },
            ComponentType::Func(ty) => ty.params.len() as u64 + 1,
            ComponentType::Component(items) => {
                SURFACE + items.iter().map(in_component).sum::<u64>()
            }
            ComponentType::Instance(items) => SURFACE + items.iter().map(in_instance).sum::<u64>(),
            ComponentType::Resource { .. } => 0,
        }
}

fn in_component(item: &ComponentTypeDeclaration<'_>) -> u64 {
    match item {
        ComponentTypeDeclaration::Type(ty) => parts(ty),
        ComponentTypeDeclaration::CoreType(ty) => core_parts(ty),
        _ => 1,
    }
}

fn in_instance(item: &InstanceTypeDeclaration<'_>) -> u64 {
    match item {
        InstanceTypeDeclaration::Type(ty) => parts(ty),
        InstanceTypeDeclaration::CoreType(ty) => core_parts(ty),
        _ => 1,
    }
}

pub(super) fn core_parts(ty: &CoreType<'_>) -> u64 {
    match ty {
        CoreType::Rec(group) => group_parts(group),
        CoreType::Module(items) => SURFACE + items.len() as u64,
    }
}

/// Parts of core types that are defined together.
pub(super) fn group_parts(group: &RecGroup) -> u64 {
    group
        .types()
        .map(|ty| {
            let inner = &ty.composite_type.inner;
            1 + match inner {
                wasmtime::wasmparser::CompositeInnerType::Func(ty) => {
                    (ty.params().len() + ty.results().len()) as u64
                }
                wasmtime::wasmparser::CompositeInnerType::Struct(ty) => ty.fields.len() as u64,
                _ => 1,
            }
        })
        .sum()
}
