//! The index spaces.

use wasmparser::{ComponentExternalKind, ComponentOuterAliasKind, ExternalKind};

/// The sort of a definition: each sort has an index space of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Core functions.
    CoreFunc,
    /// Core tables.
    CoreTable,
    /// Core memories.
    CoreMemory,
    /// Core globals.
    CoreGlobal,
    /// Core tags.
    CoreTag,
    /// Core types.
    CoreType,
    /// Core modules.
    CoreModule,
    /// Core instances.
    CoreInstance,
    /// Component functions.
    Func,
    /// Component types.
    Type,
    /// Component instances.
    Instance,
    /// Components.
    Component,
    /// Values, which are not understood.
    Value,
}

impl Sort {
    /// All of them, in the order of the binary format.
    pub const ALL: [Self; Self::COUNT] = [
        Self::CoreFunc,
        Self::CoreTable,
        Self::CoreMemory,
        Self::CoreGlobal,
        Self::CoreTag,
        Self::CoreType,
        Self::CoreModule,
        Self::CoreInstance,
        Self::Func,
        Self::Value,
        Self::Type,
        Self::Component,
        Self::Instance,
    ];

    /// The number of sorts.
    pub const COUNT: usize = 13;

    /// Returns the index space of a core export.
    pub fn of_core(kind: ExternalKind) -> Self {
        match kind {
            ExternalKind::Func | ExternalKind::FuncExact => Self::CoreFunc,
            ExternalKind::Table => Self::CoreTable,
            ExternalKind::Memory => Self::CoreMemory,
            ExternalKind::Global => Self::CoreGlobal,
            ExternalKind::Tag => Self::CoreTag,
        }
    }

    /// Returns the index space of an import or export of a component.
    pub fn of(kind: ComponentExternalKind) -> Self {
        match kind {
            ComponentExternalKind::Module => Self::CoreModule,
            ComponentExternalKind::Func => Self::Func,
            ComponentExternalKind::Value => Self::Value,
            ComponentExternalKind::Type => Self::Type,
            ComponentExternalKind::Instance => Self::Instance,
            ComponentExternalKind::Component => Self::Component,
        }
    }

    /// Returns the index space of an alias of something outside.
    pub fn of_outer(kind: ComponentOuterAliasKind) -> Self {
        match kind {
            ComponentOuterAliasKind::CoreModule => Self::CoreModule,
            ComponentOuterAliasKind::CoreType => Self::CoreType,
            ComponentOuterAliasKind::Type => Self::Type,
            ComponentOuterAliasKind::Component => Self::Component,
        }
    }
}
