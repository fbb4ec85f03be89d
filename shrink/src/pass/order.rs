//! The order of definitions.
//!
//! Every change from one kind of definition to another starts a section, and a
//! section takes three bytes to start. So definitions of one kind are brought
//! together, as far as their references allow.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::error::Refusal;
use crate::model::{CoreInstance, Id, Instance, Item, ItemKind, Scope};

/// The number of half-sorted orders that are followed at a time. More take longer,
/// and saved nothing on the components that were tried.
const WIDTH: usize = 32;

/// The number of definitions past which only one order is followed: following
/// several takes time that grows with the square.
const MANY: usize = 2000;

/// Sorts the definitions of a component and of the components within, so that each
/// stands after those that it refers to, in few sections.
///
/// Imports keep their order, and so do exports, and so do instantiations,
/// which run code.
///
/// # Errors
///
/// - Two definitions refer to each other.
pub fn order(scope: &mut Scope<'_>) -> Result<(), Refusal> {
    for item in &mut scope.items {
        if let ItemKind::Component(inner) = &mut item.kind {
            order(inner)?;
        }
    }
    let graph = DependencyGraph::of(scope);
    let order = search(&graph)?;
    let mut items: Vec<Option<Item<'_>>> = std::mem::take(&mut scope.items)
        .into_iter()
        .map(Some)
        .collect();
    scope.items = order
        .into_iter()
        .filter_map(|index| items.get_mut(index).and_then(Option::take))
        .collect();
    Ok(())
}

/// The number of kinds of sections.
const KINDS: usize = 11;

/// Returns the kind of the section of an item. Kinds are tried in their order.
fn section_rank(kind: &ItemKind<'_>) -> usize {
    match kind {
        ItemKind::Import(_) | ItemKind::Declared(_) => 0,
        ItemKind::CoreType(_) => 1,
        ItemKind::Type(_) => 2,
        ItemKind::CoreModule(_) => 3,
        ItemKind::Component(_) => 4,
        ItemKind::CoreInstance(_) => 5,
        ItemKind::Instance(_) => 6,
        ItemKind::Alias(_) => 7,
        ItemKind::Canonical(_) => 8,
        ItemKind::Export(_) => 9,
        ItemKind::Names(_) | ItemKind::Custom(_) => 10,
    }
}

/// The definitions that have to stand before each definition.
struct DependencyGraph {
    kinds: Vec<usize>,
    /// The items that each item waits for.
    before: Vec<Vec<usize>>,
    /// The items of each kind.
    members: [Vec<usize>; KINDS],
}

impl DependencyGraph {
    fn of(scope: &mut Scope<'_>) -> Self {
        let mut owner: HashMap<Id, usize> = HashMap::new();
        for (index, item) in scope.items.iter().enumerate() {
            owner.extend(item.defines.iter().map(|id| (*id, index)));
        }
        let mut last: [Option<usize>; 4] = [None; 4];
        let mut kinds = Vec::new();
        let mut before = Vec::new();
        for (index, item) in scope.items.iter_mut().enumerate() {
            let mut waits = Vec::new();
            // A group of core types may refer to itself.
            item.references(&mut |_, id: &mut Id| {
                waits.extend(owner.get(id).filter(|owner| **owner != index));
            });
            let chain = match item.kind {
                ItemKind::Import(_) => Some(0),
                ItemKind::Export(_) => Some(1),
                ItemKind::CoreInstance(CoreInstance::Instantiate { .. })
                | ItemKind::Instance(Instance::Instantiate { .. }) => Some(2),
                ItemKind::Custom(_) => Some(3),
                _ => None,
            };
            if let Some(chain) = chain {
                waits.extend(last[chain].replace(index));
            }
            waits.sort_unstable();
            waits.dedup();
            kinds.push(section_rank(&item.kind));
            before.push(waits);
        }
        Self::new(kinds, before)
    }

    fn new(kinds: Vec<usize>, before: Vec<Vec<usize>>) -> Self {
        let mut members: [Vec<usize>; KINDS] = Default::default();
        for (index, kind) in kinds.iter().enumerate() {
            members[*kind].push(index);
        }
        Self {
            kinds,
            before,
            members,
        }
    }
}

/// A set of items: a bit for each.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Set(Vec<u64>);

