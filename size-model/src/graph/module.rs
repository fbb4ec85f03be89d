//! References within a core module.

use std::collections::{HashMap, HashSet};

use wasmparser::ExternalKind;

use super::{Graph, Node};
use crate::File;
use crate::core::{Core, Ref};
use crate::part::{Kind, PartId, Section};

/// The core modules of a file, as the linking of components needs them.
pub(super) struct Modules {
    /// The number of the core module that a part is.
    pub(super) numbers: HashMap<PartId, usize>,
    tables: Vec<Tables>,
}

impl Modules {
    /// Notes that two modules share a table: one calls what the other puts there.
    pub(super) fn share(&mut self, graph: &mut Graph, one: (usize, u32), other: (usize, u32)) {
        for (from, to) in [(one, other), (other, one)] {
            let [Some(of), Some(with)] = [from, to].map(|(module, _)| self.tables.get(module))
            else {
                continue;
            };
            let all = |tables: &Tables, table: u32| tables.all.get(table as usize).copied();
            let (Some(mine), Some(theirs)) = (all(of, from.1), all(with, to.1)) else {
                continue;
            };
            graph.edge(mine, theirs);
            let (typed, places) = (keys(&of.typed, from.1), keys(&of.places, from.1));
            for (_, ty) in typed {
                let mine = node(graph, &mut self.tables[from.0].typed, (from.1, ty));
                let theirs = node(graph, &mut self.tables[to.0].typed, (to.1, ty));
                graph.edge(mine, theirs);
                graph.edge(theirs, mine);
            }
            for (_, place) in places {
                let mine = node(graph, &mut self.tables[from.0].places, (from.1, place));
                let theirs = node(graph, &mut self.tables[to.0].places, (to.1, place));
                graph.edge(mine, theirs);
                graph.edge(theirs, mine);
            }
        }
    }
}

/// Returns the keys of a table.
fn keys<K: Copy>(nodes: &HashMap<(u32, K), Node>, table: u32) -> Vec<(u32, K)> {
    let mine = nodes.keys().filter(|(one, _)| *one == table);
    mine.copied().collect()
}

/// Returns the node of a key, and makes it if it is new.
fn node<K: std::hash::Hash + Eq>(graph: &mut Graph, nodes: &mut HashMap<K, Node>, key: K) -> Node {
    *nodes.entry(key).or_insert_with(|| graph.node())
}

/// Adds the references within all core modules.
pub(super) fn add(graph: &mut Graph, file: &File<'_>) -> Modules {
    let mut modules = Modules {
        numbers: HashMap::new(),
        tables: Vec::new(),
    };
    for (number, core) in file.cores().iter().enumerate() {
        modules.tables.push(module(graph, file, core));
        if let Some(part) = core.part {
            modules.numbers.insert(part, number);
            if part == PartId::FILE {
                alone(graph, core);
            }
        }
    }
    modules
}

/// Notes the exports of a core module that is the whole file as used.
fn alone(graph: &mut Graph, core: &Core<'_>) {
    for (_, _, export) in core.exports.values() {
        graph.edge(graph.exports, export.0);
    }
}

/// Returns the part of an item of a core module.
pub(super) fn item(core: &Core<'_>, kind: ExternalKind, index: u32) -> Option<PartId> {
    let items = match kind {
        ExternalKind::Func | ExternalKind::FuncExact => &core.functions,
        ExternalKind::Table => &core.tables,
        ExternalKind::Memory => &core.memories,
        ExternalKind::Global => &core.globals,
        ExternalKind::Tag => &core.tags,
    };
    items.get(index as usize).copied()
}

/// Adds the references of one module. Returns the content of its tables.
fn module(graph: &mut Graph, file: &File<'_>, core: &Core<'_>) -> Tables {
    let mut tables = Tables::of(graph, core);
    for (kind, index, export) in core.exports.values() {
        if let Some(item) = item(core, *kind, *index) {
            graph.edge(export.0, item.0);
        }
        if *kind == ExternalKind::Table
            && let Some(all) = tables.all.get(*index as usize)
        {
            graph.edge(export.0, *all);
        }
    }
    if let (Some(part), Some(start)) = (core.part, core.start)
        && let Some(function) = core.functions.get(start as usize)
    {
        graph.edge(part.0, function.0);
    }
    let functions = core.part.and_then(|part| {
        let mut sections = file.model().children(part);
        sections.find(|id| file.model()[*id].kind == Kind::Section(Section::Functions))
    });
    let types = core.function_types.iter().skip(core.imported());
    for (body, ty) in core.bodies.iter().zip(types) {
        if let Some(section) = functions {
            graph.edge(body.part.0, section.0);
        }
        reference(graph, core, &mut tables, body.part.0, Ref::Type(*ty));
        for one in &body.refs {
            reference(graph, core, &mut tables, body.part.0, *one);
        }
    }
    for (part, refs) in &core.values {
        for one in refs {
            reference(graph, core, &mut tables, part.0, *one);
        }
    }
    data(graph, core);
    tables
}

/// Adds the references of data segments. A segment without an address in the code is there
/// for the memory that it is copied to, and so for the instance of the module.
fn data(graph: &mut Graph, core: &Core<'_>) {
    let mut addressed = vec![false; core.data.len()];
    for one in core.bodies.iter().flat_map(|body| &body.refs) {
        if let Ref::Address(address) = one
            && let Some(place) = places(core, *address)
        {
            addressed[place] = true;
        }
    }
    for (data, addressed) in core.data.iter().zip(addressed) {
        let memory = data
            .memory
            .and_then(|memory| core.memories.get(memory as usize));
        if let Some(memory) = memory {
            graph.edge(data.part.0, memory.0);
            if !addressed && let Some(part) = core.part {
                graph.edge(part.0, data.part.0);
            }
        }
    }
}

