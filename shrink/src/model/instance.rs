//! Instances, of core modules and of components.

use wasmparser::{ComponentExternName, ComponentExternalKind, ExternalKind};

use super::Id;

/// An instance of a core module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoreInstance<'a> {
    /// An instance of a module, with the instances that it imports from.
    Instantiate {
        /// The module.
        module: Id,
        /// An instance for each module name that it imports from.
        arguments: Vec<CoreArgument<'a>>,
    },
    /// Definitions put together.
    Exports(Vec<CoreExport<'a>>),
}

/// An argument of a core instance: the instance for one of the module names that it
/// imports from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreArgument<'a> {
    /// The module name.
    pub name: &'a str,
    /// The core instance.
    pub instance: Id,
}

/// One export of a core instance that was put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreExport<'a> {
    /// Its name.
    pub name: &'a str,
    /// The kind.
    pub kind: ExternalKind,
    /// The definition.
    pub id: Id,
}

/// An instance of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instance<'a> {
    /// An instance of a component, with the items that it imports.
    Instantiate {
        /// The component.
        component: Id,
        /// An item for each of its imports.
        arguments: Vec<Argument<'a>>,
    },
    /// Definitions put together.
    Exports(Vec<InstanceExport<'a>>),
}

/// An argument of an instance: the item for one of the imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument<'a> {
    /// The import's name.
    pub name: &'a str,
    /// The kind.
    pub kind: ComponentExternalKind,
    /// The definition.
    pub id: Id,
}

/// One export of an instance that was put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceExport<'a> {
    /// Its name.
    pub name: ComponentExternName<'a>,
    /// The kind.
    pub kind: ComponentExternalKind,
    /// The definition.
    pub id: Id,
}
