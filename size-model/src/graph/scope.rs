//! Definitions of components, by their indices.
//!
//! Instances and components refer to each other by numbers: they nest as deep as a file
//! likes, and nothing here may go as deep.

use std::collections::HashMap;

use wasmparser::{ComponentExternalKind, ComponentOuterAliasKind, ComponentTypeRef, ExternalKind};

use super::Node;

/// A definition of a component.
#[derive(Clone, Copy)]
pub(super) struct Def {
    pub(super) node: Node,
    pub(super) what: What,
}

/// What a definition is, as far as it matters for what it needs.
#[derive(Clone, Copy)]
pub(super) enum What {
    /// Something whose parts have no names here.
    Other,
    /// A core module, by its number.
    CoreModule(usize),
    /// An item of a core module.
    CoreItem(usize, ExternalKind, u32),
    /// An instance of a core module.
    CoreInstance(usize),
    /// An instance whose items are known by their names, by its number.
    Instance(usize),
    /// A component within, by its number.
    Component(usize),
}

/// Items by their names.
#[derive(Default)]
pub(super) struct Names<'f> {
    pub(super) items: HashMap<&'f str, Def>,
    /// A node that needs all of them.
    pub(super) all: Node,
}

/// The kinds of things that a component counts.
#[derive(Clone, Copy)]
pub(super) enum Space {
    CoreFunc,
    CoreTable,
    CoreMemory,
    CoreGlobal,
    CoreTag,
    CoreType,
    CoreModule,
    CoreInstance,
    Func,
    Value,
    Type,
    Instance,
    Component,
}

const SPACES: usize = Space::Component as usize + 1;

/// A component that is being read, or was.
#[derive(Default)]
pub(super) struct Scope<'f> {
    /// The component itself.
    pub(super) node: Node,
    spaces: [Vec<Def>; SPACES],
    /// What it exports, by the number of an instance of it.
    pub(super) exports: usize,
    pub(super) imports: HashMap<&'f str, Node>,
    /// A node for what happens when it is instantiated.
    pub(super) effects: Node,
}

impl Scope<'_> {
    /// A component that begins at a node.
    pub(super) fn new(node: Node, effects: Node, exports: usize) -> Self {
        Self {
            node,
            exports,
            effects,
            ..Self::default()
        }
    }

    pub(super) fn get(&self, space: Space, index: u32) -> Option<Def> {
        self.spaces[space as usize].get(index as usize).copied()
    }

    pub(super) fn add(&mut self, space: Space, def: Def) {
        self.spaces[space as usize].push(def);
    }
}

impl From<ExternalKind> for Space {
    fn from(kind: ExternalKind) -> Self {
        match kind {
            ExternalKind::Func | ExternalKind::FuncExact => Self::CoreFunc,
            ExternalKind::Table => Self::CoreTable,
            ExternalKind::Memory => Self::CoreMemory,
            ExternalKind::Global => Self::CoreGlobal,
            ExternalKind::Tag => Self::CoreTag,
        }
    }
}

impl From<ComponentExternalKind> for Space {
    fn from(kind: ComponentExternalKind) -> Self {
        match kind {
            ComponentExternalKind::Module => Self::CoreModule,
            ComponentExternalKind::Func => Self::Func,
            ComponentExternalKind::Value => Self::Value,
            ComponentExternalKind::Type => Self::Type,
            ComponentExternalKind::Instance => Self::Instance,
            ComponentExternalKind::Component => Self::Component,
        }
    }
}

impl From<ComponentOuterAliasKind> for Space {
    fn from(kind: ComponentOuterAliasKind) -> Self {
        match kind {
            ComponentOuterAliasKind::CoreModule => Self::CoreModule,
            ComponentOuterAliasKind::CoreType => Self::CoreType,
            ComponentOuterAliasKind::Type => Self::Type,
            ComponentOuterAliasKind::Component => Self::Component,
        }
    }
}

impl From<&ComponentTypeRef> for Space {
    fn from(ty: &ComponentTypeRef) -> Self {
        match ty {
            ComponentTypeRef::Module(_) => Self::CoreModule,
            ComponentTypeRef::Func(_) => Self::Func,
            ComponentTypeRef::Value(_) => Self::Value,
            ComponentTypeRef::Type(_) => Self::Type,
            ComponentTypeRef::Instance(_) => Self::Instance,
            ComponentTypeRef::Component(_) => Self::Component,
        }
    }
}
