//! The call graph.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use wasmparser::{RefType, ValType};

use super::code::CallTarget;
use super::link::{CoreDefinition, CoreFunction, Links};
use super::summary::Node;
use crate::core_wasm::functions::length;

/// A place in the call graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum NodeKind {
    /// A function.
    Function(CoreDefinition),
    /// Any function of a type that a table may hold.
    Table(CoreDefinition, SignatureId),
    /// Any function of a type that there is a reference of.
    Reference(SignatureId),
    /// Any function of a host, which nobody can look into.
    Foreign,
}

/// The parameters and results of a type.
type Shape = (Vec<ValType>, Vec<ValType>);

/// The number of a type: equal ones have one.
pub(super) type SignatureId = usize;

/// The call graph of all that some functions reach.
#[derive(Default)]
pub(super) struct CallGraph {
    /// The places, the functions it was made from first.
    pub(super) kinds: Vec<NodeKind>,
    /// The calls of each place.
    pub(super) calls: Vec<Vec<Node>>,
    nodes: HashMap<NodeKind, Node>,
}

/// The functions that the tables of all core instances hold.
pub(super) struct Tables {
    signatures: RefCell<HashMap<Shape, SignatureId>>,
    /// The functions that active segments put into each table, by type.
    segments: HashMap<(CoreDefinition, SignatureId), BTreeSet<CoreFunction>>,
    /// The tables that may hold any function that there is a reference of.
    open: BTreeSet<CoreDefinition>,
    /// The functions that there are references of, by type.
    references: HashMap<SignatureId, BTreeSet<CoreFunction>>,
}

impl Tables {
    /// Collects the functions of all tables.
    pub(super) fn of(links: &Links<'_>) -> Self {
        let mut tables = Self {
            signatures: RefCell::default(),
            segments: HashMap::new(),
            open: BTreeSet::new(),
            references: HashMap::new(),
        };
        for instance in 0..links.instances.len() {
            let code = links.code(instance);
            for function in &code.references {
                if let Some(ty) = code.module.function_type(*function) {
                    let signature = tables.signature(links, instance, ty);
                    let known = tables.references.entry(signature).or_default();
                    known.insert(links.function(instance, *function));
                }
            }
            for (table, functions) in &code.segments {
                let Some(table) = links.table(instance, *table) else {
                    continue;
                };
                for function in functions {
                    if let Some(ty) = code.module.function_type(*function) {
                        let signature = tables.signature(links, instance, ty);
                        let known = tables.segments.entry((table, signature)).or_default();
                        known.insert(links.function(instance, *function));
                    }
                }
            }
            let written = code.written.iter();
            tables
                .open
                .extend(written.filter_map(|table| links.table(instance, *table)));
        }
        tables
    }

    /// Returns the number of a type.
    fn signature(&self, links: &Links<'_>, instance: usize, ty: u32) -> SignatureId {
        let mut signatures = self.signatures.borrow_mut();
        let next = signatures.len();
        let signature = links.code(instance).module.signature(ty);
        // References differ by types that each module numbers for itself.
        let plain = |ty: &ValType| match ty {
            ValType::Ref(_) => ValType::Ref(RefType::FUNCREF),
            ty => *ty,
        };
        let key = signature.map_or_else(Default::default, |ty| {
            (
                ty.params().iter().map(plain).collect(),
                ty.results().iter().map(plain).collect(),
            )
        });
        *signatures.entry(key).or_insert(next)
    }
}

impl CallGraph {
    /// Returns the graph of all that these functions reach.
    pub(super) fn of(
        links: &Links<'_>,
        tables: &Tables,
        roots: impl IntoIterator<Item = CoreDefinition>,
    ) -> Self {
        let mut graph = Self::default();
        for root in roots {
            graph.node(NodeKind::Function(root));
        }
        let mut next = 0;
        while let Some(kind) = graph.kinds.get(next).copied() {
            let called = match kind {
                NodeKind::Function(place) => {
                    let code = links.code(place.instance);
                    let calls = code.calls.get(place.defined).into_iter().flatten();
                    calls
                        .flat_map(|call| targets(links, tables, place.instance, *call))
                        .collect()
                }
                NodeKind::Table(table, signature) => {
                    let open = tables.open.contains(&table);
                    let referred = tables.references.get(&signature).filter(|_| open);
                    let segments = tables.segments.get(&(table, signature));
                    let functions = referred.into_iter().chain(segments).flatten();
                    functions.flat_map(kinds).collect()
                }
                NodeKind::Reference(signature) => {
                    let functions = tables.references.get(&signature);
                    functions.into_iter().flatten().flat_map(kinds).collect()
                }
                NodeKind::Foreign => BTreeSet::new(),
            };
            let calls = called.into_iter().map(|kind| graph.node(kind)).collect();
            graph.calls.push(calls);
            next += 1;
        }
        graph
    }

