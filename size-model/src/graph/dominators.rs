//! Dominators: the nodes that every way to a node leads through.
//!
//! If a part goes, all parts that it dominates go too. The sum of their bytes is the size
//! that it retains.

use super::Node;

/// The dominator of each node, by the algorithm of Lengauer and Tarjan.
pub(crate) struct Dominators {
    /// The nearest one of each node; a node that is not reached, and the root, has none.
    pub(crate) of: Vec<Option<Node>>,
    /// The nodes that are reached, each behind its dominator.
    pub(crate) order: Vec<Node>,
}

const NONE: u32 = u32::MAX;

struct Search {
    /// The number of each node, in the order in which they are found.
    number: Vec<u32>,
    /// The node of each number.
    node: Vec<Node>,
    /// The number of the node by which each was found.
    parent: Vec<u32>,
    semi: Vec<u32>,
    label: Vec<u32>,
    ancestor: Vec<u32>,
}

impl Search {
    /// Numbers all nodes that are reached. It does not recurse, because the file decides
    /// how deep calls nest.
    fn of(needs: &[Vec<Node>], root: Node) -> Self {
        let mut search = Self {
            number: vec![NONE; needs.len()],
            node: Vec::new(),
            parent: Vec::new(),
            semi: Vec::new(),
            label: Vec::new(),
            ancestor: Vec::new(),
        };
        let mut pending = vec![(root, NONE)];
        let mut places: Vec<(Node, usize)> = Vec::new();
        while let Some((node, parent)) = pending.pop() {
            search.found(node, parent);
            places.push((node, 0));
            while let Some((node, place)) = places.last_mut() {
                let Some(next) = needs[*node as usize].get(*place) else {
                    places.pop();
                    continue;
                };
                *place += 1;
                if search.number[*next as usize] == NONE {
                    pending.push((*next, search.number[*node as usize]));
                    break;
                }
            }
        }
        search
    }

    fn found(&mut self, node: Node, parent: u32) {
        let number = u32::try_from(self.node.len()).unwrap_or(NONE);
        self.number[node as usize] = number;
        self.node.push(node);
        self.parent.push(parent);
        self.semi.push(number);
        self.label.push(number);
        self.ancestor.push(NONE);
    }

    /// Returns the number with the least semidominator on the way up from a number.
    fn least(&mut self, number: u32) -> u32 {
        let mut way = Vec::new();
        let mut at = number;
        while self.ancestor[at as usize] != NONE {
            way.push(at);
            at = self.ancestor[at as usize];
        }
        // Shortens the way for later searches.
        let top = at;
        let mut above = top;
        while let Some(one) = way.pop() {
            if above != top {
                let better = self.label[above as usize];
                if self.semi[better as usize] < self.semi[self.label[one as usize] as usize] {
                    self.label[one as usize] = better;
                }
                self.ancestor[one as usize] = top;
            }
            above = one;
        }
        self.label[number as usize]
    }
}

impl Dominators {
    /// Finds the dominators of the nodes that are reached from a root.
    pub(crate) fn of(needs: &[Vec<Node>], root: Node) -> Self {
        let mut search = Search::of(needs, root);
        let reached = search.node.len();
        let mut needed_by: Vec<Vec<u32>> = vec![Vec::new(); reached];
        for (number, node) in (0_u32..).zip(&search.node) {
            for needed in &needs[*node as usize] {
                needed_by[search.number[*needed as usize] as usize].push(number);
            }
        }
        let mut dominator = vec![NONE; reached];
        let mut bucket: Vec<Vec<u32>> = vec![Vec::new(); reached];
        for number in (1..reached).rev() {
            for from in std::mem::take(&mut needed_by[number]) {
                let least = search.least(from);
                let semi = search.semi[least as usize];
                if semi < search.semi[number] {
                    search.semi[number] = semi;
                }
            }
            let number = u32::try_from(number).unwrap_or(NONE);
            bucket[search.semi[number as usize] as usize].push(number);
            let parent = search.parent[number as usize];
            search.ancestor[number as usize] = parent;
            for one in std::mem::take(&mut bucket[parent as usize]) {
                let least = search.least(one);
                let below = search.semi[least as usize] < search.semi[one as usize];
                dominator[one as usize] = if below { least } else { parent };
            }
        }
        let mut of = vec![None; needs.len()];
        for number in 1..reached {
            let semi = search.semi[number];
            if dominator[number] != semi {
                dominator[number] = dominator[dominator[number] as usize];
            }
            of[search.node[number] as usize] = Some(search.node[dominator[number] as usize]);
        }
        Self {
            of,
            order: search.node,
        }
    }

    /// Returns the retained bytes of each node: its own, and those of all nodes that it
    /// dominates.
    pub(crate) fn retained(&self, own: impl Fn(Node) -> u64) -> Vec<u64> {
        let mut retained = vec![0; self.of.len()];
        for node in self.order.iter().rev() {
            retained[*node as usize] += own(*node);
            if let Some(dominator) = self.of[*node as usize] {
                retained[dominator as usize] += retained[*node as usize];
            }
        }
        retained
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Returns the nodes that are reached without one of them.
    fn reached(needs: &[Vec<Node>], root: Node, without: Option<Node>) -> HashSet<Node> {
        let mut found = HashSet::new();
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            if Some(node) != without && found.insert(node) {
                pending.extend(&needs[node as usize]);
            }
        }
        found
    }

    #[test]
    fn a_dominator_is_what_cuts_a_node_off() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..500 {
            let nodes = random.u32(1..14);
            let needs: Vec<Vec<Node>> = (0..nodes)
                .map(|_| {
                    (0..random.usize(0..4))
                        .map(|_| random.u32(0..nodes))
                        .collect()
                })
                .collect();
            let found = Dominators::of(&needs, 0);
            let all = reached(&needs, 0, None);
            assert_eq!(found.order.iter().copied().collect::<HashSet<_>>(), all);
            let retained = found.retained(|_| 1);
            for node in 0..nodes {
                if !all.contains(&node) {
                    assert_eq!(
                        (found.of[node as usize], retained[node as usize]),
                        (None, 0)
                    );
                    continue;
                }
                let left = if node == 0 {
                    0
                } else {
                    reached(&needs, 0, Some(node)).len()
                };
                assert_eq!(
                    usize::try_from(retained[node as usize]).unwrap(),
                    all.len() - left,
                    "{needs:?} {node}"
                );
            }
        }
    }
}