/// Returns the data segment that contains an address. A search by halves is enough,
/// because the segments of a linker do not overlap and come in order.
fn places(core: &Core<'_>, address: u32) -> Option<usize> {
    let address = u64::from(address);
    let after = core
        .data
        .partition_point(|data| data.addresses.start <= address);
    let place = after.checked_sub(1)?;
    let near = core.data[place].addresses.contains(&address);
    near.then_some(place)
}

fn reference(graph: &mut Graph, core: &Core<'_>, tables: &mut Tables, from: Node, one: Ref) {
    let part = match one {
        Ref::Function(index) => core.functions.get(index as usize).copied(),
        Ref::Memory(index) => core.memories.get(index as usize).copied(),
        Ref::Global(index) => core.globals.get(index as usize).copied(),
        Ref::Tag(index) => core.tags.get(index as usize).copied(),
        Ref::Type(index) => core.types.get(index as usize).map(|(part, _)| *part),
        Ref::Element(index) => core.elements.get(index as usize).map(|one| one.part),
        Ref::Data(index) => core.data.get(index as usize).map(|one| one.part),
        Ref::Address(address) => places(core, address).map(|place| core.data[place].part),
        Ref::Table(index) => {
            if let Some(all) = tables.all.get(index as usize) {
                graph.edge(from, *all);
            }
            core.tables.get(index as usize).copied()
        }
        Ref::Slot { table, ty, place } => {
            if let Some(node) = tables.node(graph, core, table, ty, place) {
                graph.edge(from, node);
            }
            core.tables.get(table as usize).copied()
        }
    };
    if let Some(part) = part {
        graph.edge(from, part.0);
    }
}

/// The content of the tables of a module.
struct Tables {
    /// A node for each table, which needs everything that may be in it.
    all: Vec<Node>,
    /// A node for the functions of one type in a table.
    typed: HashMap<(u32, u64), Node>,
    /// A node for each place of a table whose function is known.
    places: HashMap<(u32, u32), Node>,
    /// The tables that segments of the module are copied into.
    filled: HashSet<u32>,
}

impl Tables {
    fn of(graph: &mut Graph, core: &Core<'_>) -> Self {
        let mut tables = Self {
            all: core.tables.iter().map(|_| graph.node()).collect(),
            typed: HashMap::new(),
            places: HashMap::new(),
            filled: HashSet::new(),
        };
        for element in &core.elements {
            let functions = element.items.iter().flatten();
            let needed = functions.filter_map(|function| core.functions.get(*function as usize));
            let Some((table, start)) = element.table else {
                // A passive segment is needed by who copies it, with all in it.
                for function in needed {
                    graph.edge(element.part.0, function.0);
                }
                others(graph, core, element);
                continue;
            };
            let Some(all) = tables.all.get(table as usize).copied() else {
                continue;
            };
            tables.filled.insert(table);
            graph.edge(all, element.part.0);
            if let Some(table) = core.tables.get(table as usize) {
                graph.edge(all, table.0);
                graph.edge(element.part.0, table.0);
            }
            for (place, function) in (0_u64..).zip(&element.items) {
                let Some(function) = *function else { continue };
                let Some(part) = core.functions.get(function as usize) else {
                    continue;
                };
                graph.edge(all, part.0);
                let ty = core.function_types.get(function as usize);
                let hash = ty.and_then(|ty| core.types.get(*ty as usize));
                if let Some((_, hash)) = hash {
                    let typed = *tables
                        .typed
                        .entry((table, *hash))
                        .or_insert_with(|| graph.node());
                    graph.edge(typed, part.0);
                    graph.edge(typed, element.part.0);
                }
                let place = start.and_then(|start| u32::try_from(start.checked_add(place)?).ok());
                if let Some(place) = place {
                    let node = *tables
                        .places
                        .entry((table, place))
                        .or_insert_with(|| graph.node());
                    graph.edge(node, part.0);
                    graph.edge(node, element.part.0);
                }
            }
        }
        tables
    }

    /// Returns the node that a call through a table needs. It stands for the function at
    /// the place, or else for all functions of the type. Another module may fill a table
    /// that has no segments here.
    fn node(
        &mut self,
        graph: &mut Graph,
        core: &Core<'_>,
        table: u32,
        ty: u32,
        place: Option<u32>,
    ) -> Option<Node> {
        if let Some(place) = place {
            if let Some(node) = self.places.get(&(table, place)) {
                return Some(*node);
            }
            if !self.filled.contains(&table) {
                let node = graph.node();
                self.places.insert((table, place), node);
                return Some(node);
            }
        }
        let hash = core.types.get(ty as usize).map(|(_, hash)| *hash);
        Some(node(graph, &mut self.typed, (table, hash?)))
    }
}

/// Adds the references of the items of a segment that are not functions.
fn others(graph: &mut Graph, core: &Core<'_>, element: &crate::core::Element) {
    for one in &element.others {
        if let Ref::Global(index) = one
            && let Some(global) = core.globals.get(*index as usize)
        {
            graph.edge(element.part.0, global.0);
        }
    }
}
