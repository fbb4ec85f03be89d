//! The bytes that would go together with a part.

use serde::Serialize;

use crate::File;
use crate::graph::Graph;
use crate::graph::dominators::Dominators;
use crate::part::{Kind, PartId};

/// A part, with the parts that only it keeps in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Retained {
    /// The name.
    pub name: String,
    /// The kind of the part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Its own bytes.
    pub bytes: u64,
    /// Its own bytes, and those of all parts that would go with it.
    pub retained: u64,
    /// The parts that it dominates directly, the one that retains most first.
    pub children: Vec<Retained>,
    /// The parts that the list of children leaves out.
    pub others: Others,
}

/// The parts that a list leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Others {
    /// The number of parts.
    pub parts: usize,
    /// The bytes that they retain.
    pub retained: u64,
}

/// The greatest depth of the tree.
const DEPTH: usize = 12;

/// Tells for each part of a file which bytes would go if it went. The tree follows the
/// dominators over all references. Each part has the `top` children that retain most.
///
/// ```
/// use greentic_size_model::{Aids, File, explain::retained};
///
/// let bytes = wat::parse_str(
///     r#"(module (func $leaf nop) (func (export "f") (call $leaf)))"#,
/// )?;
/// let file = File::read(&bytes, &Aids::none())?;
/// let tree = retained(&file, 10);
/// assert_eq!(tree.retained, bytes.len() as u64);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn retained(file: &File<'_>, top: usize) -> Retained {
    let mut graph = Graph::of(file);
    // A part without references would go without anybody noticing.
    let reached = Dominators::of(&graph.needs, graph.root);
    let loose = graph.loose(&reached);
    let dominators = Dominators::of(&graph.needs, graph.root);
    let own = |node| graph.part(node).map_or(0, |part| file.model().own(part));
    let retained = dominators.retained(own);
    let mut children: Vec<Vec<u32>> = vec![Vec::new(); graph.needs.len()];
    for node in &dominators.order {
        if let Some(dominator) = dominators.of[*node as usize] {
            children[dominator as usize].push(*node);
        }
    }
    let tree = Tree {
        file,
        graph: &graph,
        loose,
        children,
        retained,
        top,
    };
    tree.node(graph.root, DEPTH)
}

struct Tree<'t, 'f> {
    file: &'t File<'f>,
    graph: &'t Graph,
    /// The node that needs all parts without references.
    loose: u32,
    children: Vec<Vec<u32>>,
    retained: Vec<u64>,
    top: usize,
}

impl Tree<'_, '_> {
    fn node(&self, node: u32, depth: usize) -> Retained {
        let part = self.graph.part(node);
        let name = match part {
            Some(PartId::FILE) => "headers of the file".to_owned(),
            Some(part) => self.file.label(part),
            None => self.name(node).to_owned(),
        };
        let mut children = self.visible(node);
        children.sort_by_key(|child| (std::cmp::Reverse(self.retained[*child as usize]), *child));
        let shown = if depth == 0 {
            0
        } else {
            self.top.min(children.len())
        };
        let others = Others {
            parts: children.len() - shown,
            retained: children[shown..]
                .iter()
                .map(|child| self.retained[*child as usize])
                .sum(),
        };
        let children = &children[..shown];
        Retained {
            name,
            kind: part.map(|part| self.file.model()[part].kind),
            bytes: part.map_or(0, |part| self.file.model().own(part)),
            retained: self.retained[node as usize],
            children: children
                .iter()
                .map(|child| self.node(*child, depth - 1))
                .collect(),
            others,
        }
    }

    fn name(&self, node: u32) -> &'static str {
        match node {
            node if node == self.graph.root => "all of it",
            node if node == self.graph.exports => "exports",
            node if node == self.graph.tools => "custom sections",
            node if node == self.loose => "nothing refers to it",
            _ => "instantiation",
        }
    }

    /// Returns the children of a node that take bytes. A child without a name and without
    /// bytes of its own is replaced by its children.
    fn visible(&self, node: u32) -> Vec<u32> {
        let mut visible = Vec::new();
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            for child in &self.children[node as usize] {
                if self.retained[*child as usize] == 0 {
                    continue;
                }
                if self.graph.part(*child).is_some() || self.named(*child) {
                    visible.push(*child);
                } else {
                    pending.push(*child);
                }
            }
        }
        visible
    }

    fn named(&self, node: u32) -> bool {
        [self.graph.exports, self.graph.tools, self.loose].contains(&node)
    }
}
