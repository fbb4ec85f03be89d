//! The graph of references: the parts of a file, and the parts that each one needs.
//!
//! An edge leads from a part to a part that it needs. A part needs its section and its
//! module, because of their headers. The exports of an instance are needed by the parts
//! that use them, and not by the instance. So a chain leads through names and not around
//! them.

mod component;
pub(crate) mod dominators;
mod instances;
mod module;
mod scope;
mod types;

use crate::File;
use crate::part::{Kind, PartId, Section};

/// A place in the graph: a part, or after these a node that takes no bytes.
pub(crate) type Node = u32;

/// The references of a file.
pub(crate) struct Graph {
    /// The nodes that each node needs.
    pub(crate) needs: Vec<Vec<Node>>,
    /// The number of parts. Nodes from this number on are not parts.
    pub(crate) parts: u32,
    /// The node that needs everything that can be called or used from outside.
    pub(crate) exports: Node,
    /// The node that needs the exports, and everything that happens at instantiation.
    pub(crate) root: Node,
    /// The node that needs the sections for tools.
    pub(crate) tools: Node,
}

impl Graph {
    /// Finds the references of a file whose code has been read. A damaged part refers to
    /// nothing.
    pub(crate) fn of(file: &File<'_>) -> Self {
        let parts = u32::try_from(file.model().parts().count()).unwrap_or(u32::MAX);
        let mut graph = Self {
            needs: vec![Vec::new(); parts as usize],
            parts,
            exports: 0,
            root: 0,
            tools: 0,
        };
        graph.root = graph.node();
        graph.exports = graph.node();
        graph.tools = graph.node();
        graph.edge(graph.root, graph.exports);
        graph.edge(graph.root, graph.tools);
        graph.edge(graph.root, PartId::FILE.0);
        for (id, part) in file.model().parts() {
            graph.edge(id.0, part.parent.0);
            match part.kind {
                Kind::Section(Section::Custom | Section::Unknown) => {
                    graph.edge(graph.tools, id.0);
                }
                // A section without a list of items is there with its module.
                Kind::Section(Section::DataCount | Section::CoreStart | Section::Start) => {
                    graph.edge(part.parent.0, id.0);
                }
                _ => {}
            }
        }
        let mut modules = module::add(&mut graph, file);
        component::add(&mut graph, file, &mut modules);
        for needs in &mut graph.needs {
            needs.sort_unstable();
            needs.dedup();
        }
        graph
    }

    /// Adds a node that takes no bytes.
    fn node(&mut self) -> Node {
        self.needs.push(Vec::new());
        u32::try_from(self.needs.len() - 1).unwrap_or(u32::MAX)
    }

    fn edge(&mut self, from: Node, to: Node) {
        if let Some(needs) = self.needs.get_mut(from as usize)
            && from != to
        {
            needs.push(to);
        }
    }

    /// Adds a node that needs all parts that are not reached. With it, the whole file is
    /// reached.
    pub(crate) fn loose(&mut self, reached: &dominators::Dominators) -> Node {
        let loose = self.node();
        let mut is_reached = vec![false; self.needs.len()];
        for node in &reached.order {
            is_reached[*node as usize] = true;
        }
        for part in 0..self.parts {
            if !is_reached[part as usize] {
                self.edge(loose, part);
            }
        }
        self.edge(self.root, loose);
        loose
    }

    /// The part that a node is.
    pub(crate) fn part(&self, node: Node) -> Option<PartId> {
        (node < self.parts).then_some(PartId(node))
    }
}
