//! Instances, of core modules and of components.

use wasmparser::{ComponentExternName, ComponentExternalKind, ExternalKind};

use super::Id;

/// An instance of a core module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoreInstance<'a> {
    /// A module, with what it imports.
    Instantiate {
        /// The module.
        module: Id,
        /// An instance for each module name that it imports from.
        arguments: Vec<CoreArgument<'a>>,
    },
    /// Definitions put together.
    Exports(Vec<CoreExport<'a>>),
}

/// What a core module is given for one of its imports' module names.
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
    /// What it is.
    pub kind: ExternalKind,
    /// Which definition it is.
    pub id: Id,
}

/// An instance of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instance<'a> {
    /// A component, with what it imports.
    Instantiate {
        /// The component.
        component: Id,
        /// Something for each of its imports.
        arguments: Vec<Argument<'a>>,
    },
    /// Definitions put together.
    Exports(Vec<InstanceExport<'a>>),
}

/// What a component is given for one of its imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument<'a> {
    /// The import's name.
    pub name: &'a str,
    /// What it is.
    pub kind: ComponentExternalKind,
    /// Which definition it is.
    pub id: Id,
}

/// One export of an instance that was put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceExport<'a> {
    /// Its name.
    pub name: ComponentExternName<'a>,
    /// What it is.
    pub kind: ComponentExternalKind,
    /// Which definition it is.
    pub id: Id,
}