impl Set {
    fn empty(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn insert(&mut self, index: usize) {
        self.0[index / 64] |= 1 << (index % 64);
    }

    fn contains(&self, index: usize) -> bool {
        self.0[index / 64] >> (index % 64) & 1 == 1
    }
}

/// An order up to some item.
#[derive(Clone)]
struct Partial {
    order: Vec<usize>,
    placed: Set,
    left: [usize; KINDS],
}

fn search(graph: &DependencyGraph) -> Result<Vec<usize>, Refusal> {
    let count = graph.kinds.len();
    if count > MANY {
        return quick(graph);
    }
    let mut beam = vec![Partial {
        order: Vec::new(),
        placed: Set::empty(count),
        left: graph.members.each_ref().map(Vec::len),
    }];
    loop {
        if let Some(done) = beam.iter().find(|partial| partial.order.len() == count) {
            return Ok(done.order.clone());
        }
        let mut next: Vec<Partial> = Vec::new();
        let mut seen: HashSet<Set> = HashSet::new();
        for partial in &beam {
            for kind in 0..KINDS {
                if let Some(longer) = extend(graph, partial, kind)
                    && seen.insert(longer.placed.clone())
                {
                    next.push(longer);
                }
            }
        }
        if next.is_empty() {
            return Err(Refusal::new("definitions that refer to each other"));
        }
        // A kind without items left will start no section any more, so few open
        // kinds come first. Then the more is placed the better. The sort is stable.
        next.sort_by_key(|partial| {
            let open = partial.left.iter().filter(|left| **left > 0).count();
            (open, count - partial.order.len())
        });
        next.truncate(WIDTH);
        beam = next;
    }
}

/// Returns the order with all items of one kind that can stand next. `None` if
/// there are none.
fn extend(graph: &DependencyGraph, partial: &Partial, kind: usize) -> Option<Partial> {
    if partial.left[kind] == 0 {
        return None;
    }
    let mut longer: Option<Partial> = None;
    for &index in &graph.members[kind] {
        let current = longer.as_ref().unwrap_or(partial);
        if current.placed.contains(index) {
            continue;
        }
        // A definition in this section may refer to one before it in the same
        // section, which stands before it in the input too, or comes up in
        // another round.
        let mut waits = graph.before[index].iter();
        if waits.all(|wait| current.placed.contains(*wait)) {
            let longer = longer.get_or_insert_with(|| partial.clone());
            longer.placed.insert(index);
            longer.left[kind] -= 1;
            longer.order.push(index);
        }
    }
    longer
}

/// Returns one order, in time that grows with the number of references. A section
/// goes on for as long as it can. The next one is of the kind that has most to go
/// on with.
fn quick(graph: &DependencyGraph) -> Result<Vec<usize>, Refusal> {
    let count = graph.kinds.len();
    let mut waiting: Vec<usize> = graph.before.iter().map(Vec::len).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, waits) in graph.before.iter().enumerate() {
        for wait in waits {
            after[*wait].push(index);
        }
    }
    let mut ready: [BTreeSet<usize>; KINDS] = Default::default();
    for index in 0..count {
        if waiting[index] == 0 {
            ready[graph.kinds[index]].insert(index);
        }
    }
    let mut order = Vec::with_capacity(count);
    let mut kind = 0;
    while order.len() < count {
        if ready[kind].is_empty() {
            let most = (0..KINDS).rev().max_by_key(|kind| ready[*kind].len());
            kind = most.unwrap_or(0);
        }
        let Some(index) = ready[kind].pop_first() else {
            return Err(Refusal::new("definitions that refer to each other"));
        };
        order.push(index);
        for next in &after[index] {
            waiting[*next] -= 1;
            if waiting[*next] == 0 {
                ready[graph.kinds[*next]].insert(*next);
            }
        }
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns items of two kinds in turns. Each waits for the one before the one
    /// before it.
    fn turns(count: usize) -> DependencyGraph {
        DependencyGraph::new(
            (0..count).map(|index| index % 2).collect(),
            (0..count)
                .map(|index| index.checked_sub(2).into_iter().collect())
                .collect(),
        )
    }

    fn sections(graph: &DependencyGraph, order: &[usize]) -> usize {
        let kinds: Vec<_> = order.iter().map(|index| graph.kinds[*index]).collect();
        1 + kinds.windows(2).filter(|pair| pair[0] != pair[1]).count()
    }

    #[test]
    fn kinds_are_brought_together_however_many_there_are() {
        for count in [10, MANY + 10] {
            let graph = turns(count);
            let order = search(&graph).unwrap();
            assert_eq!(order.len(), count);
            assert_eq!(sections(&graph, &order), 2, "{count}");
        }
    }

    #[test]
    fn a_circle_is_refused() {
        for count in [10, MANY + 10] {
            let mut graph = turns(count);
            graph.before[0].push(count - 2);
            assert!(search(&graph).is_err(), "{count}");
        }
    }
}
