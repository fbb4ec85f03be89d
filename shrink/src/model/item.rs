//! One definition.

use std::borrow::Cow;

use wasmparser::{CanonicalFunction, ComponentExternName, ComponentExternalKind, ComponentTypeRef};

use super::{Alias, CoreInstance, CoreType, Id, Instance, Names, Scope, Sort, Type};

/// One entry of one section, and its definitions.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// The definitions of the entry: none, one, or as many types as a group of core
    /// types has.
    pub defines: Vec<Id>,
    /// The entry.
    pub kind: ItemKind<'a>,
}

/// The kind of an entry, with its content.
#[derive(Clone, Debug)]
pub enum ItemKind<'a> {
    /// A core module, as its bytes.
    CoreModule(Cow<'a, [u8]>),
    /// A core instance.
    CoreInstance(CoreInstance<'a>),
    /// A core type, or a group of them.
    CoreType(CoreType<'a>),
    /// A component within this one.
    Component(Scope<'a>),
    /// An instance.
    Instance(Instance<'a>),
    /// An alias.
    Alias(Alias<'a>),
    /// A type.
    Type(Type<'a>),
    /// A canonical function.
    Canonical(CanonicalFunction),
    /// An import, of a component or a type of components.
    Import(Import<'a>),
    /// An export of a component. It defines the exported item once more.
    Export(Export<'a>),
    /// An export of a type of components or instances: a name and a type.
    Declared(Import<'a>),
    /// The custom section with names.
    Names(Names<'a>),
    /// Any other custom section.
    Custom(CustomSection<'a>),
}

/// A name and a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import<'a> {
    /// The name.
    pub name: ComponentExternName<'a>,
    /// The type.
    pub ty: ComponentTypeRef,
}

/// An export of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export<'a> {
    /// The name.
    pub name: ComponentExternName<'a>,
    /// The kind.
    pub kind: ComponentExternalKind,
    /// The definition.
    pub id: Id,
    /// The type that it is given, if this is not its own.
    pub ty: Option<ComponentTypeRef>,
}

/// A custom section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomSection<'a> {
    /// Its name.
    pub name: &'a str,
    /// The content.
    pub data: &'a [u8],
}

impl<'a> Item<'a> {
    /// Makes an item with one definition.
    pub fn new(id: Id, kind: ItemKind<'a>) -> Self {
        Self {
            defines: vec![id],
            kind,
        }
    }

    /// Returns the one definition, if it is one.
    pub fn id(&self) -> Option<Id> {
        match self.defines[..] {
            [id] => Some(id),
            _ => None,
        }
    }
}

impl ItemKind<'_> {
    /// Returns the index space of the definitions.
    pub fn sort(&self) -> Option<Sort> {
        match self {
            Self::CoreModule(_) => Some(Sort::CoreModule),
            Self::CoreInstance(_) => Some(Sort::CoreInstance),
            Self::CoreType(_) => Some(Sort::CoreType),
            Self::Component(_) => Some(Sort::Component),
            Self::Instance(_) => Some(Sort::Instance),
            Self::Alias(Alias::Export { kind, .. }) => Some(Sort::of(*kind)),
            Self::Alias(Alias::CoreExport { kind, .. }) => Some(Sort::of_core(*kind)),
            Self::Alias(Alias::Outer { kind, .. }) => Some(Sort::of_outer(*kind)),
            Self::Type(_) => Some(Sort::Type),
            Self::Canonical(CanonicalFunction::Lift { .. }) => Some(Sort::Func),
            Self::Canonical(_) => Some(Sort::CoreFunc),
            Self::Import(import) | Self::Declared(import) => Some(Sort::of(import.ty.kind())),
            Self::Export(export) => Some(Sort::of(export.kind)),
            Self::Names(_) | Self::Custom(_) => None,
        }
    }
}
