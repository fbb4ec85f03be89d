//! Definitions of components, by their indices.
//!
//! Instances and components refer to each other by numbers. They nest as deep as a file
//! likes, so no code here may recurse into them.

use std::collections::HashMap;

use greentic_shrink::model::Sort;
use wasmparser::ExternalKind;

use super::Node;

/// A definition of a component.
#[derive(Clone, Copy)]
pub(super) struct Def {
    pub(super) node: Node,
    pub(super) what: DefKind,
}

/// The kind of a definition, as far as its references depend on it.
#[derive(Clone, Copy)]
pub(super) enum DefKind {
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
pub(super) struct InstanceItems<'f> {
    pub(super) items: HashMap<&'f str, Def>,
    /// A node that needs all of them.
    pub(super) all: Node,
}

/// A component that is being read, or was.
#[derive(Default)]
pub(super) struct Scope<'f> {
    /// The component itself.
    pub(super) node: Node,
    spaces: [Vec<Def>; Sort::COUNT],
    /// The number of the instance that holds its exports.
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

    pub(super) fn get(&self, sort: Sort, index: u32) -> Option<Def> {
        self.spaces[sort as usize].get(index as usize).copied()
    }

    pub(super) fn add(&mut self, sort: Sort, def: Def) {
        self.spaces[sort as usize].push(def);
    }
}