    /// Returns the amount of work for the graph: calls, and bytes of code.
    pub(super) fn weight(&self, links: &Links<'_>) -> u64 {
        let code = self.kinds.iter().map(|kind| match kind {
            NodeKind::Function(place) => {
                let bodies = &links.code(place.instance).module.bodies;
                bodies.get(place.defined).map_or(0, length)
            }
            _ => 0,
        });
        let calls = self.calls.iter().map(|calls| calls.len() as u64 + 1);
        code.chain(calls).sum()
    }

    /// Returns the place of something that is in the graph.
    pub(super) fn find(&self, kind: NodeKind) -> Option<Node> {
        self.nodes.get(&kind).copied()
    }

    fn node(&mut self, kind: NodeKind) -> Node {
        let next = self.kinds.len();
        let node = *self.nodes.entry(kind).or_insert(next);
        if node == next {
            self.kinds.push(kind);
        }
        node
    }

    /// Returns the strongly connected parts, those that are called before those
    /// that call. A part is a set of places that call each other, or a single other
    /// place.
    pub(super) fn parts(&self) -> Vec<Vec<Node>> {
        // Tarjan's algorithm, with a list for a stack.
        const NEW: usize = usize::MAX;
        let count = self.kinds.len();
        let mut number = vec![NEW; count];
        let mut low = vec![0; count];
        let mut open = vec![false; count];
        let mut stack = Vec::new();
        let mut parts = Vec::new();
        let mut counter = 0;
        for root in 0..count {
            if number[root] != NEW {
                continue;
            }
            let mut path = vec![(root, 0)];
            while let Some((node, call)) = path.last_mut() {
                let node = *node;
                if *call == 0 {
                    number[node] = counter;
                    low[node] = counter;
                    counter += 1;
                    stack.push(node);
                    open[node] = true;
                }
                if let Some(callee) = self.calls[node].get(*call).copied() {
                    *call += 1;
                    if number[callee] == NEW {
                        path.push((callee, 0));
                    } else if open[callee] {
                        low[node] = low[node].min(number[callee]);
                    }
                    continue;
                }
                path.pop();
                if let Some((caller, _)) = path.last() {
                    low[*caller] = low[*caller].min(low[node]);
                }
                if low[node] == number[node] {
                    let mut part = Vec::new();
                    while let Some(member) = stack.pop() {
                        open[member] = false;
                        part.push(member);
                        if member == node {
                            break;
                        }
                    }
                    part.sort_unstable();
                    parts.push(part);
                }
            }
        }
        parts
    }
}

/// Returns the places in the graph that a call in a core instance may be a call of.
pub(super) fn targets(
    links: &Links<'_>,
    tables: &Tables,
    instance: usize,
    call: CallTarget,
) -> Vec<NodeKind> {
    match call {
        CallTarget::Direct(function) => kinds(&links.function(instance, function)),
        CallTarget::Indirect { table, ty } => {
            let signature = tables.signature(links, instance, ty);
            vec![match links.table(instance, table) {
                Some(table) => NodeKind::Table(table, signature),
                None => NodeKind::Foreign,
            }]
        }
        CallTarget::Reference { ty } => {
            vec![NodeKind::Reference(tables.signature(links, instance, ty))]
        }
    }
}

fn kinds(function: &CoreFunction) -> Vec<NodeKind> {
    match function {
        CoreFunction::Defined(place) => vec![NodeKind::Function(*place)],
        CoreFunction::Host(places) => places.iter().copied().map(NodeKind::Function).collect(),
    }
}
